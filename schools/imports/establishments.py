"""Lists of schools: GIAS in every layout, Ofsted's list, and any small list with a URN and a name.

Only those two are required, because people choose the columns of a download (data README trap 30).
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from core.imports import Refusal
from core.published import Cell, PublishedFile, PublishedRow
from schools.imports.cells import padded, urn_of
from schools.rules.phases import phase_of
from schools.rules.rows import EstablishmentRow, LinkRow, SkippedRow, Status

URN = ("URN", "school_urn")
NAME = ("EstablishmentName", "School name", "SCHNAME", "name_2025", "school", "name")
TYPE_NAME = ("TypeOfEstablishment (name)", "Type of education", "type")
TYPE_CODE = ("TypeOfEstablishment (code)",)
PHASE_NAME = ("PhaseOfEducation (name)", "Ofsted phase", "phase")
PHASE_CODE = ("PhaseOfEducation (code)",)
STATUS_NAME = ("EstablishmentStatus (name)", "status")
STATUS_CODE = ("EstablishmentStatus (code)",)
LA_NAME = ("LA (name)", "Local authority", "la")
LA_CODE = ("LA (code)",)
ESTAB = ("EstablishmentNumber", "ESTAB")
LAESTAB = ("LAESTAB",)
TRUST_UID = ("Trusts (code)", "Multi-academy trust UID", "trust_uid")
TRUST_NAME = ("Trusts (name)", "Multi-academy trust name", "trust_name")
OPENED = ("OpenDate", "School open date")
CLOSED = ("CloseDate",)
LOW_AGE = ("StatutoryLowAge", "Statutory lowest age")
HIGH_AGE = ("StatutoryHighAge", "Statutory highest age")
JOINED = ("Joined date", "joined")
LINKED = "Linked establishments"
_LINK = re.compile(r"(?P<urn>\d{5,7})\s+(?P<type>\D.*)")

# What a reader of the report should know is not in the file, in words.
USEFUL = {
    "the type of school": TYPE_NAME + TYPE_CODE,
    "the phase": PHASE_NAME + PHASE_CODE,
    "the status (all are taken as open)": STATUS_NAME + STATUS_CODE,
    "the local authority": LA_NAME,
    "the LAESTAB number": LAESTAB + ESTAB,
    "ages": LOW_AGE,
    "the postcode": ("Postcode",),
    "the opening date": OPENED,
    "pupils on roll": ("NumberOfPupils", "Total number of pupils"),
    "the trust": (*TRUST_UID, "Group UID"),
}

# In lists of establishments and not schools in England.
LEFT_OUT = {
    "children's centre": "children's centres",
    "children's centre linked site": "children's centres",
    "higher education institutions": "universities",
    "further education": "colleges of further education",
    "british schools overseas": "schools outside England",
    "offshore schools": "schools outside England",
    "welsh establishment": "schools outside England",
}
LEFT_OUT_CODES = {
    47: "children's centres",
    48: "children's centres",
    29: "universities",
    18: "colleges of further education",
    37: "schools outside England",
    25: "schools outside England",
    30: "schools outside England",
}


def _text(longest: int) -> Callable[[str], Cell[str]]:
    def read(text: str) -> Cell[str]:
        if len(text) > longest:
            return Cell(problem=f"'{text[:20]}…' is longer than {longest} characters.")
        return Cell(text)

    return read


# Field of School, its columns. Each is taken only when the file has one of its columns.
TEXTS = [
    ("type_name", TYPE_NAME, _text(100)),
    ("la_name", LA_NAME, _text(100)),
    ("postcode", ("Postcode",), _text(8)),
]
COUNTS = [
    ("low_age", LOW_AGE, 99),
    ("high_age", HIGH_AGE, 99),
    ("capacity", ("SchoolCapacity",), 100_000),
    ("pupils", ("NumberOfPupils", "Total number of pupils"), 100_000),
    ("easting", ("Easting",), 1_000_000),
    ("northing", ("Northing",), 2_000_000),
]
DAYS = [("opened_on", OPENED), ("closed_on", CLOSED)]

Parsed = EstablishmentRow | SkippedRow | Refusal


def missing_columns(file: PublishedFile) -> str:
    """A sentence naming the useful columns this file does not have, or ''."""
    lacking = [what for what, names in USEFUL.items() if not file.has(*names)]
    return f"{file.path.name} does not give {', '.join(lacking)}." if lacking else ""


def parse(file: PublishedFile, notes: list[str]) -> Iterator[Parsed]:
    """Each row as a school, a row left out, or a refusal; damaged lesser cells become notes."""
    for row in file:
        yield parse_row(file, row, notes)


def parse_row(file: PublishedFile, row: PublishedRow, notes: list[str]) -> Parsed:
    urn = urn_of(row, *URN)
    if isinstance(urn, Refusal):
        return urn
    if why := _why_left_out(row):
        return SkippedRow(row.number, why)
    name = row.text(*NAME)
    if not name:
        return Refusal(row.number, NAME[0], "", f"School {urn} has no name.")
    if len(name) > 200:
        return Refusal(row.number, NAME[0], name[:100], "The name is longer than 200 characters.")
    values = {"urn": urn, "name": name} | values_of(file, row, notes)
    status = _status(row, has_closed=values.get("closed_on") is not None)
    return EstablishmentRow(
        row.number,
        urn,
        values | {"is_open": status is Status.OPEN},
        status,
        trust_uid=row.whole(*TRUST_UID).value,
        trust_name=row.text(*TRUST_NAME),
        joined_on=row.day(*JOINED).value,
        links=_links(row, urn),
    )


def _why_left_out(row: PublishedRow) -> str:
    by_code = LEFT_OUT_CODES.get(row.whole(*TYPE_CODE).value or 0, "")
    return LEFT_OUT.get(row.text(*TYPE_NAME).casefold(), by_code)


def values_of(file: PublishedFile, row: PublishedRow, notes: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field, names, read in TEXTS:
        if file.has(*names):
            text = read(row.text(*names))
            values[field] = text.value or ""
            _note(row, names, text, notes)
    for field, names, at_most in COUNTS:
        if file.has(*names):
            values[field] = _count(row, names, at_most, notes)
    for field, names in DAYS:
        if file.has(*names):
            day = row.day(*names)
            values[field] = day.value
            _note(row, names, day, notes)
    values |= _identifiers(file, row) | _phase(file, row, values)
    return _with_ages_in_order(row, values, notes)


def _count(row: PublishedRow, names: tuple[str, ...], at_most: int, notes: list[str]) -> int | None:
    cell = row.whole(*names)
    if cell.value is not None and not 0 <= cell.value <= at_most:
        cell = Cell(problem=f"'{cell.value}' cannot be right.")
    _note(row, names, cell, notes)
    return cell.value


def _note(row: PublishedRow, names: tuple[str, ...], cell: Cell[Any], notes: list[str]) -> None:
    if cell.problem:
        notes.append(f"Row {row.number}, {names[0]}: {cell.problem} It was left empty.")


def _identifiers(file: PublishedFile, row: PublishedRow) -> dict[str, str]:
    values = {}
    if file.has("UKPRN"):
        values["ukprn"] = padded(row.text("UKPRN"), width=8)
    if file.has(*LAESTAB):
        values["laestab"] = padded(row.text(*LAESTAB), width=7)
    elif file.has(*LA_CODE) and file.has(*ESTAB):
        la, estab = padded(row.text(*LA_CODE), width=3), padded(row.text(*ESTAB), width=4)
        values["laestab"] = la + estab if la and estab else ""
    return values


def _phase(file: PublishedFile, row: PublishedRow, values: dict[str, Any]) -> dict[str, str]:
    if not file.has(*TYPE_NAME, *TYPE_CODE, *PHASE_NAME, *PHASE_CODE, *LOW_AGE):
        return {}
    phase = phase_of(
        type_name=values.get("type_name", ""),
        type_code=row.whole(*TYPE_CODE).value,
        phase_name=row.text(*PHASE_NAME),
        phase_code=row.whole(*PHASE_CODE).value,
        low_age=values.get("low_age"),
        high_age=values.get("high_age"),
    )
    return {"phase": phase}


def _with_ages_in_order(
    row: PublishedRow, values: dict[str, Any], notes: list[str]
) -> dict[str, Any]:
    low, high = values.get("low_age"), values.get("high_age")
    if low is not None and high is not None and low > high:
        notes.append(f"Row {row.number}: ages {low} to {high} are the wrong way round.")
        return values | {"low_age": None, "high_age": None}
    return values


def _status(row: PublishedRow, *, has_closed: bool) -> Status:
    name, code = row.text(*STATUS_NAME).casefold(), row.whole(*STATUS_CODE).value
    if name == "proposed to open" or (not name and code == 4):
        return Status.PROPOSED
    if name == "closed" or (not name and (code == 2 or (code is None and has_closed))):
        return Status.CLOSED
    return Status.OPEN  # "Open, but proposed to close" is open


def _links(row: PublishedRow, urn: int) -> tuple[LinkRow, ...]:
    """A search download puts each further link in an extra field of its own (trap 2)."""
    found = (_LINK.fullmatch(text) for text in [row.text(LINKED), *row.extra])
    return tuple(
        LinkRow(urn, int(link["urn"]), link["type"].strip()[:60]) for link in found if link
    )
