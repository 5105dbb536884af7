from django.urls import path

from monitoring.views import (
    asked,
    collections,
    extensions,
    grids,
    looking_after,
    measures,
    moderation,
    receiving,
    returns,
    samples,
    sections,
    spellings,
    submissions,
    targets,
    uploads,
    weekly,
)

app_name = "monitoring"

OWN = "schools/<int:urn>/monitoring/submissions/<uuid:receipt>"
SENT = "schools/<int:urn>/monitoring/returns"
TARGETS = "schools/<int:urn>/monitoring/targets"
WEEKS = "schools/<int:urn>/monitoring/weeks"
PART = "schools/<int:urn>/monitoring/sections/<int:pk>"
EVENT = "monitoring/moderation/<int:pk>"

urlpatterns = [
    path("monitoring/asked/", asked.asked_list, name="asked-list"),
    path("monitoring/measures/", measures.measure_list, name="measure-list"),
    path("monitoring/measures/<slug:code>/", measures.measure_detail, name="measure-detail"),
    path("monitoring/returns/", returns.return_list, name="return-list"),
    path("monitoring/collections/", collections.collection_list, name="collection-list"),
    path("monitoring/collections/open/", collections.collection_open, name="collection-open"),
    path(
        "monitoring/collections/<int:pk>/close/",
        collections.collection_close,
        name="collection-close",
    ),
    path(
        "monitoring/collections/<int:pk>/reopen/",
        collections.collection_reopen,
        name="collection-reopen",
    ),
    path("monitoring/spellings/", spellings.spelling_list, name="spelling-list"),
    path(
        "monitoring/spellings/<int:pk>/accept/", spellings.spelling_accept, name="spelling-accept"
    ),
    path(
        "monitoring/spellings/<int:pk>/refuse/", spellings.spelling_refuse, name="spelling-refuse"
    ),
    path(
        "schools/<int:urn>/monitoring/collections/<int:pk>/more-time/",
        extensions.collection_extend,
        name="collection-extend",
    ),
    path(
        "schools/<int:urn>/monitoring/collections/<int:pk>/start/",
        asked.submission_start,
        name="submission-start",
    ),
    path(
        "schools/<int:urn>/monitoring/collections/<int:pk>/template/",
        asked.template_make,
        name="template-make",
    ),
    path(f"{OWN}/prepare/", submissions.submission_prepare, name="submission-prepare"),
    path(f"{OWN}/sections/<slug:subject>/ask/", sections.section_ask, name="section-ask"),
    path(f"{PART}/take-back/", sections.section_take_back, name="section-take-back"),
    path("monitoring/sections/", looking_after.section_list, name="section-list"),
    path(f"{PART}/", looking_after.section_detail, name="section-detail"),
    path(f"{PART}/explain/", looking_after.section_explain, name="section-explain"),
    path(f"{PART}/answer/", looking_after.section_answer, name="section-answer"),
    path(f"{OWN}/grid/", grids.submission_grid, name="submission-grid"),
    path(f"{OWN}/file/", receiving.upload_receive, name="upload-receive"),
    path(f"{OWN}/columns/", uploads.upload_match, name="upload-match"),
    path(f"{OWN}/correct/", uploads.upload_correct, name="upload-correct"),
    path(f"{OWN}/leave-out/", uploads.upload_leave_out, name="upload-leave-out"),
    path(f"{OWN}/take-back/", uploads.upload_take_back, name="upload-take-back"),
    path(f"{OWN}/problems.csv", uploads.upload_problems, name="upload-problems"),
    path(f"{OWN}/explain/", submissions.submission_explain, name="submission-explain"),
    path(f"{OWN}/send/", submissions.submission_send, name="submission-send"),
    path(f"{OWN}/discard/", submissions.submission_discard, name="submission-discard"),
    path(
        f"{OWN}/two-children/<int:one>/<int:other>/",
        submissions.pupils_tell_apart,
        name="pupils-tell-apart",
    ),
    path(f"{OWN}/withdraw/", submissions.submission_withdraw, name="submission-withdraw"),
    path(f"{OWN}/receipt/", submissions.submission_receipt, name="submission-receipt"),
    path(f"{SENT}/", returns.return_school, name="return-school"),
    path(f"{SENT}/<uuid:receipt>/", returns.return_detail, name="return-detail"),
    path(f"{SENT}/<uuid:receipt>/changes/", returns.return_compare, name="return-compare"),
    path(f"{SENT}/<uuid:receipt>/accept/", returns.return_accept, name="return-accept"),
    path(f"{SENT}/<uuid:receipt>/send-back/", returns.return_send_back, name="return-send-back"),
    path("monitoring/targets/", targets.target_list, name="target-list"),
    path("monitoring/targets.csv", targets.target_download, name="target-download"),
    path(f"{TARGETS}/", targets.target_school, name="target-school"),
    path(f"{TARGETS}/<int:start_year>/edit/", targets.target_edit, name="target-edit"),
    path(f"{TARGETS}/<int:start_year>/agree/", targets.target_agree, name="target-agree"),
    path("monitoring/weeks/", weekly.weekly_list, name="weekly-list"),
    path(f"{WEEKS}/", weekly.weekly_school, name="weekly-school"),
    path(f"{WEEKS}/<str:week>/give/", weekly.weekly_give, name="weekly-give"),
    path("monitoring/moderation/", moderation.moderation_list, name="moderation-list"),
    path("monitoring/moderation/plan/", moderation.moderation_plan, name="moderation-plan"),
    path(f"{EVENT}/", moderation.moderation_detail, name="moderation-detail"),
    path(f"{EVENT}/name/", moderation.moderator_name, name="moderator-name"),
    path(f"{EVENT}/close/", moderation.moderation_close, name="moderation-close"),
    path("monitoring/moderators/<int:pk>/drop/", moderation.moderator_drop, name="moderator-drop"),
    path("monitoring/samples/", samples.sample_list, name="sample-list"),
    path(
        "schools/<int:urn>/monitoring/samples/<int:pk>/", samples.sample_judge, name="sample-judge"
    ),
    path(
        f"{SENT}/moderation/<int:pk>/",
        samples.moderation_result,
        name="moderation-result",
    ),
]
