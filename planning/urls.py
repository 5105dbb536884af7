from django.urls import path

from planning.views import (
    activities,
    deciding,
    files,
    governors,
    importing,
    plans,
    progress,
    schedule,
    sections,
    talent,
    talk,
    triangulation,
)

app_name = "planning"

PLAN = "planning/plans/<int:pk>"
PRIORITY = "planning/priorities/<int:pk>"
VERSION = "planning/versions/<int:pk>"
IMPORT = "planning/imports/<uuid:pk>"
FILE = "planning/files/<uuid:pk>"

urlpatterns = [
    path("schools/<int:urn>/planning/plans/", plans.plan_list, name="plan-list"),
    path("schools/<int:urn>/planning/start/<slug:kind>/", plans.plan_start, name="plan-start"),
    path("planning/plans/", plans.plan_browse, name="plan-browse"),
    path(f"{PLAN}/", plans.plan_detail, name="plan-detail"),
    path(f"{PLAN}/propose/", deciding.plan_propose, name="plan-propose"),
    path(f"{PLAN}/issue/", deciding.plan_issue, name="plan-issue"),
    path(f"{PLAN}/review/", progress.plan_review, name="plan-review"),
    path(f"{PLAN}/close/", progress.plan_close, name="plan-close"),
    path(f"{PLAN}/edit/<slug:place>/", sections.section_edit, name="section-edit"),
    path(f"{PLAN}/keep/<slug:place>/", sections.section_keep, name="section-keep"),
    path(f"{PLAN}/forget/<slug:place>/", sections.section_forget, name="section-forget"),
    path(f"{PLAN}/priorities/add/", sections.priority_add, name="priority-add"),
    path(f"{PLAN}/comments/add/", talk.comment_add, name="comment-add"),
    path(f"{PRIORITY}/remove/", sections.priority_remove, name="priority-remove"),
    path(f"{PRIORITY}/move/", sections.priority_move, name="priority-move"),
    path(f"{PRIORITY}/progress/", progress.priority_progress, name="priority-progress"),
    path(f"{PRIORITY}/subjects/add/", sections.subject_add, name="subject-add"),
    path("planning/points/<int:pk>/promote/", sections.point_promote, name="point-promote"),
    path("planning/actions/<int:pk>/finish/", progress.action_finish, name="action-finish"),
    path("planning/actions/<int:pk>/reopen/", progress.action_reopen, name="action-reopen"),
    path("planning/milestones/<int:pk>/reach/", progress.milestone_reach, name="milestone-reach"),
    path("planning/areas/<int:pk>/evidence/", talk.evidence_edit, name="evidence-edit"),
    path("planning/evidence/<int:pk>/unlink/", talk.evidence_unlink, name="evidence-unlink"),
    path("planning/comments/<int:pk>/settle/", talk.comment_settle, name="comment-settle"),
    path(f"{PLAN}/print/", files.plan_print, name="plan-print"),
    path(f"{PLAN}/files/", files.file_make, name="file-make"),
    path("schools/<int:urn>/planning/imports/", importing.import_start, name="import-start"),
    path(f"{IMPORT}/", importing.import_check, name="import-check"),
    path(f"{IMPORT}/match/", importing.import_match, name="import-match"),
    path(f"{IMPORT}/account.csv", importing.import_account, name="import-account"),
    path(f"{IMPORT}/take/", importing.import_take, name="import-take"),
    path(f"{IMPORT}/undo/", importing.import_undo, name="import-undo"),
    path(f"{IMPORT}/discard/", importing.import_discard, name="import-discard"),
    path(f"{FILE}/", files.file_detail, name="file-detail"),
    path(f"{FILE}/retry/", files.file_retry, name="file-retry"),
    path(f"{FILE}/download/", files.file_download, name="file-download"),
    path(f"{VERSION}/", deciding.version_detail, name="version-detail"),
    path(f"{VERSION}/approve/", deciding.version_approve, name="version-approve"),
    path(f"{VERSION}/return/", deciding.version_return, name="version-return"),
    path(f"{VERSION}/take-back/", deciding.version_take_back, name="version-take-back"),
    path(f"{VERSION}/check/", deciding.version_check, name="version-check"),
    path("schools/<int:urn>/planning/governors/", governors.cycle_school, name="cycle-school"),
    path("schools/<int:urn>/planning/governors/make/", governors.cycle_make, name="cycle-make"),
    path("planning/looks/<int:pk>/edit/", governors.look_edit, name="look-edit"),
    path("planning/looks/<int:pk>/note/", governors.look_note, name="look-note"),
    path("planning/looks/<int:pk>/remove/", governors.look_remove, name="look-remove"),
    path("planning/talent/", talent.talent_map, name="talent-map"),
    path("planning/triangulation/", triangulation.triangulation_trust, name="triangulation-trust"),
    path(
        "schools/<int:urn>/planning/monitoring/triangulation/",
        triangulation.triangulation_school,
        name="triangulation-school",
    ),
    path("planning/monitoring/", schedule.schedule_list, name="schedule-list"),
    path("planning/activities/<int:pk>/", activities.activity_detail, name="activity-detail"),
    path("planning/activities/<int:pk>/plan/", activities.activity_plan, name="activity-plan"),
    path(
        "planning/activities/<int:pk>/record/", activities.activity_record, name="activity-record"
    ),
    path(
        "planning/activities/<int:pk>/cancel/", activities.activity_cancel, name="activity-cancel"
    ),
    path(
        "schools/<int:urn>/planning/monitoring/", schedule.schedule_school, name="schedule-school"
    ),
    path(
        "schools/<int:urn>/planning/monitoring/make/", schedule.schedule_make, name="schedule-make"
    ),
    path(
        "schools/<int:urn>/planning/monitoring/add/", activities.activity_add, name="activity-add"
    ),
]
