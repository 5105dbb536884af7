"""From a round that opens to a release: who does what, and what is refused."""

import pytest
from django.utils import timezone

from accounts.roles import Role
from banding import selectors, services
from banding.evidence import Offered
from banding.models import Answer, DecisionState, EvidenceKind, Occasion, RoundState
from banding.rules.judgement import Changed
from core.errors import DomainError, NotAllowed, WrongState
from tests.world import (
    a_judgement,
    a_level,
    a_person,
    a_proposal,
    a_prospect,
    a_released_band,
    a_round,
    a_school,
    a_settled_band,
    an_approved_band,
    an_asked_proposal,
    findings,
    the_model,
    this_year,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def executive():
    return a_person(Role.EXECUTIVE, name="Rosa")


@pytest.fixture
def trustee():
    return a_person(Role.TRUSTEE, name="Martin")


def approve(decision, by):
    return services.approve_band(actor=by, decision_id=decision.pk, version=decision.version)


def find(decision, *, by=None, **answers):
    return services.record_findings(
        actor=by or a_person(Role.EXECUTIVE),
        decision_id=decision.pk,
        findings=findings(decision.edition, **answers),
    )


def propose(decision, *, by, code="D", reason="Maths has fallen.", from_date=None):
    return services.propose(
        actor=by,
        decision_id=decision.pk,
        level=a_level(code),
        reason=reason,
        from_date=from_date or timezone.localdate(),
    )


def the_executive_decides(edition):
    """As in a trust whose document names its chief executive."""
    judgement = edition.duties.get(kind="judgement")
    judgement.approver = judgement.owner
    judgement.save()
    assert judgement.approver.role == Role.EXECUTIVE


def test_one_round_is_open_at_a_time_and_its_name_is_used_once(executive):
    opened = a_round("Autumn banding")
    with pytest.raises(DomainError, match=r"Autumn banding is open\. Close it before"):
        a_round("Spring banding")
    services.close_round(actor=executive, round_id=opened.pk)
    with pytest.raises(DomainError, match="There was a round called Autumn banding"):
        a_round(" Autumn banding ")
    assert a_round("Spring banding").state == RoundState.OPEN


@pytest.mark.parametrize("role", [Role.TRUSTEE, Role.IMPROVEMENT_LEAD, Role.HEADTEACHER])
def test_only_the_chief_executive_opens_and_closes_a_round(role):
    person, edition, opened = a_person(role), the_model(), a_round()
    with pytest.raises(NotAllowed, match="Only the chief executive opens and closes"):
        services.open_round(
            actor=person, edition=edition, name="Another", from_date=timezone.localdate()
        )
    with pytest.raises(NotAllowed, match="Only the chief executive opens and closes"):
        services.close_round(actor=person, round_id=opened.pk)


def test_a_round_is_not_closed_while_a_proposal_waits(executive, trustee):
    opened, proposal = a_round(), a_proposal(a_school("Oak Bank"))
    assert proposal.round == opened
    with pytest.raises(DomainError, match=r"Not everything is released yet: Oak Bank \(proposed\)"):
        services.close_round(actor=executive, round_id=opened.pk)
    approve(proposal, trustee)
    with pytest.raises(DomainError, match=r"Oak Bank \(approved"):
        services.close_round(actor=executive, round_id=opened.pk)
    services.release_round(actor=executive, round_id=opened.pk)
    assert services.close_round(actor=executive, round_id=opened.pk).state == RoundState.CLOSED


def test_what_was_found_is_kept_with_its_evidence_and_comment(executive):
    decision, seen = a_judgement(), Offered(EvidenceKind.VISIT, "7", "Visit note, 3 Nov 2026")
    find(decision, by=executive, met="D", comment=" Seen in books. ", evidence=[seen, seen])
    criterion = a_level("D").criteria.first()
    found = decision.findings.get(criterion=criterion)
    assert (found.answer, found.comment) == (Answer.MET, "Seen in books.")
    assert [one.text for one in found.evidence.all()] == ["Visit note, 3 Nov 2026"]

    other = decision.findings.exclude(criterion=criterion).count()
    services.record_findings(
        actor=executive,
        decision_id=decision.pk,
        findings={criterion: services.Found(Answer.NOT_MET)},
    )
    found = decision.findings.get(criterion=criterion)
    assert (found.answer, found.comment, found.evidence.count()) == (Answer.NOT_MET, "", 0)
    assert decision.findings.exclude(criterion=criterion).count() == other


def test_what_was_found_stays_as_it_is_once_proposed(executive):
    proposal = a_proposal()
    with pytest.raises(WrongState, match="what was found cannot change"):
        find(proposal, by=executive, met="D")


def test_the_level_people_choose_is_proposed_whatever_was_suggested(executive):
    decision = find(a_judgement(), met="BCD")
    assert selectors.sheet_of(decision).suggested.code == "B"
    assert propose(decision, by=executive, code="C").level.code == "C"


def test_a_proposal_needs_a_reason_from_somebody_who_may(executive):
    decision = a_judgement()
    with pytest.raises(DomainError, match="Say why this is right, so that trustees can decide"):
        propose(decision, by=executive, reason=" ")
    with pytest.raises(NotAllowed, match="Only the chief executive and the school's improvement"):
        propose(decision, by=a_person(Role.HEADTEACHER, at=decision.school))


def test_one_judgement_of_a_school_is_on_its_way_at_a_time():
    school = a_school("Oak Bank")
    a_judgement(school)
    with pytest.raises(DomainError, match="A judgement of Oak Bank is being prepared already"):
        a_judgement(school)


def test_a_school_settled_in_the_round_is_judged_as_a_change_during_the_year(executive, trustee):
    a_round()
    school = a_school("Oak Bank")
    approved = approve(a_proposal(school), trustee)
    services.release_band(actor=executive, decision_id=approved.pk)
    with pytest.raises(DomainError, match="is settled in Autumn banding already"):
        a_judgement(school, occasion=Occasion.ROUND)
    with pytest.raises(DomainError, match="Say what made a change during the year needed"):
        a_judgement(school, trigger=" ")
    assert a_proposal(school, "C").occasion == Occasion.MID_YEAR


def test_the_head_comments_once_asked_and_may_change_it_until_it_is_settled(trustee):
    school = a_school()
    head, proposal = a_person(Role.HEADTEACHER, at=school), a_proposal(school)

    def comment(words="Maths rose in Year 3.", by=head):
        return services.comment_on_facts(actor=by, decision_id=proposal.pk, comment=words)

    with pytest.raises(NotAllowed, match="The school's headteacher comments, once asked"):
        comment()
    services.ask_head(actor=proposal.proposed_by, decision_id=proposal.pk)
    with pytest.raises(WrongState, match="has been asked already"):
        services.ask_head(actor=proposal.proposed_by, decision_id=proposal.pk)
    with pytest.raises(DomainError, match="or say that the facts are right"):
        comment(" ")
    comment()
    assert comment("The facts are right.").comment == "The facts are right."
    proposal.refresh_from_db()
    approve(proposal, trustee)
    with pytest.raises(WrongState, match="Nothing is proposed any more"):
        comment("Too late.")


@pytest.mark.parametrize("role", [Role.TRUSTEE, Role.EXECUTIVE, Role.GOVERNOR, Role.SCHOOL_STAFF])
def test_nobody_else_comments_in_the_head_s_place(role):
    asked = an_asked_proposal()
    at = asked.school if role in {Role.GOVERNOR, Role.SCHOOL_STAFF} else None
    with pytest.raises(NotAllowed):
        services.comment_on_facts(
            actor=a_person(role, at=at), decision_id=asked.pk, comment="It is fine."
        )


def test_a_head_of_another_school_does_not_comment():
    asked = an_asked_proposal()
    with pytest.raises(NotAllowed):
        services.comment_on_facts(
            actor=a_person(Role.HEADTEACHER), decision_id=asked.pk, comment="It is fine."
        )


def test_a_comment_after_reading_makes_the_approver_read_again(trustee):
    asked = an_asked_proposal()
    head = a_person(Role.HEADTEACHER, at=asked.school)
    services.comment_on_facts(actor=head, decision_id=asked.pk, comment="Year 3 rose.")
    with pytest.raises(DomainError, match="changed since you read it"):
        approve(asked, trustee)


def test_only_the_author_withdraws_and_what_was_found_is_kept_for_the_next_time(executive):
    decision = propose(find(a_judgement(), met="D", comment="Books"), by=executive)
    with pytest.raises(NotAllowed, match="Only whoever proposed it can withdraw it"):
        services.withdraw(actor=a_person(Role.EXECUTIVE), decision_id=decision.pk)
    services.withdraw(actor=executive, decision_id=decision.pk)
    again = a_judgement(decision.school)
    assert again.findings.filter(answer=Answer.MET, comment="Books").count() == 2
    assert again.reason == "Maths has fallen."


def test_trustees_approve_where_the_document_says_nothing_else(executive, trustee):
    proposal = a_proposal()
    with pytest.raises(NotAllowed, match="Only trustees approve a band"):
        approve(proposal, executive)
    assert approve(proposal, trustee).state == DecisionState.APPROVED


def test_the_chief_executive_approves_where_the_document_says_so(executive, trustee):
    the_executive_decides(the_model())
    proposal = a_proposal()
    with pytest.raises(NotAllowed, match="Only the chief executive approves a band"):
        approve(proposal, trustee)
    with pytest.raises(NotAllowed, match="You proposed this band, so someone else"):
        approve(proposal, proposal.proposed_by)
    assert approve(proposal, executive).approved_by == executive


def test_what_is_approved_counts_only_once_it_is_released(executive):
    school = a_school()
    a_settled_band(school, "C", from_date=this_year().starts_on)
    approved = an_approved_band(school, "D")

    def level():
        return selectors.current_levels(schools=[school], start_year=this_year().start_year)[
            school.pk
        ].level.code

    assert level() == "C"
    services.release_band(actor=executive, decision_id=approved.pk)
    assert level() == "D"


def test_neither_a_head_nor_a_lead_releases():
    approved = an_approved_band()
    for person in (
        a_person(Role.HEADTEACHER, at=approved.school),
        a_person(Role.IMPROVEMENT_LEAD, at=approved.school),
    ):
        with pytest.raises(NotAllowed, match="Only the chief executive and those who approve"):
            services.release_band(actor=person, decision_id=approved.pk)


def test_everything_approved_of_a_round_is_released_at_once(executive, trustee):
    opened = a_round()
    with pytest.raises(DomainError, match="Nothing of this round is approved"):
        services.release_round(actor=executive, round_id=opened.pk)
    for name in ("Elm Grove", "Oak Bank"):
        approve(a_proposal(a_school(name)), trustee)
    waiting = a_proposal(a_school("Ash Hill"))
    released = services.release_round(actor=executive, round_id=opened.pk)
    assert {one.school.name for one in released} == {"Elm Grove", "Oak Bank"}
    waiting.refresh_from_db()
    assert waiting.state == DecisionState.PROPOSED


def test_a_known_school_outside_the_trust_is_judged_before_it_joins(executive, trustee):
    prospect = a_prospect()
    decision = a_judgement(prospect, by=executive, occasion=Occasion.DUE_DILIGENCE)
    proposal = propose(find(decision, by=executive, met="D"), by=executive)
    with pytest.raises(NotAllowed, match="its headteacher has no account here"):
        services.ask_head(actor=executive, decision_id=proposal.pk)
    approve(proposal, trustee)
    services.release_band(actor=executive, decision_id=proposal.pk)
    assert [one.school for one in selectors.due_diligence_of(the_model())] == [prospect]


def test_due_diligence_is_for_the_whole_trust_s_people_and_not_for_members():
    with pytest.raises(DomainError, match="is in the trust already"):
        a_judgement(a_school(), occasion=Occasion.DUE_DILIGENCE)
    lead = a_person(Role.IMPROVEMENT_LEAD, at=a_school("Oak Bank"))
    with pytest.raises(NotAllowed, match="the whole trust judge a school outside it"):
        a_judgement(a_prospect(), by=lead, occasion=Occasion.DUE_DILIGENCE)


def test_what_would_move_a_school_up_is_what_is_not_met_and_not_known(executive, trustee):
    decision = find(a_judgement(), by=executive, met="D", not_met="C")
    approved = approve(propose(decision, by=executive), trustee)
    released = services.release_band(actor=executive, decision_id=approved.pk)
    way_up = selectors.way_up(released)
    assert way_up.level.code == "C"
    needed = a_level("C").criteria.filter(is_needed=True)
    assert {one.text for one in way_up.unmet} == set(needed.values_list("text", flat=True))
    assert way_up.unknown == ()
    assert selectors.way_up(a_released_band(a_school("Oak Bank"), "A")) is None


def test_the_history_says_which_criteria_changed(executive, trustee):
    school = a_school()
    for day, answers in (
        (this_year().starts_on, {"met": "D", "not_met": "C"}),
        (timezone.localdate(), {"met": "C", "not_met": "D"}),
    ):
        draft = find(a_judgement(school), by=executive, **answers)
        approved = approve(propose(draft, by=executive, from_date=day), trustee)
        services.release_band(actor=executive, decision_id=approved.pk)
    newest, first = selectors.timeline(school=school, with_proposals=False)
    assert first.changed is None
    assert newest.changed == Changed(
        now_met=tuple(a_level("C").criteria.values_list("text", flat=True)),
        no_longer_met=tuple(a_level("D").criteria.values_list("text", flat=True)),
    )
