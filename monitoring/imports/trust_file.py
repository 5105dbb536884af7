"""The key stage 2 file by trust, 2024/25 layout (formats.md 3c).

Its totals are weighted by the time each school has been in the trust, so they are stored as
published.
"""

from collections.abc import Iterator

from core.published import PublishedFile, PublishedRow
from monitoring.imports.rows import BadCell, each, figure_cell, start_year_of
from monitoring.rules.measures import MEASURES, PUPILS, SHARE
from monitoring.rules.results import Figure, Reported, Row

NEEDS = ["TRUST_UID", "PRWM_EXP_WGTAVG"]
_FIGURES = {
    "TELIG_MATPTINC": (PUPILS, "ALL"),
    "PFSM6CLA1A_MATPTINC": (SHARE, "DIS"),
    "PNOTFSM6CLA1A_MATPTINC": (SHARE, "NOT_DIS"),
    "PEALGRP2_MATPTINC": (SHARE, "EAL"),
    "PSEN_MATPTINC": (SHARE, "SEN"),
    "PRWM_EXP_WGTAVG": ("rwm_expected", "ALL"),
    "PRWM_EXP_WGTAVG_FSM6CLA1A": ("rwm_expected", "DIS"),
    "PRWM_EXP_WGTAVG_NOTFSM6CLA1A": ("rwm_expected", "NOT_DIS"),
}
_LISTS = {"urns_in_measure": "INSTITUTIONS_MATPTINC", "urns_in_trust": "INSTITUTIONS_INMAT"}
_COUNTS = {
    "schools_in_measure": "NUMINST_MATPTINC",
    "schools_in_trust": "NUMINST_INMAT",
    "schools_three_years": "NUMINST_3_MATPTINC",
    "schools_four_years_or_more": "NUMINST_4PLUS_MATPTINC",
    "pupils_in_trust": "TELIG_INMAT",
}
_BIGGEST_UID = 10_000_000


def is_trust_file(file: PublishedFile) -> bool:
    return not file.missing(NEEDS)


def years_said(file: PublishedFile) -> dict[int, str]:
    said = {row.text("TIME_PERIOD") for row in file}
    return {
        year: f"its TIME_PERIOD is {text}"
        for text in sorted(said)
        if (year := start_year_of(text)) is not None
    }


def read(file: PublishedFile, start_year: int | None) -> Iterator[Row]:
    yield from each(file, lambda row: _trust(row, start_year))


def _trust(row: PublishedRow, start_year: int | None) -> Reported:
    year = start_year_of(row.text("TIME_PERIOD")) if row.text("TIME_PERIOD") else start_year
    if year is None:
        raise BadCell("TIME_PERIOD", row.text("TIME_PERIOD"), "This is not an academic year.")
    uid = row.whole("TRUST_UID").value
    if uid is None or not 0 < uid < _BIGGEST_UID:
        raise BadCell("TRUST_UID", row.text("TRUST_UID"), "A trust's UID is a number.")
    context: dict[str, object] = {name: _urns(row, column) for name, column in _LISTS.items()}
    context |= {name: row.whole(column).value for name, column in _COUNTS.items()}
    return Reported(
        rows=(row.number,),
        start_year=year,
        trust_uid=uid,
        name=row.text("TRUST_NAME")[:200],
        context=context,
        figures=tuple(_figures(row)),
    )


def _figures(row: PublishedRow) -> Iterator[Figure]:
    pupils = row.whole("TELIG_MATPTINC").value
    for column, (measure, group) in _FIGURES.items():
        cell = figure_cell(row, column, MEASURES[measure].unit)
        if not cell.is_blank:
            counted = pupils if group == "ALL" else None
            yield Figure(measure, group, cell.value, cell.code, pupils=counted)


def _urns(row: PublishedRow, column: str) -> list[int]:
    """`138404;141656`: URNs joined by semicolons."""
    urns = [urn.strip() for urn in row.text(column).split(";") if urn.strip()]
    wrong = next((urn for urn in urns if not (urn.isascii() and urn.isdigit())), None)
    if wrong is not None:
        raise BadCell(column, wrong, "This is not a URN.")
    return [int(urn) for urn in urns]
