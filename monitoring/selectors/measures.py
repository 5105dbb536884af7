"""Measures as pages and commands ask for them: what ships, with what administrators entered."""

from dataclasses import dataclass
from fractions import Fraction

from core.years import AcademicYear
from monitoring.models import MeasureLimit, MeasureYear
from monitoring.rules.measures import Unit
from monitoring.rules.measuring.catalogue import DEFINITIONS, other_names
from monitoring.rules.measuring.dates import THRESHOLDS, Entered, Limit, Span
from monitoring.rules.measuring.definition import Definition, Stage

UNITS = {
    Unit.PERCENT: "Percent, with its 95% interval",
    Unit.SCORE: "Average scaled score",
    Unit.PROGRESS: "Points above or below pupils with the same start",
    Unit.POINTS: "Average",
    Unit.MONTHS: "Average, in months",
    Unit.RATE: "Per 100 pupils on roll",
    Unit.PUPILS: "Number of pupils",
}


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


def measures_by_stage(search: str = "") -> list[Group]:
    """The measures whose words hold every word of the search, under their headings, in order."""
    wanted = search.casefold().split()
    groups: list[Group] = []
    for definition in DEFINITIONS.values():
        if not all(word in _words(definition) for word in wanted):
            continue
        if not groups or groups[-1].stage is not definition.stage:
            groups.append(Group(definition.stage, []))
        groups[-1].measures.append(definition)
    return groups


def _words(definition: Definition) -> str:
    said = [definition.label, definition.code, *other_names(definition.code), definition.stage]
    return " ".join([*said, definition.counted, definition.of]).casefold()


@dataclass(frozen=True)
class CodeSaid:
    code: str
    label: str
    treated: str
    years: str


@dataclass(frozen=True)
class YearsSaid:
    years: str
    text: str


@dataclass(frozen=True)
class MeasurePage:
    """One measure, in the words of its page."""

    definition: Definition
    names: list[str]
    unit: str
    columns: list[tuple[str, str]]
    codes: list[CodeSaid]
    numbers: list[YearsSaid]
    gaps: list[YearsSaid]


def measure_page(definition: Definition, *, year: AcademicYear) -> MeasurePage:
    """Everything a reader needs to trust or to question a figure; codes as they are this year."""
    told = entered()
    return MeasurePage(
        definition=definition,
        names=[definition.code, *other_names(definition.code)],
        unit=UNITS[definition.unit],
        columns=[
            (column.name, column.reader.allowed(year.start_year)) for column in definition.columns
        ],
        codes=[
            CodeSaid(
                code.mark.code,
                code.mark.label,
                definition.treats(code.mark),
                "" if code.span == Span() else str(code.span).capitalize(),
            )
            for code in definition.codes
        ],
        numbers=[said for limit in definition.limits for said in _numbers(limit, told)],
        gaps=_gaps(definition, told),
    )


def _numbers(limit: Limit, told: Entered) -> list[YearsSaid]:
    entered_for = [
        YearsSaid(str(AcademicYear(year)), f"{limit.label}: {_plain(value)}")
        for (name, year), value in told.limits.items()
        if name == limit
    ]
    shipped = [
        YearsSaid(str(one.span).capitalize(), f"{limit.label}: {_plain(one.value)}")
        for one in THRESHOLDS
        if one.limit is limit
    ]
    return [*entered_for, *reversed(shipped)]


def _gaps(definition: Definition, told: Entered) -> list[YearsSaid]:
    entered_for = [
        YearsSaid(str(AcademicYear(year)), reason or "Available after all.")
        for (measure, year), reason in told.years.items()
        if measure == definition.code
    ]
    shipped = [YearsSaid(str(gap.span).capitalize(), gap.reason) for gap in definition.years.gaps]
    return [*entered_for, *shipped]


def _plain(value: Fraction) -> str:
    return f"{float(value):g}"
