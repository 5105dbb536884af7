"""A register is pasted, answered and brought in; a specialist's days are offered and agreed."""

import pytest
from django.utils import timezone

from accounts.roles import Role
from people.models import Person
from tests.people.register import an_entry
from tests.people.sheets import INVENTED
from tests.world import a_person, a_school

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def test_a_lead_brings_a_register_in_and_takes_it_back(as_person):
    tween = a_school("Tweendykes School")
    window = as_person(a_person(Role.IMPROVEMENT_LEAD, at=tween, name="Lena"))
    window.follow("Expertise")
    window.follow("Bring a register in")
    window.fill("Or paste the table", INVENTED)
    window.press("Read it")
    window.sees("13 people, 1.8 FTE in the central team", "Proposed: Tweendykes School.")
    window.choose("Are Carys Evans and Carys Evens one person?", "One person")
    window.press("Bring it in")
    window.sees("12 people and 27 claims of expertise are new.")
    window.follow("Expertise")
    window.fill("Name", "weir")
    window.press("Show")
    window.sees("1 person found", "SLE: SEND (legacy title)", "Tweendykes School")
    window.follow("Coverage")
    window.sees("Rests on one person")
    window.follow("Expertise")
    window.follow("Bring a register in")
    window.follow("Pasted")
    window.press("Undo")
    window.sees("Undone.")
    assert not Person.objects.exists()


def test_a_specialist_offers_days_and_the_head_agrees(as_person):
    school, today = a_school("Elm Grove"), timezone.localdate().isoformat()
    carys = a_person(Role.SPECIALIST, at=school, name="Carys")
    an_entry(school, "Carys", user=carys)
    window = as_person(carys)
    window.follow("My profile")
    window.follow("Add what you are good at")
    window.choose("What you are", "S2S Leader")
    window.choose("Area", "Phonics")
    window.press("Save")
    window.sees("S2S Leader: Phonics", "Claimed")
    window.follow("Offer days")
    window.fill("Days you can give", "4.5")
    window.fill("From", today)
    window.fill("To", today)
    window.press("Ask the school")
    window.sees("4.5 days", "Waiting for the school")

    head = as_person(a_person(Role.HEADTEACHER, at=school, name="Hana"))
    head.follow("Expertise")
    head.follow("Answer")
    head.press("Agree to release")
    head.sees("Agreed. Carys sees it on the profile.")
