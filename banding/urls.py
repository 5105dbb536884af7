from django.urls import path

from banding.views import decisions, judgements, levels, rounds

app_name = "banding"

urlpatterns = [
    path("banding/decisions/", decisions.decision_list, name="decision-list"),
    path("banding/decisions/<int:pk>/", decisions.decision_detail, name="decision-detail"),
    path(
        "banding/decisions/<int:pk>/approve/", decisions.decision_approve, name="decision-approve"
    ),
    path("banding/decisions/<int:pk>/return/", decisions.decision_return, name="decision-return"),
    path("schools/<int:urn>/banding/", levels.level_detail, name="level-detail"),
    path(
        "banding/decisions/<int:pk>/release/", decisions.decision_release, name="decision-release"
    ),
    path("banding/decisions/<int:pk>/ask/", decisions.decision_ask, name="decision-ask"),
    path("banding/judgements/<int:pk>/", judgements.judgement_edit, name="judgement-edit"),
    path(
        "banding/judgements/<int:pk>/propose/",
        judgements.judgement_propose,
        name="judgement-propose",
    ),
    path(
        "banding/judgements/<int:pk>/withdraw/",
        judgements.judgement_withdraw,
        name="judgement-withdraw",
    ),
    path("banding/rounds/open/", rounds.round_open, name="round-open"),
    path("banding/rounds/<int:pk>/close/", rounds.round_close, name="round-close"),
    path("banding/rounds/<int:pk>/release/", rounds.round_release, name="round-release"),
    path("banding/due-diligence/", rounds.due_diligence, name="due-diligence"),
    path("schools/<int:urn>/banding/judge/", judgements.judgement_start, name="judgement-start"),
    path("schools/<int:urn>/banding/comment/", levels.comment_edit, name="comment-edit"),
    path("schools/<int:urn>/banding/status/", levels.status_record, name="status-record"),
]
