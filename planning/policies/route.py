"""The route of a plan, read from the edition in force and the level of the school that counts."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from accounts.words import word
from banding.models import Duty, DutyKind, DutyScope, Edition
from banding.selectors import current_levels, edition_in_force
from planning.models import Plan
from planning.rules.routes import (
    Asking,
    Party,
    Route,
    Standing,
    asks_how_it_goes,
    route_of,
)
from schools.models import School

KINDS = [DutyKind.PLAN, DutyKind.SELF_EVALUATION, DutyKind.ACTION_PLAN]


@dataclass
class Routes:
    """The routes of many schools' plans of one year, read once."""

    start_year: int
    schools: Iterable[School]
    edition: Edition | None = field(init=False)

    def __post_init__(self) -> None:
        self.edition = edition_in_force(self.start_year)
        self._duties = asked_by(self.edition) if self.edition else []
        self._standings = self._read_standings(self.edition) if self.edition else {}
        self._head = word("headteacher").lower()

    def of(self, school_id: int, kind: str) -> Route:
        return route_of(kind, self._duties, self._standing(school_id), head=self._head)

    def updates(self, school_id: int, kind: str) -> list[str]:
        """The codes of duties that ask the school how such a plan goes."""
        return asks_how_it_goes(kind, self._duties, self._standing(school_id))

    def _standing(self, school_id: int) -> Standing:
        without = Standing(model=self.edition.model.name if self.edition else "")
        return self._standings.get(school_id, without)

    def _read_standings(self, edition: Edition) -> dict[int, Standing]:
        labels = {level.pk: level.label for level in edition.levels.all()}
        now = current_levels(schools=list(self.schools), start_year=self.start_year)
        counts = {pk: one.counts_as for pk, one in now.items()}  # type: ignore[attr-defined]
        return {
            school: Standing(edition.model.name, level, labels[level])
            for school, level in counts.items()
            if level in labels
        }


def route_for(plan: Plan) -> Route:
    return Routes(plan.start_year, [plan.school]).of(plan.school_id, plan.kind)


def updates_of(plan: Plan) -> list[str]:
    return Routes(plan.start_year, [plan.school]).updates(plan.school_id, plan.kind)


def route_of_kind(school: School, kind: str, start_year: int) -> Route:
    """Before there is a plan."""
    return Routes(start_year, [school]).of(school.pk, kind)


def asked_by(edition: Edition) -> list[Asking]:
    duties = Duty.objects.filter(edition=edition, kind__in=KINDS, scope=DutyScope.SCHOOL)
    duties = duties.select_related("owner", "approver", "overseer")
    return [
        Asking(
            code=duty.code,
            kind=duty.kind,
            cadence=duty.cadence,
            position=duty.position,
            owner=Party(duty.owner.name, duty.owner.role),
            approver=Party(duty.approver.name, duty.approver.role) if duty.approver else None,
            overseer=Party(duty.overseer.name, duty.overseer.role) if duty.overseer else None,
            level_ids=frozenset(level.pk for level in duty.levels.all()),
            cast=tuple(party.name for party in duty.cast.all()),
        )
        for duty in duties.prefetch_related("levels", "cast")
    ]
