"""From the database to gaps: a school with twelve planted, and what two schools share."""

import json
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.access import imagined
from accounts.roles import Role
from planning import helping, readings
from planning.models import MonitoringActivity
from planning.readings import Reading
from planning.rules.triangulation import Help
from planning.selectors.triangulation import facts_of
from schools.models import School
from tests import world
from tests.planning.plans import a_head, a_plan
from tests.planning.schedules import a_line, an_activity

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LATE = TODAY - timedelta(days=3)
MEASURE = {"measure": "reading_expected", "cohort": "2"}


def a_priority(plan, title, *, action=None, **fields):
    """Measured, and with one action that is to do, unless said otherwise."""
    position = plan.priorities.count() + 1
    one = plan.priorities.create(position=position, title=title, **MEASURE | fields)
    if action is not False:
        one.actions.create(**{"what": "Daily reading", "owner": "English lead"} | (action or {}))
    return one


def monitor(school, head, *priorities):
    """Done, so that no day of the year makes it late."""
    for one in priorities:
        activity = an_activity(school, by=head, priority=one)
        MonitoringActivity.objects.filter(pk=activity.pk).update(state="done")


def triangulate(**options):
    year = str(world.this_year())
    said = call_command("triangulate", year=year, json=True, stdout=StringIO(), **options)
    return json.loads(said)


@pytest.fixture
def fell(monkeypatch):
    """Every figure was 70% at its baseline and is 64% now."""

    def provide(user, school, wanted):
        return {
            one: Reading(14, 20, Decimal(70 if one.term else 64), False, TODAY, "Autumn")
            for one in wanted
        }

    monkeypatch.setattr(readings, "PROVIDERS", [provide])


@pytest.fixture
def trained(monkeypatch):
    """Everybody was trained in what no plan asks for."""

    def provide(user, schools, start_year):
        return [(one.pk, Help("Training: yoga", TODAY, is_training=True)) for one in schools]

    monkeypatch.setattr(helping, "PROVIDERS", [provide])


def plant(school):
    """Twelve gaps, and beside each something like it that is none."""
    world.the_calendar()
    head = a_head(school)
    plan = a_plan(school, by=head)
    since = {"baseline_year": plan.start_year - 1, "baseline_term": 3}
    done = {"done_at": timezone.now(), "done_by": head}
    sound = a_priority(plan, "Reading", **since)
    alone = a_priority(plan, "Writing")  # 1: nobody monitors it
    a_line(a_priority(plan, "Maths"))  # 2: in the plan and not on the schedule
    others = [
        a_priority(plan, "Attendance", measure="", cohort=""),  # 3
        a_priority(plan, "Behaviour", action=False),  # 4
        a_priority(plan, "Science", action={"due_on": LATE}),  # 5
        a_priority(plan, "Early years", action={"due_on": LATE}),  # 6, 7
        a_priority(plan, "Spelling", action=done, **since),  # 8: fell, and all is done
    ]
    others[3].actions.create(what="Train", owner="Maths lead", due_on=LATE, cpd_need="Counting")
    others[2].actions.create(what="Bought", owner="Maths lead", due_on=LATE, **done)
    rapid = a_plan(school, "rap", by=head, starts_on=TODAY - timedelta(days=20),
                   ends_on=TODAY + timedelta(days=30))  # fmt: skip
    quick = a_priority(rapid, "Phonics")
    for week, on in ((1, None), (1, TODAY), (7, None)):
        quick.milestones.create(text="Half read", week=week, reached_on=on)  # 9
    monitor(school, head, sound, *others, quick)
    gone = a_priority(plan, "Music", action={"what": "Sing", "cpd_need": "Choirs"})  # 10
    monitor(school, head, gone)  # 11
    gone.removed_at, gone.removed_by = timezone.now(), head
    gone.save()
    cancelled = an_activity(school, by=head, priority=alone)
    MonitoringActivity.objects.filter(pk=cancelled.pk).update(
        state="cancelled", cancelled_at=timezone.now(), cancelled_by=head, cancelled_because="Flu"
    )
    return plan  # 12: yoga


def test_twelve_planted_gaps_are_found_and_nothing_else(fell, trained):
    school = world.a_school()
    plant(school)
    (found,) = triangulate(school=school.urn)["schools"]
    assert {kind: many for kind, many in found["counts"].items() if many} == {
        "priority_not_monitored": 2,
        "figure_fell_without_action": 1,
        "action_overdue": 3,
        "milestone_missed": 1,
        "priority_without_action": 1,
        "priority_without_measure": 1,
        "monitoring_without_priority": 1,
        "training_without_priority": 2,
    }
    words = [gap["words"] for gap in found["gaps"]]
    assert len(words) == 12
    assert "“Spelling”: Reading, expected or above: Year 2, all pupils fell from 70% of 20" in str(
        words
    )


def test_the_trust_hears_what_schools_share(monkeypatch):
    for name in ("Ash", "Beech"):
        plan = a_plan(world.a_school(name))
        a_priority(plan, "Reading", action={"cpd_need": f"Phonics for {name}"})
        a_priority(plan, "Staff", action={"cpd_need": "Safeguarding"}, measure="", cohort="")
    world.a_school("Without a plan")
    said = triangulate(trust=True)
    assert [one["priorities"] for one in said["schools"]] == [2, 2, 0]
    (shared,) = said["shared_priorities"]
    assert shared["schools"] == ["Ash", "Beech"]
    assert [one["topic"] for one in said["joint_sessions"]] == ["Safeguarding"]


def test_a_school_that_is_not_there_is_refused():
    with pytest.raises(CommandError, match="No school of the trust has the URN 1"):
        triangulate(school=1)


@pytest.mark.parametrize("how_many", [1, 4])
def test_many_schools_are_read_in_the_same_number_of_queries(
    fell, django_assert_max_num_queries, how_many
):
    """Figures apart, which are asked school by school where a gap depends on one."""
    for number in range(how_many):
        plant(world.a_school(f"School {number}"))
    schools = list(School.objects.members())
    reader = imagined(Role.EXECUTIVE)
    with django_assert_max_num_queries(12):
        facts_of(reader, schools, world.this_year().start_year, TODAY, only_deciding_figures=True)
