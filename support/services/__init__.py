"""The only code that writes visits, actions and the ledger of days."""

from support.services.actions import (
    add_action,
    drop_action,
    finish_action,
    move_action,
    reopen_action,
)
from support.services.days import add_entry, agree_bespoke, carry_days, take_days_back
from support.services.evidence import add_file, record_reading, remove_file
from support.services.leave import record_leave, withdraw_leave
from support.services.notes import propose_actions, reply_to_visit, share_note
from support.services.planning_visits import (
    TooMuchAsked,
    cancel_planned,
    move_visit,
    plan_visit,
    write_up,
)
from support.services.reviews import (
    name_reviewers,
    submit_review,
    withdraw_reviewer,
    write_review,
)
from support.services.statements import issue_statement, reply_to_statement
from support.services.writing import edit_visit, log_visit, serve_priority

__all__ = [
    "TooMuchAsked",
    "add_action",
    "add_entry",
    "add_file",
    "agree_bespoke",
    "cancel_planned",
    "carry_days",
    "drop_action",
    "edit_visit",
    "finish_action",
    "issue_statement",
    "log_visit",
    "move_action",
    "move_visit",
    "name_reviewers",
    "plan_visit",
    "propose_actions",
    "record_leave",
    "record_reading",
    "remove_file",
    "reopen_action",
    "reply_to_statement",
    "reply_to_visit",
    "serve_priority",
    "share_note",
    "submit_review",
    "take_days_back",
    "withdraw_leave",
    "withdraw_reviewer",
    "write_review",
    "write_up",
]
