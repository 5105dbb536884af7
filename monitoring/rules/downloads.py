"""DfE's pupil-level downloads: known by their columns, so that nobody has to match them.

Columns are those of Get Information About Pupils (formats.md 7), found whatever their case and
punctuation. Two things such a file says in its own way are put beside it as columns a person can
read: a score or else why there is none, and English as an additional language from its group.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Cells = Sequence[str]
GOALS = {
    "COM": ("E01", "E02"), "PSE": ("E03", "E04", "E05"), "PHY": ("E06", "E07"),
    "LIT": ("E08", "E09", "E10"), "MAT": ("E11", "E12"), "UTW": ("E13", "E14", "E15"),
    "EXP": ("E16", "E17"),
}  # fmt: skip
# TEALGRP2 of the performance tables is English as an additional language (formats.md 3a).
EAL_GROUPS = {"1": "N", "2": "Y"}
GOAL_CODES = frozenset(goal for goals in GOALS.values() for goal in goals)
RESULTS = GOAL_CODES | {"reading", "writing", "maths", "gps", "science", "phonics", "mtc"}
YEAR_GROUP = "Year group of the assessment"


@dataclass(frozen=True)
class Layout:
    """`marks` are the columns it is known by; `fields` say which column each of ours is in.

    `scores` pair a field's score with the column that says why there is none. `year_group` is that
    of everybody in a file which does not say it.
    """

    name: str
    marks: frozenset[str]
    fields: Mapping[str, str]
    scores: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    eal_group: str = ""
    year_group: str = ""


def _people(before: str = "", **more: str) -> dict[str, str]:
    told = {"upn": "UPN", "surname": "SURNAME", "forename": "FORENAMES", "date_of_birth": "DOB"}
    return {name: f"{before}{its}" for name, its in (told | {"sex": "SEX"}).items()} | more


LAYOUTS = (
    Layout(
        "key stage 2 results",
        frozenset({"READSCORE", "MATSCORE", "READOUTCOME", "WRITTAOUTCOME"}),
        _people(
            year_group="YEARGRP", disadvantaged="FSM6_P", sen="SENTYPE",
            writing="WRITTAOUTCOME", science="SCITAOUTCOME",
        ),
        scores={
            "reading": ("READSCORE", "READOUTCOME"),
            "maths": ("MATSCORE", "MATOUTCOME"),
            "gps": ("GPSSCORE", "GPSOUTCOME"),
        },
        eal_group="EALGRP",
    ),
    Layout(
        "key stage 1 results",
        frozenset({"READ_OUTCOME", "WRIT_OUTCOME", "MATH_OUTCOME"}),
        _people(
            reading="READ_OUTCOME", writing="WRIT_OUTCOME", maths="MATH_OUTCOME",
            science="SCI_OUTCOME",
        ),
        year_group="2",
    ),
    Layout(
        "early years foundation stage profiles",
        frozenset({"FSP_UPN", "FSP_GLD", "FSP_COM_E01"}),
        _people("FSP_", forename="FSP_FORENAME")
        | {goal: f"FSP_{area}_{goal}" for area, goals in GOALS.items() for goal in goals},
        year_group="R",
    ),
    Layout(
        "phonics results",
        frozenset({"Phonics_UPN", "Phonics_PHONICS_MARK"}),
        _people("Phonics_", year_group="Phonics_NCYEARACTUAL"),
        scores={"phonics": ("Phonics_PHONICS_MARK", "Phonics_PHONICS_OUTCOME")},
    ),
    Layout(
        "multiplication tables check results",
        frozenset({"FormMark", "PupilStatus", "ReasonNotTakingCheck"}),
        _people(forename="Forename"),
        scores={"mtc": ("FormMark", "ReasonNotTakingCheck")},
        year_group="4",
    ),
)  # fmt: skip


def key(header: str) -> str:
    """A column's name without case and punctuation."""
    return re.sub(r"[^a-z0-9]", "", header.casefold())


def known(header: Sequence[str]) -> Layout | None:
    """The download whose columns these are."""
    there = set(map(key, header))
    return next((one for one in LAYOUTS if {key(mark) for mark in one.marks} <= there), None)


def is_known(header: Sequence[str]) -> bool:
    return known(header) is not None


def _score_name(score: str, otherwise: str) -> str:
    return f"{score}, or else {otherwise}"


def _eal_name(group: str) -> str:
    return f"EAL, by {group}"


def completed(header: Sequence[str], columns: Sequence[Cells]) -> tuple[list[str], list[list[str]]]:
    """The table with the columns its layout lacks put at the end; any other table as it is."""
    names, cells = list(header), [list(column) for column in columns]
    layout = known(header)
    if layout is None:
        return names, cells
    own = {key(name): name for name in reversed(names)}
    at = dict(zip(names, cells, strict=True))
    for score, otherwise in layout.scores.values():
        if key(score) in own and key(otherwise) in own:
            first, second = own[key(score)], own[key(otherwise)]
            names.append(_score_name(first, second))
            cells.append(_either(at[first], at[second]))
    if layout.eal_group and key(layout.eal_group) in own:
        group = own[key(layout.eal_group)]
        names.append(_eal_name(group))
        cells.append([EAL_GROUPS.get(cell.strip(), "") for cell in at[group]])
    if layout.year_group:
        names.append(YEAR_GROUP)
        cells.append([layout.year_group] * len(columns[0]))
    return names, cells


def _either(scores: Cells, reasons: Cells) -> list[str]:
    """The score, or why there is none. Met or not met without a score is kept for a person."""
    return [score.strip() or reason.strip() for score, reason in zip(scores, reasons, strict=True)]


def matched(header: Sequence[str], subjects: Sequence[str]) -> dict[str, str] | None:
    """Our field to the column of a completed download that holds it; None for any other table."""
    layout = known(header)
    if layout is None:
        return None
    own = {key(name): name for name in reversed(header)}
    wanted = dict(layout.fields)
    for name, (score, otherwise) in layout.scores.items():
        wanted[name] = _score_name(score, otherwise)
    if layout.eal_group:
        wanted["eal"] = _eal_name(layout.eal_group)
    if layout.year_group:
        wanted["year_group"] = YEAR_GROUP
    return {
        name: own[key(column)]
        for name, column in wanted.items()
        if key(column) in own and (name not in RESULTS or name in subjects)
    }
