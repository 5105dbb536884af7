from schools.selectors.calendar import (
    YearOfTerms,
    YearsOfTerms,
    calendar_of,
    current_term,
    terms_of,
    years_of_terms,
)
from schools.selectors.context import latest_context, latest_contexts, national_context
from schools.selectors.holds import may_delete
from schools.selectors.inspections import (
    InspectionCard,
    Joining,
    inspections_by_school,
    inspections_of,
)
from schools.selectors.lineage import predecessor_urns, predecessors_by_urn
from schools.selectors.organisation import smallest_group

__all__ = [
    "InspectionCard",
    "Joining",
    "YearOfTerms",
    "YearsOfTerms",
    "calendar_of",
    "current_term",
    "inspections_by_school",
    "inspections_of",
    "latest_context",
    "latest_contexts",
    "may_delete",
    "national_context",
    "predecessor_urns",
    "predecessors_by_urn",
    "smallest_group",
    "terms_of",
    "years_of_terms",
]
