"""A group is started with its days, joined, written up, and closed with what came of it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.errors import DomainError, EditedMeanwhile, NotAllowed, SayWhy, WrongState
from schools.rules.calendar import HalfTerm, SchoolCalendar, TermDates
from support.rules import Agreed
from support.rules.meetings import meeting_days
from support.services import groups as services
from tests.people.register import an_entry
from tests.support.groups import a_group
from tests.world import a_person, a_school, the_calendar, this_year

TODAY = timezone.localdate()
AUTUMN = TermDates(
    date(2026, 9, 2), date(2026, 12, 18), "autumn", (date(2026, 10, 26), date(2026, 10, 30))
)


@pytest.fixture
def lead():
    return a_person(Role.IMPROVEMENT_LEAD, name="Lena")


def test_a_group_meets_on_a_school_day_in_the_middle_of_each_term_or_half():
    calendar = SchoolCalendar((AUTUMN,), frozenset({date(2026, 11, 25)}))
    assert len(meeting_days([AUTUMN], calendar, twice_a_term=False)) == 1
    days = meeting_days([AUTUMN], calendar, twice_a_term=True)
    assert [calendar.half_term_on(day) for day in days] == [HalfTerm.AUT1, HalfTerm.AUT2]
    assert all(calendar.is_school_day(day) and day.weekday() == 2 for day in days)


@pytest.mark.django_db
def test_its_days_for_the_rest_of_the_year_come_from_the_calendar(lead):
    the_calendar()
    group = a_group(by=lead, meets="half_termly")
    days = [one.on for one in group.meetings.all()]
    assert all(TODAY <= day <= this_year().ends_on for day in days)
    assert list(group.members.values_list("person", flat=True)) == [group.leader_id]


@pytest.mark.django_db
def test_a_focus_group_says_by_when_it_finishes_and_is_closed_with_its_outcome(lead):
    with pytest.raises(DomainError, match="by when a focus group finishes"):
        a_group(by=lead, kind="focus")
    group = a_group(by=lead, kind="focus", deadline=TODAY + timedelta(days=60))
    services.add_meeting(actor=lead, group_id=group.pk, on=TODAY + timedelta(days=3))
    with pytest.raises(SayWhy):
        services.close_group(actor=lead, group_id=group.pk, outcome=" ")
    closed = services.close_group(actor=lead, group_id=group.pk, outcome="One policy for all.")
    assert (closed.outcome, closed.meetings.count()) == ("One policy for all.", 1)
    with pytest.raises(WrongState, match="is closed"):
        services.add_meeting(actor=lead, group_id=group.pk, on=TODAY)


@pytest.mark.django_db
def test_a_meeting_is_moved_or_written_up_by_who_keeps_the_group(lead):
    group = a_group(by=lead)
    [meeting] = group.meetings.all()
    member = an_entry(a_school("Oak"), name="Mara Member")
    said = {"actor": lead, "meeting_id": meeting.pk, "version": 1, "on": TODAY}
    with pytest.raises(DomainError, match="is not a member"):
        services.write_meeting(**said, came=[member])
    with pytest.raises(DomainError, match="once it has been"):
        services.write_meeting(**said | {"on": TODAY + timedelta(days=1)}, notes="Said.")
    services.join_group(actor=lead, group_id=group.pk, person=member)
    with pytest.raises(DomainError, match="a member already"):
        services.join_group(actor=lead, group_id=group.pk, person=member)
    agreed = [Agreed("Share the checklist", "SENCO", TODAY)]
    services.write_meeting(**said, notes="Said.", came=[member], actions=agreed)
    assert (meeting.came.get(), meeting.actions.get().owner) == (member, "SENCO")
    with pytest.raises(EditedMeanwhile):
        services.write_meeting(**said, notes="Again.")
    services.leave_group(actor=lead, group_id=group.pk, person=member)
    with pytest.raises(DomainError, match="leads this group"):
        services.leave_group(actor=lead, group_id=group.pk, person=group.leader)
    with pytest.raises(NotAllowed):
        services.join_group(actor=a_person(Role.EXECUTIVE), group_id=group.pk, person=member)


@pytest.mark.django_db
def test_a_lead_starts_and_keeps_a_group_on_pages_and_its_leader_does_too(sign_in, lead):
    leader = an_entry(a_school("Oak"), name="Mara Leader")
    client = sign_in(lead)
    said = {"kind": "network", "name": "Reading", "purpose": "Read.", "leader": leader.pk,
            "meets": "as_needed", "deadline": ""}  # fmt: skip
    path = client.post(reverse("support:group-start"), said).url
    assert (
        "Say by when"
        in client.post(reverse("support:group-start"), said | {"kind": "focus"}).content.decode()
    )
    client.post(f"{path}meet/", {"on": TODAY.isoformat()})
    assert "Give the day." in client.post(f"{path}meet/", {}).content.decode()
    own = a_person(Role.SCHOOL_STAFF, at=a_school("Elm"))
    leader.user = own
    leader.save()
    theirs = sign_in(own)
    page = theirs.get(path)
    [meeting] = page.context["meetings"]
    write = reverse("support:group-write", args=[meeting.pk])
    assert theirs.get(write).status_code == 200
    rows = {"actions-TOTAL_FORMS": 0, "actions-INITIAL_FORMS": 0}
    typed = {"version": 1, "on": TODAY.isoformat(), "notes": "We read.", "came": [leader.pk]}
    assert theirs.post(write, typed | rows).status_code == 302
    assert theirs.post(write, typed | rows).status_code == 409
    assert "We read." in sign_in(lead).get(path).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("how_many", [1, 20])
def test_the_list_costs_the_same_for_one_group_or_many(
    sign_in, django_assert_max_num_queries, lead, how_many
):
    for at in range(how_many):
        a_group(by=lead, name=f"Group {at}")
    client = sign_in(lead)
    with django_assert_max_num_queries(12):
        client.get(reverse("support:group-list"))
