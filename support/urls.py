from django.urls import path

from support.views import (
    allocation,
    deployments,
    notes,
    peer_reviews,
    records,
    requests,
    running,
    triads,
    visits,
)

app_name = "support"

urlpatterns = [
    path("support/visits/", visits.visit_list, name="visit-list"),
    path("support/visits/log/", visits.visit_log, name="visit-log"),
    path("support/visits/<int:pk>/", visits.visit_detail, name="visit-detail"),
    path("support/visits/<int:pk>/edit/", visits.visit_edit, name="visit-edit"),
    path("support/visits/<int:pk>/serve/", notes.visit_serve, name="visit-serve"),
    path("support/visits/<int:pk>/share/", notes.visit_share, name="visit-share"),
    path("support/visits/<int:pk>/reply/", notes.visit_reply, name="visit-reply"),
    path("support/visits/<int:pk>/cancel/", notes.visit_cancel, name="visit-cancel"),
    path("support/actions/<int:pk>/finish/", records.action_finish, name="action-finish"),
    path("support/triads/", triads.triad_list, name="triad-list"),
    path("support/triads/<int:pk>/", peer_reviews.triad_detail, name="triad-detail"),
    path("support/triads/<int:pk>/plan/", peer_reviews.triad_plan, name="triad-plan"),
    path("support/triads/<int:pk>/note/", peer_reviews.triad_note, name="triad-note"),
    path("support/triads/<int:pk>/share/", peer_reviews.triad_share, name="triad-share"),
    path("support/triads/<int:pk>/publish/", peer_reviews.triad_publish, name="triad-publish"),
    path("support/parts/<int:pk>/report/", peer_reviews.triad_report, name="triad-report"),
    path("support/parts/<int:pk>/comment/", peer_reviews.triad_comment, name="triad-comment"),
    path("support/rotas/propose/", triads.rota_propose, name="rota-propose"),
    path("support/rotas/<int:pk>/", triads.rota_detail, name="rota-detail"),
    path("support/rotas/<int:pk>/swap/", triads.rota_swap, name="rota-swap"),
    path("support/rotas/<int:pk>/move/", triads.rota_move, name="rota-move"),
    path("support/rotas/<int:pk>/publish/", triads.rota_publish, name="rota-publish"),
    path("support/rotas/<int:pk>/discard/", triads.rota_discard, name="rota-discard"),
    path("support/requests/", requests.request_list, name="request-list"),
    path("support/requests/ask/", requests.request_ask, name="request-ask"),
    path("support/requests/<int:pk>/", requests.request_detail, name="request-detail"),
    path("support/requests/<int:pk>/decline/", requests.request_decline, name="request-decline"),
    path("support/requests/<int:pk>/withdraw/", requests.request_withdraw, name="request-withdraw"),
    path(
        "support/requests/<int:pk>/propose/<int:person>/",
        deployments.request_propose,
        name="request-propose",
    ),
    path("support/deployments/", deployments.deployment_list, name="deployment-list"),
    path("support/deployments/<int:pk>/", deployments.deployment_detail, name="deployment-detail"),
    path(
        "support/deployments/<int:pk>/agree/",
        deployments.deployment_agree,
        name="deployment-agree",
    ),
    path(
        "support/deployments/<int:pk>/decline/",
        deployments.deployment_decline,
        name="deployment-decline",
    ),
    path(
        "support/deployments/<int:pk>/record/", running.deployment_record, name="deployment-record"
    ),
    path("support/deployments/<int:pk>/end/", running.deployment_end, name="deployment-end"),
    path(
        "support/deployments/<int:pk>/review/", running.deployment_review, name="deployment-review"
    ),
    path("support/allocation/", allocation.allocation_plan, name="allocation-plan"),
    path("support/allocation/propose/", allocation.allocation_propose, name="allocation-propose"),
    path("schools/<int:urn>/support/visits/", records.record_detail, name="record-detail"),
    path("schools/<int:urn>/support/days/", records.statement_detail, name="statement-detail"),
]
