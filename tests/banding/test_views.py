from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from banding import services
from banding.models import BandDecision, DecisionState
from tests.world import (
    a_judgement,
    a_level,
    a_person,
    a_proposal,
    a_released_band,
    a_school,
    a_settled_band,
    the_model,
    this_year,
)

pytestmark = pytest.mark.django_db

LIST = reverse("banding:decision-list")


def level_page(school) -> str:
    return reverse("banding:level-detail", args=[school.urn])


def propose_page(school) -> str:
    return reverse("banding:judgement-start", args=[school.urn])


def choose_page(school) -> str:
    return reverse("banding:judgement-propose", args=[a_judgement(school).pk])


def decision_page(decision, verb="detail") -> str:
    return reverse(f"banding:decision-{verb}", args=[decision.pk])


def answers(code="D", **changes) -> dict[str, object]:
    return {
        "level": a_level(code).pk,
        "reason": "Maths has fallen for two terms.",
        "from_date": timezone.localdate().isoformat(),
        "step": "check",
    } | changes


@pytest.mark.parametrize("how_many", [1, 20])
def test_the_list_costs_the_same_for_one_school_or_many(
    sign_in, django_assert_max_num_queries, how_many
):
    lee = a_person(Role.EXECUTIVE, name="Lee")
    for number in range(how_many):
        school = a_school(f"School {number:02}")
        a_settled_band(school, "C")
        a_proposal(school, "D", by=lee)
    client = sign_in(a_person(Role.TRUSTEE))
    client.get(LIST)
    with django_assert_max_num_queries(26):
        page = client.get(LIST)
    assert page.content.count(b'id="school-') == how_many


def test_the_list_pages_at_twenty_five_and_counts_what_it_found(sign_in):
    the_model()
    for number in range(26):
        a_school(f"School {number:02}")
    page = sign_in(a_person(Role.EXECUTIVE)).get(LIST)
    assert b"26 schools found" in page.content
    assert page.content.count(b'id="school-') == 25


def test_the_list_is_filtered_by_level_decision_and_name(sign_in):
    ash, elm, oak = a_school("Ash"), a_school("Elm"), a_school("Oak")
    a_settled_band(ash, "C")
    a_settled_band(elm, "D")
    a_proposal(elm, "E")
    client = sign_in(a_person(Role.EXECUTIVE))

    def found(**filters):
        return [row.standing.school for row in client.get(LIST, filters).context["rows"]]

    assert found() == [ash, elm, oak]
    assert found(level="D") == [elm]
    assert found(state="waiting") == [elm]
    assert found(state="none") == [oak]
    assert found(school="as") == [ash]
    assert found(level="D", state="none") == []


def test_htmx_gets_only_the_table(sign_in):
    the_model()
    part = sign_in(a_person(Role.EXECUTIVE)).get(LIST, headers={"HX-Request": "true"})
    assert part.template_name == "banding/partials/decision_table.html"
    assert "HX-Request" in part.headers["Vary"]


def test_without_a_model_every_page_says_what_to_do(sign_in):
    school, client = a_school(), sign_in(a_person(Role.EXECUTIVE))
    assert b"No improvement model is in force" in client.get(LIST).content
    assert b"No improvement model is in force" in client.get(level_page(school)).content
    assert b"No improvement model is in force" in client.get(propose_page(school)).content


def test_an_improvement_lead_lists_only_assigned_schools(sign_in):
    the_model()
    ours, _ = a_school("Ash"), a_school("Oak")
    page = sign_in(a_person(Role.IMPROVEMENT_LEAD, at=ours)).get(LIST)
    assert [row.standing.school for row in page.context["rows"]] == [ours]


def test_the_school_reads_its_level_why_and_what_would_move_it_up(sign_in):
    school = a_school()
    a_settled_band(school, "D")
    page = sign_in(a_person(Role.HEADTEACHER, at=school)).get(level_page(school))
    text = page.content.decode()
    assert "Band D since 1 Sep" in text
    assert "Trustees, July." in text
    assert "A school in need of improvement, which needs help to identify the steps" in text
    assert "What would move the school up, to Band C" in text
    assert "An effective school which is already doing well" in text
    assert "15.5" in text


