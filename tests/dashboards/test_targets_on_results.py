"""Targets beside the newest results of the same pupils, in pupils, withheld where results are."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.roles import Role
from core import jobs
from demo.clock import as_of
from demo.timeline import moment
from monitoring import services
from tests.dashboards.returns import a_collection, a_return, pupil
from tests.monitoring.targets import typed
from tests.world import a_person, a_school

pytestmark = pytest.mark.django_db
YEAR = 2026


@pytest.fixture
def school():
    """27 pupils of Year 6, 18 of them at expected in reading; 4 disadvantaged, none of them."""
    school = a_school("Ash")
    pupils = [pupil("EXS EXS EXS") for _ in range(18)]
    pupils += [pupil("WTS EXS EXS") for _ in range(5)]
    pupils += [pupil("WTS EXS EXS", fsm="Y") for _ in range(4)]
    a_return(school, a_collection(), pupils)
    jobs.work_off()
    return school


def aim_at(school, group="ALL", **cells):
    with as_of(moment(date(YEAR, 10, 8))):
        services.set_targets(
            actor=None, school=school, start_year=YEAR, group=group, typed=typed(**cells)
        )


def section(sign_in, role, school, **asked):
    at = None if role in (Role.EXECUTIVE, Role.TRUSTEE) else school
    url = reverse("dashboards:school-data", args=[school.urn])
    page = sign_in(a_person(role, at=at)).get(url, asked)
    assert page.status_code == 200
    return page.context["page"].targets, " ".join(page.content.decode().split())


def test_the_gap_is_in_pupils_beside_the_newest_result_with_its_source(sign_in, school):
    aim_at(school, reading_target=78, reading_estimate=72, reading_prediction=75)
    targets, page = section(sign_in, Role.TRUSTEE, school)
    [line] = targets.lines
    assert (line.target, line.estimate, line.prediction) == ("78% (FFT20)", "72% (FFT20)", "75%")
    assert line.result == "18 of 27 (66.7%)"
    assert line.gap == "4 more pupils needed"
    assert not line.is_agreed
    for said in ("4 more pupils needed", "Autumn 2026 return", "as at", "to be agreed"):
        assert said in page


def test_where_the_result_is_withheld_so_are_the_gap_and_the_prediction(sign_in, school):
    aim_at(school, group="DIS", reading_target=60, reading_prediction=25)
    for role in (Role.EXECUTIVE, Role.TRUSTEE, Role.GOVERNOR, Role.IMPROVEMENT_LEAD):
        targets, page = section(sign_in, role, school, group="DIS")
        [line] = targets.lines
        assert (line.result, line.gap, line.prediction) == ("withheld",) * 3
        assert line.target == "60% (FFT20)"
        assert "more pupils needed" not in page
        assert "25%" not in page
    [line] = section(sign_in, Role.HEADTEACHER, school, group="DIS")[0].lines
    assert (line.result, line.gap, line.prediction) == (
        "0 of 4 (0.0%)", "3 more pupils needed", "25%",
    )  # fmt: skip


def test_before_there_are_results_nothing_is_said_of_how_few_there_may_be(sign_in):
    school = a_school("Oak")
    a_collection()
    aim_at(school, reading_target=60, reading_prediction=50)
    targets, page = section(sign_in, Role.EXECUTIVE, school)
    [line] = targets.lines
    assert (line.result, line.gap, line.prediction) == (
        "no results yet", "no results yet", "withheld",
    )  # fmt: skip
    assert "No results of 2026/27" in page
    [line] = section(sign_in, Role.HEADTEACHER, school)[0].lines
    assert line.prediction == "50%"


def test_the_newest_term_of_the_year_counts_whichever_term_is_looked_at(sign_in, school):
    aim_at(school, reading_target=78)
    autumn = a_collection()
    later = a_collection("Spring 2027")
    a_return(school, later, [pupil("EXS EXS EXS") for _ in range(27)])
    jobs.work_off()
    targets, page = section(sign_in, Role.EXECUTIVE, school, term=str(autumn.pk))
    [line] = targets.lines
    assert (line.result, line.gap) == ("27 of 27 (100.0%)", "met, 5 pupils above")
    assert "Spring 2027 return" in page


def test_a_target_that_was_taken_away_is_not_shown(sign_in, school):
    aim_at(school, reading_target=78)
    aim_at(school)
    targets, page = section(sign_in, Role.EXECUTIVE, school)
    assert targets.lines == []
    assert "No targets of this year are set for Year 6, all pupils." in page


def command(*args):
    out = StringIO()
    call_command("targets", *args, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_the_command_tells_the_gap_and_withholds_as_the_page_does(school):
    aim_at(school, reading_target=78, reading_estimate=72, reading_prediction=75)
    aim_at(school, group="DIS", reading_target=60)
    everybody, few = command("--school", str(school.urn), "--year", "2026/27")
    assert everybody == {
        "urn": school.urn, "year": "2026/27", "year_group": "6", "group": "ALL",
        "measure": "reading_expected", "target": 78, "level": "fft20", "agreed": False,
        "estimate": 72, "collection": "Autumn 2026", "numerator": 18, "denominator": 27,
        "more_needed": 4, "withheld": False,
    }  # fmt: skip
    assert (few["group"], few["withheld"]) == ("DIS", True)
    assert (few["numerator"], few["denominator"], few["more_needed"]) == (None, None, None)
    assert command("--school", str(school.urn), "--year", "2027/28") == []


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--school", "1", "--year", "2026/27"], "No school has the URN 1"),
        (["--school", "1", "--year", "2026"], "No school has the URN 1"),
        (["--year", "2026/27"], "--school"),
    ],
)
def test_the_command_says_what_it_cannot_use(school, args, said):
    with pytest.raises(CommandError, match=said):
        call_command("targets", *args)
    with pytest.raises(CommandError, match="not an academic year"):
        call_command("targets", "--school", str(school.urn), "--year", "2026")
