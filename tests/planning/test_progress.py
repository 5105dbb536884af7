from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from banding.models import Obligation
from core.errors import DomainError, NotAllowed, SayWhy, WrongState
from core.models import JournalEntry
from planning import services, verbs
from planning.models import PlanState, Rag
from tests import world
from tests.planning.plans import (
    a_compiled_year,
    a_head,
    a_plan,
    a_priority,
    a_ready_plan,
    an_approved_version,
    an_edition,
    on_level,
    save,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def school():
    return world.a_school()


@pytest.fixture
def head(school):
    return a_head(school)


@pytest.fixture
def priority(school, head):
    return a_priority(a_plan(school, by=head), by=head)


def rag(priority, by, **said):
    said = {"rag": "amber", "words": "Two weeks behind.", "impact": "not_yet"} | said
    return services.set_rag(actor=by, priority_id=priority.pk, **said)


def test_a_colour_needs_words_and_every_note_is_kept(priority, head):
    with pytest.raises(SayWhy, match="colour alone"):
        rag(priority, head, words=" ")
    rag(priority, head)
    rag(priority, head, rag="green", words="Caught up.")
    priority.refresh_from_db()
    assert priority.rag == Rag.GREEN
    assert [note.rag for note in priority.notes.all()] == ["green", "amber"]
    entry = JournalEntry.objects.filter(verb=verbs.RAG_SET).last()
    assert (entry.before["rag"], entry.after["rag"]) == ("amber", "green")


def test_complete_needs_evidence_of_impact_and_impact_needs_words(priority, head):
    with pytest.raises(DomainError, match="once its impact is evidenced"):
        rag(priority, head, rag="blue", impact="some", impact_words="A little.")
    with pytest.raises(SayWhy, match="how you know"):
        rag(priority, head, impact="evidenced")
    rag(priority, head, rag="blue", impact="evidenced", impact_words="Results rose.")


def test_progress_never_voids_an_approval():
    version = an_approved_version()
    priority = version.plan.priorities.get()
    rag(priority, version.made_by)
    services.finish_action(actor=version.made_by, action_id=priority.actions.get().pk)
    version.plan.refresh_from_db()
    assert version.plan.state == PlanState.APPROVED


def test_staff_finish_what_is_theirs_and_nothing_else(priority, school, head):
    leader = world.a_person(Role.SCHOOL_STAFF, at=school)
    action = priority.actions.get()
    with pytest.raises(NotAllowed, match="This action is for English lead"):
        services.finish_action(actor=leader, action_id=action.pk)
    action.doer = leader
    action.save()
    done = services.finish_action(actor=leader, action_id=action.pk, words="All trained.")
    again = services.finish_action(actor=leader, action_id=action.pk)
    assert (done.done_by, again.done_at, again.done_words) == (leader, done.done_at, "All trained.")
    assert services.reopen_action(actor=leader, action_id=action.pk).done_at is None
    services.reopen_action(actor=leader, action_id=action.pk)
    assert JournalEntry.objects.filter(verb=verbs.ACTION_UNDONE).count() == 1


def test_a_milestone_is_reached_on_a_day_that_has_come(priority, head):
    milestone = priority.milestones.get()
    with pytest.raises(DomainError, match="a day that has come"):
        services.reach_milestone(
            actor=head, milestone_id=milestone.pk, on=TODAY + timedelta(days=1)
        )
    services.reach_milestone(actor=head, milestone_id=milestone.pk, on=TODAY)
    services.reach_milestone(actor=head, milestone_id=milestone.pk, on=TODAY)
    services.reach_milestone(actor=head, milestone_id=milestone.pk, on=None)
    verbs_of = JournalEntry.objects.filter(verb__startswith="planning.milestone")
    assert [entry.verb for entry in verbs_of] == [verbs.MILESTONE_REACHED, verbs.MILESTONE_MISSED]


def test_a_closed_plan_says_what_was_achieved_and_is_changed_no_more(priority, head):
    plan = priority.plan
    with pytest.raises(SayWhy):
        services.close_plan(actor=head, plan_id=plan.pk, achieved="")
    closed = services.close_plan(actor=head, plan_id=plan.pk, achieved="Reading rose.")
    assert (closed.state, closed.closed_by) == (PlanState.COMPLETED, head)
    for act in (
        lambda: rag(priority, head),
        lambda: save(plan, "frame", by=head, context="New."),
        lambda: services.finish_action(actor=head, action_id=priority.actions.get().pk),
        lambda: services.close_plan(actor=head, plan_id=plan.pk, achieved="Again."),
    ):
        with pytest.raises(WrongState, match="closed"):
            act()


def test_a_plan_that_is_replaced_makes_room_for_another(school, head):
    plan = a_plan(school, "rap", by=head)
    services.close_plan(
        actor=head, plan_id=plan.pk, achieved="A longer one follows.", replaced=True
    )
    assert a_plan(school, "rap", by=head).pk != plan.pk


def review(plan, by, **said):
    said = {
        "on": TODAY, "progress": "Half read.", "direction": "improving", "decision": "continue",
    } | said  # fmt: skip
    return services.review_plan(actor=by, plan_id=plan.pk, **said)


def test_a_review_is_of_a_day_that_has_come_and_says_why_it_changes_anything(school, head):
    plan = a_plan(school, "rap", by=head)
    for said, why in (
        ({"on": TODAY + timedelta(days=1)}, "once it was held"),
        ({"progress": ""}, "achieved so far"),
        ({"decision": "extend"}, "why this was decided"),
    ):
        with pytest.raises(DomainError, match=why):
            review(plan, head, **said)
    with pytest.raises(NotAllowed):
        review(plan, world.a_person(Role.SCHOOL_STAFF, at=school))
    review(plan, world.a_person(Role.EXECUTIVE))
    assert review(plan, head).plan == plan


@pytest.fixture
def spring():
    return a_compiled_year(an_edition("spring"))


def due(school, code):
    return Obligation.objects.filter(school=school, code=code).order_by("due_on")


def test_the_chief_executives_review_does_the_half_termly_duty_and_a_heads_does_not(spring, school):
    on_level(school, spring, "repair_2")
    a_compiled_year(spring)
    plan, head = a_ready_plan(school, "rap")
    review(plan, head)
    assert not due(school, "rap_progress").exclude(done_at=None).exists()
    chief = world.a_person(Role.EXECUTIVE)
    review(plan, chief)
    done = due(school, "rap_progress").exclude(done_at=None).get()
    assert done.done_by == chief
    assert done.due_on >= TODAY or done.escalate_on >= TODAY


def test_approving_a_rapid_plan_does_the_duty_that_asked_for_it(spring, school):
    on_level(school, spring, "repair_2")
    a_compiled_year(spring)
    version = an_approved_version(school, "rap")
    assert due(school, "rap_repair_2").get().done_by == version.made_by


def test_the_termly_update_of_a_school_that_is_asked_is_done_by_its_review(spring, school):
    on_level(school, spring, "improve")
    a_compiled_year(spring)
    plan, head = a_ready_plan(school)
    review(plan, head)
    assert due(school, "plan_update_improve").exclude(done_at=None).get().done_by == head
    assert not due(school, "plan").exclude(done_at=None).exists()


def test_issuing_a_self_evaluation_does_its_termly_duty_once(spring, school, head):
    a_compiled_year(spring)
    plan = a_plan(school, "sef", by=head)
    services.issue_plan(actor=head, plan_id=plan.pk)
    services.issue_plan(actor=head, plan_id=plan.pk)
    assert due(school, "summary").exclude(done_at=None).count() == 1
