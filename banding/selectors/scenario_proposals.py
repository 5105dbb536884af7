"""Which changes of a what-if can become proposals, and why the others cannot."""

from dataclasses import dataclass

from banding.models import BandDecision, ChangeKind, Level, Scenario
from banding.selectors.decisions import current_levels
from schools.models import School


@dataclass(frozen=True)
class LeftOut:
    what: str
    why: str


@dataclass(frozen=True)
class ToPropose:
    school: School
    level: Level
    now: Level | None


@dataclass(frozen=True)
class Plan:
    """`levels` counts the changed ones, whether or not they can be proposed."""

    to_propose: list[ToPropose]
    left_out: list[LeftOut]
    levels: int

    @property
    def version(self) -> str:
        """What would be proposed, as the check page showed it."""
        return " ".join(f"{one.school.pk}:{one.level.pk}" for one in self.to_propose)


def proposable(scenario: Scenario) -> Plan:
    edition = scenario.edition
    every = list(scenario.changes.select_related("school", "level", "offer_line", "post"))
    schools = [change.school for change in every if change.school]
    ids = [school.pk for school in schools]
    ours = set(School.objects.members().filter(pk__in=ids).values_list("pk", flat=True))
    open_ones = BandDecision.objects.filter(
        state__in=["draft", "proposed"], start_year=edition.start_year, school__in=ids
    )
    waiting = set(open_ones.values_list("school_id", flat=True))
    here = current_levels(schools=schools, start_year=edition.start_year, on=scenario.from_date)
    word = edition.word("level").lower()
    to_propose, left_out = [], []
    for change in every:
        school, level = change.school, change.level
        if change.kind != ChangeKind.LEVEL or school is None or level is None:
            left_out.append(LeftOut(str(change), f"Only a {word} can be proposed."))
            continue
        now = here[school.pk].level if school.pk in here else None
        if school.pk not in ours:
            left_out.append(LeftOut(school.name, "It is no longer a school of the trust."))
        elif school.pk in waiting:
            left_out.append(LeftOut(school.name, "A proposal for it is being made or is waiting."))
        elif now == level:
            left_out.append(LeftOut(school.name, f"It is on {level} already."))
        else:
            to_propose.append(ToPropose(school, level, now))
    levels = sum(change.kind == ChangeKind.LEVEL for change in every)
    return Plan(to_propose, left_out, levels)
