from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.roles import Role
from banding import selectors, services
from banding.models import BandDecision, DecisionState, Edition, EditionState, ImprovementModel
from banding.packs.reader import read_pack
from core.errors import DomainError, EditedMeanwhile, NotAllowed, WrongState
from core.models import JournalEntry
from tests.world import (
    a_level,
    a_person,
    a_proposal,
    a_school,
    a_settled_band,
    the_model,
    this_year,
)

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    return list(JournalEntry.objects.values_list("verb", flat=True))


def level_of(school) -> str | None:
    current = selectors.current_levels(schools=[school], start_year=this_year().start_year)
    return current[school.pk].level.code if current else None


def test_a_loaded_model_is_in_force_and_loading_it_again_changes_nothing():
    first = services.load_pack(actor=None, pack=read_pack("humber"), start_year=2026)
    again = services.load_pack(actor=None, pack=read_pack("humber"), start_year=2026)
    assert (first.is_new, again.is_new) == (True, False)
    assert first.edition == again.edition == selectors.edition_in_force(2026)
    assert verbs() == ["banding.edition.loaded"]


def test_a_second_model_for_the_same_year_waits_as_a_draft():
    other = ImprovementModel.objects.create(code="other", name="Another model")
    Edition.objects.create(model=other, start_year=2026, state=EditionState.IN_FORCE)
    loaded = services.load_pack(actor=None, pack=read_pack("humber"), start_year=2026)
    assert loaded.edition.state == EditionState.DRAFT
    assert selectors.edition_in_force(2026).model == other


def test_a_model_cannot_be_loaded_for_a_year_before_its_first_edition():
    with pytest.raises(DomainError, match="begins in 2021/22"):
        services.load_pack(actor=None, pack=read_pack("humber"), start_year=2020)
    assert not Edition.objects.exists()


def test_approving_a_proposal_settles_the_level_and_names_the_version():
    school, trustee = a_school(), a_person(Role.TRUSTEE)
    a_settled_band(school, "C")
    proposal = a_proposal(school, "D")
    assert level_of(school) == "C"
    services.approve_band(actor=trustee, decision_id=proposal.pk, version=proposal.version)
    assert level_of(school) == "C", "what is approved does not count before it is released"
    services.release_band(actor=trustee, decision_id=proposal.pk)
    proposal.refresh_from_db()
    assert level_of(school) == "D"
    assert proposal.approved_version == proposal.version
    assert proposal.approved_by == trustee
    assert verbs()[-2:] == ["banding.decision.approved", "banding.decision.released"]


def test_a_level_from_a_later_day_leaves_the_earlier_one_standing():
    school = a_school()
    before = a_settled_band(school, "C")
    proposal = a_proposal(school, "D")
    services.approve_band(
        actor=a_person(Role.TRUSTEE), decision_id=proposal.pk, version=proposal.version
    )
    before.refresh_from_db()
    same_day = before.from_date == proposal.from_date
    assert (before.superseded_at is not None) == same_day


def test_a_stale_version_is_refused_and_nothing_is_approved():
    proposal, read = a_proposal(), None
    read = proposal.version
    BandDecision.objects.filter(pk=proposal.pk).update(reason="Quite another reason.")
    with pytest.raises(EditedMeanwhile, match="Read it again"):
        services.approve_band(actor=a_person(Role.TRUSTEE), decision_id=proposal.pk, version=read)
    proposal.refresh_from_db()
    assert proposal.state == DecisionState.PROPOSED


def both_voices():
    """One person who may propose and approve."""
    both = a_person(Role.EXECUTIVE)
    both.assignments.create(role=Role.TRUSTEE, starts_on=date(2020, 9, 1))
    return both


@pytest.mark.parametrize(
    "act",
    [
        lambda who, p: services.approve_band(actor=who, decision_id=p.pk, version=p.version),
        lambda who, p: services.return_proposal(
            actor=who, decision_id=p.pk, version=p.version, reason="No."
        ),
    ],
)
def test_nobody_decides_their_own_proposal(act):
    both = both_voices()
    own, others = a_proposal(by=both), a_proposal()
    with pytest.raises(NotAllowed, match="someone else must"):
        act(both, own)
    own.refresh_from_db()
    assert own.state == DecisionState.PROPOSED
    assert act(both, others).state != DecisionState.PROPOSED


