"""The trust in one page: what is missing, where it stands, what comes first, every school."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.access import holds_anywhere, schools_for
from accounts.models import User
from accounts.roles import Can
from banding.models import Edition
from banding.selectors import band_distribution, edition_in_force, entitled_in_all
from core.charts import Chart, Series
from core.units import show_days
from dashboards.presenters.attention import Looking
from dashboards.presenters.choice import Choice
from dashboards.presenters.gaps import NOTE, NOTE_OF_KIND, GapLine, trust_gaps
from dashboards.presenters.national import National
from dashboards.presenters.shown import PENDING, share, with_sign
from dashboards.presenters.standing import Standing, standings, why_no_days
from dashboards.presenters.table import Row, SchoolTable
from dashboards.presenters.trend import Line, at_expected, trend
from dashboards.presenters.waiting import waiting_for
from dashboards.rules import Attention
from dashboards.selectors import figures
from dashboards.selectors.figures import BySubject, Coverage, Point, TrustTable
from monitoring.models import PupilGroup
from monitoring.rules.kinds import Line as FigureLine
from monitoring.selectors.scales import why_not_counted
from schools.models import School
from support.selectors import given_in_all

MOST_CONCERNS = 8
SCHOOLS_ON_A_PAGE = 25
NAMED_AT_MOST = 3


@dataclass(frozen=True)
class Stat:
    label: str
    value: str
    detail: str = ""
    of: str = ""


@dataclass(frozen=True)
class Banner:
    lead: str
    text: str
    tone: str
    url: str = ""


class TrustPage:
    """Everything the page shows, each part asked for once. Attributes are what templates name."""

    def __init__(self, viewer: User, choice: Choice, *, page: str = "1") -> None:
        self.viewer, self.choice, self.collection = viewer, choice, choice.collection
        self._page = page

    # What the parts share

    @cached_property
    def national(self) -> National:
        return National(self.collection, self.choice.cohort)

    @cached_property
    def own(self) -> QuerySet[School]:
        """The reader's schools. Never listed whole: the page costs the same for a thousand."""
        return schools_for(self.viewer, Can.VIEW_TRUST_FIGURES)

    @cached_property
    def _found(self) -> TrustTable:
        choice = self.choice
        return figures.trust_table(
            viewer=self.viewer,
            collection=choice.collection,
            cohort=choice.cohort,
            group=choice.group,
            schools=self.schools,
        )

    @cached_property
    def _by_group(self) -> dict[str, BySubject]:
        return figures.trust_groups(collection=self.collection, cohort=self.choice.cohort)

    @cached_property
    def _history(self) -> dict[str, list[Point]]:
        """The trust's terms by group: the chosen pupils, and with all pupils the disadvantaged."""
        groups = {self.choice.group}
        if self.choice.group == PupilGroup.ALL:
            groups.add(PupilGroup.DIS)
        return {
            group: figures.history(
                viewer=self.viewer,
                school=None,
                collection=self.collection,
                cohort=self.choice.cohort,
                group=group,
            )
            for group in groups
        }

    @cached_property
    def _coverage(self) -> Coverage:
        return figures.coverage(collection=self.collection)

    @cached_property
    def _edition(self) -> Edition | None:
        return edition_in_force(self.collection.start_year)

    @cached_property
    def _standings(self) -> dict[int, Standing]:
        on_this_page = list(self.schools)
        return standings(self.viewer, on_this_page, start_year=self.collection.start_year)

    # Where the numbers come from

    @property
    def provenance(self) -> str:
        made = self._coverage.as_at
        as_at = f"figures as at {timezone.localtime(made):%-d %b %Y, %H:%M}" if made else ""
        source = f"source: schools' {self.collection} returns"
        said = [str(self.choice), as_at, source, self.national.label]
        return " · ".join(part for part in said if part)

    @property
    def coverage(self) -> Banner:
        may_see = holds_anywhere(self.viewer, Can.VIEW_RETURNS)
        returns = f"{reverse('monitoring:return-list')}?collection={self.collection.pk}"
        return coverage_banner(self._coverage, self.own, url=returns if may_see else "")

    # Four figures

    @property
    def stats(self) -> list[Stat]:
        return [self._headline, self._gap, self._days, self._waiting]

    @property
    def _headline(self) -> Stat:
        line = self.choice.headline
        found = self._found.trust.get(line.code)
        label = f"{self._named(line)}, {self.choice.cohort_words}, {self.choice.group_words}"
        if found is None or found.value is None:
            waits = PENDING if line.code in self._pending else "no figures yet"
            return Stat(label, share(found, line) if found else waits)
        counted = f"of {found.pupils} pupils"
        if not line.is_rate:
            counted = f"{found.expected} {counted}"
        national = self.national.said(line, self.choice.group)
        detail = " · ".join(filter(None, [counted, national, self._last_term(line)]))
        return Stat(label, with_sign(found.value, line), detail)

    def _named(self, line: FigureLine) -> str:
        return line.short if self.collection.asking else f"{line.short} at expected"

    def _last_term(self, line: FigureLine) -> str:
        """What the same year group was at the last time: other children, so it is only said."""
        earlier = self._history[self.choice.group][:-1]
        before = earlier[-1].cells.get(line.code) if earlier else None
        if before is None or before.value is None:
            return ""
        return f"{with_sign(before.value, line)} in {earlier[-1].collection}"

    @property
    def _gap(self) -> Stat:
        headline = self.choice.headline
        line = next(line for line in self.gaps if line.code == headline.code)
        gap = f"gap to others in the trust {line.in_trust} points"
        if self.national.others(headline.met) is not None:
            gap = f"gap to others nationally {line.to_national} points"
        label = f"Disadvantaged, {self._named(headline)}"
        found = self._by_group.get(PupilGroup.DIS, {}).get(headline.code)
        if found is None or found.value is None:
            return Stat(label, line.disadvantaged, gap)
        return Stat(label, with_sign(found.value, headline), f"of {found.pupils} pupils · {gap}")

    @property
    def _days(self) -> Stat:
        year = self.collection.academic_year
        used = given_in_all(schools=self.own, start_year=year.start_year)
        entitled = entitled_in_all(schools=self.own, start_year=year.start_year)
        label = f"Support days given, {year}"
        if not entitled:
            return Stat(label, show_days(used), why_no_days(self._edition))
        detail = f"{round(100 * used / entitled)}% of the year's plan, which is a floor, not a cap"
        return Stat(label, show_days(used), detail, of=f"of {show_days(entitled)}")

    @property
    def _waiting(self) -> Stat:
        found = waiting_for(self.viewer)
        detail = " · ".join(str(kind) for kind in found) or "nothing today"
        return Stat("Waiting for you", str(sum(kind.how_many for kind in found)), detail)

    # The picture, and what to look at first

    @property
    def chart(self) -> Chart:
        line, group = self.choice.headline, self.choice.group
        found = self._history
        if group == PupilGroup.ALL:
            disadvantaged = Line("Disadvantaged, trust", found[PupilGroup.DIS], "second")
            lines = [Line("Trust", found[group]), disadvantaged]
        else:
            lines = [Line(f"{self.choice.group_label}, trust", found[group])]
        return trend(
            title=f"{line.label}, {self.choice.cohort_words}{at_expected(self.collection)}",
            line=line,
            lines=lines,
            national=self.national,
            group=group,
        )

    @cached_property
    def attention(self) -> list[Attention]:
        looking = Looking(self.viewer, self.choice, self._coverage)
        return looking.found(at_most=MOST_CONCERNS)

    # Every school

    @cached_property
    def table(self) -> SchoolTable:
        return SchoolTable(
            self.choice,
            self._found,
            self.national,
            self._coverage,
            self._standings,
            self._pending,
        )

    @cached_property
    def _pending(self) -> dict[str, str]:
        return why_not_counted(self.collection)

    @cached_property
    def schools(self) -> Page:
        worst_first = figures.by_concern(
            viewer=self.viewer,
            collection=self.collection,
            cohort=self.choice.cohort,
            group=self.choice.group,
            subject=self.choice.headline.code,
        )
        return Paginator(worst_first, SCHOOLS_ON_A_PAGE).get_page(self._page)

    @property
    def rows(self) -> list[Row]:
        return self.table.rows(self.schools)

    @property
    def columns(self) -> list[str]:
        return [column.label for column in self.choice.columns]

    @property
    def gap_note(self) -> str:
        return NOTE_OF_KIND if self.collection.asking else NOTE

    @property
    def measure_words(self) -> str:
        """Over the lines of a kind, each of which says what it is."""
        return "Measure" if self.collection.asking else ""

    @property
    def level_word(self) -> str:
        return self._edition.word("level") if self._edition else "Level"

    @property
    def has_levels(self) -> bool:
        return bool(self._edition and self._edition.has_levels)

    @property
    def gives_days(self) -> bool:
        return bool(self._edition and self._edition.gives_days)

    @cached_property
    def gaps(self) -> list[GapLine]:
        return trust_gaps(self.choice, self.national, self._by_group)

    @cached_property
    def bands(self) -> Chart | None:
        """How many of the viewer's schools stand on each level."""
        tallies = band_distribution(schools=self.own, start_year=self.collection.start_year)
        if not tallies:
            return None
        return Chart(
            title=f"Schools by {self.level_word.lower()}, {self.collection.academic_year}",
            kind="bar",
            x_labels=[tally.level.label if tally.level else "None yet" for tally in tallies],
            series=[Series("Schools", [float(tally.schools) for tally in tallies])],
            y_range=(0, max(5, *(tally.schools for tally in tallies))),
        )


def coverage_banner(coverage: Coverage, own: QuerySet[School], *, url: str) -> Banner:
    """How much of what was asked is in, and whose is not: only schools the reader may know of."""
    lead = f"{coverage.is_in} of {coverage.asked} returns in."
    if coverage.is_complete:
        return Banner(lead, "Every school that was asked is in these figures.", "good", url)
    named = list(own.filter(pk__in=coverage.missing_ids).values_list("name", flat=True))
    who = listed(named) if named else "Other schools"
    verb, them = ("is", "it") if len(named) == 1 else ("are", "them")
    text = (
        f"{who} {verb} missing (due {coverage.due_on:%-d %b %Y}), "
        f"so the trust's figures leave {them} out."
    )
    return Banner(lead, text, "watch", url)


def listed(names: list[str]) -> str:
    """One; one and two; one, two and 3 more."""
    if len(names) > NAMED_AT_MOST + 1:
        return f"{', '.join(names[:NAMED_AT_MOST])} and {len(names) - NAMED_AT_MOST} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
