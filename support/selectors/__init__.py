from support.selectors.actions import ActionList, actions_of, open_before, visible_actions
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
from support.selectors.reviews import all_submitted, reviewers_of, reviews_of, side_by_side
from support.selectors.templates import answered, without_action
from support.selectors.visits import (
    activities_for_visits,
    offer_lines_for_visits,
    visible_visits,
)

__all__ = [
    "ActionList",
    "DaysUsed",
    "Schools",
    "actions_of",
    "activities_for_visits",
    "all_submitted",
    "answered",
    "days_given",
    "days_used",
    "given_in_all",
    "ledger_of",
    "offer_lines_for_visits",
    "open_before",
    "planned_of",
    "reviewers_of",
    "reviews_of",
    "side_by_side",
    "statement",
    "statement_line",
    "statements",
    "visible_actions",
    "visible_visits",
    "without_action",
]
