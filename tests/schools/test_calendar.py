"""Terms, half terms and school days: the trust's dates, and a school's own where it differs."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DomainError
from core.models import JournalEntry
from schools.models import ClosedDay, Term
from schools.rules.calendar import HalfTerm, SchoolCalendar, TermDates
from schools.selectors import calendar_of, current_term, terms_of
from schools.services import publish_calendar
from tests import world

AUTUMN = TermDates(
    date(2026, 9, 2), date(2026, 12, 18), "autumn", (date(2026, 10, 26), date(2026, 10, 30))
)
SPRING = TermDates(
    date(2027, 1, 4), date(2027, 3, 25), "spring", (date(2027, 2, 15), date(2027, 2, 19))
)
SUMMER = TermDates(
    date(2027, 4, 12), date(2027, 7, 21), "summer", (date(2027, 5, 31), date(2027, 6, 4))
)
YEAR = SchoolCalendar((AUTUMN, SPRING, SUMMER), frozenset({date(2027, 5, 3)}))


@pytest.mark.parametrize(
    ("on", "is_one"),
    [
        (date(2026, 9, 1), False),  # before term
        (date(2026, 9, 2), True),
        (date(2026, 9, 5), False),  # Saturday
        (date(2026, 10, 28), False),  # half term
        (date(2026, 12, 25), False),
        (date(2027, 5, 3), False),  # bank holiday
        (date(2027, 7, 21), True),
    ],
)
def test_a_school_day_is_a_weekday_in_term_that_is_not_closed(on, is_one):
    assert YEAR.is_school_day(on) is is_one


@pytest.mark.parametrize(
    ("on", "count", "due"),
    [
        (date(2026, 9, 2), 1, date(2026, 9, 3)),
        (date(2026, 9, 4), 1, date(2026, 9, 7)),
        (date(2026, 10, 22), 2, date(2026, 11, 2)),
        (date(2026, 12, 17), 5, date(2027, 1, 7)),
        (date(2027, 4, 30), 1, date(2027, 5, 4)),
        (date(2027, 7, 20), 2, None),
    ],
)
def test_a_deadline_counts_school_days_over_holidays_and_ends_with_what_is_known(on, count, due):
    assert YEAR.school_days_after(on, count=count) == due


@pytest.mark.parametrize(
    ("on", "half", "week"),
    [
        (date(2026, 9, 2), HalfTerm.AUT1, 1),
        (date(2026, 9, 7), HalfTerm.AUT1, 2),
        (date(2026, 10, 28), HalfTerm.AUT1, 9),
        (date(2026, 11, 2), HalfTerm.AUT2, 10),
        (date(2027, 3, 25), HalfTerm.SPR2, 12),
        (date(2027, 6, 30), HalfTerm.SUM2, 12),
        (date(2027, 4, 1), None, None),
    ],
)
def test_a_day_has_a_half_term_and_a_week_of_term(on, half, week):
    assert YEAR.half_term_on(on) == half
    assert YEAR.week_of_term(on) == week


@given(st.dates(date(2026, 8, 1), date(2027, 7, 1)), st.integers(1, 15))
def test_between_a_day_and_its_deadline_lie_as_many_school_days_as_asked(on, count):
    due = YEAR.school_days_after(on, count=count)
    if due is not None:
        assert YEAR.is_school_day(due)
        assert YEAR.school_days_between(on + timedelta(days=1), due) == count


def test_a_calendar_without_terms_knows_no_deadline():
    assert SchoolCalendar(()).school_days_after(date(2026, 9, 2), count=1) is None


def publish(*terms, **fields):
    return publish_calendar(actor=None, start_year=2026, terms=terms, **fields)


@pytest.mark.django_db
def test_a_school_s_own_term_wins_over_the_trust_s():
    school = world.a_school()
    publish(AUTUMN, SPRING, SUMMER)
    late = TermDates(date(2026, 9, 7), date(2026, 12, 18), "autumn")
    publish(late, closed=[(date(2026, 9, 8), "Training day")], school=school)
    assert [term.starts_on for term in terms_of(start_year=2026, school=school)] == [
        late.starts_on,
        SPRING.starts_on,
        SUMMER.starts_on,
    ]
    assert terms_of(start_year=2026)[0].starts_on == AUTUMN.starts_on
    assert not calendar_of(school=school).is_school_day(date(2026, 9, 8))
    assert calendar_of().is_school_day(date(2026, 9, 8))


@pytest.mark.django_db
def test_publishing_again_replaces_and_is_written_down():
    publish(AUTUMN, closed=[(date(2026, 9, 3), "Training day")])
    publish(AUTUMN, SPRING, closed=[(date(2026, 9, 4), "Training day")])
    assert Term.objects.count() == 2
    assert ClosedDay.objects.get().on == date(2026, 9, 4)
    assert JournalEntry.objects.filter(verb="schools.calendar.published").count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ([], "at least one term"),
        ([AUTUMN, TermDates(date(2026, 12, 1), date(2027, 3, 1), "spring")], "begins before"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(terms, why):
    with pytest.raises(DomainError, match=why):
        publish(*terms)
    assert not Term.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2026, 8, 30), None),
        (date(2026, 9, 2), "autumn"),
        (date(2027, 1, 1), "autumn"),
        (date(2027, 8, 20), "summer"),
    ],
)
def test_the_current_term_is_the_last_that_began(on, name):
    publish(AUTUMN, SPRING, SUMMER)
    term = current_term(on=on)
    assert (term.name if term else None) == name
