"""Which column of a key stage 2 performance table holds which figure. Found by name, in any case.

The names are the official ones (formats.md 3a and the metadata of 2017/18 to 2024/25). Not taken:
columns of earlier years (PTRWM_EXP_18), which that year's own file says better, and DIFFN_…, which
compares the school's disadvantaged pupils with *national* others and is no gap within the school.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.published import Cell, column_key
from monitoring.imports.rows import BadCell, read_figure
from monitoring.rules.measures import MEASURES, PUPILS, SHARE, Unit
from monitoring.rules.results import Figure

_GROUPS = {
    "": "ALL",
    "_B": "M",
    "_G": "F",
    "_L": "PA_LOW",
    "_M": "PA_MID",
    "_H": "PA_HIGH",
    "_FSM6CLA1A": "DIS",
    "_NotFSM6CLA1A": "NOT_DIS",
    "_EAL": "EAL",
    "_MOBN": "NON_MOB",
}
_BY_GROUP = {
    "PTRWM_EXP": "rwm_expected",
    "PTRWM_HIGH": "rwm_higher",
    "READ_AVERAGE": "reading_average",
    "MAT_AVERAGE": "maths_average",
    "GPS_AVERAGE": "gps_average",
    "PTREAD_EXP": "reading_expected",
    "PTREAD_HIGH": "reading_higher",
    "PTGPS_EXP": "gps_expected",
    "PTGPS_HIGH": "gps_higher",
    "PTMAT_EXP": "maths_expected",
    "PTMAT_HIGH": "maths_higher",
    "PTWRITTA_EXP": "writing_expected",
    "PTWRITTA_HIGH": "writing_higher",
    "PTSCITA_EXP": "science_expected",
}
_WHOLE_COHORT = {
    "PTREAD_AT": "reading_absent",
    "PTGPS_AT": "gps_absent",
    "PTMAT_AT": "maths_absent",
    "PTWRITTA_WTS": "writing_wts",
    "PTWRITTA_AD": "writing_absent",
    "PTSCITA_AD": "science_absent",
    "READPROG_UNADJUSTED": "reading_progress_unadjusted",
    "WRITPROG_UNADJUSTED": "writing_progress_unadjusted",
    "MATPROG_UNADJUSTED": "maths_progress_unadjusted",
    "TKS1AVERAGE": "ks1_points",
    "TELIG_3YR": "eligible_pupils_3yr",
    "PTRWM_EXP_3YR": "rwm_expected_3yr",
    "PTRWM_HIGH_3YR": "rwm_higher_3yr",
    "READ_AVERAGE_3YR": "reading_average_3yr",
    "MAT_AVERAGE_3YR": "maths_average_3yr",
}
_PROGRESS = {
    "READ": "reading_progress",
    "WRIT": "writing_progress",
    "MAT": "maths_progress",
}
# How many pupils are in the group, and what share of the cohort they are.
_COHORT = {
    "ALL": ("TELIG", ""),
    "M": ("BELIG", "PBELIG"),
    "F": ("GELIG", "PGELIG"),
    "PA_LOW": ("TKS1GROUP_L", "PTKS1GROUP_L"),
    "PA_MID": ("TKS1GROUP_M", "PTKS1GROUP_M"),
    "PA_HIGH": ("TKS1GROUP_H", "PTKS1GROUP_H"),
    "PA_NONE": ("TKS1GROUP_NA", "PTKS1GROUP_NA"),
    "DIS": ("TFSM6CLA1A", "PTFSM6CLA1A"),
    "NOT_DIS": ("TNotFSM6CLA1A", "PTNotFSM6CLA1A"),
    "EAL": ("TEALGRP2", "PTEALGRP2"),
    "NOT_EAL": ("TEALGRP1", "PTEALGRP1"),
    "LANG_NK": ("TEALGRP3", "PTEALGRP3"),
    "NON_MOB": ("TMOBN", "PTMOBN"),
    "SEN_E": ("TSENELE", "PSENELE"),
    "SEN_K": ("TSENELK", "PSENELK"),
    "SEN_N": ("TSENELN", "PSENELN"),
    "SEN": ("TSENELEK", "PSENELEK"),
}
_PRIOR_YEAR = re.compile(r".*_(\d\d)", re.ASCII)


@dataclass(frozen=True)
class Slot:
    """Where one figure is: positions of its columns in the header."""

    name: str
    measure: str
    group: str
    at: int
    unit: Unit
    beside: Mapping[str, int]  # lower, upper, band, coverage


def slots(columns: Mapping[str, int]) -> list[Slot]:
    """A slot for each figure this header has. Cohort sizes come first: other figures quote them."""
    return [
        Slot(
            name,
            measure,
            group,
            columns[column_key(name)],
            MEASURES[measure].unit,
            {
                part: columns[column_key(column)]
                for part, column in beside.items()
                if column_key(column) in columns
            },
        )
        for name, measure, group, beside in _known()
        if column_key(name) in columns
    ]


def _known() -> Iterator[tuple[str, str, str, dict[str, str]]]:
    for group, (count, share) in _COHORT.items():
        yield count, PUPILS, group, {}
        yield share, SHARE, group, {}
    for stem, measure in _WHOLE_COHORT.items():
        yield stem, measure, "ALL", {}
    for suffix, group in _GROUPS.items():
        for stem, measure in _BY_GROUP.items():
            yield stem + suffix, measure, group, {}
        for subject, measure in _PROGRESS.items():
            yield f"{subject}PROG{suffix}", measure, group, _beside_progress(subject, suffix)


def _beside_progress(subject: str, suffix: str) -> dict[str, str]:
    around = {
        "lower": f"{subject}PROG{suffix}_LOWER",
        "upper": f"{subject}PROG{suffix}_UPPER",
    }
    if not suffix:
        around |= {"band": f"{subject}PROG_DESCR", "coverage": f"{subject}COV"}
    return around


def figures(cells: list[str], wanted: Iterable[Slot]) -> tuple[Figure, ...]:
    """The figures of one row; a blank cell makes none. The first unreadable one is a BadCell."""
    found: list[Figure] = []
    pupils: dict[str, int] = {}
    for slot in wanted:
        cell = _cell(cells, slot.at, slot.unit, slot.name)
        if cell.is_blank:
            continue
        beside = _beside(cells, slot) if slot.beside else {}
        if slot.measure == PUPILS and cell.value is not None:
            pupils[slot.group] = int(cell.value)
        found.append(
            Figure(
                slot.measure,
                slot.group,
                cell.value,
                cell.code,
                beside.get("lower"),
                beside.get("upper"),
                _int(beside.get("band")),
                _int(beside.get("coverage")),
                pupils.get(slot.group),
            )
        )
    return tuple(found)


def _beside(cells: list[str], slot: Slot) -> dict[str, Decimal | None]:
    units = {"band": Unit.BAND, "coverage": Unit.PERCENT}
    return {
        part: _cell(cells, at, units.get(part, slot.unit), f"{slot.name} ({part})").value
        for part, at in slot.beside.items()
    }


def _int(value: Decimal | None) -> int | None:
    return None if value is None else int(value)


def _cell(cells: list[str], at: int, unit: Unit, column: str) -> Cell[Decimal]:
    raw = cells[at] if at < len(cells) else ""  # rows shorter than the header are normal
    cell = read_figure(raw, unit)
    if cell.problem:
        raise BadCell(column, raw, cell.problem)
    return cell


def prior_years(columns: Iterable[str]) -> set[int]:
    """The two-digit years of the columns that repeat earlier results: {18, 17}."""
    return {int(found[1]) for found in map(_PRIOR_YEAR.fullmatch, columns) if found}
