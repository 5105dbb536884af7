"""A school with one of everything in it, and what each door is asked for there."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.utils import timezone

from accounts.models import RoleAssignment, User
from accounts.roles import TRUST_WIDE_ONLY, Role
from monitoring.rules.weekly import week_of
from schools.models import School
from tests import world
from tests.banding.duties import an_obligation
from tests.monitoring.moderating import a_moderation, a_moderator
from tests.monitoring.sharing import a_section
from tests.people import doors as people
from tests.planning import plans as planning
from tests.planning.schedules import a_look, an_activity
from tests.planning.sent import a_file, a_sent_plan
from tests.support import doors as support


class Scene(people.Scene, support.Scene):
    """A school, and one person of each role who belongs to it (or to another school)."""

    def __init__(self) -> None:
        self.school: School = world.a_school("Elm Grove")
        self.elsewhere: School = world.a_school("Far Away")
        world.the_model()

    def person(self, role: Role | None, *, elsewhere: bool = False) -> User:
        at = self.elsewhere if elsewhere else self.school
        person = world.a_person(None, name="Robin")
        if role:
            where = None if role in TRUST_WIDE_ONLY else at
            RoleAssignment.objects.create(user=person, role=role, school=where)
        return person

    @cached_property
    def proposal(self) -> Any:
        return world.a_proposal(self.school)

    @cached_property
    def what_if(self) -> Any:
        """About every school, so only those who hold the role for the whole trust have it."""
        return world.a_what_if()

    @cached_property
    def obligation(self) -> Any:
        return an_obligation(self.school)

    @cached_property
    def approved(self) -> Any:
        return world.an_approved_band(self.school)

    @cached_property
    def judgement(self) -> Any:
        return world.a_judgement(self.school)

    @cached_property
    def round(self) -> Any:
        return world.a_round()

    @cached_property
    def collection(self) -> Any:
        return world.a_collection()

    @cached_property
    def spelling(self) -> Any:
        return world.a_spelling(self.school)

    @cached_property
    def draft(self) -> Any:
        return world.a_draft(self.school, self.collection)

    @cached_property
    def section(self) -> Any:
        """Asked of somebody else, so nobody of the grid looks after it."""
        return a_section(self.draft)

    @cached_property
    def sent(self) -> Any:
        return world.a_return(self.school, self.collection)

    @cached_property
    def moderation(self) -> Any:
        return a_moderation(self.school)

    @cached_property
    def moderator(self) -> Any:
        """Somebody else is named, so the grid's own people judge nothing."""
        return self.moderation.moderators.get(user=a_moderator(self.moderation))

    @cached_property
    def plan(self) -> Any:
        return planning.a_plan(self.school)

    @cached_property
    def evaluation(self) -> Any:
        return planning.an_evaluation(self.school)

    @cached_property
    def priority(self) -> Any:
        return planning.a_priority(self.plan, by=self.plan.writers.get())

    @cached_property
    def version(self) -> Any:
        return planning.a_waiting_version(self.school)

    @cached_property
    def activity(self) -> Any:
        return an_activity(self.school)

    @cached_property
    def look(self) -> Any:
        return a_look(self.school)

    @cached_property
    def somebody(self) -> User:
        return world.a_person(Role.TRUSTEE, name="Toni")

    @cached_property
    def plan_file(self) -> Any:
        return a_file(self.plan)

    @cached_property
    def plan_import(self) -> Any:
        return a_sent_plan(self.school)

    @cached_property
    def report(self) -> Any:
        """Asked for by somebody else, so nobody of the grid may see it."""
        return world.a_report(self.school)

    @cached_property
    def invitation(self) -> Any:
        return world.an_invitation(at=self.school, role=Role.GOVERNOR)


# How to fill in a route's arguments from the scene.
ARGUMENTS: dict[str, Callable[[Scene], list[Any]]] = {
    "": lambda scene: [],
    "urn": lambda scene: [scene.school.urn],
    "proposal": lambda scene: [scene.proposal.pk],
    "what_if": lambda scene: [scene.what_if.pk],
    "obligation": lambda scene: [scene.obligation.pk],
    "approved": lambda scene: [scene.approved.pk],
    "judgement": lambda scene: [scene.judgement.pk],
    "round": lambda scene: [scene.round.pk],
    "collection": lambda scene: [scene.collection.pk],
    "aimed_at": lambda scene: [scene.school.urn, world.this_year().start_year],
    "week": lambda scene: [scene.school.urn, week_of(timezone.localdate())],
    "spelling": lambda scene: [scene.spelling.pk],
    "asked": lambda scene: [scene.school.urn, scene.collection.pk],
    "draft": lambda scene: [scene.school.urn, scene.draft.receipt],
    "alike": lambda scene: [scene.school.urn, scene.draft.receipt, *world.two_pupils(scene.school)],
    "part": lambda scene: [scene.school.urn, scene.draft.receipt, "maths"],
    "section": lambda scene: [scene.school.urn, scene.section.pk],
    "sent": lambda scene: [scene.school.urn, scene.sent.receipt],
    "moderation": lambda scene: [scene.moderation.pk],
    "moderator": lambda scene: [scene.moderator.pk],
    "sample": lambda scene: [scene.school.urn, scene.moderation.samples.get().pk],
    "start_plan": lambda scene: [scene.school.urn, "sip"],
    "plan": lambda scene: [scene.plan.pk],
    "frame": lambda scene: [scene.plan.pk, "frame"],
    "priority": lambda scene: [scene.priority.pk],
    "plan_action": lambda scene: [scene.priority.actions.get().pk],
    "milestone": lambda scene: [scene.priority.milestones.get().pk],
    "point": lambda scene: [scene.evaluation.areas.first().points.get().pk],
    "area": lambda scene: [scene.evaluation.areas.first().pk],
    "area_evidence": lambda scene: [scene.evaluation.areas.first().evidence.get().pk],
    "plan_comment": lambda scene: [planning.a_comment(scene.plan).pk],
    "version": lambda scene: [scene.version.pk],
    "activity": lambda scene: [scene.activity.pk],
    "look": lambda scene: [scene.look.pk],
    "plan_file": lambda scene: [scene.plan_file.pk],
    "plan_import": lambda scene: [scene.plan_import.pk],
    "report": lambda scene: [scene.report.pk],
    "person": lambda scene: [scene.somebody.pk],
    "role": lambda scene: [scene.somebody.assignments.get().pk],
    "invitation": lambda scene: [scene.invitation.pk],
    **people.ARGUMENTS,
    **support.ARGUMENTS,
}
