"""What changes from year to year is data, and a year without a measure says why."""

import pytest

from core.years import AcademicYear
from monitoring.rules.measuring.catalogue import DEFINITIONS, find
from monitoring.rules.measuring.compute import BadRows, NotAvailable
from monitoring.rules.measuring.dates import NOTHING_ENTERED, Entered, Limit, Span
from tests.monitoring.measures.rows import column, counts, measured, table

ONE = column("mark", [31])


def test_the_marks_that_are_enough_in_phonics_are_those_of_the_year():
    assert counts("phonics", ONE, "2024/25") == (0, 1)
    assert counts("phonics", ONE, "2025/26") == (1, 1)


def test_phonics_is_pending_until_the_marks_are_announced():
    with pytest.raises(NotAvailable, match="pending for 2026/27"):
        measured("phonics", ONE, "2026/27")
    announced = Entered(limits={(Limit.PHONICS, 2026): 30})
    assert measured("phonics", ONE, "2026/27", entered=announced).numerator == 1


def test_what_is_entered_stands_before_what_ships():
    stricter = Entered(limits={(Limit.PHONICS, 2025): 33})
    assert measured("phonics", ONE, entered=stricter).numerator == 0


@pytest.mark.parametrize(
    ("name", "year", "reason"),
    [
        ("rwm_expected", "2019/20", "Nobody was assessed"),
        ("rwm_expected", "2020/21", "Nobody was assessed"),
        ("reading_mean", "2014/15", "levels"),
        ("ks1_reading_expected", "2023/24", "optional since 2023/24"),
        ("ks1_optional_reading_average", "2022/23", "statutory"),
        ("reading_progress", "2023/24", "no key stage 1 assessment"),
        ("reading_progress", "2024/25", "no key stage 1 assessment"),
        ("reading_progress", "2025/26", "not shown until that is settled"),
        ("reading_progress", "2027/28", "reception baseline"),
        ("progress_8", "2024/25", "no Progress 8"),
        ("progress_8", "2025/26", "return in 2026/27"),
        ("attainment_8", "2020/21", "no exams"),
        ("ebacc_entry", "2025/26", "left the performance tables"),
        ("gld", "2018/19", "do not compare"),
        ("gld", "2020/21", "No early years"),
        ("mtc_mean", "2020/21", "became statutory"),
        ("phonics", "2019/20", "not checked"),
        ("attendance", "2019/20", "Schools closed"),
        ("persistent_absence", "2014/15", "15%"),
        ("ks3_reading_test", "2026/27", "planned"),
    ],
)
def test_a_year_without_a_measure_is_refused_with_the_reason(name, year, reason):
    with pytest.raises(NotAvailable, match=reason) as refused:
        measured(name, [], year)
    assert year in str(refused.value)


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("rwm_expected", "2018/19"),
        ("rwm_expected", "2021/22"),
        ("ks1_reading_expected", "2022/23"),
        ("reading_progress", "2026/27"),
        ("progress_8", "2026/27"),
        ("gld", "2021/22"),
        ("attendance", "2020/21"),
    ],
)
def test_the_years_beside_a_gap_are_there(name, year):
    assert not find(name).why_not(AcademicYear.parse(year), NOTHING_ENTERED)


def test_an_administrator_brings_a_year_back_and_takes_one_away():
    entered = Entered(years={("progress_8", 2025): "", ("gld", 2026): "Moderation was called off."})
    assert measured("progress_8", [], "2025/26", entered=entered).value is None
    with pytest.raises(NotAvailable, match="Moderation was called off"):
        measured("gld", [], "2026/27", entered=entered)


def test_a_code_is_refused_outside_its_years_and_its_years_are_said():
    old = table("writing", "PKG")
    assert counts("writing_expected", old, "2017/18") == (0, 1)
    with pytest.raises(BadRows, match="in use until 2017/18"):
        measured("writing_expected", old, "2025/26")


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span(), "every year"),
        (Span(2019, 2020), "2019/20 to 2020/21"),
        (Span(2025, 2025), "2025/26"),
        (Span(2023), "from 2023/24"),
        (Span(last=2014), "until 2014/15"),
    ],
)
def test_years_are_said_in_words(span, words):
    assert str(span) == words


def test_no_measure_is_without_every_year_but_the_one_that_is_planned():
    def ever(definition):
        years = map(AcademicYear, range(2016, 2027))
        return any(not definition.why_not(year, NOTHING_ENTERED) for year in years)

    assert [code for code, one in DEFINITIONS.items() if not ever(one)] == ["ks3_reading_test"]
