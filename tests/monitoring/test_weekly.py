"""A school's week: whole numbers, one that stands, corrections that keep what was said."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from core.errors import EditedMeanwhile, NotAllowed, WrongState
from core.models import JournalEntry
from demo.clock import as_of
from demo.timeline import moment
from monitoring import services, verbs
from monitoring.models import WeeklyRecord
from monitoring.rules import weekly as rules
from monitoring.selectors import weekly as selectors
from monitoring.services.submissions import SayWhy
from monitoring.services.targets import Impossible
from schools.models import School
from schools.rules.calendar import SchoolCalendar, TermDates
from tests.monitoring.weeks import a_monday, a_week, typed_week
from tests.world import a_person, a_school, the_calendar

DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))


@given(DAYS)
def test_a_week_is_named_by_its_monday_whichever_day_is_asked(day):
    monday = rules.monday_of(rules.week_of(day))
    assert monday.weekday() == 0
    assert monday <= day <= monday + timedelta(days=6)


@pytest.mark.parametrize("week", ["2026-48", "2026-W00", "2026-W54", "W48", "2026-W4", "x", ""])
def test_what_is_no_week_is_refused(week):
    with pytest.raises(ValueError, match=r"(?i)week"):
        rules.monday_of(week)


@given(st.integers(0, 99_999), st.integers(0, 99_999))
def test_no_more_sessions_are_missed_than_possible(possible, missed):
    read = rules.read(typed_week(possible=possible, missed=missed), ["6"])
    assert bool(read.problems) == (missed > possible)


@given(st.integers(0, 999), st.integers(0, 999), st.integers(0, 999))
def test_a_year_groups_counts_are_of_its_pupils(pupils, on_track, predicted):
    read = rules.read(typed_week(cohort=(pupils, on_track, predicted)), ["6"])
    assert bool(read.problems) == (max(on_track, predicted) > pupils)
    assert read.cohorts == {"6": rules.Cohort(pupils, on_track, predicted)}


@pytest.mark.parametrize(
    ("cell", "text", "said"),
    [
        ("possible", "", "Sessions possible: write 0 if none."),
        ("missed", "ten", "Sessions missed: “ten” is no whole number up to 99,999."),
        ("joiners", "1000", "Joiners: “1000” is no whole number up to 999."),
        ("6-on_track", "", "Year 6, on track: write 0 if none."),
    ],
)
def test_each_cell_that_cannot_be_read_is_told(cell, text, said):
    read = rules.read(typed_week() | {cell: text}, ["6"])
    assert [(p.cell, p.sentence) for p in read.problems] == [(cell, said)]


def test_weeks_of_holiday_are_left_out():
    autumn = TermDates(
        date(2026, 9, 2), date(2026, 12, 18), "autumn", (date(2026, 10, 26), date(2026, 10, 30))
    )
    weeks = selectors.weeks_to(date(2026, 11, 4), SchoolCalendar((autumn,)), 3)
    assert weeks == [date(2026, 11, 2), date(2026, 10, 19), date(2026, 10, 12)]
    assert selectors.weeks_to(date(2026, 10, 28), SchoolCalendar(()), 1) == [date(2026, 10, 26)]


@pytest.fixture
def school(db):
    return a_school()


@pytest.fixture
def manager(school):
    return a_person(Role.SCHOOL_STAFF, at=school, name="Bea")


def given_by(person, school, **cells):
    return services.give_week(
        actor=person, school=school, monday=a_monday(), typed=typed_week(**cells), seen=""
    )


def test_the_schools_own_people_give_a_week(school, manager):
    record = given_by(manager, school)
    assert record.attendance == Decimal("95.0")
    assert record.cohorts.get().predicted == 21
    entry = JournalEntry.objects.get(verb=verbs.WEEK_GIVEN)
    assert (entry.actor_id, entry.school_id) == (manager.pk, school.pk)
    assert entry.after["week"] == rules.week_of(a_monday())


def test_a_correction_says_why_and_keeps_what_was_said(school, manager):
    first = given_by(manager, school)
    change = {"actor": manager, "school": school, "monday": a_monday(), "seen": str(first.pk)}
    with pytest.raises(SayWhy):
        services.give_week(**change, typed=typed_week(missed=90))
    second = services.give_week(**change, typed=typed_week(missed=90), reason="Late marks came in.")
    assert WeeklyRecord.objects.standing().get() == second
    first.refresh_from_db()
    assert (first.missed, first.superseded_because) == (100, "Late marks came in.")
    assert selectors.corrections_of(school, [a_monday()]) == [first]
    assert JournalEntry.objects.filter(verb=verbs.WEEK_CORRECTED).count() == 1


def test_the_same_week_sent_twice_is_one(school, manager):
    first, second = given_by(manager, school), given_by(manager, school)
    assert first == second
    assert JournalEntry.objects.filter(verb=verbs.WEEK_GIVEN).count() == 1


def test_two_people_with_different_numbers_do_not_overwrite_each_other(school, manager):
    given_by(manager, school)
    with pytest.raises(EditedMeanwhile):
        given_by(a_person(Role.HEADTEACHER, at=school), school, missed=90)
    assert WeeklyRecord.objects.get().missed == 100


def test_a_week_with_one_wrong_cell_is_not_kept(school, manager):
    with pytest.raises(Impossible, match="more than the 2000 possible"):
        given_by(manager, school, missed=2001)
    assert not WeeklyRecord.objects.exists()


def test_a_week_to_come_and_a_week_of_holiday_are_refused(school, manager):
    coming = {"actor": manager, "school": school, "typed": typed_week()}
    with pytest.raises(WrongState, match="not begun"):
        services.give_week(**coming, monday=a_monday(-1))
    the_calendar()
    with pytest.raises(WrongState, match="no school"):
        services.give_week(**coming, monday=date(2019, 12, 23))


@pytest.mark.parametrize(
    "role", [r for r in Role if r not in (Role.HEADTEACHER, Role.SCHOOL_STAFF)]
)
def test_nobody_else_gives_a_week(role, school):
    where = None if role in (Role.EXECUTIVE, Role.TRUSTEE, Role.ADMIN) else school
    with pytest.raises(NotAllowed):
        given_by(a_person(role, at=where), school)


def test_a_small_year_group_is_open_to_the_head_and_withheld_from_others(school):
    a_week(school, weeks_ago=1, cohort=(27, 18, 20))
    record = a_week(school)
    small = a_week(a_school("Small"), cohort=(5, 3, 4))
    before = selectors.record_of(school, a_monday(1))
    lead = a_person(Role.EXECUTIVE)
    [line] = selectors.cohort_lines(lead, record, before)
    assert (line.pupils, line.on_track, line.predicted) == ("27", "20 (+2)", "21 (+1)")
    [hidden] = selectors.cohort_lines(lead, small, None)
    assert (hidden.pupils, hidden.on_track, hidden.predicted) == ("withheld",) * 3
    head = a_person(Role.HEADTEACHER, at=small.school)
    [seen] = selectors.cohort_lines(head, small, None)
    assert (seen.pupils, seen.on_track, seen.predicted) == ("5", "3", "4")


def test_a_change_never_tells_what_was_withheld_the_week_before(school):
    before = a_week(school, weeks_ago=1, cohort=(10, 8, 5))
    record = a_week(school, cohort=(27, 20, 21))
    [line] = selectors.cohort_lines(a_person(Role.EXECUTIVE), record, before)
    assert (line.on_track, line.predicted) == ("20", "21 (+16)")


def test_schools_are_pooled_and_the_missing_are_named(school, django_assert_num_queries):
    a_week(school)
    a_week(a_school("Oak"), possible=1000, missed=100)
    a_school("Yew")
    with django_assert_num_queries(2):
        pooled = selectors.together(School.objects.all(), a_monday())
        told = selectors.coverage_of(selectors.with_week(School.objects.all(), a_monday()))
    assert (pooled.possible, pooled.missed, pooled.attendance) == (3000, 200, Decimal("93.3"))
    assert (told.asked, told.here, told.missing) == (3, 2, ["Yew"])


def test_before_friday_the_week_that_is_over_is_shown_unless_somebody_was_early(school):
    this, last = date(2026, 11, 23), date(2026, 11, 16)
    with as_of(moment(date(2026, 11, 26))):
        assert selectors.week_to_show([this, last]) == last
        services.give_week(actor=None, school=school, monday=this, typed=typed_week())
        assert selectors.week_to_show([this, last]) == this
    WeeklyRecord.objects.all().delete()
    with as_of(moment(date(2026, 11, 27))):
        assert selectors.week_to_show([this, last]) == this
        assert selectors.week_to_show([]) == this
