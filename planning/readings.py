"""What a priority's measure stands at. The room of figures provides it, in `AppConfig.ready`.

Nothing read here is kept: it is what its reader may see today, withheld as everywhere (ADR 5).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts.models import User
from monitoring.models import PupilGroup, Subject, YearGroup
from monitoring.rules.terms import name_of
from planning.rules.gaps import pupils_short, show_gap
from schools.models import School

COMBINED = "rwm"
SUBJECTS = {COMBINED: "Reading, writing and maths", **dict(Subject.choices)}
STANDARDS = {"expected": "expected or above", "higher": "the higher standard"}
MEASURES = {
    f"{subject}_{standard}": f"{label}, {words}"
    for standard, words in STANDARDS.items()
    for subject, label in SUBJECTS.items()
}


@dataclass(frozen=True)
class Wanted:
    """A measure of some pupils. Without a term the newest figure is wanted."""

    measure: str
    cohort: str
    group: str
    start_year: int | None = None
    term: int | None = None

    def __str__(self) -> str:
        cohort = YearGroup(self.cohort).label
        group = PupilGroup(self.group).label
        group = group if group[:2].isupper() else group.lower()
        return f"{MEASURES.get(self.measure, self.measure)}: {cohort}, {group}"


@dataclass(frozen=True)
class Reading:
    """Counts, or none of them where they are withheld from this reader.

    `source` is the collection it was read from; `on` the day its figures were made.
    """

    numerator: int | None
    denominator: int | None
    percent: Decimal | None
    withheld: bool
    on: date | None
    source: str

    def gap(self, target_percent: int | None) -> int | None:
        """Pupils short of a target; below nothing where it is passed."""
        if target_percent is None or self.numerator is None or not self.denominator:
            return None
        return pupils_short(
            numerator=self.numerator, denominator=self.denominator, target_percent=target_percent
        )

    def gap_words(self, target_percent: int | None) -> str:
        gap = self.gap(target_percent)
        return "" if gap is None else show_gap(gap)

    @property
    def words(self) -> str:
        """64% of 25 pupils, or why there is no percentage."""
        if self.withheld:
            return "withheld: too few pupils"
        if self.percent is None:
            return "no pupils"
        return f"{round(self.percent)}% of {self.denominator} pupils"


Provide = Callable[[User, School, Iterable[Wanted]], Mapping[Wanted, Reading]]

PROVIDERS: list[Provide] = []


def come_from(provide: Provide) -> None:
    PROVIDERS.append(provide)


def readings_for(user: User, school: School, wanted: Iterable[Wanted]) -> dict[Wanted, Reading]:
    """What this person may see of what is wanted; what there is no figure of is left out."""
    asked = set(wanted)
    found: dict[Wanted, Reading] = {}
    for provide in PROVIDERS:
        found |= provide(user, school, asked)
    return found


def term_name(start_year: int | None, term: int | None) -> str:
    return name_of(term, start_year) if term and start_year else ""
