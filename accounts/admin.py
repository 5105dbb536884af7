"""For operators: names and addresses, hubs, and roles as a list. Daily work is under People."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from accounts import policies
from accounts.models import RoleAssignment, User
from accounts.services.roles import give_role
from core.admin import JournalledAdmin
from core.errors import DomainError
from schools.models import Hub

admin.site.unregister([Group, EmailAddress, Authenticator])


@admin.register(User)
class UserAdmin(JournalledAdmin):
    """Names and addresses only. Accounts are made by invitation and closed under People."""

    list_display = ["name", "email", "is_active", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["name", "email"]
    fields = ["name", "email", "is_active", "joined_at", "last_login"]
    readonly_fields = ["is_active", "joined_at", "last_login"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class GiveRoleForm(forms.ModelForm):
    """Refuses on the page what the service would refuse."""

    actor: User

    class Meta:
        model = RoleAssignment
        fields = ["user", "role", "school", "hub", "starts_on", "ends_on"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if "user" not in typed or "role" not in typed:
            return typed
        school = typed.get("school")
        for name, value in typed.items():
            setattr(self.instance, name, value)
        try:
            policies.check_can_manage(self.actor, typed["user"])
            policies.check_place_and_time(
                role=typed["role"],
                schools=[school] if school else [],
                hub=typed.get("hub"),
                starts_on=typed.get("starts_on"),
                ends_on=typed.get("ends_on"),
            )
            policies.check_not_held(self.instance)
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return typed


@admin.register(RoleAssignment)
class RoleAssignmentAdmin(JournalledAdmin):
    """Roles are given here one by one; they are ended under People, where dates are explained."""

    form = GiveRoleForm
    list_display = ["user", "role", "where", "starts_on", "ends_on", "ended_at"]
    list_filter = ["role", "school", "hub"]
    list_select_related = ["user", "school", "hub"]
    search_fields = ["user__name", "user__email"]

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(request, *args, **kwargs)
        return type(form.__name__, (form,), {"actor": request.user})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        """The service writes the row and its journal entry; the page goes on with that row."""
        [given] = give_role(
            actor=request.user,  # type: ignore[arg-type]
            person_id=obj.user_id,
            role=obj.role,
            schools=[obj.school] if obj.school else [],
            hub=obj.hub,
            starts_on=obj.starts_on,
            ends_on=obj.ends_on,
        )
        obj.pk = given.pk

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The service has written it down."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Hub)
class HubAdmin(JournalledAdmin):
    list_display = ["name"]
    search_fields = ["name"]
