"""Nouns of evidence, split by noun; import them from here."""

from monitoring.models.codes import (
    COHORTS,
    CORE_SUBJECTS,
    PupilGroup,
    SenProvision,
    Sex,
    Subject,
    Term,
    YearGroup,
    cohort_label,
    year_order,
)
from monitoring.models.collections import COLLECTION, Collection, CollectionState
from monitoring.models.extensions import Extension
from monitoring.models.measures import MeasureLimit, MeasureYear
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
from monitoring.models.pupils import Pupil, PupilRecord, TwoChildren
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
from monitoring.models.scales import AssessmentScale, Grade
from monitoring.models.sections import SectionAnswer, SectionAsked
from monitoring.models.spellings import SPELLING, Spelling, SpellingState
from monitoring.models.submissions import (
    SUBMISSION,
    GridCount,
    Submission,
    SubmissionState,
    Way,
)
from monitoring.models.targets import Aim, AimKind, BenchmarkLevel, Standard
from monitoring.models.uploads import ColumnMap, Upload, UploadState
from monitoring.models.weekly import WeeklyCohort, WeeklyRecord

__all__ = [
    "COHORTS",
    "COLLECTION",
    "CORE_SUBJECTS",
    "MODERATION",
    "SPELLING",
    "SUBMISSION",
    "Aim",
    "AimKind",
    "AreaLevel",
    "AssessmentScale",
    "Benchmark",
    "BenchmarkLevel",
    "Collection",
    "CollectionState",
    "ColumnMap",
    "Coverage",
    "Dataset",
    "Extension",
    "Grade",
    "GridCount",
    "Judgement",
    "MeasureLimit",
    "MeasureYear",
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
    "SectionAnswer",
    "SectionAsked",
    "SenProvision",
    "Sex",
    "Spelling",
    "SpellingState",
    "Spread",
    "Stage",
    "Standard",
    "Subject",
    "Submission",
    "SubmissionState",
    "Term",
    "TwoChildren",
    "Upload",
    "UploadState",
    "Way",
    "WeeklyCohort",
    "WeeklyRecord",
    "YearGroup",
    "cohort_label",
    "year_order",
]
