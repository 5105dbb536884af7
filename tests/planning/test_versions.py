"""Shows 4: for each level of each pack who may propose and approve, and everybody else refused."""

import pytest

from accounts.roles import SCHOOL_ONLY, Role
from core.errors import DomainError, EditedMeanwhile, NotAllowed, SayWhy, WrongState
from planning import services
from planning.models import PlanState, PlanVersion, VersionState
from planning.policies.route import route_for
from tests import world
from tests.planning.plans import (
    a_head,
    a_plan,
    a_ready_plan,
    a_waiting_version,
    an_approved_version,
    an_approver,
    an_edition,
    on_level,
    save,
)

pytestmark = pytest.mark.django_db

APPROVERS = [
    ("spring", "sustain", "executive"), ("spring", "sustain_areas", "executive"),
    ("spring", "improve", "executive"), ("spring", "repair_1", "executive"),
    ("spring", "repair_2", "executive"), ("spring", "stabilise", "trustee"),
    ("humber", "A", "executive"), ("humber", "B", "executive"), ("humber", "C", "executive"),
    ("humber", "D", "executive"), ("humber", "E", "executive"),
    ("crin", "category", "executive"), ("hearts", "", "executive"),
    ("northern_hub", "", "executive"),
]  # fmt: skip


def somebody(role, school):
    at = school if role in SCHOOL_ONLY or role == Role.IMPROVEMENT_LEAD else None
    return world.a_person(role, at=at, name=str(role))


@pytest.mark.parametrize(("pack", "code", "approver"), APPROVERS)
def test_of_each_level_only_the_head_proposes_a_rapid_plan_and_only_the_route_approves(
    pack, code, approver
):
    school, edition = world.a_school(), an_edition(pack)
    if code:
        on_level(school, edition, code)
    plan, head = a_ready_plan(school, "rap")
    people = {role: somebody(role, school) for role in Role}
    for role, person in people.items():
        if role != Role.HEADTEACHER:
            with pytest.raises(NotAllowed, match="is put forward by"):
                services.propose_plan(actor=person, plan_id=plan.pk)
    version = services.propose_plan(actor=head, plan_id=plan.pk)
    named = {"version_id": version.pk, "content_hash": version.content_hash}
    for role, person in [*people.items(), (None, head)]:
        if role != approver:
            with pytest.raises(NotAllowed, match=r"approved by|must approve"):
                services.approve_plan(actor=person, **named)
            with pytest.raises(NotAllowed, match=r"returned by|must return"):
                services.return_plan(actor=person, reason="No.", **named)
    assert services.approve_plan(actor=people[Role(approver)], **named).state == "standing"
    overseer = route_for(plan).overseer
    assert (overseer.name if overseer else "") == (
        "ACC" if (pack, code) in {("spring", "repair_2"), ("spring", "stabilise")} else ""
    )


@pytest.mark.parametrize("kind", ["sip", "rap"])
def test_whoever_wrote_any_of_it_does_not_approve_it(kind):
    version = a_waiting_version(kind=kind)
    approver = an_approver(version)
    version.plan.writers.add(approver)
    with pytest.raises(NotAllowed, match="You wrote part of this plan"):
        services.approve_plan(
            actor=approver, version_id=version.pk, content_hash=version.content_hash
        )


def test_nobody_approves_in_another_role_what_they_put_forward():
    school = world.a_school()
    head = a_head(school)
    plan, _ = a_ready_plan(school, "rap", by=head)
    version = services.propose_plan(actor=head, plan_id=plan.pk)
    head.assignments.create(role=Role.EXECUTIVE, starts_on="2020-09-01")
    head.begin_request()
    with pytest.raises(NotAllowed, match="someone else must approve"):
        services.approve_plan(actor=head, version_id=version.pk, content_hash=version.content_hash)


def test_an_approval_names_exactly_what_was_read():
    version = a_waiting_version()
    approver, old = an_approver(version), version.content_hash
    services.take_back(actor=version.made_by, version_id=version.pk)
    save(version.plan, "frame", by=version.made_by, context="Changed.")
    later = services.propose_plan(actor=version.made_by, plan_id=version.plan_id)
    for pk, named in ((version.pk, old), (later.pk, old)):
        with pytest.raises(EditedMeanwhile, match="Read the one that does"):
            services.approve_plan(actor=approver, version_id=pk, content_hash=named)
    services.approve_plan(actor=approver, version_id=later.pk, content_hash=later.content_hash)
    assert PlanVersion.objects.get(state="standing").content["frame"]["context"] == "Changed."


