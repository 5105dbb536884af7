from django.urls import path

from banding.views import (
    decisions,
    due_calendar,
    feeds,
    judgements,
    levels,
    model,
    obligations,
    rounds,
    scenario_changes,
    scenarios,
)

app_name = "banding"

urlpatterns = [
    path("banding/decisions/", decisions.decision_list, name="decision-list"),
    path("banding/decisions/<int:pk>/", decisions.decision_detail, name="decision-detail"),
    path(
        "banding/decisions/<int:pk>/approve/", decisions.decision_approve, name="decision-approve"
    ),
    path("banding/decisions/<int:pk>/return/", decisions.decision_return, name="decision-return"),
    path("banding/scenarios/", scenarios.scenario_list, name="scenario-list"),
    path("banding/scenarios/make/", scenarios.scenario_make, name="scenario-make"),
    path("banding/scenarios/compare/", scenarios.scenario_compare, name="scenario-compare"),
    path("banding/scenarios/<int:pk>/", scenarios.scenario_detail, name="scenario-detail"),
    path("banding/scenarios/<int:pk>/rename/", scenarios.scenario_rename, name="scenario-rename"),
    path(
        "banding/scenarios/<int:pk>/levels/",
        scenario_changes.scenario_levels,
        name="scenario-levels",
    ),
    path(
        "banding/scenarios/<int:pk>/change/",
        scenario_changes.scenario_change,
        name="scenario-change",
    ),
    path(
        "banding/scenarios/<int:pk>/take-back/",
        scenario_changes.scenario_take_back,
        name="scenario-take-back",
    ),
    path(
        "banding/scenarios/<int:pk>/discard/",
        scenario_changes.scenario_discard,
        name="scenario-discard",
    ),
    path(
        "banding/scenarios/<int:pk>/propose/",
        scenario_changes.scenario_propose,
        name="scenario-propose",
    ),
    path("schools/<int:urn>/banding/", levels.level_detail, name="level-detail"),
    path("banding/obligations/", obligations.obligation_list, name="obligation-list"),
    path("banding/obligations/<int:pk>/done/", obligations.obligation_done, name="obligation-done"),
    path(
        "schools/<int:urn>/banding/obligations/",
        obligations.obligation_school,
        name="obligation-school",
    ),
    path("banding/model/", model.model_detail, name="model-detail"),
    path("banding/calendar/", due_calendar.calendar_month, name="calendar-month"),
    path("banding/feed/", feeds.feed_detail, name="feed-detail"),
    path("banding/feed/revoke/", feeds.feed_revoke, name="feed-revoke"),
    path("banding/feed/<str:token>.ics", feeds.feed_read, name="feed-read"),
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
