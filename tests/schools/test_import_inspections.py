"""Inspections of every regime in one file, kept under the URN they were of."""

import csv
from datetime import date

import pytest
from django.core.management import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schools.models import EstablishmentLink, Inspection, MissingReason, School, TrustMembership
from schools.selectors import Joining, inspections_by_school, inspections_of
from tests import world
from tests.schools.conftest import FILES

pytestmark = pytest.mark.django_db


@pytest.fixture
def ofsted(tmp_path):
    """The real row of one school with some cells changed."""

    def changed(urn: int, **cells: str):
        with (FILES / "ofsted_2026.csv").open(encoding="utf-8", newline="") as stream:
            row = next(row for row in csv.DictReader(stream) if row["URN"] == str(urn))
        path = tmp_path / "ofsted.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(row))
            writer.writeheader()
            writer.writerow(row | cells)
        return path

    return changed


def said(inspection):
    return {one.area.code: one.says for one in inspection.grades.select_related("area", "grade")}


def a_known_school(urn, joined_on=date(2017, 9, 1)):
    school = School.objects.create(urn=urn, name=f"School {urn}")
    TrustMembership.objects.create(trust=world.the_trust(), school=school, starts_on=joined_on)
    return school


def test_a_second_run_changes_nothing(run):
    first = run("import_inspections", "ofsted_2026.csv")
    assert (first["read"], first["created"]) == (6, 6)
    assert run("import_inspections", "ofsted_2026.csv")["unchanged"] == 6


def test_two_regimes_of_one_row_stand_side_by_side(run):
    """Trap 19: Brampton has a report card and an earlier inspection graded 1 to 4."""
    run("import_inspections", "ofsted_2026.csv")
    card, earlier = inspections_of(a_known_school(144827, date(2022, 1, 1)))
    assert card.inspection.framework.code == "REPORT_CARD"
    assert said(card.inspection) == {
        "INC": "Strong standard",
        "CT": "Expected standard",
        "ACH": "Expected standard",
        "AB": "Strong standard",
        "PDW": "Strong standard",
        "EYP": "Expected standard",
        "P16": "Not applicable",
        "LG": "Expected standard",
    }
    assert (card.joining, card.is_previous_framework) == (Joining.AFTER, False)
    assert card.single_headline_grade is None
    assert card.inspection.safeguarding == "met"
    assert earlier.labels == ["Before joining the trust", "Previous framework"]
    assert earlier.single_headline_grade.says == "Good"
    assert earlier.inspection.safeguarding == "effective"


def test_no_overall_grade_is_made_up_after_september_2024(run):
    run("import_inspections", "ofsted_2026.csv")
    (glaisdale,) = inspections_of(a_known_school(144678))
    assert glaisdale.inspection.framework.code == "EIF_NO_SHG"
    assert glaisdale.single_headline_grade is None
    assert said(glaisdale.inspection)["OE"] == MissingReason.SHG_DISCONTINUED.label


def test_an_overall_grade_given_too_late_is_left_out_and_noted(run, ofsted):
    late = ofsted(144678, **{"Latest OEIF overall effectiveness": "1"})
    report = run("import_inspections", late)
    assert "overall grade after 1 September 2024 was left out" in report["notes"][0]
    assert inspections_of(a_known_school(144678))[0].single_headline_grade is None


def test_nine_and_zero_are_not_grades(run):
    """Trap 20: Tugby `...,Yes,0,9`."""
    run("import_inspections", "ofsted_2026.csv")
    ungraded, graded = inspections_of(a_known_school(140912))
    assert said(graded.inspection)["EY"] == "Not enough evidence"
    assert said(graded.inspection)["6F"] == "Not applicable"
    assert {one.area.code for one in graded.grades} == {"OE", "QE", "BA", "PD", "LM"}
    assert ungraded.inspection.outcome == "Standards maintained"


