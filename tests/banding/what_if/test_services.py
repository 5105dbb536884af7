from datetime import timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.utils import timezone

from accounts.models import RoleAssignment
from accounts.roles import Role
from banding import selectors, services, verbs
from banding.models import BandDecision, ChangeKind, DecisionState, Scenario, ScenarioState
from core.errors import DomainError, EditedMeanwhile, NotAllowed, WrongState
from core.models import JournalEntry
from schools.models import School
from tests.world import (
    a_level,
    a_person,
    a_proposal,
    a_school,
    a_settled_band,
    a_what_if,
    an_offer_line,
    some_posts,
    the_calendar,
    the_model,
    this_year,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lee():
    return a_person(Role.EXECUTIVE, name="Lee")


@pytest.fixture
def elm():
    school = a_school("Elm Grove")
    a_settled_band(school, "C")
    return school


def move(lee, scenario, school, code="D"):
    return services.try_levels(actor=lee, scenario_id=scenario.pk, levels={school: a_level(code)})


def propose(lee, scenario, **more):
    version = selectors.proposable(scenario).version
    return services.turn_into_proposals(
        actor=lee, scenario_id=scenario.pk, version=version, **{"reason": "Maths.", **more}
    )


def rows() -> dict[str, int]:
    """How many rows every table has."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


OWN = {"banding.Scenario", "banding.ScenarioChange", "core.JournalEntry"}


def test_trying_changing_comparing_and_discarding_write_nothing_live(lee, elm):
    the_calendar()
    [post] = some_posts()
    oak = a_school("Oak Bank")
    before = rows()
    one, other = a_what_if("One", by=lee), a_what_if("Other", by=lee)
    move(lee, one, elm)
    services.add_school(actor=lee, scenario_id=one.pk, level=a_level("E"), name="New Academy")
    services.remove_school(actor=lee, scenario_id=one.pk, school=oak)
    services.try_offer(actor=lee, scenario_id=one.pk, line=an_offer_line(), quarter_days=20)
    services.try_capacity(
        actor=lee, scenario_id=one.pk, post=post, fte=Decimal("0.5"), deployable_percent=40
    )
    for scenario in (one, other):
        selectors.trial_of(scenario)
    services.rename_scenario(actor=lee, scenario_id=other.pk, name="Another")
    services.discard_scenario(actor=lee, scenario_id=other.pk)
    after = rows()
    assert {label for label, many in after.items() if many != before.get(label)} == OWN
    assert BandDecision.objects.get().level == a_level("C")


def test_everything_done_to_a_what_if_is_written_down(lee, elm):
    scenario = a_what_if(by=lee)
    [change] = move(lee, scenario, elm)
    services.take_back_change(actor=lee, scenario_id=scenario.pk, change_id=change.pk)
    services.rename_scenario(actor=lee, scenario_id=scenario.pk, name="Third time")
    services.discard_scenario(actor=lee, scenario_id=scenario.pk)
    told = JournalEntry.objects.filter(target_type="banding.scenario").order_by("pk")
    assert [entry.verb for entry in told] == [
        verbs.SCENARIO_MADE,
        verbs.SCENARIO_CHANGED,
        verbs.SCENARIO_CHANGED,
        verbs.SCENARIO_RENAMED,
        verbs.SCENARIO_DISCARDED,
    ]
    assert told[1].after == {"change": "Elm Grove: Band D"}


def test_a_later_change_of_the_same_thing_takes_the_place_of_the_earlier(lee, elm):
    scenario = a_what_if(by=lee)
    move(lee, scenario, elm, "D")
    move(lee, scenario, elm, "E")
    for days in (4, 8):
        services.try_offer(
            actor=lee, scenario_id=scenario.pk, line=an_offer_line(), quarter_days=days
        )
    for code in "CD":
        services.add_school(
            actor=lee, scenario_id=scenario.pk, level=a_level(code), name="New Academy"
        )
    kept = {change.kind: change for change in scenario.changes.all()}
    assert len(kept) == scenario.changes.count() == 3
    assert kept[ChangeKind.LEVEL].level == a_level("E")
    assert kept[ChangeKind.OFFER].quarter_days == 8
    assert kept[ChangeKind.ADD_SCHOOL].level == a_level("D")


def test_the_level_a_school_has_is_no_change(lee, elm):
    scenario = a_what_if(by=lee)
    move(lee, scenario, elm, "D")
    move(lee, scenario, elm, "C")
    assert not scenario.changes.exists()


def test_days_levy_and_capacity_follow_from_the_changes(lee, elm):
    the_calendar()
    [post] = some_posts(fte="1", deployable_percent=10)
    ash = a_school("Ash Hill")
    scenario = a_what_if(by=lee)
    move(lee, scenario, elm, "E")
    services.remove_school(actor=lee, scenario_id=scenario.pk, school=ash)
    services.add_school(actor=lee, scenario_id=scenario.pk, level=a_level("D"), name="New Academy")
    trial = selectors.trial_of(scenario)
    moved = {one.name: one for one in trial.difference.moved}
    assert {name: one.change for name, one in moved.items()} == {
        "Ash Hill": -48, "Elm Grove": 28, "New Academy": 62,
    }  # fmt: skip
    assert (trial.difference.added, trial.difference.removed) == (1, 1)
    assert moved["Elm Grove"].after.levy_effect == "Will rise"
    assert moved["Elm Grove"].after.percent is None
    services.try_capacity(
        actor=lee, scenario_id=scenario.pk, post=post, fte=Decimal(2), deployable_percent=10
    )
    trial = selectors.trial_of(scenario)
    assert trial.after.capacity > trial.before.capacity > 0


def test_a_known_school_that_is_not_of_the_trust_can_be_added_once(lee, elm):
    outside = School.objects.create(urn=999_001, name="Beech Academy")
    scenario = a_what_if(by=lee)
    add = {"actor": lee, "scenario_id": scenario.pk, "level": None}
    services.add_school(**add, school=outside)
    services.add_school(**add, school=outside)
    trial = selectors.trial_of(scenario)
    assert [s.name for s in trial.after.schools] == ["Beech Academy", "Elm Grove"]
    with pytest.raises(DomainError, match="is a school of the trust already"):
        services.add_school(**add, school=elm)
    with pytest.raises(DomainError, match="Choose a school, or give"):
        services.add_school(**add, name="  ")


def test_changed_levels_become_proposals_and_the_rest_is_named(lee, elm):
    oak, ash = a_school("Oak Bank"), a_school("Ash Hill")
    a_settled_band(oak, "C")
    a_proposal(ash, "D", by=lee)
    scenario = a_what_if(by=lee, from_date=timezone.localdate())
    for school in (elm, oak, ash):
        move(lee, scenario, school, "E")
    services.try_offer(actor=lee, scenario_id=scenario.pk, line=an_offer_line(), quarter_days=8)
    turned = propose(lee, scenario, reasons={oak.pk: "Reading."})
    assert {d.school.name: d.reason for d in turned.proposed} == {
        "Elm Grove": "Maths.", "Oak Bank": "Reading.",
    }  # fmt: skip
    assert all(d.state == DecisionState.PROPOSED for d in turned.proposed)
    left = {out.what: out.why for out in turned.left_out}
    assert left["Ash Hill"] == "A proposal for it is being made or is waiting."
    assert "Only a band can be proposed." in left.values()
    assert turned.scenario.state == ScenarioState.PROPOSED
    with pytest.raises(WrongState, match="turned into proposals"):
        move(lee, scenario, elm, "D")


def test_a_what_if_with_nothing_to_propose_stays_open(lee, elm):
    a_proposal(elm, "D", by=lee)
    scenario = a_what_if(by=lee)
    move(lee, scenario, elm, "E")
    with pytest.raises(DomainError, match="Nothing could be proposed"):
        propose(lee, scenario)
    scenario.refresh_from_db()
    assert scenario.state == ScenarioState.OPEN


def test_what_was_not_read_is_not_proposed(lee, elm):
    scenario = a_what_if(by=lee)
    move(lee, scenario, elm, "D")
    read = selectors.proposable(scenario).version
    move(lee, scenario, elm, "E")
    with pytest.raises(EditedMeanwhile):
        services.turn_into_proposals(
            actor=lee, scenario_id=scenario.pk, version=read, reason="Maths."
        )
    assert not BandDecision.objects.waiting().exists()


def test_a_name_is_taken_until_it_is_discarded(lee):
    first = a_what_if("Two more", by=lee)
    with pytest.raises(DomainError, match="called Two more already"):
        a_what_if("Two more ", by=lee)
    services.discard_scenario(actor=lee, scenario_id=first.pk)
    second = a_what_if("Two more", by=lee)
    with pytest.raises(DomainError, match="Give it a name"):
        services.rename_scenario(actor=lee, scenario_id=second.pk, name=" ")
    with pytest.raises(WrongState, match="discarded"):
        services.discard_scenario(actor=lee, scenario_id=first.pk)


@pytest.mark.parametrize("role", [Role.TRUSTEE, Role.HEADTEACHER, Role.ADMIN])
def test_nobody_else_tries_things_out(role, lee):
    scenario, other = a_what_if(by=lee), a_person(role)
    assert list(selectors.scenarios_for(lee)) == [scenario]
    assert not selectors.scenarios_for(other).exists()
    with pytest.raises(NotAllowed):
        services.discard_scenario(actor=other, scenario_id=scenario.pk)


def test_a_lead_of_the_whole_trust_may_and_one_of_a_school_may_not(elm):
    whole = a_person(Role.IMPROVEMENT_LEAD, name="Wyn")
    at_school = a_person(None, name="Pat")
    RoleAssignment.objects.create(user=at_school, role=Role.IMPROVEMENT_LEAD, school=elm)
    assert a_what_if(by=whole)
    with pytest.raises(NotAllowed, match="whole trust"):
        a_what_if("Mine", by=at_school)


def test_a_what_if_begins_in_its_year_and_only_from_a_model_in_force(lee):
    with pytest.raises(DomainError, match="Choose a day from 1 Sep"):
        a_what_if(by=lee, from_date=this_year().ends_on + timedelta(days=1))
    assert not Scenario.objects.exists()


def test_levels_lines_and_posts_of_another_model_are_refused(lee, elm):
    scenario = a_what_if(by=lee)
    line = an_offer_line("bespoke_ect")
    with pytest.raises(DomainError, match="has no days"):
        services.try_offer(actor=lee, scenario_id=scenario.pk, line=line, quarter_days=1)
    outside = School.objects.create(urn=999_001, name="Beech Academy")
    with pytest.raises(DomainError, match="is not a school of the trust"):
        services.remove_school(actor=lee, scenario_id=scenario.pk, school=outside)


def test_posts_are_entered_again_in_place():
    [post] = some_posts(fte="1")
    [again] = some_posts(fte="0.5")
    assert (again.pk, again.fte) == (post.pk, Decimal("0.5"))
    assert the_model().posts.count() == 1
