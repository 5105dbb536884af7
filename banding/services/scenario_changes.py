"""The differences of a what-if: one for each thing, a later one in place of an earlier."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.models import User
from banding import verbs
from banding.models import (
    ChangeKind,
    Level,
    OfferLine,
    OfferPart,
    Post,
    Scenario,
    ScenarioChange,
)
from banding.selectors import current_levels
from banding.services.scenarios import locked
from core import journal
from core.errors import DomainError
from core.units import show_days
from schools.models import School

ALL = 100


@transaction.atomic
def try_levels(
    *, actor: User, scenario_id: int, levels: Mapping[School, Level]
) -> list[ScenarioChange]:
    """Schools on other levels. The level a school has on that day is no change: it takes one back.

    Schools that are not named keep what they have, so two people can change different ones at once.
    """
    scenario = locked(actor, scenario_id)
    for level in levels.values():
        _check_level(scenario, level)
    _check_members(levels)
    here = current_levels(
        schools=list(levels), start_year=scenario.edition.start_year, on=scenario.from_date
    )
    said, kept = [], []
    for school, level in levels.items():
        now = here[school.pk].level if school.pk in here else None
        target = {"kind": ChangeKind.LEVEL, "school": school}
        if now == level:
            scenario.changes.filter(**target).delete()
        else:
            kept.append(_put(scenario, target, level=level))
        said.append(f"{school}: {level}")
    if said:
        _record(actor, scenario, "; ".join(said))
    return kept


@transaction.atomic
def add_school(
    *,
    actor: User,
    scenario_id: int,
    level: Level | None,
    school: School | None = None,
    name: str = "",
) -> ScenarioChange:
    """A school more: one that is known here but not of the trust, or only a name."""
    scenario, name = locked(actor, scenario_id), name.strip()
    if level:
        _check_level(scenario, level)
    if school is None and not name:
        raise DomainError("Choose a school, or give one that is not known here a name.")
    if school and School.objects.members().filter(pk=school.pk).exists():
        raise DomainError(f"{school} is a school of the trust already.")
    target: dict[str, Any] = {"kind": ChangeKind.ADD_SCHOOL, "school": school}
    if school is None:
        target["name"] = name
    change = _put(scenario, target, level=level)
    _record(actor, scenario, f"One more school: {school or name}, {level or 'no level'}")
    return change


@transaction.atomic
def remove_school(*, actor: User, scenario_id: int, school: School) -> ScenarioChange:
    scenario = locked(actor, scenario_id)
    _check_members([school])
    change = _put(scenario, {"kind": ChangeKind.REMOVE_SCHOOL, "school": school})
    _record(actor, scenario, f"One school less: {school}")
    return change


@transaction.atomic
def try_offer(
    *, actor: User, scenario_id: int, line: OfferLine, quarter_days: int
) -> ScenarioChange:
    scenario = locked(actor, scenario_id)
    if line.edition_id != scenario.edition_id or line.part == OfferPart.BESPOKE:
        raise DomainError(f"{line} has no days in {scenario.edition}.")
    target = {"kind": ChangeKind.OFFER, "offer_line": line}
    change = _put(scenario, target, quarter_days=quarter_days)
    _record(actor, scenario, f"{line}: {show_days(quarter_days)} days")
    return change


@transaction.atomic
def try_capacity(
    *, actor: User, scenario_id: int, post: Post, fte: Decimal, deployable_percent: int
) -> ScenarioChange:
    scenario = locked(actor, scenario_id)
    if post.edition_id != scenario.edition_id:
        raise DomainError(f"{post} is not a post of {scenario.edition}.")
    if fte < 0 or not 0 <= deployable_percent <= ALL:
        raise DomainError("Full-time equivalent is 0 or more, and a share from 0 to 100.")
    target = {"kind": ChangeKind.CAPACITY, "post": post}
    change = _put(scenario, target, fte=fte, deployable_percent=deployable_percent)
    _record(actor, scenario, f"{post}: {fte} FTE, {deployable_percent}% deployable")
    return change


@transaction.atomic
def take_back_change(*, actor: User, scenario_id: int, change_id: int) -> None:
    """Somebody may have taken it back a moment ago: then there is nothing left to do."""
    scenario = locked(actor, scenario_id)
    change = scenario.changes.filter(pk=change_id).first()
    if change is None:
        return
    said = str(change)
    change.delete()
    _record(actor, scenario, f"Taken back: {said}")


def _put(scenario: Scenario, target: Mapping[str, Any], **values: Any) -> ScenarioChange:
    change = scenario.changes.filter(**target).first()
    change = change or ScenarioChange(scenario=scenario, **target)
    for name, value in values.items():
        setattr(change, name, value)
    change.full_clean()
    change.save()
    return change


def _check_level(scenario: Scenario, level: Level) -> None:
    if level.edition_id != scenario.edition_id:
        raise DomainError(f"{level} is not a level of {scenario.edition}.")


def _check_members(schools: Any) -> None:
    ours = set(School.objects.members().values_list("pk", flat=True))
    for school in schools:
        if school.pk not in ours:
            raise DomainError(f"{school} is not a school of the trust.")


def _record(actor: User, scenario: Scenario, said: str) -> None:
    journal.record(
        actor=actor, verb=verbs.SCENARIO_CHANGED, target=scenario, after={"change": said[:1000]}
    )
