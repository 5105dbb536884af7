"""Nouns of evidence, split by noun; import them from here."""

from monitoring.models.codes import (
    PupilGroup,
    SenProvision,
    Sex,
    Subject,
    Term,
    YearGroup,
    year_order,
)
from monitoring.models.collections import COLLECTION, Collection, CollectionState
from monitoring.models.pupils import Pupil, PupilRecord
from monitoring.models.scales import AssessmentScale, Family, Grade
from monitoring.models.submissions import (
    SUBMISSION,
    GridCount,
    Submission,
    SubmissionState,
    Way,
)
from monitoring.models.uploads import ColumnMap, Upload, UploadState

__all__ = [
    "COLLECTION",
    "SUBMISSION",
    "AssessmentScale",
    "Collection",
    "CollectionState",
    "ColumnMap",
    "Family",
    "Grade",
    "GridCount",
    "Pupil",
    "PupilGroup",
    "PupilRecord",
    "SenProvision",
    "Sex",
    "Subject",
    "Submission",
    "SubmissionState",
    "Term",
    "Upload",
    "UploadState",
    "Way",
    "YearGroup",
    "year_order",
]
