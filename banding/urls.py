from django.urls import path

from banding.views import decisions, levels, obligations

app_name = "banding"

urlpatterns = [
    path("banding/decisions/", decisions.decision_list, name="decision-list"),
    path("banding/decisions/<int:pk>/", decisions.decision_detail, name="decision-detail"),
    path(
        "banding/decisions/<int:pk>/approve/", decisions.decision_approve, name="decision-approve"
    ),
    path("banding/decisions/<int:pk>/return/", decisions.decision_return, name="decision-return"),
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
