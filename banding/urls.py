from django.urls import path

from banding.views import decisions, levels, obligations, scenario_changes, scenarios

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
    path("schools/<int:urn>/banding/propose/", levels.decision_propose, name="decision-propose"),
    path("banding/obligations/", obligations.obligation_list, name="obligation-list"),
    path("banding/obligations/<int:pk>/done/", obligations.obligation_done, name="obligation-done"),
    path(
        "schools/<int:urn>/banding/obligations/",
        obligations.obligation_school,
        name="obligation-school",
    ),
]
