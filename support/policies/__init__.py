from support.policies.visits import (
    check_can_finish,
    check_can_grant_days,
    check_can_log,
    check_can_record_leave,
    check_can_reply,
    check_can_write,
    why_not_finish,
    why_not_log,
    why_not_reply,
    why_not_write,
)

__all__ = [
    "check_can_finish",
    "check_can_grant_days",
    "check_can_log",
    "check_can_record_leave",
    "check_can_reply",
    "check_can_write",
    "why_not_finish",
    "why_not_log",
    "why_not_reply",
    "why_not_write",
]
