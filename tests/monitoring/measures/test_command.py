"""`measure`: a figure from a plain file, for checking."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from monitoring.models import MeasureLimit
from tests.monitoring.measures.test_worked_examples import EIGHT

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure(tmp_path):
    """Compute a measure from a file's text, as JSON or, `words`, as a sentence."""

    def computing(name, text, *options, words=False):
        path = tmp_path / "results.csv"
        path.write_text(text)
        out = io.StringIO()
        as_json = [] if words else ["--json"]
        call_command("measure", name, f"--file={path}", *as_json, *options, stdout=out)
        return out.getvalue().strip() if words else json.loads(out.getvalue())

    return computing


def as_csv(rows):
    names = list(rows[0])
    return "\n".join([",".join(names), *(",".join(row.values()) for row in rows)]) + "\n"


def test_a_share_has_its_counts_and_its_interval(measure):
    found = measure("rwm_expected", as_csv(EIGHT))
    assert list(found) == ["numerator", "denominator", "value", "low", "high"]
    assert (found["numerator"], found["denominator"]) == (3, 7)
    assert [round(found[key], 1) for key in ("value", "low", "high")] == [42.9, 15.8, 75.0]


def test_a_mean_has_no_interval(measure):
    assert measure("reading_mean", as_csv(EIGHT)) == {
        "numerator": 423, "denominator": 4, "value": 105.75, "low": None, "high": None,
    }  # fmt: skip


def test_it_is_said_in_words_too(measure):
    said = measure("rwm_higher", as_csv(EIGHT), "--year=2025/26", words=True)
    assert said == (
        "Higher standard in reading, writing and maths, 2025/26: 14.3% (1 of 7), "
        "95% interval 2.6 to 51.3, 1 left out."
    )
    progress = "attainment_8,attainment_8_estimate\n" + "54.5,50\n" * 45
    said = measure("progress_8", progress, "--year=2023/24", words=True)
    assert said.startswith("Progress 8, 2023/24: 0.45 (")
    assert said.endswith("above average.")
    assert "nobody counts" in measure("reading_mean", "reading\nL\n", words=True)


def test_titles_above_other_columns_and_another_order_do_not_matter(measure):
    text = "Marks of summer,,,\nUPN,Writing,On roll,READING ,maths\n1,EXS,yes,100,101\n"
    assert measure("rwm_expected", text)["numerator"] == 1


def test_phonics_takes_the_year(measure):
    assert measure("phonics", "mark\n31\n", "--year=2025/26")["value"] == 100
    assert measure("phonics", "mark\n31\n", "--year=2024/25")["value"] == 0


def test_what_an_administrator_entered_is_used(measure):
    with pytest.raises(CommandError, match="pending for 2026/27"):
        measure("phonics", "mark\n31\n", "--year=2026/27")
    MeasureLimit.objects.create(limit="phonics", start_year=2026, value=32, source="June 2027")
    assert measure("phonics", "mark\n31\n", "--year=2026/27")["value"] == 0


def test_a_bad_value_is_refused_with_its_row_column_value_and_what_to_write(measure):
    with pytest.raises(CommandError) as refused:
        measure("rwm_expected", "reading,maths,writing\n100,100,EXS\n121,,EXP\n")
    score = "Write a whole number from 80 to 120, N, A, B, H, J, Q, U, T, L, M, F or P."
    grade = "PK1, PK2, PK3, PK4, PK5, PK6, PKS, EM, WTS, EXS, GDS, A, D, L, F or P."
    assert str(refused.value).splitlines() == [
        f"Row 3, reading: “121” cannot be used. {score}",
        f"Row 3, maths: it is blank. {score}",
        f"Row 3, writing: “EXP” cannot be used. Write {grade}",
    ]


def test_many_bad_values_are_said_in_part(measure):
    with pytest.raises(CommandError, match="And 5 more"):
        measure("mtc_mean", "mark\n" + "26\n" * 25)


@pytest.mark.parametrize(
    ("name", "text", "options", "said"),
    [
        ("nothing", "mark\n1\n", [], "There is no measure called nothing. There are gld"),
        ("gld", "mark\n1\n", [], "The file has no column called E01"),
        ("mtc_mean", "", [], "nothing in this file"),
        ("mtc_mean", "mark\n25\n", ["--year=2025"], "Write it like 2026/27"),
        ("rwm_expected", "reading,maths,writing\n1,1,1\n", ["--year=2020/21"], "Nobody was"),
        ("mtc_mean", "mark\n25\n", ["--scale=five_bands"], "leave --scale out"),
        ("teacher_expected", "grade\nAT\n", ["--scale=none"], "There is no scale called none"),
        ("teacher_expected", "grade\nSE\n", ["--scale=year_steps"], "The two are never mixed"),
    ],
)
def test_what_cannot_be_computed_says_why(measure, name, text, options, said):
    with pytest.raises(CommandError, match=said):
        measure(name, text, *options)


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("measure", "gld", f"--file={tmp_path / 'gone.csv'}")


def test_a_trusts_own_scale_takes_the_place_of_ours(measure):
    bands = "grade\nAT\nJB\nAB\nA\nL\n"
    with pytest.raises(CommandError, match="“AT” cannot be used"):
        measure("teacher_expected", bands)
    found = measure("teacher_expected", bands, "--scale=five_bands")
    assert (found["numerator"], found["denominator"]) == (2, 4)
    rise = "before,now\nJB,AT\nAT,AT\nAB,JA\n"
    assert measure("teacher_risen", rise, "--scale=five_bands")["numerator"] == 1
    assert measure("teacher_held", rise, "--scale=five_bands")["numerator"] == 2


REGISTER = "UPN,marks\n1,/ \\ I I L G\n2,/ \\ # X J1 U\n"


@pytest.mark.parametrize(
    ("name", "numerator", "denominator"),
    [
        ("attendance", 5, 10),
        ("absence", 5, 10),
        ("absence_authorised", 3, 10),
        ("absence_unauthorised", 2, 10),
        ("absence_illness", 2, 10),
        ("absence_unauthorised_holiday", 1, 10),
        ("severe_absence", 2, 2),
    ],
)
def test_attendance_is_counted_from_the_register_as_well(measure, name, numerator, denominator):
    found = measure(name, REGISTER)
    assert (found["numerator"], found["denominator"]) == (numerator, denominator)


def test_a_mark_nobody_knows_is_refused(measure):
    with pytest.raises(CommandError, match=r"Row 3, marks: .*'9' is not an attendance code"):
        measure("attendance", "marks\n/ L\n/ 9\n")
