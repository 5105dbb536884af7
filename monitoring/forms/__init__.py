"""What people fill in about evidence. Rules that need other rows are in services."""

from monitoring.forms.giving import (
    CorrectForm,
    ExplainForm,
    MatchForm,
    OpenCollectionForm,
    ReturnForm,
    RowsForm,
    StartForm,
    UploadForm,
)
from monitoring.forms.moderation import FocusForm, JudgementForm, ModeratorForm, PlanForm

__all__ = [
    "CorrectForm",
    "ExplainForm",
    "FocusForm",
    "JudgementForm",
    "MatchForm",
    "ModeratorForm",
    "OpenCollectionForm",
    "PlanForm",
    "ReturnForm",
    "RowsForm",
    "StartForm",
    "UploadForm",
]
