"""England beside the trust: only where like is measured with like, and always with its label."""

from dataclasses import dataclass, field

from dashboards.filters import COMBINED
from monitoring.models import PupilGroup, Subject
from monitoring.rules.families import Family
from monitoring.selectors.results import BenchmarkFigure, benchmarks

END_OF_KEY_STAGE = "6"  # DfE publishes nothing a term's return of another year could stand beside
SUBJECTS = [*Subject.values, COMBINED]


@dataclass
class National:
    """The latest national figures at expected for a cohort, by subject and group.

    `family` is the collection's: steps of a pupil's own have nothing national beside them.
    """

    cohort: str
    before: int
    family: Family
    found: dict[tuple[str, str], BenchmarkFigure] = field(init=False)

    def __post_init__(self) -> None:
        self.found = {}
        if self.cohort == END_OF_KEY_STAGE and self.family.stands_beside_national:
            measures = [f"{subject}_expected" for subject in SUBJECTS]
            self.found = benchmarks(
                measures=measures, groups=PupilGroup.values, start_year=self.before
            )

    @property
    def is_known(self) -> bool:
        return bool(self.found)

    @property
    def label(self) -> str:
        """national: DfE 2025, state-funded"""
        first = self.found.get((f"{COMBINED}_expected", PupilGroup.ALL))
        return f"national: {first.label}" if first else ""

    def same(self, subject: str, group: str) -> float | None:
        """The same group nationally, in percent; all pupils where the group is not published."""
        own = self.found.get((f"{subject}_expected", group))
        return float(own.value) if own else None

    def others(self, subject: str) -> float | None:
        """Pupils nationally who are not disadvantaged: what a disadvantage gap is measured to."""
        return self.same(subject, PupilGroup.NOT_DIS)

    def said(self, subject: str, group: str) -> str:
        value = self.same(subject, group)
        return "" if value is None else f"national {value:g}%"
