from schools.models.calendar import ClosedDay, Term, TermName
from schools.models.context import NationalContext, SchoolContext
from schools.models.holds import LegalHold
from schools.models.imports import ImportRun
from schools.models.inspections import (
    Category,
    EvaluationArea,
    Grade,
    GradeScale,
    Inspection,
    InspectionFramework,
    InspectionGrade,
    InspectionKind,
    MissingReason,
    Safeguarding,
)
from schools.models.organisation import (
    EstablishmentLink,
    Hub,
    Phase,
    School,
    SchoolQuerySet,
    Trust,
    TrustMembership,
)

__all__ = [
    "Category",
    "ClosedDay",
    "EstablishmentLink",
    "EvaluationArea",
    "Grade",
    "GradeScale",
    "Hub",
    "ImportRun",
    "Inspection",
    "InspectionFramework",
    "InspectionGrade",
    "InspectionKind",
    "LegalHold",
    "MissingReason",
    "NationalContext",
    "Phase",
    "Safeguarding",
    "School",
    "SchoolContext",
    "SchoolQuerySet",
    "Term",
    "TermName",
    "Trust",
    "TrustMembership",
]