def test_what_was_changed_after_checking_the_answers_is_not_put_forward():
    plan, head = a_ready_plan()
    with pytest.raises(EditedMeanwhile, match="changed since you checked it"):
        services.propose_plan(actor=head, plan_id=plan.pk, content_hash="0" * 64)


def test_an_approved_version_stands_until_the_next_is_approved():
    first = an_approved_version()
    plan, head = first.plan, first.made_by
    save(plan, "frame", by=head, context="Next.")
    second = services.propose_plan(actor=head, plan_id=plan.pk)
    first.refresh_from_db()
    assert first.state == VersionState.STANDING
    services.approve_plan(
        actor=an_approver(second), version_id=second.pk, content_hash=second.content_hash
    )
    first.refresh_from_db()
    assert (first.state, first.content["frame"]["context"]) == (VersionState.SUPERSEDED, "")


def test_a_plan_is_returned_with_a_reason_and_is_a_draft_again():
    version = a_waiting_version()
    named = {"version_id": version.pk, "content_hash": version.content_hash}
    approver = an_approver(version)
    with pytest.raises(SayWhy):
        services.return_plan(actor=approver, reason=" ", **named)
    returned = services.return_plan(actor=approver, reason="Cost the actions.", **named)
    returned.plan.refresh_from_db()
    assert (returned.state, returned.plan.state) == (VersionState.RETURNED, PlanState.DRAFT)
    with pytest.raises(EditedMeanwhile):
        services.approve_plan(actor=approver, **named)


def test_an_unfinished_plan_is_not_put_forward():
    school = world.a_school()
    head = a_head(school)
    plan = a_plan(school, "rap", by=head)
    with pytest.raises(DomainError, match=r"at least one priority.+lead professional"):
        services.propose_plan(actor=head, plan_id=plan.pk)


def test_a_lead_says_whether_targets_match_the_schools_needs():
    version = a_waiting_version()
    lead = world.a_person(Role.IMPROVEMENT_LEAD, at=version.plan.school)
    with pytest.raises(SayWhy):
        services.check_targets(actor=lead, version_id=version.pk, targets_match=True, words="")
    with pytest.raises(NotAllowed):
        services.check_targets(
            actor=version.made_by, version_id=version.pk, targets_match=True, words="Fine."
        )
    checked = services.check_targets(
        actor=lead, version_id=version.pk, targets_match=False, words="Too low for Year 6."
    )
    assert (checked.targets_match, checked.checked_by) == (False, lead)


def test_only_what_was_approved_is_issued_and_issuing_twice_is_issuing_once():
    waiting = a_waiting_version()
    with pytest.raises(WrongState, match="No version of this plan is approved"):
        services.issue_plan(actor=waiting.made_by, plan_id=waiting.plan_id)
    version = an_approved_version()
    issued = services.issue_plan(actor=version.made_by, plan_id=version.plan_id)
    again = services.issue_plan(actor=version.made_by, plan_id=version.plan_id)
    assert (issued, issued.issued_at) == (version, again.issued_at)


def test_a_self_evaluation_is_issued_as_it_is_and_never_put_forward():
    school = world.a_school()
    head = a_head(school)
    an_edition("spring")
    plan = a_plan(school, "sef", by=head)
    with pytest.raises(WrongState, match="Nobody approves"):
        services.propose_plan(actor=head, plan_id=plan.pk)
    first = services.issue_plan(actor=head, plan_id=plan.pk)
    assert services.issue_plan(actor=head, plan_id=plan.pk) == first
    save(plan, f"area-{plan.areas.first().pk}", by=head, narrative="Reading is strong.")
    second = services.issue_plan(actor=head, plan_id=plan.pk)
    assert (second.number, second.content["areas"][0]["narrative"]) == (2, "Reading is strong.")
    assert PlanVersion.objects.get(state="standing") == second
