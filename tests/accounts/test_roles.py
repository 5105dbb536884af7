from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from accounts import verbs
from accounts.access import holds, holds_anywhere, schools_for
from accounts.models import RoleAssignment, User
from accounts.roles import Can, Role
from accounts.services.people import deactivate, reactivate, remove_second_step
from accounts.services.roles import end_role, give_role
from core.errors import NotAllowed, WrongState
from core.models import JournalEntry
from schools.models import Hub
from tests.world import a_person, a_school

pytestmark = pytest.mark.django_db

SERVICES = [deactivate, reactivate, remove_second_step]


@pytest.fixture
def admin():
    return a_person(Role.ADMIN, name="Ada")


def test_a_role_is_given_for_each_school_and_written_down(admin):
    person, ash, oak = a_person(), a_school("Ash"), a_school("Oak")
    given = give_role(
        actor=admin, person_id=person.pk, role=Role.SPECIALIST, schools=[ash, oak],
        ends_on=timezone.localdate(),
    )  # fmt: skip
    assert [assignment.school for assignment in given] == [ash, oak]
    assert holds(person, Can.VIEW_SCHOOL, ash)
    told = JournalEntry.objects.filter(verb=verbs.ROLE_GIVEN, target_id=str(person.pk))
    assert {(entry.school_id, entry.after["where"]) for entry in told} == {
        (ash.pk, "Ash"),
        (oak.pk, "Oak"),
    }


def test_a_role_for_a_hub_reaches_its_schools_as_they_are_today(admin):
    hub = Hub.objects.create(name="North")
    person, school = a_person(), a_school("Ash", hub=hub)
    give_role(actor=admin, person_id=person.pk, role=Role.IMPROVEMENT_LEAD, hub=hub)
    assert list(schools_for(person, Can.LOG_VISIT)) == [school]
    school.hub = None
    school.save()
    assert not schools_for(person, Can.LOG_VISIT).exists()


def test_nobody_holds_the_same_role_twice_at_a_time(admin):
    person, today = a_person(Role.TRUSTEE), timezone.localdate()
    with pytest.raises(WrongState, match="already holds the role of trustee"):
        give_role(actor=admin, person_id=person.pk, role=Role.TRUSTEE)
    person.assignments.update(ends_on=today)
    with pytest.raises(WrongState):
        give_role(actor=admin, person_id=person.pk, role=Role.TRUSTEE)
    tomorrow = today + timedelta(days=1)
    give_role(actor=admin, person_id=person.pk, role=Role.TRUSTEE, starts_on=tomorrow)
    assert person.assignments.count() == 2


def test_administrators_change_nothing_about_themselves(admin):
    own = admin.assignments.get()
    with pytest.raises(NotAllowed, match="your own account"):
        give_role(actor=admin, person_id=admin.pk, role=Role.EXECUTIVE)
    with pytest.raises(NotAllowed, match="your own account"):
        end_role(actor=admin, assignment_id=own.pk)
    for service in SERVICES:
        with pytest.raises(NotAllowed, match="your own account"):
            service(actor=admin, person_id=admin.pk)
    assert admin.assignments.get().ended_at is None


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_nobody_but_an_administrator_changes_what_people_may_do(role):
    actor, person = a_person(role), a_person(Role.TRUSTEE, name="Other")
    before = RoleAssignment.objects.count(), JournalEntry.objects.count()
    with pytest.raises(NotAllowed, match="Only an administrator"):
        give_role(actor=actor, person_id=person.pk, role=Role.ADMIN)
    with pytest.raises(NotAllowed, match="Only an administrator"):
        end_role(actor=actor, assignment_id=person.assignments.get().pk)
    for service in SERVICES:
        with pytest.raises(NotAllowed, match="Only an administrator"):
            service(actor=actor, person_id=person.pk)
    assert before == (RoleAssignment.objects.count(), JournalEntry.objects.count())


@pytest.mark.parametrize("days_ago", [0, 400])
def test_a_role_ended_now_is_gone_now_and_was_held_until_yesterday(admin, days_ago):
    today = timezone.localdate()
    person = a_person(Role.TRUSTEE)
    person.assignments.update(starts_on=today - timedelta(days=days_ago))
    ended = end_role(actor=admin, assignment_id=person.assignments.get().pk)
    assert ended.is_over
    assert not holds_anywhere(person, Can.APPROVE_BAND)
    yesterday = today - timedelta(days=1)
    assert person.assignments.current(yesterday).exists() == bool(days_ago)
    with pytest.raises(WrongState, match="ended already"):
        end_role(actor=admin, assignment_id=ended.pk)


def test_a_role_that_has_not_begun_can_be_taken_back(admin):
    person, later = a_person(), timezone.localdate() + timedelta(days=9)
    [given] = give_role(actor=admin, person_id=person.pk, role=Role.TRUSTEE, starts_on=later)
    end_role(actor=admin, assignment_id=given.pk)
    assert not person.assignments.current(later).exists()
    give_role(actor=admin, person_id=person.pk, role=Role.TRUSTEE, starts_on=later)
    assert person.assignments.current(later).count() == 1


def test_a_role_with_a_last_day_is_held_to_the_end_of_that_day(admin):
    person, last_day = a_person(Role.TRUSTEE), timezone.localdate() + timedelta(days=3)
    end_role(actor=admin, assignment_id=person.assignments.get().pk, last_day=last_day)
    assert holds_anywhere(person, Can.APPROVE_BAND)
    assert person.assignments.current(last_day).exists()
    assert not person.assignments.current(last_day + timedelta(days=1)).exists()


def test_a_closed_account_holds_nothing_until_it_is_opened_again(admin):
    person = a_person(Role.TRUSTEE)
    deactivate(actor=admin, person_id=person.pk)
    person.refresh_from_db()
    assert not holds_anywhere(person, Can.APPROVE_BAND)
    assert not schools_for(person, Can.VIEW_SCHOOL).exists()
    with pytest.raises(WrongState, match="closed already"):
        deactivate(actor=admin, person_id=person.pk)
    reactivate(actor=admin, person_id=person.pk)
    assert holds_anywhere(User.objects.get(pk=person.pk), Can.APPROVE_BAND)
    with pytest.raises(WrongState, match="open already"):
        reactivate(actor=admin, person_id=person.pk)


def test_closing_an_account_ends_its_sessions_for_good(admin, sign_in):
    person = a_person(Role.GOVERNOR)
    client = sign_in(person)
    assert client.get("/accounts/").status_code == 200
    deactivate(actor=admin, person_id=person.pk)
    assert client.get("/accounts/").url.startswith("/sign-in/")
    reactivate(actor=admin, person_id=person.pk)
    assert client.get("/accounts/").url.startswith("/sign-in/")


def test_a_lost_second_step_is_removed_with_all_sessions(admin, sign_in):
    person = a_person(Role.GOVERNOR)
    with pytest.raises(WrongState, match="no second step"):
        remove_second_step(actor=admin, person_id=person.pk)
    Authenticator.objects.create(user=person, type="totp", data={"secret": "A"})
    client = sign_in(person)
    remove_second_step(actor=admin, person_id=person.pk)
    assert not Authenticator.objects.exists()
    assert client.get("/accounts/").url.startswith("/sign-in/")


def test_a_failure_to_write_the_journal_changes_nothing(admin, monkeypatch):
    person = a_person(Role.TRUSTEE)
    monkeypatch.delitem(__import__("core.journal").journal.VERBS, verbs.DEACTIVATED)
    with pytest.raises(LookupError):
        deactivate(actor=admin, person_id=person.pk)
    assert User.objects.get(pk=person.pk).is_active
