from collections.abc import Iterable, Sequence
from typing import Any

from core.imports import ImportReport, Refusal
from core.journal import Actor
from schools import verbs
from schools.models import (
    EstablishmentLink,
    EvaluationArea,
    Grade,
    Inspection,
    InspectionFramework,
    InspectionGrade,
)
from schools.rules.rows import GradeSaid, InspectionRead, InspectionRow, SkippedRow
from schools.services.runs import gravest, import_run
from schools.services.upserts import Kept, Seen, Went, chunks, upsert

INSPECTION_KEYS = ("urn", "number", "kind", "starts_on")


def keep_inspections(
    *,
    actor: Actor | None,
    rows: Iterable[InspectionRow | SkippedRow | Refusal],
    source: str,
    notes: list[str],
    dry_run: bool = False,
) -> ImportReport:
    """Keep every inspection of each row under the URN it was of, with its grades as given."""
    run = import_run(
        actor=actor,
        verb=verbs.INSPECTIONS_IMPORTED,
        kind="Inspections",
        source=source,
        dry_run=dry_run,
    )
    with run as tally:
        regimes = _Regimes()
        for chunk in chunks(rows):
            held: list[InspectionRow] = []
            for row in chunk:
                if isinstance(row, InspectionRow):
                    held.append(row)
                else:
                    tally.leave_out(row)
            _keep_links(held)
            for row, results in zip(held, _keep_rows(held, regimes), strict=True):
                refused = next((kept for kept in results if kept.went is Went.REFUSED), None)
                if refused:
                    tally.refuse(row.number, "", refused)
                else:
                    tally.keep(gravest(*(kept.went for kept in results)))
    return tally.finish(notes)


class _Regimes:
    """Frameworks, areas and grades by their codes, read once; and what this run has said so far."""

    def __init__(self) -> None:
        self.seen: tuple[Seen, Seen] = {}, {}
        self.frameworks = {
            framework.code: framework.pk for framework in InspectionFramework.objects.all()
        }
        self.areas = {
            (area.framework.code, area.code): area
            for area in EvaluationArea.objects.select_related("framework")
        }
        self.grades = {(grade.scale_id, grade.code): grade.pk for grade in Grade.objects.all()}

    def inspection(self, read: InspectionRead) -> dict[str, Any]:
        return read.values | {"framework_id": self.frameworks[read.framework]}

    def grade(self, inspection: Inspection, framework: str, said: GradeSaid) -> dict[str, Any]:
        area = self.areas[framework, said.area]
        return {
            "inspection_id": inspection.pk,
            "area_id": area.pk,
            "grade_id": self.grades[area.scale_id, said.grade] if said.grade else None,
            "missing_reason": said.missing_reason,
            "graded_on": said.graded_on,
        }


def _keep_rows(rows: Sequence[InspectionRow], regimes: _Regimes) -> list[list[Kept[Any]]]:
    """For each row, what became of its inspections and their grades."""
    reads = [(at, read) for at, row in enumerate(rows) for read in row.inspections]
    inspections = upsert(
        Inspection,
        keys=INSPECTION_KEYS,
        rows=[regimes.inspection(read) for _, read in reads],
        seen=regimes.seen[0],
    )
    said = [
        (at, regimes.grade(kept.thing, read.framework, grade))
        for (at, read), kept in zip(reads, inspections, strict=True)
        if kept.went is not Went.REFUSED
        for grade in read.grades
    ]
    grades = upsert(
        InspectionGrade,
        keys=("inspection_id", "area_id"),
        rows=[values for _, values in said],
        seen=regimes.seen[1],
    )
    results: list[list[Kept[Any]]] = [[] for _ in rows]
    for (at, _), kept in zip(reads, inspections, strict=True):
        results[at].append(kept)
    for (at, _), graded in zip(said, grades, strict=True):
        results[at].append(graded)
    return results


def _keep_links(rows: Sequence[InspectionRow]) -> None:
    """An inspection of another URN says that the school was once that one."""
    links = [
        {"urn": row.urn, "linked_urn": read.values["urn"], "link_type": "Predecessor"}
        for row in rows
        for read in row.inspections
        if read.values["urn"] != row.urn
    ]
    upsert(EstablishmentLink, keys=("urn", "linked_urn", "link_type"), rows=links)
