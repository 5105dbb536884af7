"""Who gets what at which door: one line for each route and method, one column for each role.

Add a line for each route you add. The columns are the statuses that people of the door's own school
are given; whoever holds the role at another school gets 404 where these get anything but 403, and
a stranger is always sent to sign in.
"""

from dataclasses import dataclass

from accounts.roles import Role
from tests.support import doors as support

ROLES: list[Role | None] = [*Role, None]  # in the order of accounts.roles, and last: no role at all


# Where a role reaches the whole trust, whichever school it is held at (security.md section 3, T):
# school improvement leads read and confirm every profile of expertise, plan the rota of triads, and
# place people anywhere, knowing who is away when.
REACHES_THE_TRUST = {
    "people": {Role.IMPROVEMENT_LEAD},
    "support:rota": {Role.IMPROVEMENT_LEAD},
    "support:group": {Role.IMPROVEMENT_LEAD},
    "support:request": {Role.IMPROVEMENT_LEAD},
    "support:deployment": {Role.IMPROVEMENT_LEAD},
    "support:allocation": {Role.IMPROVEMENT_LEAD},
    "support:leave": {Role.IMPROVEMENT_LEAD},
}

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
  get  monitoring:section-ask                 part         .   .   . 200   .   .   .   .   .
  post monitoring:section-ask                 part         .   .   . 422   .   .   .   .   .
  post monitoring:section-take-back           section      .   .   . 302   .   .   .   .   .
  get  monitoring:section-list                -            .   .   .   . 200   .   .   .   .
  get  monitoring:section-detail              section      .   .   .   . 404   .   .   .   .
  post monitoring:section-detail              section      .   .   .   . 404   .   .   .   .
  post monitoring:section-explain             section      .   .   .   . 404   .   .   .   .
  post monitoring:section-answer              section      .   .   .   . 404   .   .   .   .
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
  get  planning:plan-list                      urn          200 200 200 200 200 200   .   .   .
  get  planning:plan-start                     start_plan   302   . 302 200 302   .   .   .   .
  post planning:plan-start                     start_plan   302   . 302 200 302   .   .   .   .
  get  planning:plan-browse                    -            200 200 200 200 200 200   .   .   .
  get  planning:plan-detail                    plan         200 200 200 200 200 404   .   .   .
  get  planning:plan-propose                   plan         302   . 302 200 302   .   .   .   .
  post planning:plan-propose                   plan         302   . 302 409 302   .   .   .   .
  post planning:plan-issue                     plan           .   .   . 302   .   .   .   .   .
  get  planning:plan-review                    plan         200   . 200 200 302   .   .   .   .
  post planning:plan-review                    plan         200   . 200 200 302   .   .   .   .
  post planning:plan-close                     plan         302   . 302 302 302   .   .   .   .
  get  planning:section-edit                   frame        302   . 302 200 302   .   .   .   .
  post planning:section-edit                   frame        302   . 302 422 302   .   .   .   .
  post planning:section-keep                   frame        200   . 200 200 200   .   .   .   .
  post planning:section-forget                 frame        302   . 302 302 302   .   .   .   .
  post planning:priority-add                   plan         302   . 302 302 302   .   .   .   .
  post planning:comment-add                    plan           .   . 302 302   . 404   .   .   .
  post planning:priority-remove                priority     302   . 302 302 302   .   .   .   .
  post planning:priority-move                  priority     302   . 302 302 302   .   .   .   .
  get  planning:priority-progress              priority     302   . 302 200 302   .   .   .   .
  post planning:priority-progress              priority     302   . 302 200 302   .   .   .   .
  post planning:subject-add                    priority     302   . 302 302 302   .   .   .   .
  post planning:point-promote                  point        302   . 302 302 302   .   .   .   .
  post planning:action-finish                  plan_action  302   . 302 302 302   .   .   .   .
  post planning:action-reopen                  plan_action  302   . 302 302 302   .   .   .   .
  post planning:milestone-reach                milestone    302   . 302 302 302   .   .   .   .
  get  planning:evidence-edit                  area         302   . 302 200 302   .   .   .   .
  post planning:evidence-edit                  area         302   . 302 200 302   .   .   .   .
  post planning:evidence-unlink                area_evidence 302   . 302 302 302   .   .   .   .
  post planning:comment-settle                 plan_comment   .   . 302 302   . 404   .   .   .
  get  planning:plan-print                    plan         200 302 200 200 200 404   .   .   .
  post planning:file-make                     plan         302 302 302 302 302 404   .   .   .
  get  planning:file-detail                   plan_file    404 404 404 404 404 404   .   .   .
  post planning:file-retry                    plan_file    404 404 404 404 404 404   .   .   .
  get  planning:file-download                 plan_file    404 404 404 404 404 404   .   .   .
  get  planning:import-start                  urn            .   .   . 200   .   .   .   .   .
  post planning:import-start                  urn            .   .   . 422   .   .   .   .   .
  get  planning:import-check                  plan_import    .   .   . 200   .   .   .   .   .
  get  planning:import-match                  plan_import    .   .   . 200   .   .   .   .   .
  post planning:import-match                  plan_import    .   .   . 422   .   .   .   .   .
  get  planning:import-account                plan_import    .   .   . 200   .   .   .   .   .
  post planning:import-take                   plan_import    .   .   . 302   .   .   .   .   .
  post planning:import-undo                   plan_import    .   .   . 302   .   .   .   .   .
  post planning:import-discard                plan_import    .   .   . 302   .   .   .   .   .
  get  planning:version-detail                 version      200 404 200 200 200 404   .   .   .
  post planning:version-approve                version      302 404 302 302 302 404   .   .   .
  post planning:version-return                 version      422 404 422 422 422 404   .   .   .
  post planning:version-take-back              version      302   . 302 302 302   .   .   .   .
  post planning:version-check                  version        .   . 422   .   .   .   .   .   .
  get  planning:schedule-list                 -           200   . 200 200 200   .   .   .   .
  get  planning:schedule-school               urn         200   . 200 200 200   .   .   .   .
  post planning:schedule-make                 urn         302   . 302 302 302   .   .   .   .
  get  planning:cycle-school                  urn         200   . 200 200 200 200   .   .   .
  post planning:cycle-make                    urn           .   .   . 302   .   .   .   .   .
  get  planning:look-edit                     look          .   .   . 200   .   .   .   .   .
  post planning:look-edit                     look          .   .   . 200   .   .   .   .   .
  get  planning:look-note                     look          .   . 200 200   . 404   .   .   .
  post planning:look-note                     look          .   . 200 200   . 404   .   .   .
  post planning:look-remove                   look          .   .   . 302   .   .   .   .   .
  get  planning:triangulation-school          urn         200   . 200 200 200   .   .   .   .
  get  planning:talent-map                    -           200   . 200   .   .   .   .   .   .
  get  planning:triangulation-trust           -           200   . 200 200 200   .   .   .   .
  get  planning:activity-add                  urn         302   . 200 200 302   .   .   .   .
  post planning:activity-add                  urn         302   . 200 200 302   .   .   .   .
  get  planning:activity-detail               activity    200   . 200 200 200   .   .   .   .
  get  planning:activity-plan                 activity    302   . 200 200 302   .   .   .   .
  post planning:activity-plan                 activity    302   . 200 200 302   .   .   .   .
  get  planning:activity-record               activity    302   . 200 200 302   .   .   .   .
  post planning:activity-record               activity    302   . 200 200 302   .   .   .   .
  post planning:activity-cancel               activity    200   . 200 200 200   .   .   .   .
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


GRID = [_door(line) for table in (TABLE, *support.TABLES) for line in table.strip().splitlines()]
