"""Counts typed on the grid: each cell a whole number, and numbers that can be true together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitoring.rules.columns import LABELS

PARTS = ("pupils", "expected", "higher")
GROUPS = ("ALL", "DIS")
ALL_SUBJECTS = "rwm"
MOST_PUPILS = 999

Counts = dict[tuple[str, str, str], tuple[int, int, int]]
"""(year group, subject, group) to (pupils, expected, higher)."""


@dataclass(frozen=True)
class GridProblem:
    cell: str
    sentence: str


@dataclass(frozen=True)
class Grid:
    counts: Counts
    problems: list[GridProblem]


def subjects_of(subjects: Sequence[str]) -> list[str]:
    """The rows of a year group: each subject, and all three together where all three are asked."""
    together = {"reading", "writing", "maths"} <= set(subjects)
    return [*subjects, *([ALL_SUBJECTS] if together else [])]


def cell(year_group: str, subject: str, group: str, part: str) -> str:
    return f"{year_group}-{subject}-{group}-{part}"


def is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and int(text) <= MOST_PUPILS


def of_subject(names: Iterable[str], subject: str) -> list[str]:
    """The cells of one subject, among the names of cells."""
    return [name for name in names if name.split("-")[1:2] == [subject]]


def read(typed: Mapping[str, str], years: Sequence[str], subjects: Sequence[str]) -> Grid:
    """Read what was typed. A row is taken when it is whole and in order; the rest are problems."""
    counts: Counts = {}
    problems: list[GridProblem] = []
    for year in years:
        for subject in subjects_of(subjects):
            for group in GROUPS:
                numbers = _row(typed, (year, subject, group), problems)
                if numbers:
                    counts[year, subject, group] = numbers
    problems += _disadvantaged(counts)
    problems += _together(counts)
    return Grid(counts, problems)


def _row(
    typed: Mapping[str, str], key: tuple[str, str, str], problems: list[GridProblem]
) -> tuple[int, int, int] | None:
    written = {part: typed.get(cell(*key, part), "").strip() for part in PARTS}
    if not any(written.values()):
        return None
    for part, text in written.items():
        if not is_number(text):
            said = f"{_name(key)}: {_missing(part) if not text else f'“{text[:12]}” is no number'}."
            problems.append(GridProblem(cell(*key, part), said))
    if any(p.cell.startswith(cell(*key, "")) for p in problems):
        return None
    numbers = int(written["pupils"]), int(written["expected"]), int(written["higher"])
    if not numbers[0] >= numbers[1] >= numbers[2]:
        which = "expected" if numbers[1] > numbers[0] else "higher"
        problems.append(GridProblem(cell(*key, which), _out_of_order(key, numbers)))
        return None
    return numbers


def _missing(part: str) -> str:
    wanted = {"pupils": "pupils", "expected": "at or above expected", "higher": "higher"}[part]
    return f"the number {'of ' if part == 'pupils' else ''}{wanted} is missing; write 0 if none"


def _out_of_order(key: tuple[str, str, str], numbers: tuple[int, int, int]) -> str:
    pupils, expected, higher = numbers
    if expected > pupils:
        return f"{_name(key)}: {expected} at or above expected is more than the {pupils} pupils."
    return f"{_name(key)}: {higher} higher is more than the {expected} at or above expected."


def _disadvantaged(counts: Counts) -> Iterator[GridProblem]:
    for (year, subject, group), some in counts.items():
        everybody = counts.get((year, subject, "ALL"))
        if group != "DIS" or everybody is None:
            continue
        for part, few, many in zip(PARTS, some, everybody, strict=True):
            if few > many:
                key = (year, subject, group)
                said = f"{_name(key)}: {few} is more than the {many} for all pupils."
                yield GridProblem(cell(*key, part), said)


def _together(counts: Counts) -> Iterator[GridProblem]:
    """Nobody can meet all three without meeting each."""
    for (year, subject, group), (_, expected, higher) in counts.items():
        if subject != ALL_SUBJECTS:
            continue
        each = [c for (y, s, g), c in counts.items() if (y, g) == (year, group) and s != subject]
        for part, number, at in (("expected", expected, 1), ("higher", higher, 2)):
            if each and number > min(counted[at] for counted in each):
                key = (year, subject, group)
                said = f"{_name(key)}: {number} is more than in one of the subjects."
                yield GridProblem(cell(*key, part), said)


def _name(key: tuple[str, str, str]) -> str:
    year, subject, group = key
    named = LABELS.get(subject, "All three subjects")
    return f"Year {year}, {named.lower()}" + (", disadvantaged" if group == "DIS" else "")


def unfilled(
    counts: Counts, years: Sequence[str], subjects: Sequence[str]
) -> list[tuple[str, str, str]]:
    """Year groups and subjects with no counts for all pupils, and how they are said."""
    return [
        (year, subject, _name((year, subject, "ALL")))
        for year in years
        for subject in subjects
        if (year, subject, "ALL") not in counts
    ]
