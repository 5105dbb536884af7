"""Who proposes, approves and oversees, read from each of the five packs for each of its levels."""

import pytest

from banding.models import Level
from planning.policies.route import Routes, asked_by
from planning.rules.routes import Standing, route_of
from tests.planning.plans import an_edition

pytestmark = pytest.mark.django_db

# pack, level: the RAP's proposer, approver (name, role) and overseer. No level: a school without.
RAPS = {
    ("spring", "sustain"): ("the headteacher", "the chief executive", "executive", ""),
    ("spring", "sustain_areas"): ("the headteacher", "the chief executive", "executive", ""),
    ("spring", "improve"): ("the headteacher", "the chief executive", "executive", ""),
    ("spring", "repair_1"): ("the headteacher", "the chief executive", "executive", ""),
    ("spring", "repair_2"): ("Headteacher/SLT", "CEO", "executive", "ACC"),
    ("spring", "stabilise"): (
        "Trust appointed Executive Leader / Headteacher", "Trust Board", "trustee", "ACC",
    ),
    ("spring", ""): ("the headteacher", "the chief executive", "executive", ""),
    ("humber", "A"): ("the headteacher", "the chief executive", "executive", ""),
    ("humber", "B"): ("the headteacher", "the chief executive", "executive", ""),
    ("humber", "C"): ("the headteacher", "the chief executive", "executive", ""),
    ("humber", "D"): ("the headteacher", "the chief executive", "executive", ""),
    ("humber", "E"): ("the headteacher", "the chief executive", "executive", ""),
    ("crin", "category"): ("the headteacher", "the chief executive", "executive", ""),
    ("crin", ""): ("the headteacher", "the chief executive", "executive", ""),
    ("hearts", ""): ("the headteacher", "the chief executive", "executive", ""),
    ("northern_hub", ""): ("the principal", "the chief executive", "executive", ""),
}  # fmt: skip
ASKED = {("spring", "repair_2"), ("spring", "stabilise")}


def the_route(pack, code, kind):
    edition = an_edition(pack)
    level = Level.objects.filter(edition=edition, code=code).first()
    standing = Standing(
        edition.model.name, level.pk if level else None, level.label if level else ""
    )
    return route_of(kind, asked_by(edition), standing, head=edition.word("headteacher").lower())


@pytest.mark.parametrize(("pack", "code"), RAPS)
def test_a_rapid_plan_goes_the_way_its_level_says(pack, code):
    route = the_route(pack, code, "rap")
    overseer = route.overseer.name if route.overseer else ""
    said = (route.proposer.name, route.approver.name, route.approver.role, overseer)
    assert said == RAPS[pack, code]
    assert route.is_asked == ((pack, code) in ASKED)
    assert ("asks no rapid action plan" in route.because) != route.is_asked


def test_every_level_of_every_pack_is_in_the_table():
    for pack in ("spring", "humber", "crin", "hearts", "northern_hub"):
        codes = set(an_edition(pack).levels.values_list("code", flat=True))
        assert codes <= {code for named, code in RAPS if named == pack}


def test_the_plan_of_a_school_in_stabilise_is_written_together():
    assert the_route("spring", "stabilise", "rap").together_with == ("School leaders",)
    assert the_route("spring", "repair_2", "rap").together_with == ()


@pytest.mark.parametrize("pack", ["spring", "humber", "crin", "hearts", "northern_hub"])
def test_an_improvement_plan_is_agreed_by_the_lead_and_a_self_evaluation_by_nobody(pack):
    plan, evaluation = the_route(pack, "", "sip"), the_route(pack, "", "sef")
    assert plan.approver.role == "improvement_lead"
    assert "agrees it" in plan.because
    assert not evaluation.is_approved
    assert "the school issues it" in evaluation.because


def test_without_a_model_the_usual_way_is_said():
    route = Routes(1999, []).of(1, "rap")
    assert route.because == (
        "No improvement model is in force. One that is made all the same goes the usual way: "
        "the chief executive approves it."
    )