def test_the_first_band_cannot_be_moved_up(sign_in):
    school = a_school()
    a_settled_band(school, "A")
    page = sign_in(a_person(Role.HEADTEACHER, at=school)).get(level_page(school))
    assert b"Nothing: Band A is the first of the bands." in page.content


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.EXECUTIVE, True),
        (Role.TRUSTEE, True),
        (Role.IMPROVEMENT_LEAD, True),
        (Role.HEADTEACHER, False),
        (Role.GOVERNOR, False),
    ],
)
def test_a_proposal_is_seen_only_by_those_who_decide_on_it(sign_in, role, sees):
    school = a_school()
    a_settled_band(school, "C")
    a_proposal(school, "E")
    page = sign_in(a_person(role, at=None if role in TRUST_WIDE else school)).get(
        level_page(school)
    )
    assert ("Maths has fallen" in page.content.decode()) == sees
    assert ("Proposal: Band E, waiting for trustees" in page.content.decode()) == sees
    assert "Band C since Sep" in page.content.decode()


TRUST_WIDE = {Role.EXECUTIVE, Role.TRUSTEE}


def test_a_level_is_chosen_checked_and_confirmed_before_anything_is_kept(sign_in):
    school, client = a_school(), sign_in(a_person(Role.EXECUTIVE))
    page = choose_page(school)
    form = client.get(page).content.decode()
    assert "Likely to have areas that need attention or urgent improvement" in form

    check = client.post(page, answers())
    assert check.template_name == "banding/decision_check.html"
    assert b"Maths has fallen for two terms." in check.content
    assert BandDecision.objects.get().state == DecisionState.DRAFT

    change = client.post(page, answers(step="change"))
    assert change.template_name == "banding/decision_propose.html"
    assert b"Maths has fallen for two terms." in change.content

    done = client.post(page, answers(step="confirm"), follow=True)
    assert b"Band D is proposed. Trustees now decide." in done.content
    assert BandDecision.objects.get().state == DecisionState.PROPOSED


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": ""}, "Say why this is right"),
        ({"level": ""}, "Choose a band."),
        ({"level": "0"}, "Choose a band of"),
        ({"from_date": "2019-01-01"}, "Choose a day from 1 Sep"),
        ({"from_date": ""}, "Choose the day it counts from."),
        ({"from_date": "soon"}, "Write the day like 31/01/2027."),
    ],
)
def test_a_wrong_answer_is_explained_at_every_step(sign_in, changes, sentence):
    school, client = a_school(), sign_in(a_person(Role.EXECUTIVE))
    page = choose_page(school)
    for step in ("check", "confirm"):
        answer = client.post(page, answers(step=step, **changes))
        assert sentence in answer.content.decode()
    assert BandDecision.objects.get().state == DecisionState.DRAFT


def test_a_trustee_approves_what_was_read(sign_in):
    school = a_school()
    a_settled_band(school, "C")
    proposal = a_proposal(school, "D")
    client = sign_in(a_person(Role.TRUSTEE))
    page = client.get(decision_page(proposal))
    assert f'value="{proposal.version}"' in page.content.decode()
    done = client.post(
        decision_page(proposal, "approve"), {"version": proposal.version}, follow=True
    )
    assert b"is approved for Elm Grove. The school sees it once released." in done.content
    proposal.refresh_from_db()
    assert proposal.state == DecisionState.APPROVED
    released = client.post(decision_page(proposal, "release"), follow=True)
    assert b"is released to Elm Grove" in released.content


def test_approving_without_the_version_that_was_read_is_refused(sign_in):
    proposal, client = a_proposal(), sign_in(a_person(Role.TRUSTEE))
    page = client.post(decision_page(proposal, "approve"), follow=True)
    assert b"The proposal has changed since you read it." in page.content
    proposal.refresh_from_db()
    assert proposal.state == DecisionState.PROPOSED


