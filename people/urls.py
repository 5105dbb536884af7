from django.urls import path

from people.views import claims, imports, lending, profiles, register

app_name = "people"

urlpatterns = [
    path("people/register/", register.register_list, name="register-list"),
    path("people/coverage/", register.coverage_map, name="coverage-map"),
    path("people/profile/", profiles.profile_own, name="profile-own"),
    path("people/profile/begin/", profiles.profile_begin, name="profile-begin"),
    path("people/persons/<int:pk>/", profiles.person_detail, name="person-detail"),
    path("people/persons/<int:pk>/login/", profiles.login_link, name="login-link"),
    path("people/persons/<int:pk>/claims/", claims.claim_add, name="claim-add"),
    path("people/claims/<int:pk>/edit/", claims.claim_edit, name="claim-edit"),
    path("people/claims/<int:pk>/confirm/", claims.claim_confirm, name="claim-confirm"),
    path("people/claims/<int:pk>/end/", claims.claim_end, name="claim-end"),
    path("people/persons/<int:pk>/releases/", lending.release_offer, name="release-offer"),
    path("people/releases/<int:pk>/decide/", lending.release_decide, name="release-decide"),
    path("people/persons/<int:pk>/conflicts/", lending.conflict_declare, name="conflict-declare"),
    path("people/conflicts/<int:pk>/end/", lending.conflict_end, name="conflict-end"),
    path("people/imports/", imports.import_list, name="import-list"),
    path("people/imports/<int:pk>/", imports.import_detail, name="import-detail"),
    path("people/imports/<int:pk>/apply/", imports.import_apply, name="import-apply"),
    path("people/imports/<int:pk>/undo/", imports.import_undo, name="import-undo"),
]
