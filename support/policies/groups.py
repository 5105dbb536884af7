"""Who keeps a group: improvement leads any, and whoever leads it this one."""

from accounts.access import holds_anywhere
from accounts.models import User
from accounts.roles import Can
from core.errors import NotAllowed
from support.models import SupportGroup


def may_start(user: User) -> bool:
    return holds_anywhere(user, Can.KEEP_GROUPS)


def check_can_start(actor: User) -> None:
    if not may_start(actor):
        raise NotAllowed("School improvement leads start groups.")


def may_keep(user: User, group: SupportGroup) -> bool:
    leads = group.leader.user_id == user.pk and holds_anywhere(user, Can.VIEW_GROUPS)
    return leads or may_start(user)


def check_can_keep(actor: User, group: SupportGroup) -> None:
    if not may_keep(actor, group):
        raise NotAllowed(f"{group.leader}, who leads this group, and improvement leads keep it.")
