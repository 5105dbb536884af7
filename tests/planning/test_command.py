import json

import pytest
from django.core.management import CommandError, call_command

from planning import services
from tests import world
from tests.planning.plans import a_ready_plan, an_evaluation

pytestmark = pytest.mark.django_db


def run(capsys, *args):
    call_command("plan", *args)
    return capsys.readouterr().out


def test_the_whole_plan_is_told_as_data(capsys):
    plan, head = a_ready_plan()
    priority = plan.priorities.get()
    services.set_rag(
        actor=head, priority_id=priority.pk, rag="green", words="On.", impact="not_yet"
    )
    asked = ["--school", str(plan.school.urn), "--kind", "sip", "--year", str(plan.academic_year)]
    told = json.loads(run(capsys, *asked, "--json"))
    assert told["priorities"][0]["rag"] == "green"
    assert told["priorities"][0]["notes"][0]["words"] == "On."
    assert told["cost_pence"] == {"budget": 50_000}
    assert told["state"] == "draft"
    assert "green  Raise reading" in run(capsys, *asked)


def test_a_self_evaluation_is_told_by_its_areas(capsys):
    plan = an_evaluation(world.a_school())
    asked = ["--school", str(plan.school.urn), "--kind", "sef", "--year", str(plan.academic_year)]
    assert "not judged" in run(capsys, *asked)


@pytest.mark.parametrize(
    ("urn", "year", "why"),
    [("1", "2026/27", "No school"), ("", "2026", "not an academic year"),
     ("", "2031/32", "has no improvement plan")],
)  # fmt: skip
def test_what_cannot_be_told_is_said(urn, year, why):
    school = world.a_school()
    with pytest.raises(CommandError, match=why):
        call_command("plan", "--school", urn or str(school.urn), "--kind", "sip", "--year", year)
