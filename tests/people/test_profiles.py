from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from core.errors import DomainError, EditedMeanwhile, NotAllowed, SayWhy, WrongState
from core.models import JournalEntry
from core.years import AcademicYear
from people.models import ClaimState, Expertise, Person
from people.selectors.register import logins_to_link, visible_people, waiting_for
from people.services import lending, profiles
from people.services.profiles import Said
from tests.people.register import (
    a_claim,
    a_confirmed_claim,
    a_conflict,
    a_release,
    a_specialist,
    an_area,
    an_entry,
)
from tests.world import a_person, a_school

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def lead():
    return a_person(Role.IMPROVEMENT_LEAD, at=a_school("Far Away"), name="Lena")


def confirm(claim, by):
    return profiles.confirm_claim(actor=by, claim_id=claim.pk, version=claim.version)


def verbs() -> list[str]:
    return list(JournalEntry.objects.order_by("pk").values_list("verb", flat=True))


def test_a_specialist_claims_and_a_lead_of_any_school_confirms(lead):
    user, person = a_specialist()
    said = Said(kind="s2s_leader", area=an_area())
    claim = profiles.claim(actor=user, person=person, said=said)
    assert claim.standing == "claimed"
    claim = confirm(claim, lead)
    assert (claim.standing, claim.confirmed_by) == ("current", lead)
    assert verbs()[-2:] == ["people.expertise.claimed", "people.expertise.confirmed"]


def test_nobody_claims_for_somebody_else(lead):
    person = an_entry()
    for actor in (lead, a_specialist(name="Other")[0], a_person(Role.EXECUTIVE)):
        with pytest.raises(NotAllowed, match="for themselves"):
            profiles.claim(actor=actor, person=person, said=Said(kind="sle", key_stage="KS1"))


def test_nobody_confirms_their_own_claim(lead):
    own = a_claim(an_entry(user=lead))
    with pytest.raises(NotAllowed, match="Nobody confirms their own"):
        confirm(own, lead)
    for role in (Role.EXECUTIVE, Role.HEADTEACHER, Role.ADMIN):
        with pytest.raises(NotAllowed, match="Only school improvement leads"):
            confirm(own, a_person(role))
    assert confirm(own, a_person(Role.IMPROVEMENT_LEAD)).state == ClaimState.CONFIRMED


@pytest.mark.parametrize("kind", ["sle", "nle", "lle", "nlg"])
def test_a_legacy_title_is_kept_and_never_current(lead, kind):
    claim = a_claim(kind=kind)
    assert claim.standing == "legacy"
    assert confirm(claim, lead).standing == "legacy"
    assert set(Expertise.objects.in_standing("legacy")) == {claim}
    assert not Expertise.objects.in_standing("current").exists()


def test_a_moderator_is_confirmed_to_the_end_of_the_year(lead):
    claim = confirm(a_claim(kind="statutory_moderator", area="", key_stage="KS2"), lead)
    assert claim.ends_on == AcademicYear.of(TODAY).ends_on


def test_what_is_over_lapses_by_itself():
    claim = a_claim(starts_on=YESTERDAY - timedelta(days=9), ends_on=YESTERDAY)
    assert claim.standing == "lapsed"
    assert set(Expertise.objects.in_standing("lapsed")) == {claim}
    assert not Expertise.objects.usable().exists()
    with pytest.raises(WrongState, match="ended before today"):
        confirm(claim, a_person(Role.IMPROVEMENT_LEAD))


@pytest.mark.parametrize("standing", ["current", "claimed", "legacy", "lapsed"])
def test_the_database_says_of_each_claim_what_its_standing_says(standing):
    a_claim()
    a_claim(kind="sle")
    a_confirmed_claim(area="Science")
    a_confirmed_claim(area="Music", ends_on=TODAY)
    a_claim(area="History", ends_on=YESTERDAY)
    for claim in Expertise.objects.all():
        told = Expertise.objects.in_standing(standing).filter(pk=claim.pk).exists()
        assert told == (claim.standing == standing)


def test_changing_what_was_confirmed_makes_it_a_claim_again(lead):
    user, person = a_specialist()
    claim = confirm(a_claim(person), lead)
    said = Said(kind="s2s_leader", area=an_area("Science"))
    changed = profiles.change_claim(actor=user, claim_id=claim.pk, version=claim.version, said=said)
    assert (changed.standing, changed.confirmed_by, changed.subject) == ("claimed", None, "Science")


def test_two_windows_do_not_overwrite_each_other(lead):
    user, person = a_specialist()
    claim = a_claim(person)
    said = Said(kind="s2s_leader", area=an_area("Science"))
    profiles.change_claim(actor=user, claim_id=claim.pk, version=claim.version, said=said)
    for move in (profiles.confirm_claim, profiles.end_claim):
        with pytest.raises(EditedMeanwhile):
            move(actor=lead, claim_id=claim.pk, version=claim.version)
    with pytest.raises(EditedMeanwhile):
        profiles.change_claim(actor=user, claim_id=claim.pk, version=claim.version, said=said)


