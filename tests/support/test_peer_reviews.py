"""A triad meets: independent notes, a report with actions, the schools' comments, published."""

import pytest
from django.urls import reverse

from accounts.models import RoleAssignment
from accounts.roles import Role
from core.errors import DomainError, EditedMeanwhile, NotAllowed, SayWhy, WrongState
from core.models import JournalEntry
from planning import services as planning
from support.models import PeerState
from support.rules import Agreed
from support.selectors.actions import actions_of
from support.services import peer_reviews as services
from support.services.actions import finish_action
from support.services.triads import swap_schools
from tests.planning.plans import an_evaluation
from tests.support.rotas import (
    a_meeting,
    a_report,
    a_rota,
    all_submit,
    reviewers_of,
    schools_of,
)
from tests.world import a_person, a_school

pytestmark = pytest.mark.django_db


def page_of(review, name: str = "detail") -> str:
    return reverse(f"support:triad-{name}", args=[review.triad_id])


def shown(client, review) -> str:
    return client.get(page_of(review)).content.decode()


def note(person, review, text: str, *, submit: bool = False):
    own = review.reviewers.get(person=person)
    return services.write_notes(
        actor=person, review_id=review.pk, version=own.version, notes=text, submit=submit
    )


def test_a_lead_plans_the_meeting_and_the_heads_are_named(sign_in):
    rota = a_rota(published=True)
    triad = rota.triads.filter(term="autumn")[0]
    heads = [a_person(Role.HEADTEACHER, at=school, name="Hana") for school in schools_of(triad)]
    client = sign_in(a_person(Role.IMPROVEMENT_LEAD, name="Lena"))
    path = reverse("support:triad-plan", args=[triad.pk])
    assert client.get(path).context["form"].initial["reviewers"] == [one.pk for one in heads]
    day = rota.year.starts_on.isoformat()
    said = {"on": day, "host": schools_of(triad)[1].pk, "reviewers": [one.pk for one in heads]}
    assert client.post(path, said).status_code == 302
    assert reviewers_of(triad.review) == heads
    assert triad.review.sections.count() == 3
    assert client.post(path, said | {"reviewers": [heads[0].pk]}).status_code == 200
    assert client.post(path, said | {"reviewers": [heads[0].pk, heads[2].pk]}).status_code == 302
    assert reviewers_of(triad.review) == [heads[0], heads[2]]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda rota: {"host": a_school("Elsewhere")}, "one of the schools that meet"),
        (lambda rota: {"on": rota.year.ends_on.replace(year=2050)}, "meet in"),
        (lambda rota: {"reviewers": []}, "at least two people"),
        (lambda rota: {"by": a_person(Role.EXECUTIVE)}, "improvement leads of these schools"),
    ],
)
def test_a_meeting_that_does_not_fit_is_refused(change, sentence):
    rota = a_rota(published=True)
    with pytest.raises(DomainError, match=sentence):
        a_meeting(rota, **change(rota))


def test_a_draft_rota_has_no_meetings_and_schools_that_meet_stay_where_they_are():
    with pytest.raises(WrongState, match="Publish the rota first"):
        a_meeting(a_rota())
    lead = a_person(Role.IMPROVEMENT_LEAD)
    rota = a_rota(published=True)
    review = a_meeting(rota)
    other = rota.triads.filter(term="autumn").exclude(pk=review.triad_id)[0]
    with pytest.raises(WrongState, match="so its schools stay"):
        swap_schools(
            actor=lead, rota_id=rota.pk, term="autumn", reason="Because.",
            one=schools_of(review.triad)[0], other=schools_of(other)[0],
        )  # fmt: skip


def test_no_reviewer_sees_another_s_notes_until_all_have_submitted_and_the_organiser_never(sign_in):
    review = a_meeting()
    one, other, third = reviewers_of(review)
    note(one, review, "Alpha notes", submit=True)
    note(other, review, "Beta notes")
    assert "Alpha notes" in shown(sign_in(one), review)
    for person in (other, third):
        assert "Alpha notes" not in shown(sign_in(person), review)
    assert "1 of 3 submitted" in shown(sign_in(review.planned_by), review)
    note(other, review, "Beta notes", submit=True)
    note(third, review, "Gamma notes", submit=True)
    for person in (one, other, third):
        page = shown(sign_in(person), review)
        assert all(text in page for text in ("Alpha notes", "Beta notes", "Gamma notes"))
    for person in (review.planned_by, a_person(Role.EXECUTIVE)):
        page = shown(sign_in(person), review)
        assert not any(text in page for text in ("Alpha", "Beta", "Gamma"))
    assert "Alpha" not in str(list(JournalEntry.objects.values()))


