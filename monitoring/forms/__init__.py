"""What people fill in about evidence. Rules that need other rows are in services."""

from monitoring.forms.giving import (
    CorrectForm,
    ExplainForm,
    ExtendForm,
    MatchForm,
    MeasureSearchForm,
    OpenCollectionForm,
    ReturnForm,
    RowsForm,
    StartForm,
    UploadForm,
    WithdrawForm,
)
from monitoring.forms.moderation import FocusForm, JudgementForm, ModeratorForm, PlanForm
from monitoring.forms.sections import AnswerForm, AskForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "CorrectForm",
    "ExplainForm",
    "ExtendForm",
    "FocusForm",
    "JudgementForm",
    "MatchForm",
    "MeasureSearchForm",
    "ModeratorForm",
    "OpenCollectionForm",
    "PlanForm",
    "ReturnForm",
    "RowsForm",
    "StartForm",
    "UploadForm",
    "WithdrawForm",
]
