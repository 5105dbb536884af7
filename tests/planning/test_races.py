"""Shows 1: two people at one plan, four ways, and nothing that was accepted is lost.

PLAN_RACES=200 runs each way 200 times, 800 races in all. Where the database lets threads race
(PostgreSQL) they do; elsewhere the two take turns in an order that the seed decides.
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
from schools.models import School
from tests import world
from tests.planning.plans import (
    a_head,
    a_plan,
    a_priority,
    a_waiting_version,
    an_approver,
    save,
)

RACES = int(os.environ.get("PLAN_RACES", "3"))
IN_TURNS = "sqlite" in settings.DATABASES["default"]["ENGINE"]

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.parametrize("seed", range(RACES)),
]


def race(seed, *acts):
    """What each was answered, or the refusal it met."""
    answers = [None] * len(acts)
    order = random.Random(seed).sample(range(len(acts)), len(acts))

    def run(at):
        try:
            answers[at] = acts[at]()
        except DomainError as refusal:
            answers[at] = refusal

    if IN_TURNS:
        for at in order:
            run(at)
    else:
        at_once(run, order)
    return answers


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


def accepted(answers):
    return [not isinstance(answer, DomainError) for answer in answers]


@pytest.fixture
def two():
    school = world.a_school()
    return a_head(school), a_head(school)


def marks(plan, place="frame"):
    return marks_of(texts_of(section_at(plan, place), shape_of(place, plan.kind)))


def test_the_same_field(seed, two):
    plan = a_plan(School.objects.get(), by=two[0])
    seen = marks(plan)
    answers = race(
        seed,
        lambda: save(plan, "frame", by=two[0], seen=seen, context="First."),
        lambda: save(plan, "frame", by=two[1], seen=seen, context="Second."),
    )
    assert sorted(accepted(answers)) == [False, True]
    winner = "First." if accepted(answers)[0] else "Second."
    assert Plan.objects.get().context == winner


def test_different_fields(seed, two):
    plan = a_plan(School.objects.get(), by=two[0])
    seen = marks(plan)
    answers = race(
        seed,
        lambda: save(plan, "frame", by=two[0], seen=seen, context="First."),
        lambda: save(plan, "frame", by=two[1], seen=seen, horizon="Second."),
    )
    now = Plan.objects.get()
    assert accepted(answers) == [True, True]
    assert (now.context, now.horizon) == ("First.", "Second.")


def test_removal_against_an_edit(seed, two):
    plan = a_plan(School.objects.get(), by=two[0])
    priority = a_priority(plan, by=two[0])
    place = f"priority-{priority.pk}"
    seen = marks(plan, place)
    answers = race(
        seed,
        lambda: services.remove_priority(
            actor=two[0], priority_id=priority.pk, version=priority.version
        ),
        lambda: save(plan, place, by=two[1], seen=seen, outcome="Written meanwhile."),
    )
    now = Priority.objects.get()
    assert sorted(accepted(answers)) == [False, True]
    if accepted(answers)[1]:
        assert (now.removed_at, now.outcome) == (None, "Written meanwhile.")
    else:
        assert now.removed_at is not None


def test_approval_against_an_edit(seed, two):
    """The other head takes the plan back and changes it while it is being approved."""
    version = a_waiting_version(School.objects.get())
    plan, approver = version.plan, an_approver(version)

    def change():
        services.take_back(actor=two[1], version_id=version.pk)
        return save(plan, "frame", by=two[1], context="Changed meanwhile.")

    answers = race(
        seed,
        lambda: services.approve_plan(
            actor=approver, version_id=version.pk, content_hash=version.content_hash
        ),
        change,
    )
    now = Plan.objects.select_related("school", "framework").get()
    assert sorted(accepted(answers)) == [False, True]
    standing = PlanVersion.objects.filter(state="standing").first()
    if accepted(answers)[0]:
        assert now.state == PlanState.APPROVED
        assert standing.content_hash == hash_of(content_of(now)) == version.content_hash
    else:
        assert standing is None
        assert now.context == "Changed meanwhile."


def test_an_edit_right_after_an_approval_is_kept_and_the_approved_text_stands(seed, two):
    version = a_waiting_version(School.objects.get())
    plan, approver = version.plan, an_approver(version)
    seen = marks(plan)
    answers = race(
        seed,
        lambda: services.approve_plan(
            actor=approver, version_id=version.pk, content_hash=version.content_hash
        ),
        lambda: save(plan, "frame", by=two[1], seen=seen, context="Changed meanwhile."),
    )
    standing = PlanVersion.objects.get(state="standing")
    assert accepted(answers)[0]
    assert hash_of(standing.content) == version.content_hash
    changed = Plan.objects.get().context == "Changed meanwhile."
    assert changed == accepted(answers)[1]
