"""National and local figures, in the three layouts they come in.

Two official sources may differ by a point (62 and 63), so the source stays with the figure.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TypeVar

from core import published
from core.errors import UnreadableFile
from core.published import Cell, PublishedFile, PublishedRow, open_published
from core.years import AcademicYear
from monitoring.imports.benchmark_codes import GROUPS, NAMES, lait_code
from monitoring.imports.ks2 import TABLES
from monitoring.imports.ks2_columns import Slot, figures, slots
from monitoring.imports.rows import BadCell, each
from monitoring.rules.results import FIRST_YEAR, AreaFigures, Figure, Row

T = TypeVar("T")

_STATUSES = {
    "as_published": "as_published",
    "provisional": "provisional",
    "revised": "revised",
    "final": "final",
    "year_to_date_daily_collection": "year_to_date",
}
_COVERAGES = {
    "state_funded_england": "state_funded",
    "state_funded": "state_funded",
    "all_schools": "all_schools",
}
_TABLE_LEVELS = {
    "England all schools": ("national", "all_schools"),
    "England state-funded": ("national", "state_funded"),
    "LA": ("la", "state_funded"),
}
_REGIONS_FROM = 971  # LAIT numbers England 970 and regions after it; authorities are below
_ENGLAND = "England"
_YEAR_IN_TABLE = re.compile(r"(?P<year>\d{4}-\d{4})(?P<later> \(from .*\))?")
_YEAR_IN_LAIT = re.compile(r"(?P<end>\d{4})(?P<provisional> \(prov\))?|(?P<year>\d{4}/\d{2})")
_FLOAT = re.compile(r"[+-]?\d{1,9}(\.\d+)?(E[+-]?\d{1,2})?", re.ASCII)
_FOUR_PLACES = Decimal("0.0001")
_LARGEST = 10**8


@dataclass(frozen=True)
class BenchmarkFile:
    name: str
    rows: Iterator[Row]


def open_benchmarks(path: str | Path) -> BenchmarkFile:
    file = open_published(path)
    for needs, read in _LAYOUTS:
        if not file.missing(needs):
            return BenchmarkFile(file.path.name, read(file))
    raise UnreadableFile(
        "E-BENCHMARK-LAYOUT",
        f"{file.path.name} is not a benchmark file known here: expected columns "
        + ", or ".join(" and ".join(needs) for needs, _ in _LAYOUTS)
        + ".",
    )


def _read_england(file: PublishedFile) -> Iterator[Row]:
    """`measure,pupil_group,start_year,academic_year,value,release_status,coverage,source`"""
    return each(file, _england)


def _england(row: PublishedRow) -> AreaFigures:
    measure, phase = _known(row, "measure", NAMES, "This measure is not known here.")
    group = _known(row, "pupil_group", GROUPS, "This group is not known here.")
    source = row.text("source")
    return AreaFigures(
        row=row.number,
        start_year=_england_year(row),
        level="national",
        area_name=_ENGLAND,
        coverage=_known(row, "coverage", _COVERAGES, "This coverage is not known here."),
        status=_known(row, "release_status", _STATUSES, "This release status is not known here."),
        source=source[:120],
        publication="lait" if source.startswith("LAIT:") else "other",
        figures=(_figure(row, "value", measure, group),),
        phase=phase,
    )


def _england_year(row: PublishedRow) -> int:
    start_year = row.whole("start_year").value
    try:
        said = AcademicYear.parse(row.text("academic_year")).start_year
    except ValueError as error:
        raise BadCell("academic_year", row.text("academic_year"), str(error)) from error
    if said != start_year:
        raise BadCell(
            "start_year", row.text("start_year"), "start_year and academic_year do not agree."
        )
    return _after_levels(said, "academic_year", row)


def _read_tables(file: PublishedFile) -> Iterator[Row]:
    """Total rows of the performance tables, collected from several years' files."""
    wanted = slots(file.columns)
    return each(file, lambda row: _table(row, wanted))


