from allauth.account import views as allauth_views
from django.contrib.auth.decorators import login_not_required
from django.urls import path

urlpatterns = [
    path("sign-in/", login_not_required(allauth_views.login), name="account_login"),
]