def test_notes_are_kept_submitted_once_and_never_lost_between_two_windows(sign_in):
    review = a_meeting()
    one = reviewers_of(review)[0]
    client, path = sign_in(one), page_of(review, "note")
    assert client.post(path, {"version": 1, "notes": "First.", "keep": "yes"}).status_code == 302
    late = client.post(path, {"version": 1, "notes": "Second.", "keep": "yes"})
    assert (late.status_code, "Second." in late.content.decode()) == (409, True)
    refused = client.post(path, {"version": 2, "notes": " ", "submit": "yes"})
    assert "Write your notes before you submit them." in refused.content.decode()
    assert client.post(path, {"version": 2, "notes": "Done.", "submit": "yes"}).status_code == 302
    assert "Done." in client.get(path).content.decode()
    with pytest.raises(WrongState, match="no longer be changed"):
        note(one, review, "Again")


def test_only_who_is_named_writes():
    review = a_meeting()
    stranger = a_person(Role.HEADTEACHER, at=schools_of(review.triad)[0])
    with pytest.raises(NotAllowed, match="named as reviewers"):
        services.write_notes(actor=stranger, review_id=review.pk, version=1, notes="Mine")
    specialist = a_person(Role.SPECIALIST)
    review.reviewers.create(person=specialist)
    note(specialist, review, "From outside", submit=True)
    RoleAssignment.objects.filter(user=specialist).delete()
    specialist = type(specialist).objects.get(pk=specialist.pk)
    with pytest.raises(NotAllowed, match="named as reviewers"):
        note(specialist, review, "After the role ended")


def test_the_report_waits_for_everybody_and_goes_out_whole():
    review = a_meeting()
    writer = reviewers_of(review)[0]
    section = review.sections.first()
    said = {
        "actor": writer, "section_id": section.pk, "version": 1, "summary": "Brief",
        "strengths": "Strong", "challenges": "Weak",
    }  # fmt: skip
    with pytest.raises(WrongState, match="once everybody has submitted"):
        services.write_part(**said)
    all_submit(review)
    early = review.on.replace(year=review.on.year - 1)
    with pytest.raises(DomainError, match="falls due before the meeting"):
        services.write_part(**said, actions=[Agreed("X", "Head", early)])
    services.write_part(**said)
    with pytest.raises(EditedMeanwhile):
        services.write_part(**said)
    with pytest.raises(WrongState, match="Write the part on"):
        services.share_report(actor=writer, review_id=review.pk)
    a_report(review, shared=True)
    with pytest.raises(WrongState, match="no longer be changed"):
        services.write_part(**said | {"version": 3})


def test_each_head_comments_once_on_the_own_school_and_a_lead_publishes():
    review = a_report(a_meeting(), shared=True)
    own, other = review.sections.order_by("pk")[:2]
    head = a_person(Role.HEADTEACHER, at=own.school)
    with pytest.raises(NotAllowed, match="comments on this part"):
        services.comment_on_part(actor=head, section_id=other.pk, comment="Not mine")
    with pytest.raises(SayWhy):
        services.comment_on_part(actor=head, section_id=own.pk, comment=" ")
    services.comment_on_part(actor=head, section_id=own.pk, comment="We agree.")
    with pytest.raises(WrongState, match="commented already"):
        services.comment_on_part(actor=head, section_id=own.pk, comment="Again.")
    with pytest.raises(NotAllowed):
        services.publish_report(actor=head, review_id=review.pk)
    done = services.publish_report(actor=review.planned_by, review_id=review.pk)
    assert done.state == PeerState.PUBLISHED
    [listed] = actions_of(viewer=head, school=own.school).open
    assert (listed.what, listed.came_from) == (
        "Look at maths books",
        f"Triad, {review.triad.term_name}",
    )
    assert not own.actions.get().done_at
    finish_action(actor=head, action_id=listed.pk)
    assert own.actions.get().done_at
    with pytest.raises(WrongState):
        services.publish_report(actor=review.planned_by, review_id=review.pk)


