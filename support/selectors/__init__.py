from support.selectors.days import (
    DaysUsed,
    Schools,
    days_given,
    days_used,
    given_in_all,
    ledger_of,
    planned_of,
    statement,
    statement_line,
    statements,
)
from support.selectors.visits import (
    ActionList,
    actions_of,
    activities_for_visits,
    offer_lines_for_visits,
    visible_actions,
    visible_visits,
)

__all__ = [
    "ActionList",
    "DaysUsed",
    "Schools",
    "actions_of",
    "activities_for_visits",
    "days_given",
    "days_used",
    "given_in_all",
    "ledger_of",
    "offer_lines_for_visits",
    "planned_of",
    "statement",
    "statement_line",
    "statements",
    "visible_actions",
    "visible_visits",
]
