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
from monitoring.models.moderation import (
    MODERATION,
    Judgement,
    Moderation,
    ModerationState,
    Moderator,
    Outcome,
    Sample,
    Spread,
)
from monitoring.models.pupils import Pupil, PupilRecord
from monitoring.models.results import (
    AreaLevel,
    Benchmark,
    Coverage,
    Dataset,
    Publication,
    PublishedResult,
    ResultSet,
    ResultsImport,
    Stage,
)
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
    "MODERATION",
    "SUBMISSION",
    "AreaLevel",
    "AssessmentScale",
    "Benchmark",
    "Collection",
    "CollectionState",
    "ColumnMap",
    "Coverage",
    "Dataset",
    "Family",
    "Grade",
    "GridCount",
    "Judgement",
    "Moderation",
    "ModerationState",
    "Moderator",
    "Outcome",
    "Publication",
    "PublishedResult",
    "Pupil",
    "PupilGroup",
    "PupilRecord",
    "ResultSet",
    "ResultsImport",
    "Sample",
    "SenProvision",
    "Sex",
    "Spread",
    "Stage",
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
