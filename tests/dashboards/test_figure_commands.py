"""`compute_figures` and `figures`, as other people's scripts use them."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from core import jobs
from dashboards.models import Figure
from tests.dashboards.returns import a_collection, a_return, pupil
from tests.world import a_school

pytestmark = pytest.mark.django_db


def told(*words):
    out = StringIO()
    call_command(*words, "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def elm():
    collection, elm = a_collection(year_groups=["6"]), a_school("Elm")
    rows = [pupil("EXS EXS GDS") for _ in range(8)]
    rows += [pupil("WTS EXS WTS") for _ in range(7)] + [pupil("GDS A L", fsm="Y") for _ in range(4)]
    a_return(elm, collection, rows)
    return elm


def test_figures_are_made_at_once_and_a_second_time_changes_nothing(elm):
    first = told("compute_figures")
    assert first == {"collections": 1, "schools": 1, "figures": 80, "changed": 1}
    assert told("compute_figures") == first | {"changed": 0}


def test_one_school_only(elm):
    oak = a_school("Oak")
    assert told("compute_figures", "--school", str(oak.urn))["schools"] == 0
    assert not Figure.objects.exists()
    assert told("compute_figures", "--school", str(elm.urn)) == {
        "collections": 1,
        "schools": 1,
        "figures": 40,
        "changed": 1,
    }


def test_the_figures_a_trust_wide_user_sees(elm):
    jobs.work_off()
    rows = told("figures", "--collection", "autumn 2026", "--measure", "reading_expected")
    assert len(rows) == 20
    assert [row["urn"] for row in rows[::10]] == [None, elm.urn]
    assert rows[10] == {
        "urn": elm.urn,
        "school": "Elm",
        "measure": "reading_expected",
        "subject": "reading",
        "cohort": "6",
        "group": "ALL",
        "numerator": 12,
        "denominator": 19,
        "percent": 63.2,
        "withheld": False,
    }
    hidden = next(row for row in rows if row["urn"] == elm.urn and row["group"] == "DIS")
    assert hidden["withheld"]
    assert hidden["numerator"] is hidden["denominator"] is hidden["percent"] is None


def test_one_school_and_one_group(elm):
    jobs.work_off()
    of = ("--school", str(elm.urn), "--group", "ALL")
    rows = told("figures", "--collection", "Autumn 2026", *of)
    assert {row["urn"] for row in rows} == {elm.urn}
    assert len(rows) == 8


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("figures", "--collection", "Spring 1999"), "no collection called Spring 1999"),
        (("figures", "--collection", "Autumn 2026", "--group", "X"), "no group X"),
        (("figures", "--collection", "Autumn 2026", "--measure", "gps_expected"), "no measure"),
        (("figures", "--collection", "Autumn 2026", "--school", "1"), "No school has the URN 1"),
        (("compute_figures", "--school", "1"), "No school has the URN 1"),
        (("figures",), "required"),
    ],
)
def test_bad_input_is_one_sentence(elm, words, why):
    with pytest.raises(CommandError, match=why):
        told(*words)


def seen_by(role, elm, *more):
    rows = told("figures", "--collection=Autumn 2026", f"--school={elm.urn}", f"--as={role}", *more)
    return {(row["measure"], row["group"]): row["withheld"] for row in rows}


def test_a_role_sees_what_its_pages_show(elm):
    jobs.work_off()
    small = ("reading_expected", "DIS")
    assert seen_by("trustee", elm)[small] is True
    assert seen_by("headteacher", elm)[small] is False
    assert seen_by("governor", elm)[small] is True
    assert seen_by("admin", elm) == {}


def test_a_lead_of_the_whole_trust_sees_what_every_trust_wide_user_does(elm):
    a_return(
        a_school("Oak"), a_collection(year_groups=["6"]), [pupil("EXS EXS EXS") for _ in range(12)]
    )
    jobs.work_off()
    asked = ("figures", "--collection=Autumn 2026")
    assert told(*asked, "--as=improvement_lead") == told(*asked)


@pytest.mark.parametrize(
    ("words", "says"),
    [(["--as=pirate"], "no role pirate"), (["--as=headteacher"], "name the school")],
)
def test_a_role_that_cannot_be_asked_is_refused(elm, words, says):
    with pytest.raises(CommandError, match=says):
        told("figures", "--collection=Autumn 2026", *words)
