"""A school's targets beside its newest results: how many more pupils each asks for.

Where the result is withheld so is what could be worked out from it, the gap, and what teachers
predict of the same few pupils. Before there is a result nobody can say how few they are.
"""

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from accounts.access import holds
from accounts.models import User
from accounts.roles import Can
from core.units import percent
from core.years import AcademicYear
from dashboards.presenters.choice import Choice
from dashboards.selectors.newest import Newest, newest_of_year
from dashboards.selectors.shown import Shown
from monitoring.models import Aim, AimKind, Standard
from monitoring.rules.kinds import Line
from monitoring.rules.targets import gap_in_words
from schools.models import School

WITHHELD, NOT_YET = "withheld", "no results yet"


@dataclass(frozen=True)
class AimLine:
    """One subject and standard in words: the three kinds, the newest result and the gap."""

    label: str
    estimate: str
    target: str
    is_agreed: bool
    prediction: str
    result: str
    gap: str

    @property
    def is_met(self) -> bool:
        return self.gap.startswith("met")


class TargetSection:
    """Of the chosen year group and group, in the academic year of the chosen term."""

    def __init__(self, viewer: User | None, school: School, choice: Choice) -> None:
        self.viewer, self.school, self.choice = viewer, school, choice
        self.start_year = choice.collection.start_year

    @property
    def title(self) -> str:
        return f"{AcademicYear(self.start_year)} targets: {self.choice}"

    @cached_property
    def _aims(self) -> dict[tuple[str, str, str], Aim]:
        standing = Aim.objects.standing().filter(
            school=self.school,
            start_year=self.start_year,
            year_group=self.choice.cohort,
            group=self.choice.group,
        )
        return {(aim.subject, aim.standard, aim.kind): aim for aim in standing}

    @cached_property
    def sees_small_numbers(self) -> bool:
        return bool(self.viewer and holds(self.viewer, Can.VIEW_SMALL_NUMBERS, self.school))

    @cached_property
    def newest(self) -> Newest | None:
        return newest_of_year(
            viewer=self.viewer,
            school=self.school,
            start_year=self.start_year,
            cohort=self.choice.cohort,
            group=self.choice.group,
        )

    @property
    def source(self) -> str:
        """Where the results beside the targets are from, and as at when."""
        if self.newest is None:
            return f"No results of {AcademicYear(self.start_year)} are in for these pupils yet."
        told = f"Results: the school's {self.newest.collection} return"
        told += f" ({self.newest.collection.asked_by})"
        if self.newest.made_at:
            told += f", as at {timezone.localtime(self.newest.made_at):%-d %b %Y, %H:%M}"
        return f"{told}."

    @cached_property
    def lines(self) -> list[AimLine]:
        return [
            self._line(subject, standard)
            for subject in self.choice.lines
            for standard in Standard
            if any((subject.code, standard, kind) in self._aims for kind in AimKind)
        ]

    def _line(self, subject: Line, standard: Standard) -> AimLine:
        estimate, target, prediction = (
            self._aims.get((subject.code, standard, kind)) for kind in AimKind
        )
        shown = self.newest.cells.get(subject.code) if self.newest else None
        withheld = bool(shown and getattr(shown, f"{standard}_withheld"))
        reached = None if shown is None else getattr(shown, standard)
        hides_prediction = withheld or (shown is None and not self.sees_small_numbers)
        return AimLine(
            label=f"{subject.label}, {standard.label.lower()}",
            estimate=_said(estimate),
            target=_said(target),
            is_agreed=bool(target and target.agreed_at),
            prediction=WITHHELD if prediction and hides_prediction else _said(prediction),
            result=_result(shown, reached, withheld=withheld),
            gap=_gap(target, shown, reached, withheld=withheld),
        )


def _said(aim: Aim | None) -> str:
    """78% (FFT20), or nothing; a prediction goes with no benchmark."""
    if aim is None:
        return ""
    return f"{aim.percent}% ({aim.get_level_display()})" if aim.level else f"{aim.percent}%"


def _result(shown: Shown | None, reached: int | None, *, withheld: bool) -> str:
    """18 of 27 (66.7%)."""
    if withheld:
        return WITHHELD
    if shown is None or reached is None:
        return NOT_YET
    if not shown.pupils:
        return "no pupils"
    return f"{reached} of {shown.pupils} ({percent(reached, shown.pupils, places=1)}%)"


def _gap(target: Aim | None, shown: Shown | None, reached: int | None, *, withheld: bool) -> str:
    if target is None:
        return ""
    if withheld:
        return WITHHELD
    if shown is None or reached is None:
        return NOT_YET
    return gap_in_words(target.percent, pupils=shown.pupils or 0, reached=reached)
