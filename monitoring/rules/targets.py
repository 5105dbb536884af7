"""Targets typed on a grid, and how many more pupils a target asks for.

An estimate is what similar pupils reached (FFT), a target is what the school sets out to reach, a
prediction is what its teachers expect: three things, never mixed (domain-reference 3.7).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitoring.rules.columns import LABELS
from monitoring.rules.grids import ALL_SUBJECTS, GridProblem

ESTIMATE, TARGET, PREDICTION = KINDS = ("estimate", "target", "prediction")
WITH_LEVEL = (ESTIMATE, TARGET)  # what is measured against a benchmark says which
HIGHEST = 100

Key = tuple[str, str, str]
"""(year group, subject, kind)."""


@dataclass(frozen=True)
class Said:
    """A share in whole percent, and the benchmark level it goes with; a prediction has none."""

    percent: int
    level: str = ""


Aims = dict[Key, Said]


@dataclass(frozen=True)
class TypedTargets:
    aims: Aims
    problems: list[GridProblem]


def cell(year: str, subject: str, kind: str) -> str:
    return f"{year}-{subject}-{kind}"


def level_cell(year: str) -> str:
    return f"{year}-level"


def read(
    typed: Mapping[str, str], years: Sequence[str], subjects: Sequence[str], levels: Sequence[str]
) -> TypedTargets:
    """What was typed, cell by cell; what cannot be true comes back as problems."""
    aims: Aims = {}
    problems: list[GridProblem] = []
    for year in years:
        level = typed.get(level_cell(year), "").strip()
        level = level if level in levels else ""
        for subject in subjects:
            for kind in KINDS:
                _read_cell(typed, (year, subject, kind), level, aims, problems)
        if not level and any(key[0] == year and key[2] in WITH_LEVEL for key in aims):
            said = f"{_year(year)}: say which benchmark the estimates and targets go with."
            problems.append(GridProblem(level_cell(year), said))
    problems += _all_subjects_at_once(aims)
    return TypedTargets(aims, problems)


def _read_cell(
    typed: Mapping[str, str], key: Key, level: str, aims: Aims, problems: list[GridProblem]
) -> None:
    text = typed.get(cell(*key), "").strip().removesuffix("%").strip()
    if not text:
        return
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= HIGHEST):
        said = f"{named(key)}: “{text[:12]}” is no whole percentage from 0 to 100."
        problems.append(GridProblem(cell(*key), said))
        return
    aims[key] = Said(int(text), level if key[2] in WITH_LEVEL else "")


def _all_subjects_at_once(aims: Aims) -> Iterator[GridProblem]:
    """Nobody meets all three subjects without meeting each (domain-reference 3.5)."""
    for key, said in aims.items():
        year, subject, kind = key
        each = [
            s.percent for (y, o, k), s in aims.items() if (y, k) == (year, kind) and o != subject
        ]
        if subject == ALL_SUBJECTS and each and said.percent > min(each):
            words = f"{named(key)}: {said.percent}% is more than the {min(each)}% of one subject."
            yield GridProblem(cell(*key), words)


def out_of_order(aims: Aims, other: Aims, *, is_higher: bool) -> list[GridProblem]:
    """Whoever meets the higher standard meets the expected one. `other` is the one not typed."""
    problems = []
    for key in aims.keys() & other.keys():
        here, there = aims[key].percent, other[key].percent
        higher, expected = (here, there) if is_higher else (there, here)
        if higher > expected:
            said = (
                f"{named(key)}: {higher}% at the higher standard is more than the {expected}% at "
            )
            problems.append(GridProblem(cell(*key), f"{said}expected."))
    return sorted(problems, key=lambda problem: problem.cell)


def pupils_for(percent: int, pupils: int) -> int:
    """The fewest pupils whose share is the target: the ceiling of share times pupils."""
    return -(-percent * pupils // HIGHEST)


def more_needed(percent: int, *, pupils: int, reached: int) -> int:
    """How many more pupils must reach the standard; 0 when the target is met.

    Worked: 78% of 27 is 21.06, so 22 pupils; with 18 there, 4 more are needed.
    """
    return max(pupils_for(percent, pupils) - reached, 0)


def gap_in_words(percent: int, *, pupils: int, reached: int) -> str:
    if not pupils:
        return "no pupils"
    needed = more_needed(percent, pupils=pupils, reached=reached)
    if needed:
        return f"{needed} more pupil{'' if needed == 1 else 's'} needed"
    above = reached - pupils_for(percent, pupils)
    return f"met, {above} pupil{'' if above == 1 else 's'} above" if above else "met"


def named(key: Key) -> str:
    year, subject, kind = key
    return f"{_year(year)}, {LABELS.get(subject, 'All three subjects').lower()}, {kind}"


def _year(year: str) -> str:
    return "Reception" if year == "R" else f"Year {year}"
