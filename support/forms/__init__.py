from support.forms.kinds import ActivityField, ByYearAndGroup, ByYearAndPart, OfferLineField
from support.forms.notes import ReplyForm, ServesForm, TakeBackForm
from support.forms.start import StartForm
from support.forms.visits import (
    DATE_INPUT,
    HALF_A_DAY,
    QUARTER_DAYS,
    ROWS_FOR_ACTIONS,
    ROWS_SHOWN,
    SAID,
    WHAT_IS_MISSING,
    ActionForm,
    ActionRows,
    VisitForm,
    action_rows,
)

__all__ = [
    "DATE_INPUT",
    "HALF_A_DAY",
    "QUARTER_DAYS",
    "ROWS_FOR_ACTIONS",
    "ROWS_SHOWN",
    "SAID",
    "WHAT_IS_MISSING",
    "ActionForm",
    "ActionRows",
    "ActivityField",
    "ByYearAndGroup",
    "ByYearAndPart",
    "OfferLineField",
    "ReplyForm",
    "ServesForm",
    "StartForm",
    "TakeBackForm",
    "VisitForm",
    "action_rows",
]