def test_what_has_ended_is_kept_and_is_not_changed(lead):
    user, person = a_specialist()
    claim = a_claim(person)
    ended = profiles.end_claim(actor=user, claim_id=claim.pk, version=claim.version)
    assert (ended.standing, ended.ends_on) == ("lapsed", TODAY)
    with pytest.raises(WrongState, match="has lapsed"):
        profiles.change_claim(
            actor=user, claim_id=claim.pk, version=2, said=Said(kind="sle", key_stage="KS1")
        )
    other = a_claim(person, area="Music")
    assert profiles.end_claim(actor=lead, claim_id=other.pk, version=1).state == "lapsed"
    later = a_claim(person, area="Art", starts_on=TOMORROW)
    assert profiles.end_claim(actor=lead, claim_id=later.pk, version=1).ends_on is None


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"kind": "sle"}, "Say an area"),
        ({"kind": "sle", "key_stage": "KS1", "starts_on": TODAY, "ends_on": YESTERDAY}, "before"),
        ({"kind": "s2s_leader", "key_stage": "KS2"}, "in the profile already"),
    ],
)
def test_a_claim_that_cannot_be_used_says_why(said, fault):
    person = an_entry()
    a_claim(person, area="", key_stage="KS2")
    with pytest.raises(DomainError, match=fault):
        profiles.claim(actor=None, person=person, said=Said(**said))


def test_somebody_begins_their_own_profile_once():
    school = a_school()
    user = a_person(Role.SPECIALIST, at=school, name="Nia")
    person = profiles.begin_profile(actor=user)
    assert [work.school for work in person.employments.all()] == [school]
    with pytest.raises(WrongState, match="already"):
        profiles.begin_profile(actor=user)


def test_an_entry_a_register_made_is_linked_and_not_made_twice(lead):
    school = a_school()
    entry = an_entry(school, "Nia")
    user = a_person(Role.SPECIALIST, at=school, name="Nia")
    with pytest.raises(DomainError, match="has somebody of your name"):
        profiles.begin_profile(actor=user)
    assert list(logins_to_link()) == [user]
    with pytest.raises(NotAllowed):
        profiles.link_login(actor=user, person_id=entry.pk, user=user)
    profiles.link_login(actor=lead, person_id=entry.pk, user=user)
    assert list(logins_to_link()) == []
    with pytest.raises(WrongState, match="has a login"):
        profiles.link_login(actor=lead, person_id=entry.pk, user=user)


def test_each_reads_what_the_matrix_says(lead):
    school = a_school()
    user, person = a_specialist(school)
    other = an_entry(name="Bo Ng")
    former = an_entry(school, "Gone Away")
    former.employments.update(ends_on=YESTERDAY)
    head = a_person(Role.HEADTEACHER, at=school)
    assert set(visible_people(lead)) == set(Person.objects.all())
    assert set(visible_people(a_person(Role.EXECUTIVE))) == {person, other, former}
    assert set(visible_people(head)) == {person}
    assert set(visible_people(user)) == {person}
    for role in (Role.TRUSTEE, Role.GOVERNOR, Role.ADMIN):
        assert not visible_people(a_person(role)).exists()


def test_the_home_head_agrees_to_a_release():
    school = a_school()
    user, person = a_specialist(school)
    head = a_person(Role.HEADTEACHER, at=school, name="Hana")
    release = lending.offer_release(
        actor=user, person=person, school=school, quarter_days=6, starts_on=TODAY, ends_on=TOMORROW
    )
    assert waiting_for(head).releases == [release]
    for other in (user, a_person(Role.HEADTEACHER), a_person(Role.EXECUTIVE)):
        with pytest.raises(NotAllowed, match="Only the headteacher of"):
            lending.decide_release(actor=other, release_id=release.pk, agreed=True)
    agreed = lending.decide_release(actor=head, release_id=release.pk, agreed=True)
    assert (agreed.state, agreed.decided_by) == ("agreed", head)
    assert waiting_for(head).releases == []
    with pytest.raises(WrongState):
        lending.decide_release(actor=head, release_id=release.pk, agreed=False, reason="No.")


def test_a_head_does_not_release_themselves_and_says_why_not():
    school = a_school()
    head = a_person(Role.HEADTEACHER, at=school)
    own = a_release(an_entry(school, user=head), school)
    with pytest.raises(NotAllowed, match="Somebody else"):
        lending.decide_release(actor=head, release_id=own.pk, agreed=True)
    release = a_release(an_entry(school), school)
    with pytest.raises(SayWhy):
        lending.decide_release(actor=head, release_id=release.pk, agreed=False, reason=" ")
    declined = lending.decide_release(
        actor=head, release_id=release.pk, agreed=False, reason="Nobody can cover."
    )
    assert declined.reason == "Nobody can cover."


def test_days_are_offered_by_the_person_at_a_school_of_theirs_once():
    school = a_school()
    user, person = a_specialist(school)
    dates = {"quarter_days": 4, "starts_on": TODAY, "ends_on": TOMORROW}
    with pytest.raises(DomainError, match="a school you work at"):
        lending.offer_release(actor=user, person=person, school=a_school("Far"), **dates)
    with pytest.raises(DomainError, match="before the first"):
        lending.offer_release(
            actor=user, person=person, school=school, **dates | {"ends_on": YESTERDAY}
        )
    with pytest.raises(NotAllowed):
        lending.offer_release(actor=user, person=an_entry(school), school=school, **dates)
    lending.offer_release(actor=user, person=person, school=school, **dates)
    with pytest.raises(WrongState, match="already"):
        lending.offer_release(actor=user, person=person, school=school, **dates)


def test_a_conflict_is_declared_once_and_ends(lead):
    school = a_school()
    user, person = a_specialist(school)
    conflict = a_conflict(person, school)
    with pytest.raises(WrongState, match="declared already"):
        lending.declare_conflict(actor=lead, person=person, school=school, reason="Again.")
    with pytest.raises(NotAllowed):
        lending.end_conflict(actor=a_person(Role.EXECUTIVE), conflict_id=conflict.pk)
    assert lending.end_conflict(actor=user, conflict_id=conflict.pk).ends_on == TODAY
    assert lending.end_conflict(actor=lead, conflict_id=conflict.pk).ends_on == TODAY
    assert verbs().count("people.conflict.ended") == 1
