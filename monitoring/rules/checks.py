"""A file of pupils becomes rows that can be kept and problems a person can act on.

Works column by column: what is written is looked up once per spelling, not once per cell, so a file
of 20,000 rows is checked in about the time it takes to read it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from monitoring.rules import columns as names
from monitoring.rules import identity, layouts, problems, upn, values
from monitoring.rules.cells import Cells
from monitoring.rules.measured import Measured
from monitoring.rules.problems import Correction, Problem, Severity, Where, rows_said
from monitoring.rules.scales import Scale

LONGEST_NAME = 100
MOST_SUGGESTIONS = 200  # per column: likeness takes longer than all else, and nobody reads more


@dataclass(frozen=True)
class Asked:
    """What the collection asks. `today` decides which dates of birth can be.

    `scale` reads results: a scale of the trust, or the columns of a kind (ADR 0011).
    """

    subjects: tuple[str, ...]
    year_groups: tuple[str, ...]
    scale: Scale | Measured
    today: date


class PupilRow(NamedTuple):
    row: int
    upn: str
    former_upn: str
    surname: str
    forename: str
    date_of_birth: date | None
    year_group: str
    sex: str
    is_disadvantaged: bool | None
    sen_provision: str
    is_eal: bool | None
    results: Mapping[str, str]


@dataclass(frozen=True)
class Accepted:
    """The rows without an error, still by column; made into pupils only when somebody asks."""

    columns: Sequence[Sequence[Any]] = ()
    subjects: Sequence[str] = ()
    grades: Sequence[Sequence[str]] = ()
    wrong: frozenset[int] = frozenset()

    def __len__(self) -> int:
        return len(self.columns[0]) - len(self.wrong) if self.columns else 0

    def __iter__(self) -> Iterator[PupilRow]:
        together = list(zip(*self.grades, strict=True)) or [()] * len(self.columns[0])
        results = {
            codes: {s: code for s, code in zip(self.subjects, codes, strict=True) if code}
            for codes in set(together)
        }
        rows = zip(*self.columns, map(results.__getitem__, together), strict=True)
        return (PupilRow._make(row) for at, row in enumerate(rows) if at not in self.wrong)


@dataclass
class Checked:
    """Every row read is accepted, in `left_out`, or named by an error."""

    read: int
    accepted: Accepted = Accepted()
    problems: list[Problem] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.blocks]


def check(
    *,
    header: Sequence[str],
    columns: Sequence[Sequence[str]],
    numbers: Sequence[int],
    matched: Mapping[str, str],
    asked: Asked,
    corrections: Sequence[Correction] = (),
    left_out: frozenset[int] = frozenset(),
) -> Checked:
    """Read every row by the matched columns. Rows of years not asked for are left out, and said."""
    found = layouts.wide(header, columns, numbers, matched)
    checked = Checked(read=len(numbers))
    if left_out:
        found = found.only([at for at, n in enumerate(numbers) if n not in left_out])
        checked.left_out = [n for n in numbers if n in left_out]
    if names.is_long(matched):
        found, checked.problems = layouts.from_long(found, asked.subjects)
    _Check(Cells(found, corrections), asked, checked).run()
    checked.problems.sort(key=lambda problem: (not problem.blocks, problem.row or 0))
    return checked


class _Check:
    """One pass over the columns; what is wrong is collected on the way."""

    def __init__(self, cells: Cells, asked: Asked, checked: Checked) -> None:
        self.cells, self.asked, self.checked = cells, asked, checked
        self.wrong: set[int] = set()
        self.years = self._years_asked_for()
        self.upns = list(map(str.upper, cells.text("upn")))

    def run(self) -> None:
        surnames, forenames = self._names()
        self._long_names(surname=surnames, forename=forenames)
        birthdays = self._birthdays()
        former = self._former_upns()
        self._bad("year_group", self.years, problems.unknown_year(self.asked.year_groups))
        self._who(identity.People(self.upns, former, surnames, forenames, birthdays))
        columns = (
            self.cells.found.numbers, self.upns, former, surnames, forenames, birthdays, self.years,
            self._characteristic("sex", values.sex, ""),
            self._yes_or_no("disadvantaged"), self._sen(), self._yes_or_no("eal"),
        )  # fmt: skip
        subjects = [subject for subject in self.asked.subjects if subject in self.cells]
        grades = [self._grades(subject) for subject in subjects]
        self._clashes(subjects, grades)
        self.checked.accepted = Accepted(columns, subjects, grades, frozenset(self.wrong))

    def _years_asked_for(self) -> list[Any]:
        """Year groups by row, after the rows of other year groups have left."""
        years = self.cells.values("year_group", values.year_group)
        others = set(years) - set(self.asked.year_groups) - {values.BAD}
        for year in sorted(others):
            rows = [self.cells.found.numbers[at] for at, its in enumerate(years) if its == year]
            self.checked.left_out += rows
            self.checked.problems.append(self._other_year(year, rows))
        if others:
            kept = [at for at, year in enumerate(years) if year not in others]
            self.cells.only(kept)
            return [years[at] for at in kept]
        return years

    def _other_year(self, year: str, rows: Sequence[int]) -> Problem:
        name = f"Year {year}" if year.isdigit() else {"R": "Reception"}.get(year, year)
        many = f"{len(rows)} pupils" if len(rows) > 1 else "1 pupil"
        return Problem(
            rows[0], "", self.cells.found.headers["year_group"], "year_group", year,
            f"{name} is not asked for this term.", f"Left out: {many}, {rows_said(rows)}.",
            Severity.WARNING, alike=len(rows), code="W-ROW-YEAR",
        )  # fmt: skip

    def _names(self) -> tuple[list[str], list[str]]:
        if "name" not in self.cells or "surname" in self.cells:
            return self.cells.text("surname"), self.cells.text("forename")
        parted = [name.partition(",") for name in self.cells.text("name")]
        return [p[0].strip() for p in parted], [p[2].strip() for p in parted]

    def _long_names(self, **written: Sequence[str]) -> None:
        """A name that does not fit would be stored as another name."""
        for part, its in written.items():
            if max(map(len, its), default=0) > LONGEST_NAME:
                field = part if part in self.cells else "name"
                for at in [at for at, name in enumerate(its) if len(name) > LONGEST_NAME]:
                    self._problem(at, field, problems.LONG_NAME, value="…")

    def _former_upns(self) -> list[str]:
        former = list(map(str.upper, self.cells.text("former_upn")))
        if not any(former):
            return former
        for at in upn.faults(former)[0]:
            said = problems.NOT_A_UPN._replace(fix="Left blank.")
            self._problem(at, "former_upn", said, Severity.WARNING, value="…")
            former[at] = ""
        return former

    def _birthdays(self) -> list[date | None]:
        """An unreadable date of birth matters only where there is no UPN to know the pupil by."""
        if "date_of_birth" not in self.cells:
            return [None] * len(self.upns)
        reader = partial(values.birthday, today=self.asked.today)
        read = self.cells.values("date_of_birth", reader)
        for at in _places(read):
            severity = Severity.WARNING if self.upns[at] else Severity.ERROR
            self._problem(at, "date_of_birth", problems.NOT_A_BIRTHDAY, severity, value="…")
            read[at] = None
        return read

    def _who(self, people: identity.People) -> None:
        field = "upn" if "upn" in self.cells else next(iter(self.cells.found.headers))
        for fault in identity.faults(people):
            severity = Severity.ERROR if fault.blocks else Severity.WARNING
            said = fault.said
            if fault.twin is not None:
                said = problems.same_pupil(self.cells.found.numbers[fault.twin])
            self._problem(fault.at, field, said, severity, value=upn.masked(self.upns[fault.at]))

    def _characteristic(self, field: str, reader: values.Reader, unknown: Any) -> list[Any]:
        if field not in self.cells:
            return [unknown] * len(self.upns)
        read = self.cells.values(field, reader)
        self._bad(field, read, problems.UNKNOWN_VALUE[field])
        return read

    def _yes_or_no(self, field: str) -> list[bool | None]:
        is_language = "language" in names.words(self.cells.found.headers.get(field, ""))
        reader = values.first_language if is_language else values.yes_or_no
        return self._blank_is_no(field, self._characteristic(field, reader, None), no=False)

    def _sen(self) -> list[str]:
        return self._blank_is_no("sen", self._characteristic("sen", values.sen, ""), no="N")

    def _blank_is_no(self, field: str, read: list[Any], *, no: Any) -> list[Any]:
        """Where a column marks only those who are, its blanks say that the others are not."""
        told = set(read)
        if no in told or not (told - {None, "", values.BAD}) or not (told & {None, ""}):
            return read
        header = self.cells.found.headers[field]
        self.checked.notes.append(f"A blank in “{header}” is read as no: it never says no.")
        return [
            value if value or self.cells.written(field, at) else no for at, value in enumerate(read)
        ]

    def _grades(self, subject: str) -> list[str]:
        read = self.cells.values(subject, partial(self._grade, subject))
        told = set(read)
        if values.BAD in told:
            self._bad_grades(subject, _places(read))
        if "" in told:
            self._blank(subject, [at for at, code in enumerate(read) if code == ""])
        return read

    def _grade(self, subject: str, cell: str) -> Any:
        return (self.asked.scale.read(cell, subject) or values.BAD) if cell else ""

    def _clashes(self, subjects: Sequence[str], grades: Sequence[Sequence[Any]]) -> None:
        """Results of a row that cannot all be true; each set of them is looked at once."""
        scale = self.asked.scale
        if not isinstance(scale, Measured):
            return
        rows = list(zip(*grades, strict=True))
        found = {
            row: scale.clash(dict(zip(subjects, row, strict=True)))
            for row in set(rows)
            if values.BAD not in row
        }
        for at, row in enumerate(rows):
            if at not in self.wrong and (clash := found.get(row)):
                self._problem(at, *clash)

    def _blank(self, subject: str, places: Sequence[int]) -> None:
        if isinstance(self.asked.scale, Measured) and self.asked.scale.is_wanted(subject):
            self._bad_grades(subject, places)
            return
        rows = [self.cells.found.row(at, subject) for at in places]
        name = names.LABELS.get(subject, subject)
        many = f"{len(rows)} pupils" if len(rows) > 1 else "1 pupil"
        self.checked.problems.append(
            Problem(
                rows[0],
                "",
                self.cells.found.headers[subject],
                subject,
                "",
                f"{name} is blank for {many}: {rows_said(rows)}.",
                f"Kept, but not counted for {name.lower()}.",
                Severity.WARNING,
                alike=len(rows),
                code="W-ROW-BLANK",
            )
        )

    def _bad_grades(self, subject: str, bad: Sequence[int]) -> None:
        alike = Counter(self.cells.written(subject, at) for at in bad)
        scale = self.asked.scale
        unknown = scale.unknown if isinstance(scale, Measured) else _unknown_of(scale)
        tried = islice(alike, MOST_SUGGESTIONS)
        said = {value: unknown(subject, value) for value in tried}
        otherwise = unknown(subject, "?")
        for at in bad:
            value = self.cells.written(subject, at)
            told, nearest = said.get(value, otherwise)
            self._problem(at, subject, told, suggestion=nearest, alike=alike[value])

    def _bad(self, field: str, read: Sequence[Any], said: problems.Said) -> None:
        if values.BAD not in set(read):
            return
        bad = _places(read)
        alike = Counter(self.cells.written(field, at) for at in bad)
        for at in bad:
            self._problem(at, field, said, alike=alike[self.cells.written(field, at)])

    def _problem(
        self,
        at: int,
        field: str,
        said: problems.Said,
        severity: Severity = Severity.ERROR,
        *,
        value: str | None = None,
        suggestion: str = "",
        alike: int = 1,
    ) -> None:
        if severity is Severity.ERROR:
            self.wrong.add(at)
        found = self.cells.found
        year = self.years[at] if isinstance(self.years[at], str) else ""
        self.checked.problems.append(
            Problem(
                found.row(at, field),
                str(Where(year, self.upns[at])),
                found.headers[field],
                field,
                self.cells.written(field, at) if value is None else value,
                said.what,
                said.fix,
                severity,
                suggestion,
                alike,
                said.code(severity),
            )
        )


def _unknown_of(scale: Scale) -> Callable[[str, str], tuple[problems.Said, str]]:
    return partial(problems.unknown_grade, scale)


def _places(read: Sequence[Any]) -> list[int]:
    if values.BAD not in set(read):
        return []
    return [at for at, value in enumerate(read) if value is values.BAD]
