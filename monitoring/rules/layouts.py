"""A school's table by our fields, one entry per pupil, whichever way round the school keeps it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from monitoring.rules import columns as names
from monitoring.rules.problems import Problem, Severity, rows_said

Cells = Sequence[str]


@dataclass(frozen=True)
class Columns:
    """`cells` by our field, all as long as `numbers`; `rows_of` has a subject's own rows."""

    cells: Mapping[str, Cells]
    headers: Mapping[str, str]
    numbers: Sequence[int]
    rows_of: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def row(self, at: int, name: str) -> int:
        return self.rows_of.get(name, self.numbers)[at]

    def only(self, kept: Sequence[int]) -> "Columns":
        """The same columns with some of the pupils."""
        return Columns(
            {name: [cells[at] for at in kept] for name, cells in self.cells.items()},
            self.headers,
            [self.numbers[at] for at in kept],
            {name: [rows[at] for at in kept] for name, rows in self.rows_of.items()},
        )


def wide(
    header: Sequence[str],
    columns: Sequence[Cells],
    numbers: Sequence[int],
    matched: Mapping[str, str],
) -> Columns:
    """One row per pupil."""
    at = {name: index for index, name in enumerate(header)}
    return Columns({name: columns[at[own]] for name, own in matched.items()}, matched, numbers)


def from_long(found: Columns, subjects: Sequence[str]) -> tuple[Columns, list[Problem]]:
    """One row per pupil and subject, gathered to one entry per pupil (the pupil's first row)."""
    people = [name for name in found.cells if name not in names.LONG]
    who = [
        name for name in ("upn", "surname", "forename", "name", "date_of_birth") if name in people
    ]
    keys = [_key(found, who, at) for at in range(len(found.numbers))]
    first: dict[tuple[str, ...], int] = {}
    given: dict[tuple[tuple[str, ...], str], int] = {}
    strange: dict[str, list[int]] = {}
    problems: list[Problem] = []
    for at, key in enumerate(keys):
        first.setdefault(key, at)
        written = found.cells["subject"][at]
        subject = names.subject_of(written)
        if subject is None or subject not in subjects:
            strange.setdefault(written.strip()[:40], []).append(found.numbers[at])
        elif (key, subject) in given:
            problems.append(_twice(found, at, given[key, subject]))
        else:
            given[key, subject] = at
    problems += [_not_asked(found, written, rows) for written, rows in strange.items()]
    return _gathered(found, people, first, given, subjects), problems


def _key(found: Columns, who: Sequence[str], at: int) -> tuple[str, ...]:
    upn = found.cells["upn"][at].strip() if "upn" in who else ""
    return (upn,) if upn else tuple(found.cells[name][at].strip().casefold() for name in who)


def _gathered(
    found: Columns,
    people: Sequence[str],
    first: Mapping[tuple[str, ...], int],
    given: Mapping[tuple[tuple[str, ...], str], int],
    subjects: Sequence[str],
) -> Columns:
    cells: dict[str, Cells] = {
        name: [found.cells[name][at] for at in first.values()] for name in people
    }
    headers = {name: found.headers[name] for name in people}
    numbers = [found.numbers[at] for at in first.values()]
    rows_of: dict[str, Sequence[int]] = {}
    for subject in subjects:
        places = [given.get((key, subject)) for key in first]
        cells[subject] = ["" if at is None else found.cells["result"][at] for at in places]
        rows_of[subject] = [
            number if at is None else found.numbers[at]
            for at, number in zip(places, numbers, strict=True)
        ]
        headers[subject] = f"{found.headers['result']} ({names.LABELS.get(subject, subject)})"
    return Columns(cells, headers, numbers, rows_of)


def _twice(found: Columns, at: int, before: int) -> Problem:
    return Problem(
        found.numbers[at], "", found.headers["subject"], "subject", found.cells["subject"][at],
        f"This pupil has this subject in row {found.numbers[before]} too.",
        "Leave one of the two rows out.", Severity.ERROR, code="E-ROW-TWICE",
    )  # fmt: skip


def _not_asked(found: Columns, written: str, rows: Sequence[int]) -> Problem:
    return Problem(
        rows[0], "", found.headers["subject"], "subject", written,
        "This subject is not asked for.", f"Left out: {rows_said(rows)}.", Severity.WARNING,
        alike=len(rows), code="W-ROW-SUBJECT",
    )  # fmt: skip
