"""What-ifs: begun, renamed, ended. Nothing here touches what is live."""

from datetime import date

from django.db import transaction

from accounts.models import User
from banding import verbs
from banding.models import SCENARIO, Edition, EditionState, Scenario, ScenarioState
from banding.policies import scenarios as policies
from core import journal
from core.errors import DomainError


@transaction.atomic
def make_scenario(*, actor: User, edition: Edition, name: str, from_date: date) -> Scenario:
    """A copy of the present is a name and a day: what differs is written as changes."""
    policies.check_can_try(actor)
    if edition.state != EditionState.IN_FORCE:
        raise DomainError(f"{edition} is not in force, so there is no present to start from.")
    year = edition.academic_year
    if from_date not in year:
        raise DomainError(f"Choose a day from 1 Sep {year.start_year} to 31 Aug {year.end_year}.")
    Edition.objects.select_for_update().get(pk=edition.pk)  # names are once an edition
    scenario = Scenario(edition=edition, name=name.strip(), from_date=from_date, made_by=actor)
    _check_name(scenario)
    scenario.full_clean()
    scenario.save()
    journal.record(
        actor=actor,
        verb=verbs.SCENARIO_MADE,
        target=scenario,
        after={"name": scenario.name, "from": from_date.isoformat()},
    )
    return scenario


@transaction.atomic
def rename_scenario(*, actor: User, scenario_id: int, name: str) -> Scenario:
    scenario = locked(actor, scenario_id)
    Edition.objects.select_for_update().get(pk=scenario.edition_id)
    before, scenario.name = scenario.name, name.strip()
    if before == scenario.name:
        return scenario
    _check_name(scenario)
    scenario.full_clean()
    scenario.save()
    journal.record(
        actor=actor,
        verb=verbs.SCENARIO_RENAMED,
        target=scenario,
        before={"name": before},
        after={"name": scenario.name},
    )
    return scenario


@transaction.atomic
def discard_scenario(*, actor: User, scenario_id: int) -> Scenario:
    scenario = locked(actor, scenario_id)
    SCENARIO.check(scenario.state, ScenarioState.DISCARDED)
    scenario.state = ScenarioState.DISCARDED
    scenario.save()
    journal.record(
        actor=actor,
        verb=verbs.SCENARIO_DISCARDED,
        target=scenario,
        before={"name": scenario.name, "changes": scenario.changes.count()},
    )
    return scenario


def locked(actor: User, scenario_id: int) -> Scenario:
    """The what-if, held for this change: whoever comes second finds what the first one did."""
    scenario = (
        Scenario.objects.select_for_update(of=("self",))
        .select_related("edition__model")
        .get(pk=scenario_id)
    )
    policies.check_can_try(actor)
    policies.check_is_open(scenario)
    return scenario


def _check_name(scenario: Scenario) -> None:
    if not scenario.name:
        raise DomainError("Give it a name, so that you find it again.")
    others = Scenario.objects.filter(edition=scenario.edition, name=scenario.name)
    if others.exclude(pk=scenario.pk).exclude(state=ScenarioState.DISCARDED).exists():
        raise DomainError(
            f"There is a what-if called {scenario.name} already. Choose another name."
        )
