"""Sign-in pages under allauth's own names, and our pages in the namespace `accounts`."""

from allauth.account import views as sign_in
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery_codes
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path

from accounts.access import for_everyone_signed_in
from accounts.views import account, invitations, people
from accounts.views import second_step as our_second_step

entrance = [
    path("sign-in/", sign_in.login, name="account_login"),
    path("sign-in/code/", second_step.authenticate, name="mfa_authenticate"),
    path("sign-out/", login_not_required(sign_in.logout), name="account_logout"),
    path("password/forgotten/", sign_in.password_reset, name="account_reset_password"),
    path(
        "password/forgotten/sent/", sign_in.password_reset_done, name="account_reset_password_done"
    ),
    path(
        "password/new/done/",
        sign_in.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        sign_in.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]

own_account = [
    path(
        "password/change/",
        for_everyone_signed_in(sign_in.password_change),
        name="account_change_password",
    ),
    path(
        "password/confirm/",
        for_everyone_signed_in(sign_in.reauthenticate),
        name="account_reauthenticate",
    ),
    path("second-step/", for_everyone_signed_in(second_step.index), name="mfa_index"),
    path("second-step/set-up/", our_second_step.set_up, name="mfa_activate_totp"),
    path("second-step/remove/", our_second_step.remove, name="mfa_deactivate_totp"),
    path(
        "second-step/confirm/",
        for_everyone_signed_in(second_step.reauthenticate),
        name="mfa_reauthenticate",
    ),
    path(
        "second-step/recovery-codes/",
        for_everyone_signed_in(recovery_codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "second-step/recovery-codes/new/",
        our_second_step.new_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-step/recovery-codes/download/",
        for_everyone_signed_in(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]

ours = [
    path("", account.account_detail, name="account-detail"),
    path("digest/", account.digest_choose, name="digest-choose"),
    path("people/", people.person_list, name="person-list"),
    path("people/<int:pk>/", people.person_detail, name="person-detail"),
    path("people/<int:pk>/roles/give/", people.role_give, name="role-give"),
    path("roles/<int:pk>/end/", people.role_end, name="role-end"),
    path("people/<int:pk>/deactivate/", people.person_deactivate, name="person-deactivate"),
    path("people/<int:pk>/reactivate/", people.person_reactivate, name="person-reactivate"),
    path(
        "people/<int:pk>/remove-second-step/",
        people.person_remove_second_step,
        name="person-remove-second-step",
    ),
    path("invitations/", invitations.invitation_list, name="invitation-list"),
    path("invitations/new/", invitations.invitation_new, name="invitation-new"),
    path(
        "invitations/<int:pk>/send-again/",
        invitations.invitation_send_again,
        name="invitation-send-again",
    ),
    path("invitations/<int:pk>/revoke/", invitations.invitation_revoke, name="invitation-revoke"),
    path(
        "invitations/answer/<str:token>/", invitations.invitation_answer, name="invitation-answer"
    ),
]

urlpatterns = [
    *entrance,
    *own_account,
    path("accounts/", include((ours, "accounts"))),
]
