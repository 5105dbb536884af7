"""Who gets what at which door: one line for each route and method, one column for each role.

Add a line for each route you add. The columns are the statuses that people of the door's own school
are given; whoever holds the role at another school gets 404 where these get anything but 403, and
a stranger is always sent to sign in.
"""

from collections.abc import Callable
from dataclasses import dataclass
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
from tests.people import doors as people

ROLES: list[Role | None] = [*Role, None]  # in the order of accounts.roles, and last: no role at all


class Scene(people.Scene):
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
    def draft_visit(self) -> Any:
        return world.a_visit(self.school)

    @cached_property
    def visit(self) -> Any:
        return world.a_visit(self.school, shared=True)

    @cached_property
    def somebody(self) -> User:
        return world.a_person(Role.TRUSTEE, name="Toni")

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
    "sent": lambda scene: [scene.school.urn, scene.sent.receipt],
    "moderation": lambda scene: [scene.moderation.pk],
    "moderator": lambda scene: [scene.moderator.pk],
    "sample": lambda scene: [scene.school.urn, scene.moderation.samples.get().pk],
    "draft_visit": lambda scene: [scene.draft_visit.pk],
    "visit": lambda scene: [scene.visit.pk],
    "action": lambda scene: [scene.visit.actions.get().pk],
    "report": lambda scene: [scene.report.pk],
    "person": lambda scene: [scene.somebody.pk],
    "role": lambda scene: [scene.somebody.assignments.get().pk],
    "invitation": lambda scene: [scene.invitation.pk],
    **people.ARGUMENTS,
}

# Where a role reaches the whole trust, whichever school it is held at (security.md section 3, T):
# school improvement leads read and confirm every profile of expertise.
REACHES_THE_TRUST = {"people": {Role.IMPROVEMENT_LEAD}}

# What nobody has to sign in for. Keep this short.
PUBLIC = {
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "accounts:invitation-answer",
    "banding:feed-read",
}

# A person's own account and first page, and what measures mean: whoever is signed in.
OWN = {
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "accounts:account-detail",
    "accounts:digest-choose",
    "dashboards:home",
    "monitoring:measure-list",
    "monitoring:measure-detail",
}

# Whose address says which one: what each of them is asked for.
OWN_ARGUMENTS = {"monitoring:measure-detail": ["rwm_expected"]}


@dataclass(frozen=True)
class Door:
    method: str
    route: str
    arguments: str
    statuses: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.route}"