def _table(row: PublishedRow, wanted: list[Slot]) -> AreaFigures:
    level, coverage = _known(row, "level", _TABLE_LEVELS, "This level is not known here.")
    found = _YEAR_IN_TABLE.fullmatch(row.text("year"))
    if not found:
        raise BadCell("year", row.text("year"), "This is not an academic year like 2018-2019.")
    later = bool(found["later"])
    return AreaFigures(
        row=row.number,
        start_year=_parsed_year(found["year"], "year", row),
        level=level,
        area_name=row.text("name")[:60] or _ENGLAND,
        coverage=coverage,
        status="as_published",
        source=f"{TABLES}, as a later year repeats them" if later else TABLES,
        publication="ks2_tables_later" if later else "ks2_tables",
        figures=figures(row.cells, wanted),
    )


def _read_lait(file: PublishedFile) -> Iterator[Row]:
    """DfE's Local Authority Interactive Tool: `Short Desc,…,Years,LA and Regions,…,Values`"""
    return each(file, _lait)


def _lait(row: PublishedRow) -> AreaFigures:
    series, years = row.text("Short Desc"), row.text("Years")
    if not series:
        raise BadCell("Short Desc", "", "The row does not say which series it is of.")
    measure, group, phase = lait_code(series)
    found = _YEAR_IN_LAIT.fullmatch(years)
    if not found:
        raise BadCell("Years", years, "This is not a year like 2025 or 2024/25.")
    spelt = found["year"] or str(AcademicYear.ending(int(found["end"])))
    return AreaFigures(
        row=row.number,
        start_year=_parsed_year(spelt, "Years", row),
        level=_lait_level(row),
        area_name=row.text("LA and Regions")[:60],
        coverage="state_funded",
        status="provisional" if found["provisional"] else "as_published",
        source=f"LAIT:{series}:{years}"[:120],
        publication="lait",
        figures=(_figure(row, "Values", measure, group),),
        phase=phase,
    )


def _lait_level(row: PublishedRow) -> str:
    name = row.text("LA and Regions")
    if not name:
        raise BadCell("LA and Regions", "", "The row does not say which area it is of.")
    if name == _ENGLAND:
        return "national"
    return "region" if (row.whole("LA Number").value or 0) >= _REGIONS_FROM else "la"


def _figure(row: PublishedRow, column: str, measure: str, group: str) -> Figure:
    """A gap (`-` in 2020 and 2021) stays a gap; so does a blank, for the row says nothing else."""
    cell = _decimal(row.text(column))
    if cell.problem:
        raise BadCell(column, row.text(column), cell.problem)
    return Figure(measure, group, cell.value, "" if cell.value is not None else cell.code or "-")


def _decimal(raw: str) -> Cell[Decimal]:
    """A spreadsheet's number: 4.8099999999999996 was 4.81, and 3.8E-3 was 0.0038."""
    read = published.percent if raw.endswith("%") else published.number
    cell = Cell(Decimal(repr(float(raw)))) if _FLOAT.fullmatch(raw) else read(raw)
    if cell.value is None:
        return cell
    if abs(cell.value) >= _LARGEST:
        return Cell(problem=f"'{raw}' is too large to be right.")
    return Cell(cell.value.quantize(_FOUR_PLACES, ROUND_HALF_UP))


def _known(row: PublishedRow, column: str, known: Mapping[str, T], reason: str) -> T:
    text = row.text(column)
    if text not in known:
        raise BadCell(column, text, reason)
    return known[text]


def _parsed_year(text: str, column: str, row: PublishedRow) -> int:
    try:
        return _after_levels(AcademicYear.parse(text).start_year, column, row)
    except ValueError as error:
        raise BadCell(column, row.text(column), str(error)) from error


def _after_levels(start_year: int, column: str, row: PublishedRow) -> int:
    if start_year < FIRST_YEAR:
        raise BadCell(column, row.text(column), "Figures from before 2015/16 are not comparable.")
    return start_year


_LAYOUTS: tuple[tuple[list[str], Callable[[PublishedFile], Iterator[Row]]], ...] = (
    (["measure", "pupil_group", "start_year", "value", "source"], _read_england),
    (["year", "level", "name", "PTRWM_EXP"], _read_tables),
    (["Short Desc", "Years", "LA and Regions", "Values"], _read_lait),
)
