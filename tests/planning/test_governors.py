"""The governors' cycle: suggested from the plan, read by governors once the plan is issued."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.errors import DomainError, EditedMeanwhile, NotAllowed, WrongState
from planning import services
from planning.models import GovernorLook, Plan
from planning.rules.governing import HALF_TERMS, Said, questions, what_to_look_at
from planning.services.governors import make_cycle, note_look, remove_look
from tests import world
from tests.planning.plans import a_head, a_plan, an_approved_version
from tests.planning.schedules import a_look

SAID = Said(
    "Reading",
    "red",
    measure="Reading: Year 2, all pupils",
    target_percent=75,
    criteria=("80% at expected",),
    milestones=(("SPR1", "Half read"), ("AUT1", "Books bought")),
    monitoring=(("SPR2", "book look (English lead)"), ("SUM1", "deep dive (head)")),
)


def test_what_to_look_at_is_of_the_term_and_names_the_target():
    assert what_to_look_at(SAID, "SPR2").splitlines() == [
        "The figure of this term: Reading: Year 2, all pupils, against the target of 75%.",
        "What was to be reached this term: “Half read”.",
        "What the school's monitoring found: book look (English lead).",
    ]
    assert "sees change" in what_to_look_at(Said("Staff", "grey"), "SPR2")


def test_questions_come_from_the_measure_the_criterion_and_how_it_goes():
    asked = questions(SAID).splitlines()
    assert len(asked) == 4
    assert "stand against 75%" in asked[0]
    assert "“80% at expected”" in asked[1]
    assert "off track" in asked[2]
    assert questions(Said("Staff", "blue", group="DIS")).startswith("This is complete.")


def cycle_page(school):
    return reverse("planning:cycle-school", args=[school.urn])


def page(look, verb):
    return reverse(f"planning:look-{verb}", args=[look.pk])


@pytest.fixture
def school(db):
    return world.a_school()


@pytest.fixture
def head(school):
    return a_head(school)


@pytest.fixture
def governor(school):
    return world.a_person(Role.GOVERNOR, at=school)


def issued(school):
    """An issued plan with its cycle, and a priority that was added after it was issued."""
    version = an_approved_version(school)
    plan, writer = version.plan, version.made_by
    services.issue_plan(actor=writer, plan_id=plan.pk)
    services.add_priority(actor=writer, plan_id=plan.pk, title="Only in the draft")
    make_cycle(actor=writer, plan_id=plan.pk)
    return plan


def test_each_priority_is_in_the_cycle_once_a_term_and_what_is_out_stays_out(school, head):
    look = a_look(school, by=head)
    plan = look.priority.plan
    assert GovernorLook.objects.count() == len(HALF_TERMS)
    remove_look(actor=head, look_id=look.pk, version=look.version)
    assert make_cycle(actor=head, plan_id=plan.pk) == 0
    assert GovernorLook.objects.standing().count() == len(HALF_TERMS) - 1


def test_the_head_makes_it_of_the_improvement_plan_only(school, head, governor):
    plan = a_plan(school, by=head)
    with pytest.raises(NotAllowed, match="keeps the governors' cycle"):
        make_cycle(actor=governor, plan_id=plan.pk)
    with pytest.raises(WrongState, match="follow the improvement plan"):
        make_cycle(actor=head, plan_id=a_plan(school, "rap", by=head).pk)


def test_governors_read_the_issued_plan_and_nothing_of_the_draft(sign_in, school, governor):
    issued(school)
    text = sign_in(governor).get(cycle_page(school)).content.decode()
    assert "Raise reading" in text
    assert "80% at expected" in text
    assert "Only in the draft" not in text
    hidden = GovernorLook.objects.filter(priority__title="Only in the draft").first()
    assert sign_in(governor).get(page(hidden, "note")).status_code == 404


def test_before_it_is_issued_governors_are_told_so(sign_in, school, head, governor):
    a_look(school, by=head)
    text = sign_in(governor).get(cycle_page(school)).content.decode()
    assert "Governors see it once the plan is issued" in text
    assert "Reading" not in text


def test_a_governor_notes_what_was_heard_once_the_day_has_come(sign_in, school, governor):
    issued(school)
    look = GovernorLook.objects.exclude(priority__title="Only in the draft").first()
    said = {"version": look.version, "done_on": timezone.localdate().isoformat(), "words": "Asked."}
    answer = sign_in(governor).post(page(look, "note"), said, follow=True).content.decode()
    assert "Looked at" in answer
    assert "Asked." in answer
    look.refresh_from_db()
    with pytest.raises(DomainError, match="a day that has come"):
        note_look(actor=governor, look_id=look.pk, version=look.version,
                  done_on=world.this_year().ends_on.replace(year=2999), words="Asked.")  # fmt: skip
    with pytest.raises(WrongState, match="stays in the cycle"):
        remove_look(actor=look.priority.plan.writers.first(), look_id=look.pk, version=look.version)


def test_words_left_as_suggested_follow_the_plan_and_changed_ones_stay(sign_in, school, head):
    look = a_look(school, by=head)
    client = sign_in(head)
    form = client.get(page(look, "edit")).context["form"]
    asked = form.initial["questions"]
    said = {"version": look.version, "look_at": "Books in Year 2", "questions": asked}
    client.post(page(look, "edit"), said)
    look.refresh_from_db()
    assert (look.look_at, look.questions) == ("Books in Year 2", "")
    look.priority.rag = "red"
    look.priority.save()
    text = client.get(cycle_page(school)).content.decode()
    assert "Books in Year 2" in text
    assert "off track. What changes now" in text


def test_two_who_change_one_line_lose_nothing(sign_in, school, head):
    look = a_look(school, by=head)
    client = sign_in(head)
    said = {"version": look.version, "look_at": "First", "questions": "First?"}
    client.post(page(look, "edit"), said)
    answer = client.post(page(look, "edit"), said | {"questions": "Second?"})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "First?" in text
    assert "Second?" in text
    with pytest.raises(EditedMeanwhile):
        remove_look(actor=head, look_id=look.pk, version=look.version)


def test_the_cycle_is_made_on_its_page(sign_in, school, head):
    plan = a_plan(school, by=head)
    plan.priorities.create(position=1, title="Reading")
    client = sign_in(head)
    assert "1 priority not in the cycle yet" in client.get(cycle_page(school)).content.decode()
    make = reverse("planning:cycle-make", args=[school.urn])
    assert "once a term" in client.post(make, follow=True).content.decode()
    Plan.objects.update(state="superseded", closed_at=timezone.now(), closed_by=head)
    answer = client.post(make, follow=True).content.decode()
    assert "Start the improvement plan first" in answer


@pytest.mark.parametrize("how_many", [1, 5])
def test_the_page_costs_the_same_for_one_priority_or_many(
    sign_in, school, head, django_assert_max_num_queries, how_many
):
    plan = a_plan(school, by=head)
    for position in range(how_many):
        plan.priorities.create(position=position, title="Reading")
    make_cycle(actor=head, plan_id=plan.pk)
    client = sign_in(head)
    with django_assert_max_num_queries(30):
        client.get(cycle_page(school))
