"""The only code that writes visits, actions and the ledger of days."""

from support.services.actions import finish_action
from support.services.days import add_entry, agree_bespoke, carry_days, take_days_back
from support.services.leave import record_leave, withdraw_leave
from support.services.notes import reply_to_visit, share_note
from support.services.planning_visits import (
    TooMuchAsked,
    cancel_planned,
    move_visit,
    plan_visit,
    write_up,
)
from support.services.writing import edit_visit, log_visit, serve_priority

__all__ = [
    "TooMuchAsked",
    "add_entry",
    "agree_bespoke",
    "cancel_planned",
    "carry_days",
    "edit_visit",
    "finish_action",
    "log_visit",
    "move_visit",
    "plan_visit",
    "record_leave",
    "reply_to_visit",
    "serve_priority",
    "share_note",
    "take_days_back",
    "withdraw_leave",
    "write_up",
]
