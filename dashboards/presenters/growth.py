"""Change for the same pupils, three years together, and the gap in the school, each in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from accounts.models import User
from core.years import AcademicYear
from dashboards.figures.percentages import in_school_gap, pooled
from dashboards.presenters.choice import Choice, Column
from dashboards.presenters.national import National
from dashboards.presenters.shown import DASH, gap, gap_words, share, with_sign
from dashboards.selectors.figures import BySubject
from dashboards.selectors.growth import Before, Growth, growth
from dashboards.selectors.shown import Shown
from monitoring.models import PupilGroup, cohort_label
from monitoring.rules.counting_lines import value_of
from monitoring.rules.kinds import Line
from schools.models import School

FEWEST_YEARS = 2
WITHHELD = "withheld"
TOGETHER = "Years together"


@dataclass(frozen=True)
class GrowthLine:
    """One measure now, and what is told of it under each of the section's headings."""

    label: str
    now: str
    told: list[tuple[str, str]]


@dataclass(frozen=True)
class GapRow:
    """The disadvantage gap of a line: in the school, and to others nationally."""

    label: str
    disadvantaged: str
    others: str
    in_school: str
    national_others: str
    to_national: str


class GrowthSection:
    """Of the chosen year group and group. `by_group` are the year group's figures of the term."""

    def __init__(
        self,
        viewer: User | None,
        school: School,
        choice: Choice,
        by_group: dict[str, BySubject],
        national: National,
    ) -> None:
        self.viewer, self.school, self.choice = viewer, school, choice
        self.by_group, self.national = by_group, national

    @cached_property
    def found(self) -> Growth:
        if not self.by_group:
            return Growth()
        return growth(
            viewer=self.viewer,
            school=self.school,
            collection=self.choice.collection,
            cohort=self.choice.cohort,
            group=self.choice.group,
        )

    @cached_property
    def lines(self) -> list[GrowthLine]:
        """Empty where there is nothing earlier to tell of."""
        now = self.by_group.get(self.choice.group, {})
        return [
            GrowthLine(
                column.label,
                share(now.get(column.line.code), column.line, column.part),
                self._told(column, now),
            )
            for column in (self.choice.columns if self.headings else [])
        ]

    @cached_property
    def headings(self) -> list[str]:
        """Of what there is something to tell: last term, last year, years together."""
        earlier = [heading_of(before, self.choice.cohort) for before in self._earlier]
        return [*earlier, *([TOGETHER] if self.has_years else [])]

    @property
    def has_years(self) -> bool:
        return len(self.found.years) > 1

    @cached_property
    def _earlier(self) -> list[Before]:
        return [before for before in (self.found.last_term, self.found.last_year) if before]

    def _told(self, column: Column, now: BySubject) -> list[tuple[str, str]]:
        told = [_change(column, now, before) for before in self._earlier]
        if self.has_years:
            told.append(_pooled(column, self.found.of_years(column.line.code)))
        return list(zip(self.headings, told, strict=True))

    @property
    def national_others(self) -> str:
        """Who the national others are and as published when; or that nobody publishes them."""
        if any(self.national.others(line.met) is not None for line in self.choice.lines):
            return f"Others, national: not disadvantaged in England ({self.national.label})."
        return "No figure of others in England may stand beside these."

    @cached_property
    def gaps(self) -> list[GapRow]:
        """One row for each line, whatever group the rest of the page is about."""
        ours = self.by_group.get(PupilGroup.DIS, {})
        others = self.by_group.get(PupilGroup.NOT_DIS, {})
        return [
            _gap_row(line, ours.get(line.code), others.get(line.code), self.national)
            for line in (self.choice.lines if self.by_group else [])
        ]


def heading_of(before: Before, cohort: str) -> str:
    """Since Summer 2026, as Year 5."""
    as_then = "" if before.cohort == cohort else f", as {cohort_label(before.cohort)}"
    return f"Since {before.collection}{as_then}"


def _change(column: Column, now: BySubject, before: Before) -> str:
    """+6 (from 58% of 24); pupils of both times, or why there is no change to tell."""
    line, part = column.line, column.part
    here = now.get(line.code)
    then = before.cells.get(line.code)
    if here is None or then is None:
        return DASH
    if here.is_withheld(part) or then.is_withheld(part):
        return WITHHELD
    value, was = here.value_of(part), then.value_of(part)
    if value is None or was is None:
        return DASH
    return f"{gap_words(value - was, line)} (from {share(then, line, part)})"


def _pooled(column: Column, years: Sequence[tuple[int, Shown]]) -> str:
    """58.3% of 60, 2023/24 to 2025/26. Withheld as soon as one of the years is."""
    if len(years) < FEWEST_YEARS:
        return DASH
    span = f"{AcademicYear(years[-1][0])} to {AcademicYear(years[0][0])}"
    if any(cell.is_withheld(column.part) for _, cell in years):
        return f"{WITHHELD}, {span}"
    return f"{_together(column, [cell for _, cell in years])}, {span}"


def _together(column: Column, cells: Sequence[Shown]) -> str:
    line = column.line
    pupils = sum(cell.pupils or 0 for cell in cells)
    if line.is_rate:
        total, base = (sum(filter(None, sums)) for sums in zip(*map(_sums, cells), strict=True))
        value = value_of(line, total, base)
        return DASH if value is None else f"{with_sign(float(value), line)}, of {pupils}"
    counted = [(getattr(cell, column.part) or 0, cell.pupils or 0) for cell in cells]
    met, of = pooled(counted)
    return f"{100 * met / of:.1f}% of {of}"


def _sums(cell: Shown) -> tuple[int | None, int | None]:
    return cell.total, cell.base


def _gap_row(line: Line, ours: Shown | None, others: Shown | None, national: National) -> GapRow:
    beside = national.others(line.met)
    return GapRow(
        line.label,
        share(ours, line),
        share(others, line),
        gap_words(gap(ours, others), line) + _interval(ours, others),
        DASH if beside is None else with_sign(beside, line),
        gap_words(gap(ours, beside), line),
    )


def _interval(ours: Shown | None, others: Shown | None) -> str:
    """Newcombe's 95% interval of the gap between two shares; nothing of means."""
    counts = [_counts(ours), _counts(others)]
    found = in_school_gap(counts[0], counts[1]) if counts[0] and counts[1] else None
    if found is None or found.interval is None:
        return ""
    low, high = (gap_in_tenths(end) for end in (found.interval.low, found.interval.high))
    return f" ({low} to {high})"


def _counts(shown: Shown | None) -> tuple[int, int] | None:
    if shown is None or shown.is_rate or shown.expected is None or not shown.pupils:
        return None
    return shown.expected, shown.pupils


def gap_in_tenths(value: float) -> str:
    sign = "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else ""
    return f"{sign}{abs(value):.1f}"