def test_an_ungraded_outcome_stays_text(run):
    run("import_inspections", "ofsted_2026.csv")
    (coram,) = inspections_of(a_known_school(100005))
    assert coram.inspection.outcome == "School remains Outstanding"
    assert coram.inspection.category == ""
    assert not coram.grades


def test_a_grade_of_the_school_before_keeps_that_school_s_urn(run, ofsted):
    before = ofsted(
        100000,
        **{
            "URN at time of latest OEIF graded inspection": "117714",
            "Does the latest OEIF graded inspection relate to the URN of the current school?": "No",
        },
    )
    assert run("import_inspections", before)["created"] == 1
    assert Inspection.objects.get().urn == 117714
    assert EstablishmentLink.objects.get().linked_urn == 117714
    (card,) = inspections_of(a_known_school(100000, date(2024, 9, 1)))
    assert card.labels == [
        "Before joining the trust",
        "Previous framework",
        "Predecessor school",
    ]


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"URN": "ABC"}, "URN", "not a URN"),
        ({"Latest OEIF quality of education": "7"}, "Latest OEIF quality of education", "1 to 4"),
        ({"Inclusion": "Secure"}, "Inclusion", "not a grade of the report card"),
        ({"Category of concern": "??"}, "Category of concern", "not a category"),
        ({"Safeguarding standards": "Nearly"}, "Safeguarding standards", "safeguarding"),
        ({"Inspection start date": "soon"}, "Inspection start date", "not a date"),
        ({"Inspection start date": "NULL"}, "Inspection start date", "does not say when"),
        (
            {
                "Does the latest full inspection relate to the URN of the current school?": "No",
                "URN at time of latest full inspection": "NULL",
            },
            "URN at time of latest full inspection",
            "its URN is missing",
        ),
    ],
)
def test_a_row_with_something_unknown_is_refused_whole(run, ofsted, cells, column, reason):
    report = run("import_inspections", ofsted(144827, **cells))
    (refusal,) = report["refused"]
    assert (refusal["row"], refusal["column"]) == (2, column)
    assert reason in refusal["reason"]
    assert not Inspection.objects.exists()


def test_a_category_is_kept_as_stated(run, ofsted):
    run("import_inspections", ofsted(144827, **{"Category of concern": "Special measures"}))
    card, earlier = Inspection.objects.all()
    assert (card.category, earlier.category) == ("special_measures", "none")


def test_a_formula_is_never_taken_for_an_address(run, ofsted):
    link = {"Web Link (opens in new window)": '=HYPERLINK("http://example.org")'}
    run("import_inspections", ofsted(100005, **link))
    assert Inspection.objects.get().report_url == ""


def test_the_older_layout_puts_grades_in_the_columns_of_the_full_inspection(run, a_list):
    header = (
        "URN,Inspection number of latest full inspection,Inspection start date,"
        "Overall effectiveness,Quality of education,Category of concern,Safeguarding is effective?"
    )
    rows = ["139511,10100001,14/03/2023,2,2,,Yes", "139512,ITS1,14/03/2018,1,,SWK,9"]
    assert run("import_inspections", a_list(header, *rows, "139513,,,,,,"))["skipped"] == 1
    cif, eif = Inspection.objects.order_by("starts_on")
    assert (cif.framework.code, eif.framework.code) == ("CIF", "EIF_SHG")
    assert (cif.category, cif.safeguarding) == ("serious_weaknesses", "not_recorded")
    assert said(eif)["QE"] == "Good"


def test_a_list_without_inspections_is_refused_whole(run):
    with pytest.raises(CommandError, match="not Ofsted's list of inspections"):
        run("import_inspections", "census_2024.csv")


def test_many_schools_cost_as_many_queries_as_one(run):
    run("import_inspections", "ofsted_2026.csv")
    run("import_schools", "ofsted_2026.csv", "--links", "links.csv")
    schools = list(School.objects.all())
    with CaptureQueriesContext(
        connection,
    ) as one:
        inspections_by_school(schools[:1])
    with CaptureQueriesContext(connection) as many:
        inspections_by_school(schools)
    assert len(many) <= len(one) + 1