def test_the_database_itself_refuses_an_author_who_approves():
    both = both_voices()
    proposal = a_proposal(by=both)
    with pytest.raises(IntegrityError, match="author_never_approves"), transaction.atomic():
        BandDecision.objects.filter(pk=proposal.pk).update(
            state="approved", approved_by=both, approved_at=timezone.now()
        )


def test_a_returned_proposal_makes_way_for_the_next():
    school, trustee = a_school(), a_person(Role.TRUSTEE)
    first = a_proposal(school, "E")
    with pytest.raises(DomainError, match="already waiting"):
        a_proposal(school, "D")
    services.return_proposal(
        actor=trustee, decision_id=first.pk, version=first.version, reason="Say what was tried."
    )
    second = a_proposal(school, "D")
    assert second.state == DecisionState.PROPOSED
    assert JournalEntry.objects.get(verb="banding.decision.returned").after["return_reason"]


def test_returning_needs_a_reason():
    proposal = a_proposal()
    with pytest.raises(DomainError, match="Say why you return it"):
        services.return_proposal(
            actor=a_person(Role.TRUSTEE), decision_id=proposal.pk, version=proposal.version,
            reason="  ",
        )  # fmt: skip


def test_a_settled_proposal_is_not_settled_again():
    proposal, trustee = a_proposal(), a_person(Role.TRUSTEE)
    services.approve_band(actor=trustee, decision_id=proposal.pk, version=proposal.version)
    with pytest.raises(WrongState):
        services.approve_band(actor=trustee, decision_id=proposal.pk, version=proposal.version)
    with pytest.raises(WrongState):
        services.return_proposal(
            actor=trustee, decision_id=proposal.pk, version=proposal.version, reason="No."
        )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"from_date": date(2019, 1, 1)}, "choose a day from 1 Sep"),
        ({"reason": " "}, "Say why this is right"),
        ({"start_year": 2019}, "not a level of the model in force for 2019/20"),
    ],
)
def test_a_proposal_that_does_not_fit_is_refused(change, sentence):
    fits = {
        "actor": a_person(Role.EXECUTIVE),
        "school": a_school(),
        "level": a_level("D"),
        "start_year": this_year().start_year,
        "reason": "Two terms of decline.",
        "from_date": timezone.localdate(),
    }
    with pytest.raises(DomainError, match=sentence):
        services.propose_band(**fits | change)
    assert services.propose_band(**fits).state == DecisionState.PROPOSED


def test_levels_recorded_for_the_same_day_replace_and_later_ones_stay():
    school, year = a_school(), this_year()
    first = a_settled_band(school, "C")
    later = a_settled_band(school, "E", from_date=year.ends_on - timedelta(days=1))
    again = a_settled_band(school, "D")
    first.refresh_from_db()
    later.refresh_from_db()
    assert first.superseded_at is not None
    assert later.superseded_at is None
    assert again.from_date == year.starts_on
    assert level_of(school) == "D"


def test_recording_the_same_level_twice_changes_nothing():
    school = a_school()
    assert a_settled_band(school, "C") == a_settled_band(school, "C")
    assert verbs().count("banding.decision.released") == 1


def test_recorded_levels_are_written_all_or_none():
    schools, year = [a_school("Ash"), a_school("Oak")], this_year()
    levels = {schools[0]: a_level("C"), schools[1]: a_level("C", year=type(year)(2023))}
    with pytest.raises(DomainError, match="not a level of the model in force"):
        services.record_existing_levels(
            actor=None, levels=levels, start_year=year.start_year, reason="Trustees, July."
        )
    assert not BandDecision.objects.exists()


def test_recording_levels_needs_a_reason():
    the_model()
    with pytest.raises(DomainError, match="as the reason"):
        services.record_existing_levels(
            actor=None, levels={}, start_year=this_year().start_year, reason=""
        )