WHOLE, BRIEF, NOTHING = "whole", "brief", "nothing"
READS = {
    Role.EXECUTIVE: (NOTHING, WHOLE),
    Role.IMPROVEMENT_LEAD: (WHOLE, WHOLE),
    Role.HEADTEACHER: (WHOLE, WHOLE),
    Role.SCHOOL_STAFF: (NOTHING, WHOLE),
    Role.GOVERNOR: (NOTHING, BRIEF),
    Role.SPECIALIST: (NOTHING, NOTHING),
}


@pytest.mark.parametrize(("role", "reads"), READS.items())
def test_who_reads_how_much_of_the_report(sign_in, role, reads):
    review = a_report(a_meeting(), shared=True)
    section = review.sections.order_by("pk")[0]
    others = [one.summary for one in review.sections.exclude(pk=section.pk)]
    reader = sign_in(a_person(role, at=None if role == Role.EXECUTIVE else section.school))
    assert how_much(shown(reader, review), section) == reads[0]
    services.publish_report(actor=review.planned_by, review_id=review.pk)
    page = shown(reader, review)
    assert how_much(page, section) == reads[1]
    if role != Role.EXECUTIVE:
        assert not any(summary in page for summary in others)


def how_much(page: str, section) -> str:
    if section.summary not in page:
        return NOTHING
    return WHOLE if section.strengths in page else BRIEF


def test_the_report_is_written_and_commented_on_pages(sign_in):
    review = a_meeting()
    all_submit(review)
    writer = reviewers_of(review)[0]
    section = review.sections.get(school=schools_of(review.triad)[0])
    path = reverse("support:triad-report", args=[section.pk])
    client = sign_in(writer)
    assert client.get(path).status_code == 200
    said = {
        "version": 1, "summary": "Brief", "strengths": "Strong", "challenges": "Weak",
        "actions-TOTAL_FORMS": 1, "actions-INITIAL_FORMS": 0,
        "actions-0-what": "Look at books", "actions-0-owner": "", "actions-0-due_on": "",
    }  # fmt: skip
    assert "Say which post does it." in client.post(path, said).content.decode()
    whole = said | {"actions-0-owner": "Maths lead", "actions-0-due_on": "2050-01-01"}
    assert client.post(path, whole).status_code == 302
    assert section.actions.get().owner == "Maths lead"
    assert client.post(path, whole | {"summary": "Mine"}).status_code == 409
    a_report(review)
    client.post(page_of(review, "share"))
    assert "Comment on the part on" in shown(client, review)
    comment = reverse("support:triad-comment", args=[section.pk])
    assert "Write your comment" in client.post(comment, {"comment": ""}).content.decode()
    client.post(comment, {"comment": "We agree."})
    sign_in(review.planned_by).post(page_of(review, "publish"))
    assert "We agree." in shown(sign_in(writer), review)


def test_the_page_of_a_triad_costs_little(sign_in, django_assert_max_num_queries):
    review = a_report(a_meeting(), published=True)
    client = sign_in(reviewers_of(review)[0])
    with django_assert_max_num_queries(40):
        client.get(page_of(review))


def test_while_a_triad_lasts_its_reviewers_read_and_challenge_what_the_schools_issued(sign_in):
    review = a_meeting()
    one = reviewers_of(review)[0]
    other = schools_of(review.triad)[1]
    plan = an_evaluation(other)
    path = reverse("planning:plan-detail", args=[plan.pk])
    assert sign_in(one).get(path).status_code == 404  # it is a draft
    planning.issue_plan(actor=plan.writers.get(), plan_id=plan.pk)
    planning.comment(actor=plan.writers.get(), plan_id=plan.pk, place="frame", text="Between us.")
    client = sign_in(one)
    assert path in client.get(page_of(review)).content.decode()
    page = client.get(path)
    assert (page.status_code, "Between us." in page.content.decode()) == (200, False)
    added = reverse("planning:comment-add", args=[plan.pk])
    client.post(added, {"place": "frame", "text": "How do you know?", "kind": "comment"})
    said = plan.comments.get(by=one)
    assert (said.kind, said.text) == ("challenge", "How do you know?")
    stranger = a_person(Role.HEADTEACHER, at=schools_of(far_triad(review))[0])
    assert sign_in(stranger).get(path).status_code == 404
    a_report(review, published=True)
    assert sign_in(one).get(path).status_code == 404


def far_triad(review):
    """Of the same term, so that none of its schools is in the meeting."""
    triads = review.triad.rota.triads.filter(term=review.triad.term)
    return triads.exclude(pk=review.triad_id)[0]
