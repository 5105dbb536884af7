"""Finds out which results file was given and of which year, and hands over its rows.

The person may say the year; what the file gives away about it must agree, because public copies
carry the wrong year in their names.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.errors import BadCommand, UnreadableFile
from core.published import PublishedFile, open_published
from core.years import AcademicYear
from monitoring.imports import ks2, ks2_long, reduced, trust_file
from monitoring.rules.results import Row, wrong_year

DEFAULT_STAGE = "final"
_STAGE_IN_NAME = re.compile(r"ks2(final|revised|provisional)", re.IGNORECASE)
_EXPECTED = (
    "a key stage 2 performance table (with columns RECTYPE, URN and PTRWM_EXP), the key stage 2"
    " data set by school (school_urn, breakdown, subject), the file by trust (TRUST_UID) or a"
    " shortened copy (KS2 Pupils, Overall Meet Std)"
)


@dataclass(frozen=True)
class Layout:
    dataset: str
    matches: Callable[[PublishedFile], bool]
    years_said: Callable[[PublishedFile], dict[int, str]]
    read: Callable[[PublishedFile, int], Iterator[Row]]
    by_school: bool = True
    says_years: bool = False  # in each row, so that a file may hold several


_LAYOUTS = (
    Layout("ks2_schools", ks2.is_ks2, ks2.years_said, ks2.read),
    Layout(
        "ks2_trusts",
        trust_file.is_trust_file,
        trust_file.years_said,
        trust_file.read,
        by_school=False,
        says_years=True,
    ),
    Layout("ks2_long", ks2_long.is_long, ks2_long.years_said, ks2_long.read, says_years=True),
    Layout("ks2_reduced", reduced.is_reduced, reduced.years_said, reduced.read, says_years=True),
)


@dataclass(frozen=True)
class ResultsFile:
    """A file that can be imported: where from, how settled, and its rows (streamed)."""

    name: str
    dataset: str
    stage: str
    rows: Iterator[Row]
    notes: tuple[str, ...] = ()


def open_results(
    path: str | Path, *, year: AcademicYear | None = None, stage: str = ""
) -> ResultsFile:
    file = open_published(path)
    layout = _layout(file)
    start_year = _year(file, layout, year)
    if not stage:
        named = _STAGE_IN_NAME.search(file.path.name)
        stage = named[1].lower() if named else DEFAULT_STAGE
    return ResultsFile(
        file.path.name, layout.dataset, stage, layout.read(file, start_year), _notes(file, layout)
    )


def _layout(file: PublishedFile) -> Layout:
    layout = next((layout for layout in _LAYOUTS if layout.matches(file)), None)
    if layout:
        return layout
    ks2.refuse_levels(file)
    raise UnreadableFile(
        "E-RESULTS-LAYOUT",
        f"{file.path.name} is not a results file known here: expected {_EXPECTED}.",
    )


def _year(file: PublishedFile, layout: Layout, given: AcademicYear | None) -> int:
    said = layout.years_said(file)
    if given:
        for year, because in said.items():
            if year != given.start_year:
                raise BadCommand(
                    f"You said {given}, but {file.path.name} is of {AcademicYear(year)}: {because}."
                    " Check the file or the year."
                )
        said = {given.start_year: "you said so"}
    if not said:
        raise BadCommand(
            f"{file.path.name} does not say which year it is of."
            " Say it, for example --year 2018/19."
        )
    for year in said:
        if refusal := wrong_year(year, by_school=layout.by_school):
            raise BadCommand(f"{file.path.name}: {refusal}")
    if len(said) > 1 and not layout.says_years:
        raise BadCommand(f"{file.path.name} says more than one year. Say which with --year.")
    return max(said)


def _notes(file: PublishedFile, layout: Layout) -> tuple[str, ...]:
    if layout.dataset != "ks2_schools":
        return ()
    notes = []
    if said := ks2.years_said(file):
        notes.append(
            f"Earlier years were left out: {next(iter(said.values()))}."
            " Import those years' own files."
        )
    if any(name.upper().startswith("DIFFN") for name in file.header):
        notes.append(
            "DIFFN columns were left out: they compare with pupils nationally, not in the school."
        )
    return tuple(notes)
