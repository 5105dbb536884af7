"""England beside the trust: only where like is measured with like, and always with its label."""

from dataclasses import dataclass, field

from monitoring.models import Collection, PupilGroup, Term
from monitoring.rules.kinds import Line
from monitoring.selectors.collections import phases_asked
from monitoring.selectors.results import BenchmarkFigure, benchmarks
from schools.models import Phase, School

END_OF_KEY_STAGE = "6"  # DfE publishes nothing a term's return of another year could stand beside
PHASES = {Phase.PRIMARY: "primary", Phase.SECONDARY: "secondary", Phase.SPECIAL: "special"}


@dataclass
class National:
    """The latest national figures of a collection's lines for a cohort, by measure and group.

    Of a termly collection only its last primary year has any, and steps of a pupil's own none. Of
    a kind those of the same phase: the school's, or that of every school asked where it is one.
    """

    collection: Collection
    cohort: str
    school: School | None = None
    found: dict[tuple[str, str], BenchmarkFigure] = field(init=False)

    def __post_init__(self) -> None:
        self.found = {}
        measures, phase = self._measures(), "primary"
        if measures and self.collection.asking:
            phase = self._phase()
        if measures and phase:
            self.found = benchmarks(
                measures=measures,
                groups=PupilGroup.values,
                start_year=self.collection.start_year,
                phase=phase,
            )

    def _measures(self) -> list[str]:
        asking = self.collection.asking
        if asking:
            is_summer = self.collection.term == Term.SUMMER
            beside = [
                line
                for line in asking.lines
                if asking.stands_beside_national(line, is_summer=is_summer)
            ]
            return [measure for line in beside for measure in line.measures]
        family = self.collection.on_scale.kind
        if self.cohort != END_OF_KEY_STAGE or not family.stands_beside_national:
            return []
        return [line.met for line in self.collection.lines]

    def _phase(self) -> str:
        phases = {self.school.phase} if self.school else phases_asked(self.collection)
        return PHASES.get(Phase(phases.pop()), "") if len(phases) == 1 else ""

    @property
    def is_known(self) -> bool:
        return bool(self.found)

    @property
    def label(self) -> str:
        """national: DfE 2025, state-funded"""
        codes = [measure for line in reversed(self.collection.lines) for measure in line.measures]
        known = (self.found.get((measure, PupilGroup.ALL)) for measure in codes)
        first = next(filter(None, known), None)
        return f"national: {first.label}" if first else ""

    def same(self, measure: str, group: str) -> float | None:
        """The same group nationally; None where the group is not published."""
        own = self.found.get((measure, group))
        return float(own.value) if own else None

    def others(self, measure: str) -> float | None:
        """Pupils nationally who are not disadvantaged: what a disadvantage gap is measured to."""
        return self.same(measure, PupilGroup.NOT_DIS)

    def said(self, line: Line, group: str) -> str:
        value = self.same(line.met, group)
        return "" if value is None else f"national {value:g}{'' if line.per == 1 else '%'}"
