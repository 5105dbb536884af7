"""One school: what is asked of it, where it stands, its inspections, days and results.

The page and the health check read the same `SchoolPage`, so they cannot disagree. Each part is
empty for a viewer who may not see it. No viewer stands for somebody who works for the whole trust.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.access import holds
from accounts.models import User
from accounts.roles import GRANTS, Can, Role
from banding import selectors as banding
from banding.models import BandDecision, Edition
from core.charts import Chart
from core.units import percent
from dashboards.presenters.choice import Choice, Column
from dashboards.presenters.growth import GrowthSection
from dashboards.presenters.national import END_OF_KEY_STAGE, National
from dashboards.presenters.published import published_chart
from dashboards.presenters.shown import PENDING, Heat, heat, pupils_of, share
from dashboards.presenters.standing import why_no_days
from dashboards.presenters.targets import TargetSection
from dashboards.presenters.trend import Line, at_expected, trend
from dashboards.selectors import figures
from dashboards.selectors.figures import BySubject, Point
from monitoring.models import Collection, PupilGroup, cohort_label
from monitoring.selectors.agreement import Confidence, confidence
from monitoring.selectors.moderation import moderated_subjects
from monitoring.selectors.returns import Request, requests_to
from monitoring.selectors.scales import why_not_counted
from schools.models import School
from schools.selectors import (
    InspectionCard,
    inspections_of,
    latest_context,
    national_context,
    smallest_group,
)
from support.models import NoteState, Visit
from support.rules import StatementLine
from support.selectors import ActionList, actions_of, statement

NO_ACTIONS = ActionList([], [], [])
CENSUS_LINES = (
    ("Eligible for free school meals in the last 6 years", "fsm6", "fsm6_base", "fsm6_percent"),
    ("SEN support", "sen_support", "pupils", "sen_support_percent"),
    ("EHC plan", "ehc_plans", "pupils", "ehc_plans_percent"),
    ("English as an additional language", "eal", "pupils", "eal_percent"),
)


@dataclass(frozen=True)
class ContextLine:
    label: str
    school: str
    national: str


@dataclass(frozen=True)
class CohortRow:
    """One year group: pupils, and a cell per subject."""

    label: str
    n: int | None
    cells: list[Heat]


@dataclass(frozen=True)
class GroupRow:
    """One group of pupils of the chosen year group, as words: 64% of 25, or withheld."""

    label: str
    said: list[str]


class SchoolPage:
    """Attributes are what templates name."""

    def __init__(self, viewer: User | None, school: School, choice: Choice) -> None:
        self.viewer, self.school, self.choice = viewer, school, choice
        self.collection: Collection = choice.collection

    def _may(self, can: Can) -> bool:
        if self.viewer is None:
            return can in GRANTS[Role.EXECUTIVE]
        return holds(self.viewer, can, self.school)

    # What is asked of it

    @property
    def sees_requests(self) -> bool:
        return self._may(Can.VIEW_RETURNS) or self._may(Can.READ_VISITS)

    @cached_property
    def requests(self) -> list[Request]:
        return requests_to([self.school]) if self._may(Can.VIEW_RETURNS) else []

    @property
    def sees_obligations(self) -> bool:
        return self.edition is not None and self._may(Can.VIEW_OBLIGATIONS)

    @property
    def requests_url(self) -> str:
        return reverse("monitoring:asked-list") if self._may(Can.SUBMIT_DATA) else ""

    # What is known about it

    @cached_property
    def inspections(self) -> list[InspectionCard]:
        return inspections_of(self.school)

    @cached_property
    def _census(self) -> Any:
        return latest_context(self.school)

    @property
    def census_year(self) -> str:
        return f"School census {self._census.year}" if self._census else ""

    @cached_property
    def context(self) -> list[ContextLine]:
        census = self._census
        if census is None:
            return []
        england = national_context(self.school, start_year=census.start_year)
        return [
            ContextLine("Pupils on roll", f"{census.pupils:,}" if census.pupils else "", ""),
            *(_context_line(line, census, england) for line in CENSUS_LINES),
        ]

    # Its level, its days, its actions

    @cached_property
    def edition(self) -> Edition | None:
        return banding.edition_in_force(self.collection.start_year)

    @property
    def sees_level(self) -> bool:
        """Where the model places schools on levels at all."""
        is_placed = self.edition is None or self.edition.has_levels
        return is_placed and self._may(Can.VIEW_BANDING)

    @property
    def level_word(self) -> str:
        return self.edition.word("level") if self.edition else "Level"

    @cached_property
    def current(self) -> BandDecision | None:
        if not self.sees_level:
            return None
        year = self.collection.start_year
        return banding.current_levels(schools=[self.school], start_year=year).get(self.school.pk)

    @property
    def sees_days(self) -> bool:
        return self._may(Can.VIEW_SUPPORT)

    @cached_property
    def days(self) -> list[StatementLine]:
        if not self.sees_days:
            return []
        return statement(school=self.school, start_year=self.collection.start_year)

    @property
    def why_no_days(self) -> str:
        return why_no_days(self.edition)

    @property
    def days_entitled(self) -> int:
        return sum(line.entitled for line in self.days)

    @property
    def days_planned(self) -> int:
        return sum(line.planned for line in self.days)

    @property
    def days_given(self) -> int:
        return sum(line.given for line in self.days)

    @cached_property
    def notes_to_answer(self) -> list[Visit]:
        """For whoever answers visit notes here: those that wait for an answer."""
        if not self._may(Can.REPLY_TO_VISIT):
            return []
        return list(Visit.objects.filter(school=self.school, state=NoteState.SHARED))

    @cached_property
    def actions(self) -> ActionList:
        return (
            actions_of(viewer=self.viewer, school=self.school)
            if self._may(Can.READ_VISITS)
            else NO_ACTIONS
        )

    # Its figures

    @cached_property
    def national(self) -> National:
        return self._national(self.choice.cohort)

    def _national(self, cohort: str) -> National:
        return National(self.collection, cohort, self.school)

    @cached_property
    def sees_figures(self) -> bool:
        return self._may(Can.VIEW_SCHOOL_FIGURES)

    @cached_property
    def _figures(self) -> dict[str, dict[str, BySubject]]:
        if not self.sees_figures:
            return {}
        return figures.school_figures(
            viewer=self.viewer, school=self.school, collection=self.collection
        )

    @property
    def has_figures(self) -> bool:
        return bool(self._figures)

    @cached_property
    def _made_at(self) -> str:
        """When the school's figures of the term were made; empty before they are."""
        state = figures.as_at(school=self.school, collection=self.collection)
        if state is None or state.submission_id is None:
            return ""
        return f"{timezone.localtime(state.made_at):%-d %b %Y, %H:%M}"

    @property
    def as_at(self) -> str:
        if not self._made_at:
            return f"No {self.collection.name} return is in these figures yet."
        return f"From the school's {self.collection.name} return, as at {self._made_at}."

    @property
    def sees_small_numbers(self) -> bool:
        return self._may(Can.VIEW_SMALL_NUMBERS)

    @property
    def subject_labels(self) -> list[str]:
        return [column.label for column in self.choice.columns]

    @cached_property
    def cohorts(self) -> list[CohortRow]:
        """Every year group, for the chosen group of pupils."""
        chosen = {
            cohort: groups.get(self.choice.group, {}) for cohort, groups in self._figures.items()
        }
        return [
            CohortRow(
                cohort_label(cohort),
                pupils_of(cells.values()),
                [self._heat(cohort, cells, column) for column in self.choice.columns],
            )
            for cohort, cells in chosen.items()
        ]

    @property
    def table_words(self) -> str:
        if self.collection.asking:
            return f"Each measure of {self.collection}, with the difference from England"
        return (
            "Percentage at expected by year group and subject; Year 6 with the difference from "
            "England"
        )

    @property
    def england_words(self) -> str:
        """With what the differences in the table are, and what has no figure yet."""
        if not self.has_figures:
            return ""
        if self.collection.asking is None:
            said = self._england.label or "no national figures are loaded"
            return f"Year 6 with the difference from England in points ({said})."
        beside = "Nothing national stands beside these."
        if self.national.is_known:
            beside = f"Differences are from England ({self.national.label})."
        return " ".join([beside, *dict.fromkeys(self.pending.values())])

    @cached_property
    def moderated(self) -> list[tuple[str, str]]:
        """Each subject teachers judge, with how far moderators agreed with them, last time."""
        if not self.has_figures:
            return []
        found = confidence(self.school, until=self.collection)
        judged = moderated_subjects(self.collection)
        return [(s.capitalize(), self._confidence(found.get(s))) for s in judged]

    def _confidence(self, found: Confidence | None) -> str:
        if found is None:
            return "not moderated"
        year = found.moderation.get_year_group_display()
        if not self.sees_small_numbers and found.agreement.is_withheld(smallest_group()):
            return f"moderated in {year}: withheld, too few pupils"
        return f"moderated in {year}: {found.words}"

    @cached_property
    def _england(self) -> National:
        if self.collection.asking or self.choice.cohort == END_OF_KEY_STAGE:
            return self.national
        return self._national(END_OF_KEY_STAGE)

    def _heat(self, cohort: str, cells: BySubject, column: Column) -> Heat:
        found = cells.get(column.line.code)
        if found is None and column.line.code in self.pending:
            return Heat(None, None, words=PENDING)
        if self.collection.asking is None and cohort != END_OF_KEY_STAGE:
            return heat(found, None, column)
        return heat(found, self._england.same(column.measure, self.choice.group), column)

    @cached_property
    def pending(self) -> dict[str, str]:
        """By line, why it has no figure this year, as its definition says."""
        return why_not_counted(self.collection)

    @cached_property
    def groups(self) -> list[GroupRow]:
        """The chosen year group, by group of pupils."""
        found = self._figures.get(self.choice.cohort, {})
        return [
            GroupRow(
                label,
                [share(found[code].get(c.line.code), c.line, c.part) for c in self.choice.columns],
            )
            for code, label in PupilGroup.choices
            if code in found
        ]

    @cached_property
    def growth(self) -> GrowthSection:
        """How the chosen pupils have got on, and the gap of the chosen year group."""
        by_group = self._figures.get(self.choice.cohort, {})
        return GrowthSection(self.viewer, self.school, self.choice, by_group, self.national)

    @cached_property
    def targets(self) -> TargetSection:
        """What the chosen pupils are to reach, beside what they have reached."""
        return TargetSection(self.viewer, self.school, self.choice)

    @cached_property
    def chart(self) -> Chart:
        """The chosen pupils of the chosen year group, here and in the trust."""
        return trend(
            title=f"{self.choice.headline.label}, {self.choice}{at_expected(self.collection)}",
            line=self.choice.headline,
            lines=[
                Line(self.school.name, self._history(self.school)),
                Line("Trust", self._history(None), "second"),
            ],
            national=self.national,
            group=self.choice.group,
        )

    def _history(self, school: School | None) -> list[Point]:
        return figures.history(
            viewer=self.viewer,
            school=school,
            collection=self.collection,
            cohort=self.choice.cohort,
            group=self.choice.group,
        )

    @cached_property
    def published(self) -> Chart | None:
        """Key stage 2 as published, with the years nothing was published for as gaps."""
        return published_chart(self.school)

    @property
    def made_from(self) -> str:
        """What everything here rests on, for the foot of a report."""
        return "; ".join(self._sources())

    def _sources(self) -> Iterator[str]:
        if self._made_at:
            yield f"the school's {self.collection.name} return, as at {self._made_at}"
        if self.census_year:
            yield self.census_year
        if self.inspections:
            newest = self.inspections[0].inspection.starts_on
            yield f"Ofsted's published inspections, the newest of {newest:%-d %b %Y}"
        if self.edition:
            yield str(self.edition)
        if self.national.label:
            yield self.national.label


def _context_line(line: tuple[str, str, str, str], census: Any, england: Any) -> ContextLine:
    label, count, base, share_of = line
    counted, among, published = (getattr(census, name) for name in (count, base, share_of))
    if published is None and counted is not None and among:
        published = percent(counted, among, places=1)
    own = "not published" if published is None else f"{published:.1f}% ({counted} of {among})"
    beside = getattr(england, share_of, None) if england else None
    return ContextLine(label, own, "" if beside is None else f"{beside:.1f}%")
