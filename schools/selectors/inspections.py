"""Inspections of a school across regimes and URNs, side by side and never converted."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from schools.models import (
    Category,
    Inspection,
    InspectionGrade,
    InspectionKind,
    School,
    TrustMembership,
)
from schools.rules.inspections import HEADLINES_END_ON
from schools.selectors.lineage import predecessors_by_urn


class Joining(enum.Enum):
    """DfE's question: was the school in this trust when it was inspected?"""

    BEFORE = "Before joining the trust"
    AFTER = "After joining the trust"
    NOT_APPLICABLE = ""


@dataclass(frozen=True)
class InspectionCard:
    inspection: Inspection
    joining: Joining
    is_previous_framework: bool
    is_predecessor: bool

    @property
    def is_of_concern(self) -> bool:
        return self.inspection.category not in {Category.NOT_STATED, Category.NO_CATEGORY}

    @property
    def grades(self) -> list[InspectionGrade]:
        """In the framework's own order, the areas the school does not have left out."""
        return [
            said
            for said in self.inspection.grades.all()
            if said.grade is not None or not said.area.is_provision
        ]

    @property
    def single_headline_grade(self) -> InspectionGrade | None:
        """Only of inspections before 2 September 2024."""
        inspection = self.inspection
        if not inspection.framework.has_overall_grade or inspection.starts_on >= HEADLINES_END_ON:
            return None
        return next(
            (said for said in inspection.grades.all() if said.area.code == "OE" and said.grade),
            None,
        )

    @property
    def labels(self) -> list[str]:
        """What a reader must know before reading the grades."""
        said = [self.joining.value, "Previous framework" if self.is_previous_framework else ""]
        if self.is_predecessor:
            said.append("Predecessor school")
        return [label for label in said if label]


def inspections_of(school: School) -> list[InspectionCard]:
    """Newest first over all regimes, with those of the schools this one came from."""
    return inspections_by_school([school])[school.pk]


def inspections_by_school(schools: Iterable[School]) -> dict[int, list[InspectionCard]]:
    """The same for many schools, by primary key, in a fixed number of queries."""
    schools = list(schools)
    came_from = predecessors_by_urn(school.urn for school in schools)
    joined = _joined(schools)
    held: dict[int, list[Inspection]] = {}
    urns = {urn for school in schools for urn in (school.urn, *came_from[school.urn])}
    for inspection in (
        Inspection.objects.filter(urn__in=urns)
        .select_related("framework")
        .prefetch_related("grades__area", "grades__grade")
    ):
        held.setdefault(inspection.urn, []).append(inspection)
    today = timezone.localdate()
    return {
        school.pk: _cards(
            school,
            [one for urn in (school.urn, *came_from[school.urn]) for one in held.get(urn, [])],
            joined.get(school.pk),
            today,
        )
        for school in schools
    }


def _joined(schools: list[School]) -> dict[int, date]:
    """The first day of each school's latest time in the trust."""
    memberships = TrustMembership.objects.filter(school__in=schools).order_by("starts_on")
    return {membership.school_id: membership.starts_on for membership in memberships}


def _cards(
    school: School, inspections: list[Inspection], joined_on: date | None, today: date
) -> list[InspectionCard]:
    newest_first = sorted(
        inspections,
        key=lambda one: (one.starts_on, one.kind == InspectionKind.GRADED),
        reverse=True,
    )
    return [
        InspectionCard(
            inspection,
            _joining(inspection, joined_on),
            is_previous_framework=_is_over(inspection, today),
            is_predecessor=inspection.urn != school.urn,
        )
        for inspection in newest_first
    ]


def _joining(inspection: Inspection, joined_on: date | None) -> Joining:
    if joined_on is None:
        return Joining.NOT_APPLICABLE
    return Joining.BEFORE if inspection.starts_on < joined_on else Joining.AFTER


def _is_over(inspection: Inspection, today: date) -> bool:
    ended_on = inspection.framework.valid_to
    return ended_on is not None and ended_on < today
