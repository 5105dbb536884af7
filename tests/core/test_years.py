from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis.strategies import dates, integers, sampled_from

from core.years import AcademicYear

DAYS = dates(date(1990, 1, 1), date(2100, 12, 31))
SPELLINGS = sampled_from(
    ["{0}/{1:02d}", "{0}-{1:02d}", "{0}\u2013{1:02d}", "{0}{1:02d}", "{0}/{2}", " {0}-{2} "]
)


@given(DAYS)
def test_every_day_is_in_exactly_one_year(day):
    year = AcademicYear.of(day)
    assert day in year
    assert day not in AcademicYear(year.start_year - 1)
    assert day not in AcademicYear(year.start_year + 1)


@given(DAYS)
def test_a_year_never_goes_back_from_one_day_to_the_next(day):
    assert AcademicYear.of(day) <= AcademicYear.of(day + timedelta(days=1))


@given(integers(1990, 2098), SPELLINGS)
def test_every_spelling_of_a_year_is_read(start, spelling):
    written = spelling.format(start, (start + 1) % 100, start + 1)
    assert AcademicYear.parse(written) == AcademicYear(start)
    assert AcademicYear.parse(str(AcademicYear(start))) == AcademicYear(start)


@pytest.mark.parametrize("text", ["2026", "2026/28", "26/27", "2026/7", "", "next year", "202426"])
def test_what_is_not_one_academic_year_is_refused(text):
    with pytest.raises(ValueError, match="Write it like 2026/27"):
        AcademicYear.parse(text)


def test_2026_results_are_the_summer_of_2025_26():
    year = AcademicYear.ending(2026)
    assert (str(year), year.end_year) == ("2025/26", 2026)
    assert (year.starts_on, year.ends_on) == (date(2025, 9, 1), date(2026, 8, 31))