def test_a_trustee_returns_a_proposal_with_a_reason(sign_in):
    proposal, client = a_proposal(), sign_in(a_person(Role.TRUSTEE))
    page = client.post(decision_page(proposal, "return"), {"version": proposal.version})
    assert b"Say why you return it" in page.content
    data = {"version": proposal.version, "reason": "Say what was tried."}
    done = client.post(decision_page(proposal, "return"), data, follow=True)
    assert b"Say what was tried." in done.content
    stale = client.post(decision_page(proposal, "return"), data, follow=True)
    assert b"cannot become returned" in stale.content


def test_the_button_is_grey_and_says_why(sign_in):
    both = a_person(Role.EXECUTIVE)
    both.assignments.create(role=Role.TRUSTEE, starts_on=date(2020, 9, 1))
    own, others = a_proposal(by=both), a_proposal()
    client = sign_in(both)
    grey = client.get(decision_page(own)).content.decode()
    assert "You proposed this band, so someone else must approve it." in grey
    assert decision_page(own, "approve") not in grey
    assert decision_page(others, "approve") in client.get(decision_page(others)).content.decode()
    refused = client.post(decision_page(own, "approve"), {"version": own.version}, follow=True)
    assert b"someone else must approve it" in refused.content


def test_an_executive_reads_but_does_not_approve(sign_in):
    proposal, client = a_proposal(), sign_in(a_person(Role.EXECUTIVE))
    assert b"Only trustees approve a band." in client.get(decision_page(proposal)).content
    client.post(decision_page(proposal, "approve"), {"version": proposal.version})
    proposal.refresh_from_db()
    assert proposal.state == DecisionState.PROPOSED


def test_what_approval_changes_is_shown_in_days(sign_in):
    school = a_school()
    a_settled_band(school, "C")
    proposal = services.propose_band(
        actor=a_person(Role.EXECUTIVE), school=school, level=a_level("E"), reason="Now.",
        start_year=this_year().start_year, from_date=this_year().starts_on,
    )  # fmt: skip
    page = sign_in(a_person(Role.TRUSTEE)).get(decision_page(proposal))
    text = " ".join(page.content.decode().split())
    assert "19.0, now 12.0 (7.0 more)" in text


@pytest.mark.parametrize(
    ("role", "page", "status"),
    [
        (Role.HEADTEACHER, level_page, 404),
        (Role.GOVERNOR, level_page, 404),
        (Role.IMPROVEMENT_LEAD, level_page, 404),
        (Role.IMPROVEMENT_LEAD, propose_page, 404),
        (Role.SCHOOL_STAFF, level_page, 403),
        (Role.TRUSTEE, propose_page, 403),
    ],
)
def test_somebody_else_s_school_is_hidden(sign_in, role, page, status):
    the_model()
    own, other = a_school("Ash"), a_school("Oak")
    client = sign_in(a_person(role, at=None if role in TRUST_WIDE else own))
    assert client.get(page(other)).status_code == status


def test_somebody_else_s_proposal_is_hidden(sign_in):
    proposal = a_proposal(a_school("Oak"))
    lead = sign_in(a_person(Role.IMPROVEMENT_LEAD, at=a_school("Ash")))
    assert lead.get(decision_page(proposal)).status_code == 404
    head = sign_in(a_person(Role.HEADTEACHER, at=proposal.school))
    assert head.get(decision_page(proposal)).status_code == 403
    assert head.get(LIST).status_code == 403


def test_a_decision_that_stands_is_not_told_twice(sign_in):
    school = a_school()
    waiting = a_proposal(school, "D")
    client = sign_in(a_person(Role.TRUSTEE))
    page = client.get(f"/banding/decisions/{waiting.pk}/").content.decode()
    assert "<h2>Now" in page
    released = a_released_band(a_school("Oak"), "D")
    page = client.get(f"/banding/decisions/{released.pk}/").content.decode()
    assert "<h2>Now" not in page
    assert "<h2>Band D</h2>" in page
