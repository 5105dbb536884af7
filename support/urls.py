from django.urls import path

from support.views import notes, records, triads, visits

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
    path("support/rotas/propose/", triads.rota_propose, name="rota-propose"),
    path("support/rotas/<int:pk>/", triads.rota_detail, name="rota-detail"),
    path("support/rotas/<int:pk>/swap/", triads.rota_swap, name="rota-swap"),
    path("support/rotas/<int:pk>/move/", triads.rota_move, name="rota-move"),
    path("support/rotas/<int:pk>/publish/", triads.rota_publish, name="rota-publish"),
    path("support/rotas/<int:pk>/discard/", triads.rota_discard, name="rota-discard"),
    path("schools/<int:urn>/support/visits/", records.record_detail, name="record-detail"),
    path("schools/<int:urn>/support/days/", records.statement_detail, name="statement-detail"),
]
