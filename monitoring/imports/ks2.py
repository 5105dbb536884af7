"""Key stage 2 performance tables, school level, 2016/17 to 2024/25 (formats.md 3a)."""

import re
from collections.abc import Iterator

from core.errors import UnreadableFile
from core.published import PublishedFile, PublishedRow
from monitoring.imports.ks2_columns import Slot, figures, prior_years, slots
from monitoring.imports.rows import BadCell, each, read_urn
from monitoring.rules.results import AreaFigures, Figure, Reported, Row, Successor, year_said_by

NEEDS = ["RECTYPE", "URN", "PTRWM_EXP"]
TABLES = "KS2 performance tables"
_MAINSTREAM, _SPECIAL = "1", "2"
_AREAS = {
    "3": ("la", "state_funded"),
    "4": ("national", "all_schools"),
    "5": ("national", "state_funded"),
}
_LEVELS = re.compile(r"(PTREADWRITTAMAT|PTENGMAT|PTENG|PTMAT|PTREAD)(X|B4|4B|4|5)|TAPS|AVGLEVEL")


def is_ks2(file: PublishedFile) -> bool:
    return not file.missing(NEEDS)


def refuse_levels(file: PublishedFile) -> None:
    """Say by name why a performance table from before 2016 is not taken."""
    column = next((name for name in file.header if _LEVELS.fullmatch(name.upper())), "")
    if column and file.has("URN"):
        raise UnreadableFile(
            "E-KS2-LEVELS",
            f"{file.path.name} is a key stage 2 table from before 2016: its column {column} holds"
            " levels, which cannot be compared with results since 2015/16. It is not imported.",
        )


def years_said(file: PublishedFile) -> dict[int, str]:
    """The year the header gives away: one after its newest columns of an earlier year."""
    suffixes = prior_years(file.header)
    start_year = year_said_by(suffixes)
    if start_year is None:
        return {}
    names = " and ".join(f"_{suffix}" for suffix in sorted(suffixes, reverse=True))
    return {start_year: f"its columns of earlier years end in {names}"}


def read(file: PublishedFile, start_year: int) -> Iterator[Row]:
    wanted = slots(file.columns)
    yield from each(file, lambda row: _row(row, start_year, wanted))


def _row(row: PublishedRow, start_year: int, wanted: list[Slot]) -> Row:
    kind = row.text("RECTYPE")
    if kind in _AREAS:
        return _area(row, start_year, figures(row.cells, wanted))
    if kind not in {_MAINSTREAM, _SPECIAL}:
        raise BadCell("RECTYPE", kind, "The record type is none of 1 to 5.")
    return _school(row, start_year, figures(row.cells, wanted))


def _school(row: PublishedRow, start_year: int, found: tuple[Figure, ...]) -> Reported:
    return Reported(
        rows=(row.number,),
        start_year=start_year,
        urn=read_urn(row, "URN"),
        name=row.text("SCHNAME")[:200],
        la_code=row.text("LEA")[:3],
        school_type=row.text("NFTYPE")[:5],
        is_special=row.text("RECTYPE") == _SPECIAL,
        missing=row.whole("TOTPUPS").code,
        successor=_successor(row),
        figures=found,
    )


def _successor(row: PublishedRow) -> Successor | None:
    if row.text("URN_AC") in {"", "0"}:
        return None
    urn = read_urn(row, "URN_AC")
    return Successor(urn, row.text("SCHNAME_AC")[:200], row.day("OPEN_AC").value)


def _area(row: PublishedRow, start_year: int, found: tuple[Figure, ...]) -> AreaFigures:
    level, coverage = _AREAS[row.text("RECTYPE")]
    name = "England" if level == "national" else row.text("SCHNAME", "LEA")
    return AreaFigures(
        row=row.number,
        start_year=start_year,
        level=level,
        area_name=name[:60],
        coverage=coverage,
        status="",  # that of the file
        source=TABLES,
        publication="ks2_tables",
        figures=found,
    )
