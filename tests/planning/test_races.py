"""Shows 1: two people at one plan, and nothing that was accepted is lost.

PLAN_RACES=200 runs each way 200 times. Where the database lets threads race (PostgreSQL) they do;
elsewhere the two take turns, in an order that the seed decides.
"""

import os
import random
import threading

import pytest
from django.conf import settings
from django.db import connection

from core.errors import DomainError
from planning import services
from planning.models import Plan, PlanState, PlanVersion, Priority
from planning.rules.sections import marks_of, shape_of
from planning.selectors.content import content_of, hash_of
from planning.selectors.sections import section_at, texts_of
from tests import world
from tests.planning.plans import (
    a_head,
    a_plan,
    a_priority,
    a_waiting_version,
    an_approver,
    save,
)

RACES = int(os.environ.get("PLAN_RACES", "8"))
IN_TURNS = "sqlite" in settings.DATABASES["default"]["ENGINE"]


def race(seed, *acts):
    """Whether each was accepted."""
    accepted = [False] * len(acts)
    order = random.Random(seed).sample(range(len(acts)), len(acts))

    def run(at):
        try:
            acts[at]()
            accepted[at] = True
        except DomainError:
            accepted[at] = False

    if IN_TURNS:
        for at in order:
            run(at)
    else:
        at_once(run, order)
    return accepted


def at_once(run, order):
    ready = threading.Barrier(len(order))

    def wait_and_run(at):
        ready.wait()
        try:
            run(at)
        finally:
            connection.close()

    threads = [threading.Thread(target=wait_and_run, args=(at,)) for at in order]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def marks(plan, place="frame"):
    return marks_of(texts_of(section_at(plan, place), shape_of(place, plan.kind)))


def two_heads_and_a_plan():
    school = world.a_school()
    one, other = a_head(school), a_head(school)
    return one, other, a_plan(school, by=one)


def the_same_field(seed):
    one, other, plan = two_heads_and_a_plan()
    seen = marks(plan)
    accepted = race(
        seed,
        lambda: save(plan, "frame", by=one, seen=seen, context="First."),
        lambda: save(plan, "frame", by=other, seen=seen, context="Second."),
    )
    assert sorted(accepted) == [False, True]
    plan.refresh_from_db()
    assert plan.context == ("First." if accepted[0] else "Second.")


def different_fields(seed):
    one, other, plan = two_heads_and_a_plan()
    seen = marks(plan)
    accepted = race(
        seed,
        lambda: save(plan, "frame", by=one, seen=seen, context="First."),
        lambda: save(plan, "frame", by=other, seen=seen, horizon="Second."),
    )
    plan.refresh_from_db()
    assert accepted == [True, True]
    assert (plan.context, plan.horizon) == ("First.", "Second.")


def removal_against_an_edit(seed):
    one, other, plan = two_heads_and_a_plan()
    priority = a_priority(plan, by=one)
    place = f"priority-{priority.pk}"
    seen, version = marks(plan, place), priority.version
    accepted = race(
        seed,
        lambda: services.remove_priority(actor=one, priority_id=priority.pk, version=version),
        lambda: save(plan, place, by=other, seen=seen, outcome="Written meanwhile."),
    )
    now = Priority.objects.get(pk=priority.pk)
    assert sorted(accepted) == [False, True]
    assert (now.removed_at is not None) == accepted[0]
    assert (now.outcome == "Written meanwhile.") == accepted[1]


def a_plan_that_waits():
    version = a_waiting_version(world.a_school())
    approver = an_approver(version)
    return (
        version,
        a_head(version.plan.school),
        lambda: services.approve_plan(
            actor=approver, version_id=version.pk, content_hash=version.content_hash
        ),
    )


def approval_against_taking_back_and_editing(seed):
    version, other, approve = a_plan_that_waits()

    def change():
        services.take_back(actor=other, version_id=version.pk)
        save(version.plan, "frame", by=other, context="Changed meanwhile.")

    accepted = race(seed, approve, change)
    now = Plan.objects.select_related("school", "framework").get(pk=version.plan_id)
    standing = PlanVersion.objects.filter(plan=now, state="standing").first()
    assert sorted(accepted) == [False, True]
    assert (standing is not None) == accepted[0]
    if standing:
        assert now.state == PlanState.APPROVED
        assert standing.content_hash == hash_of(content_of(now)) == version.content_hash
    else:
        assert now.context == "Changed meanwhile."


def approval_against_an_edit(seed):
    """The edit is refused while the plan waits, and makes it a draft once it is approved."""
    version, other, approve = a_plan_that_waits()
    seen = marks(version.plan)
    accepted = race(
        seed,
        approve,
        lambda: save(version.plan, "frame", by=other, seen=seen, context="Changed meanwhile."),
    )
    now = Plan.objects.get(pk=version.plan_id)
    standing = PlanVersion.objects.get(plan=now, state="standing")
    assert accepted[0]
    assert hash_of(standing.content) == version.content_hash
    assert (now.context == "Changed meanwhile.") == accepted[1]
    assert (now.state == PlanState.DRAFT) == accepted[1]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize(
    "way",
    [
        the_same_field,
        different_fields,
        removal_against_an_edit,
        approval_against_taking_back_and_editing,
        approval_against_an_edit,
    ],
)
def test_nothing_that_was_accepted_is_lost(way):
    for seed in range(RACES):
        way(seed)