# fmt: off
# A dot is 403.
#                                                         exe tru lea hea sta gov spe adm none
TABLE = """
  get  accounts:person-list                   -             .   .   .   .   .   .   . 200   .
  get  accounts:person-detail                 person        .   .   .   .   .   .   . 200   .
  post accounts:role-give                     person        .   .   .   .   .   .   . 200   .
  post accounts:role-end                      role          .   .   .   .   .   .   . 302   .
  post accounts:person-deactivate             person        .   .   .   .   .   .   . 302   .
  post accounts:person-reactivate             person        .   .   .   .   .   .   . 302   .
  post accounts:person-remove-second-step     person        .   .   .   .   .   .   . 302   .
  get  accounts:invitation-list               -             .   .   . 200   .   .   . 200   .
  get  accounts:invitation-new                -             .   .   . 200   .   .   . 200   .
  post accounts:invitation-new                -             .   .   . 200   .   .   . 200   .
  post accounts:invitation-send-again         invitation    .   .   . 302   .   .   . 302   .
  post accounts:invitation-revoke             invitation    .   .   . 302   .   .   . 302   .
  get  monitoring:asked-list                  -            .   .   . 200   .   .   .   .   .
  get  monitoring:submission-start            asked        .   .   . 200   .   .   .   .   .
  post monitoring:submission-start            asked        .   .   . 200   .   .   .   .   .
  post monitoring:template-make               asked        .   .   . 200   .   .   .   .   .
  get  monitoring:submission-prepare          draft        .   .   . 200   .   .   .   .   .
  get  monitoring:submission-grid             draft        .   .   . 302   .   .   .   .   .
  post monitoring:submission-grid             draft        .   .   . 302   .   .   .   .   .
  post monitoring:upload-receive              draft        .   .   . 400   .   .   .   .   .
  get  monitoring:upload-match                draft        .   .   . 302   .   .   .   .   .
  post monitoring:upload-match                draft        .   .   . 302   .   .   .   .   .
  post monitoring:upload-correct              draft        .   .   . 302   .   .   .   .   .
  post monitoring:upload-leave-out            draft        .   .   . 302   .   .   .   .   .
  post monitoring:upload-take-back            draft        .   .   . 302   .   .   .   .   .
  get  monitoring:upload-problems             draft        .   .   . 200   .   .   .   .   .
  post monitoring:submission-explain          draft        .   .   . 302   .   .   .   .   .
  post monitoring:submission-send             draft        .   .   . 302   .   .   .   .   .
  post monitoring:submission-discard          draft        .   .   . 302   .   .   .   .   .
  post monitoring:pupils-tell-apart           alike        .   .   . 302   .   .   .   .   .
  get  monitoring:submission-withdraw         sent         .   .   . 200   .   .   .   .   .
  post monitoring:submission-withdraw         sent         .   .   . 422   .   .   .   .   .
  get  monitoring:submission-receipt          sent         .   .   . 200   .   .   .   .   .
  get  monitoring:return-list                 -          200   . 200 200   .   .   .   .   .
  get  monitoring:return-school               urn        200   . 200 200   .   .   .   .   .
  get  monitoring:return-detail               sent       200   . 200 200   .   .   .   .   .
  get  monitoring:return-detail               draft      404   . 404 404   .   .   .   .   .
  get  monitoring:return-compare              sent       200   . 200 200   .   .   .   .   .
  post monitoring:return-accept               sent         .   . 302   .   .   .   .   .   .
  post monitoring:return-send-back            sent         .   . 422   .   .   .   .   .   .
  get  monitoring:moderation-list             -          200   . 200   .   .   .   .   .   .
  get  monitoring:moderation-plan             -          200   . 200   .   .   .   .   .   .
  post monitoring:moderation-plan             -          200   . 200   .   .   .   .   .   .
  get  monitoring:moderation-detail           moderation 200   . 200   .   .   .   .   .   .
  post monitoring:moderator-name              moderation 422   . 422   .   .   .   .   .   .
  post monitoring:moderator-drop              moderator  302   . 302   .   .   .   .   .   .
  post monitoring:moderation-close            moderation 302   . 302   .   .   .   .   .   .
  get  monitoring:moderation-result           sample     200   . 200 200   .   .   .   .   .
  get  monitoring:sample-list                 -            .   . 200   .   .   . 200   .   .
  get  monitoring:sample-judge                sample       .   . 404   .   .   . 404   .   .
  post monitoring:sample-judge                sample       .   . 404   .   .   . 404   .   .
  get  monitoring:collection-list             -          200   .   .   .   .   .   . 200   .
  get  monitoring:collection-open             -          200   .   .   .   .   .   . 200   .
  post monitoring:collection-open             -          422   .   .   .   .   .   . 422   .
  get  monitoring:collection-extend           asked        .   . 200   .   .   .   .   .   .
  post monitoring:collection-extend           asked        .   . 422   .   .   .   .   .   .
  post monitoring:collection-close            collection 302   .   .   .   .   .   . 302   .
  post monitoring:collection-reopen           collection 302   .   .   .   .   .   . 302   .
  get  monitoring:target-list                 -          200 200 200 200   . 200   .   .   .
  get  monitoring:target-download             -          200 200 200 200   . 200   .   .   .
  get  monitoring:target-school               urn        200 200 200 200   . 200   .   .   .
  get  monitoring:target-edit                 aimed_at     .   .   . 200   .   .   .   .   .
  post monitoring:target-edit                 aimed_at     .   .   . 302   .   .   .   .   .
  post monitoring:target-agree                aimed_at   302   . 302   .   .   .   .   .   .
  get  monitoring:weekly-list                 -          200   . 200 200 200   .   .   .   .
  get  monitoring:weekly-school               urn        200   . 200 200 200   .   .   .   .
  get  monitoring:weekly-give                 week         .   .   . 200 200   .   .   .   .
  post monitoring:weekly-give                 week         .   .   . 422 422   .   .   .   .
  get  monitoring:spelling-list               -          200   .   .   .   .   .   . 200   .
  post monitoring:spelling-accept             spelling   302   .   .   .   .   .   . 302   .
  post monitoring:spelling-refuse             spelling   302   .   .   .   .   .   . 302   .
  get  banding:decision-list                  -           200 200 200   .   .   .   .   .   .
  get  banding:decision-detail                proposal    200 200 200   .   .   .   .   .   .
  get  banding:scenario-list                  -           200   . 200   .   .   .   .   .   .
  get  banding:scenario-make                  -           200   . 302   .   .   .   .   .   .
  post banding:scenario-make                  -           200   . 302   .   .   .   .   .   .
  get  banding:scenario-compare               -           200   . 200   .   .   .   .   .   .
  get  banding:scenario-detail                what_if     200   . 404   .   .   .   .   .   .
  get  banding:scenario-rename                what_if     200   . 404   .   .   .   .   .   .
  post banding:scenario-rename                what_if     200   . 404   .   .   .   .   .   .
  post banding:scenario-levels                what_if     302   . 404   .   .   .   .   .   .
  get  banding:scenario-change                what_if     200   . 404   .   .   .   .   .   .
  post banding:scenario-change                what_if     200   . 404   .   .   .   .   .   .
  post banding:scenario-take-back             what_if     302   . 404   .   .   .   .   .   .
  get  banding:scenario-discard               what_if     200   . 404   .   .   .   .   .   .
  post banding:scenario-discard               what_if     302   . 404   .   .   .   .   .   .
  get  banding:scenario-propose               what_if     200   . 404   .   .   .   .   .   .
  post banding:scenario-propose               what_if     200   . 404   .   .   .   .   .   .
  get  banding:level-detail                   urn         200 200 200 200   . 200   .   .   .
  get  banding:obligation-list                -           200 200 200 200 200 200 200   .   .
  get  banding:obligation-school              urn         200 200 200 200 200 200 200   .   .
  post banding:obligation-done                obligation  302 302 302 302 404 302 404   .   .
  get  banding:calendar-month                 -           200 200 200 200 200 200 200   .   .
  get  banding:model-detail                   -           200 200 200 200 200 200 200   .   .
  get  banding:feed-detail                    -           200 200 200 200 200 200 200   .   .
  post banding:feed-detail                    -           200 200 200 200 200 200 200   .   .
  post banding:feed-revoke                    -           302 302 302 302 302 302 302   .   .
  post banding:decision-approve               proposal    302 302   .   .   .   .   .   .   .
  post banding:decision-return                proposal    200 200   .   .   .   .   .   .   .
  post banding:decision-release               approved    302 302   .   .   .   .   .   .   .
  post banding:decision-ask                   proposal    302   . 302   .   .   .   .   .   .
  get  banding:judgement-start                urn         200   . 200   .   .   .   .   .   .
  post banding:judgement-start                urn         200   . 200   .   .   .   .   .   .
  get  banding:judgement-edit                 judgement   200   . 200   .   .   .   .   .   .
  post banding:judgement-edit                 judgement   302   . 302   .   .   .   .   .   .
  get  banding:judgement-propose              judgement   200   . 200   .   .   .   .   .   .
  post banding:judgement-propose              judgement   200   . 200   .   .   .   .   .   .
  post banding:judgement-withdraw             judgement   302   . 302   .   .   .   .   .   .
  get  banding:round-open                     -           200   .   .   .   .   .   .   .   .
  post banding:round-open                     -           200   .   .   .   .   .   .   .   .
  post banding:round-close                    round       302   .   .   .   .   .   .   .   .
  post banding:round-release                  round       302 302   .   .   .   .   .   .   .
  get  banding:due-diligence                  -           200   . 404   .   .   .   .   .   .
  post banding:due-diligence                  -           200   . 404   .   .   .   .   .   .
  get  banding:comment-edit                   urn           .   .   . 302   .   .   .   .   .
  post banding:comment-edit                   urn           .   .   . 302   .   .   .   .   .
  get  banding:status-record                  urn         302 200   .   .   .   .   .   .   .
  post banding:status-record                  urn         302 200   .   .   .   .   .   .   .
  get  people:register-list                   -           200   . 200 200   .   .   .   .   .
  get  people:coverage-map                    -           200   . 200   .   .   .   .   .   .
  get  people:profile-own                     -             .   .   .   . 200   . 200   .   .
  post people:profile-begin                   -             .   .   .   . 302   . 302   .   .
  get  people:person-detail                   entry       200   . 200 200 404   . 404   .   .
  post people:login-link                      entry         .   . 200   .   .   .   .   .   .
  get  people:claim-add                       entry         .   .   .   . 404   . 404   .   .
  post people:claim-add                       entry         .   .   .   . 404   . 404   .   .
  get  people:claim-edit                      claim         .   .   .   . 404   . 404   .   .
  post people:claim-edit                      claim         .   .   .   . 404   . 404   .   .
  post people:claim-confirm                   claim         .   . 302   .   .   .   .   .   .
  post people:claim-end                       claim       302   . 302 302 404   . 404   .   .
  get  people:release-offer                   entry         .   .   .   . 404   . 404   .   .
  post people:release-offer                   entry         .   .   .   . 404   . 404   .   .
  post people:release-decide                  release       .   .   . 302   .   .   .   .   .
  get  people:conflict-declare                entry         .   . 200   . 404   . 404   .   .
  post people:conflict-declare                entry         .   . 200   . 404   . 404   .   .
  post people:conflict-end                    conflict      .   . 302   . 404   . 404   .   .
  get  people:import-list                     -             .   . 200   .   .   .   .   .   .
  post people:import-list                     -             .   . 422   .   .   .   .   .   .
  get  people:import-detail                   register      .   . 200   .   .   .   .   .   .
  post people:import-apply                    register      .   . 302   .   .   .   .   .   .
  post people:import-undo                     register      .   . 302   .   .   .   .   .   .
  get  support:visit-list                     -           200   . 200 200   .   .   .   .   .
  get  support:visit-log                      -             .   . 200   .   .   .   .   .   .
  post support:visit-log                      -             .   . 200   .   .   .   .   .   .
  get  support:visit-detail                   visit       200   . 200 200   .   .   .   .   .
  get  support:visit-detail                   draft_visit 404   . 404 404   .   .   .   .   .
  get  support:visit-edit                     draft_visit   .   . 404   .   .   .   .   .   .
  post support:visit-edit                     draft_visit   .   . 404   .   .   .   .   .   .
  post support:visit-share                    draft_visit   .   . 404   .   .   .   .   .   .
  post support:visit-cancel                   visit         .   . 200   .   .   .   .   .   .
  post support:visit-reply                    visit         .   .   . 200   .   .   .   .   .
  post support:action-finish                  action      302   . 302 302   .   .   .   .   .
  get  support:record-detail                  urn         200   . 200 200   .   .   .   .   .
  get  support:statement-detail               urn         200 200 200 200   .   .   .   .   .
  get  dashboards:trust-page                  -           200 200 200 200   .   .   .   .   .
  get  dashboards:figures-download            -           302 302 302 302   .   .   .   .   .
  get  dashboards:school-list                 -           200 200 200 200 200 200 200 200   .
  get  dashboards:school-overview             urn         200 200 200 200 200 200 200 200   .
  get  dashboards:school-data                 urn         200 200 200 200 200 200 200   .   .
  get  dashboards:report-list                 urn         200   . 200 200   .   .   .   .   .
  post dashboards:report-list                 urn         200   . 200 200   .   .   .   .   .
  get  dashboards:report-detail               report      404   . 404 404   .   .   .   .   .
  get  dashboards:report-download             report      404   . 404 404   .   .   .   .   .
  post dashboards:report-retry                report      404   . 404 404   .   .   .   .   .
"""
# fmt: on


def _door(line: str) -> Door:
    method, route, arguments, *statuses = line.split()
    return Door(
        method,
        route,
        arguments.strip("-"),
        tuple(403 if status == "." else int(status) for status in statuses),
    )


GRID = [_door(line) for line in TABLE.strip().splitlines()]
