"""Measures as pages and commands ask for them: what ships, with what administrators entered."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from operator import itemgetter

from core.years import AcademicYear
from monitoring.models import MeasureLimit, MeasureYear
from monitoring.rules.measures import Unit
from monitoring.rules.measuring.catalogue import DEFINITIONS, other_names
from monitoring.rules.measuring.cells import Column
from monitoring.rules.measuring.dates import THRESHOLDS, Entered, Limit, Span
from monitoring.rules.measuring.definition import Definition, Stage
from monitoring.rules.measuring.registers import ATTENDANCE_CODES, SUSPENSION_REASONS

UNITS = {
    Unit.PERCENT: "Percent, with a 95% interval",
    Unit.SCORE: "An average scaled score",
    Unit.PROGRESS: "Points above or below pupils with the same start",
    Unit.POINTS: "An average",
    Unit.MONTHS: "An average, in months",
    Unit.RATE: "A number for each 100 pupils on roll",
    Unit.PUPILS: "A number of pupils",
}
Pairs = list[tuple[str, str]]


def entered() -> Entered:
    """What administrators entered for single years. Two queries."""
    limits = MeasureLimit.objects.all()
    return Entered(
        limits={(one.limit, one.start_year): Fraction(one.value) for one in limits},
        years={(one.measure, one.start_year): one.reason for one in MeasureYear.objects.all()},
    )


@dataclass(frozen=True)
class Group:
    stage: Stage
    measures: list[Definition]


def measures_by_stage(*, search: str = "", stage: str = "") -> list[Group]:
    """The measures whose words hold every word of the search, under their headings, in order.

    `stage` is the name of one heading; empty means all of them.
    """
    wanted = search.casefold().split()
    found = [
        one
        for one in DEFINITIONS.values()
        if stage in {"", one.stage.name} and all(word in _words(one) for word in wanted)
    ]
    return [
        Group(heading, list(measures))
        for heading, measures in groupby(found, key=lambda one: one.stage)
    ]


def _words(one: Definition) -> str:
    said = [one.label, one.code, *other_names(one.code), one.stage, one.counted, one.of]
    return " ".join(said).casefold()


@dataclass(frozen=True)
class CodeSaid:
    code: str
    label: str
    treated: str
    years: str


@dataclass(frozen=True)
class MeasurePage:
    """One measure, in the words of its page; pairs are a heading and what stands beside it."""

    definition: Definition
    names: list[str]
    facts: Pairs
    columns: Pairs
    codes: list[CodeSaid]
    numbers: Pairs
    gaps: Pairs


def measure_page(one: Definition, *, year: AcademicYear) -> MeasurePage:
    """Everything a reader needs to trust a figure or to question it; columns as they are in `year`.

    Two queries.
    """
    told = entered()
    return MeasurePage(
        definition=one,
        names=[one.code, *other_names(one.code)],
        facts=[
            ("Counted", one.counted),
            ("Of", one.of),
            ("Shown as", UNITS[one.unit]),
            ("Good", one.good),
            ("May be laid beside", one.compare),
            *([("Family", one.family.label)] if one.family else []),
            ("Source", one.source),
        ],
        columns=_columns(one, year.start_year),
        codes=_codes(one),
        numbers=[pair for limit in one.limits for pair in _numbers(limit, told)],
        gaps=_gaps(one, told),
    )


def _columns(one: Definition, year: int) -> Pairs:
    """What may be written in each column; neighbours of which the same is true stand together."""
    told = [
        (column.name, _begin(column.reader.allowed(year)) + _or_nothing(column))
        for column in one.columns
    ]
    each = [
        ([name for name, _ in neighbours], words)
        for words, neighbours in groupby(told, key=itemgetter(1))
    ]
    said = [
        (f"{names[0]} to {names[-1]}" if len(names) > 3 else ", ".join(names), words)
        for names, words in each
    ]
    if one.stage is Stage.ATTENDANCE:
        said.append(("or marks", "A pupil's register marks, with spaces between them"))
    return said


def _or_nothing(column: Column) -> str:
    if column.is_optional:
        return ". The column may be left out."
    return ", or blank" if column.may_be_blank else ""


def _codes(one: Definition) -> list[CodeSaid]:
    if one.stage is Stage.ATTENDANCE:
        return [
            CodeSaid(code.code, code.label, code.counts_as, code.days) for code in ATTENDANCE_CODES
        ]
    if one.stage is Stage.EXCLUSIONS:
        return [
            CodeSaid(code, label, "A reason: up to three for each", "")
            for code, label in SUSPENSION_REASONS.items()
        ]
    return [
        CodeSaid(
            code.mark.code,
            code.mark.label,
            one.treats(code.mark),
            "" if code.span == Span() else _begin(str(code.span)),
        )
        for code in one.codes
    ]


def _numbers(limit: Limit, told: Entered) -> Pairs:
    """Newest first; what was entered for a year stands before what ships for it."""
    by_hand = [(year, value) for (name, year), value in told.limits.items() if name == limit]
    shipped = [threshold for threshold in THRESHOLDS if threshold.limit is limit]
    return [
        *((str(AcademicYear(year)), _number(limit, value)) for year, value in by_hand),
        *((_begin(str(one.span)), _number(limit, one.value)) for one in reversed(shipped)),
    ]


def _number(limit: Limit, value: Fraction) -> str:
    return f"{limit.label}: {float(value):g}"


def _gaps(one: Definition, told: Entered) -> Pairs:
    by_hand = [
        (str(AcademicYear(year)), reason or "Available after all.")
        for (measure, year), reason in told.years.items()
        if measure == one.code
    ]
    return [*by_hand, *((_begin(str(gap.span)), gap.reason) for gap in one.years.gaps)]


def _begin(words: str) -> str:
    return words[:1].upper() + words[1:]
