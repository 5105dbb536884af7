"""Ofsted management information: up to three inspections of three regimes in one row.

A row may hold a report card, the last inspection graded 1 to 4 and the last ungraded one. Nothing
is converted, and what belongs to an earlier URN stays there (formats.md 5, traps 17 to 20).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from core.imports import Refusal
from core.published import PublishedFile, PublishedRow
from schools.imports.cells import padded, urn_of
from schools.imports.grades import (
    CARD_AREAS,
    CIF_AREAS,
    OEIF_AREAS,
    Unreadable,
    card_grade,
    category,
    oeif_grade,
    safeguarding,
)
from schools.rules.inspections import CIF, REPORT_CARD, framework_on, graded_framework_on
from schools.rules.rows import GradeSaid, InspectionRead, InspectionRow, SkippedRow

NEEDS = ("URN",)


@dataclass(frozen=True)
class Block:
    """The columns in which one inspection of a row is told."""

    kind: str
    number: str
    type_name: str
    starts_on: str
    published_on: str
    relates: str
    at_time: str  # what follows "URN at time of", "LAESTAB at time of", "School name at time of"
    category: str = ""
    safeguarding: tuple[str, ...] = ()


CARD = Block(
    "graded",
    "Inspection number of latest full inspection",
    "Inspection type",
    "Inspection start date",
    "Publication date",
    "Does the latest full inspection relate to the URN of the current school?",
    "latest full inspection",
    "Category of concern",
    ("Safeguarding standards", "Safeguarding is effective?"),
)
OEIF = Block(
    "graded",
    "Inspection number of latest OEIF graded inspection",
    "Inspection type of latest OEIF graded inspection",
    "Inspection start date of latest OEIF graded inspection",
    "Publication date of latest OEIF graded inspection",
    "Does the latest OEIF graded inspection relate to the URN of the current school?",
    "latest OEIF graded inspection",
    "Latest OEIF category of concern",
    ("Latest OEIF safeguarding is effective?",),
)
UNGRADED = Block(
    "ungraded",
    "Latest ungraded inspection number",
    "Ungraded inspection type",
    "Date of latest ungraded inspection",
    "Ungraded inspection publication date",
    "Does the ungraded inspection relate to the URN of the current school?",
    "the ungraded inspection",
)
OUTCOME = "Ungraded inspection overall outcome"
Graded = Callable[[PublishedRow, date], tuple[str, tuple[GradeSaid, ...]]]


def is_inspections(file: PublishedFile) -> bool:
    return file.has(*(block.starts_on for block in (CARD, OEIF, UNGRADED)))


def parse(file: PublishedFile, notes: list[str]) -> Iterator[InspectionRow | SkippedRow | Refusal]:
    # Until November 2025 the "latest full inspection" of the same columns was one graded 1 to 4.
    full = _card_grades if file.has("Inclusion") else _oeif_grades
    for row in file:
        yield _row(row, full, notes)


def _row(row: PublishedRow, full: Graded, notes: list[str]) -> InspectionRow | SkippedRow | Refusal:
    urn = urn_of(row, "URN")
    if isinstance(urn, Refusal):
        return urn
    try:
        read = (
            _inspection(row, urn, CARD, full),
            _inspection(row, urn, OEIF, _oeif_grades),
            _inspection(row, urn, UNGRADED, _no_grades),
        )
    except Unreadable as why:
        return Refusal(row.number, why.column, row.text(why.column)[:100], str(why))
    inspections = tuple(inspection for inspection in read if inspection)
    for inspection in inspections:
        if _has_late_headline(row, inspection):
            notes.append(f"Row {row.number}: an overall grade after 1 September 2024 was left out.")
    if not inspections:
        return SkippedRow(row.number, "schools without an inspection")
    return InspectionRow(row.number, urn, inspections)


def _has_late_headline(row: PublishedRow, inspection: InspectionRead) -> bool:
    said = {grade.area: grade.missing_reason for grade in inspection.grades}
    return said.get("OE") == "shg_discontinued" and row.text(*OEIF_AREAS["OE"]) in {
        "1",
        "2",
        "3",
        "4",
    }


def _inspection(row: PublishedRow, urn: int, block: Block, graded: Graded) -> InspectionRead | None:
    number, starts_on = row.text(block.number), row.day(block.starts_on)
    if starts_on.is_blank and not number:
        return None
    if starts_on.value is None:
        raise Unreadable(
            block.starts_on, starts_on.problem or f"Inspection {number} does not say when it began."
        )
    framework, grades = graded(row, starts_on.value)
    values = {
        "urn": _urn_at_time(row, urn, block),
        "laestab": padded(row.text(f"LAESTAB at time of {block.at_time}"), width=7),
        "school_name": row.text(f"School name at time of {block.at_time}")[:200],
        "number": padded(number, width=1) or number[:20],
        "kind": block.kind,
        "type_name": row.text(block.type_name)[:100],
        "starts_on": starts_on.value,
        "published_on": row.day(block.published_on).value,
        "category": category(row, block.category) if block.category else "",
        "safeguarding": safeguarding(row, block.safeguarding),
        "outcome": row.text(OUTCOME)[:200] if block.kind == "ungraded" else "",
        "report_url": _report_url(row),
    }
    return InspectionRead(framework, values, grades)


def _urn_at_time(row: PublishedRow, urn: int, block: Block) -> int:
    """An inspection may be of the school before it converted; then it keeps that school's URN."""
    column = f"URN at time of {block.at_time}"
    then = row.whole(column)
    if then.problem:
        raise Unreadable(column, then.problem)
    if then.value is None and row.text(block.relates).casefold() == "no":
        raise Unreadable(column, "The inspection is of an earlier school, and its URN is missing.")
    return then.value or urn


def _report_url(row: PublishedRow) -> str:
    """In workbooks this cell is a formula; only an address is kept (trap 24)."""
    url = row.text("Web Link (opens in new window)", "Web Link")
    return url if url.startswith(("http://", "https://")) and len(url) <= 200 else ""


def _card_grades(row: PublishedRow, on: date) -> tuple[str, tuple[GradeSaid, ...]]:
    return REPORT_CARD, tuple(card_grade(row, area, names) for area, names in CARD_AREAS.items())


def _oeif_grades(row: PublishedRow, on: date) -> tuple[str, tuple[GradeSaid, ...]]:
    framework = graded_framework_on(on)
    areas = CIF_AREAS if framework == CIF else OEIF_AREAS
    return framework, tuple(
        oeif_grade(row, area, names, framework) for area, names in areas.items()
    )


def _no_grades(row: PublishedRow, on: date) -> tuple[str, tuple[GradeSaid, ...]]:
    return framework_on(on), ()
