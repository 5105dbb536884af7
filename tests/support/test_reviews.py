"""Reviewers are independent: until all have submitted, none sees what another wrote."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.errors import DomainError, EditedMeanwhile, NotAllowed, WrongState
from core.models import JournalEntry
from dashboards.presenters.waiting import waiting_for
from support import selectors, services
from support.rules import Said
from support.selectors.templates import questions_for
from tests.world import a_person, a_review, a_school, answer_all

pytestmark = pytest.mark.django_db
SECRET = "Phonics is weak in Year 1."


@pytest.fixture
def review():
    return a_review(a_school())


def page(reviewer, verb="edit"):
    return reverse(f"support:review-{verb}", args=[reviewer.pk])


def writes(reviewer, words=SECRET, *, version=1):
    questions = questions_for(reviewer.visit.template, reviewer.visit.school)
    said = {
        one.pk: Said(value="yes") if one.kind == "yes_no" else Said(text=words) for one in questions
    }
    return services.write_review(
        actor=reviewer.person, reviewer_id=reviewer.pk, version=version, findings=words,
        answers=said,
    )  # fmt: skip


def submits(reviewer, words=SECRET):
    writes(reviewer, words)
    return services.submit_review(actor=reviewer.person, reviewer_id=reviewer.pk, version=2)


def test_until_both_have_submitted_nobody_sees_what_the_other_wrote(sign_in, review):
    one, other = review
    organiser = one.visit.author
    submits(one)
    for person, address in (
        (other.person, page(other)),
        (organiser, reverse("support:visit-detail", args=[one.visit_id])),
        (organiser, reverse("support:visit-edit", args=[one.visit_id])),
    ):
        assert SECRET not in sign_in(person).get(address).content.decode()
    progress = sign_in(organiser).get(reverse("support:visit-detail", args=[one.visit_id]))
    assert b"Submitted" in progress.content
    assert b"Writing" in progress.content
    submits(other, "Reading is strong.")
    for person, address in (
        (one.person, page(one)),
        (other.person, page(other)),
        (organiser, reverse("support:visit-edit", args=[one.visit_id])),
    ):
        seen = sign_in(person).get(address).content.decode()
        assert SECRET in seen
        assert "Reading is strong." in seen


def test_nobody_opens_another_s_review_and_nobody_else_sees_any(sign_in, review):
    one, other = review
    assert sign_in(other.person).get(page(one)).status_code == 404
    stranger = a_person(Role.HEADTEACHER, name="Oda")
    assert sign_in(stranger).get(page(one)).status_code == 404
    submits(one)
    submits(other)
    assert selectors.side_by_side(stranger, one.visit) is None
    with pytest.raises(NotAllowed, match="Ann's own"):
        services.write_review(
            actor=other.person, reviewer_id=one.pk, version=1, findings="", answers={}
        )


def test_the_journal_never_tells_what_a_reviewer_wrote(review):
    submits(review[0])
    told = [f"{one.before} {one.after}" for one in JournalEntry.objects.all()]
    assert not any(SECRET in one for one in told)


def test_a_review_is_submitted_whole_and_then_stays(review):
    one, _ = review
    with pytest.raises(DomainError, match="Answer “What did you look at, and with whom\\?”"):
        services.submit_review(actor=one.person, reviewer_id=one.pk, version=1)
    submits(one)
    with pytest.raises(WrongState, match="no longer be changed"):
        writes(one, version=2)


def test_two_windows_of_one_reviewer_lose_nothing(sign_in, review):
    one, _ = review
    writes(one)
    with pytest.raises(EditedMeanwhile):
        writes(one, "From the other window.")
    client = sign_in(one.person)
    late = client.post(page(one), {"version": 1, "findings": "From the other window."})
    assert late.status_code == 409
    assert b"From the other window." in late.content


def test_a_joint_note_is_shared_once_all_have_submitted_or_without_who_cannot(review):
    one, other = review
    visit, organiser = one.visit, one.visit.author
    answer_all(visit)
    submits(one)
    with pytest.raises(DomainError, match="once every reviewer has submitted"):
        services.share_note(actor=organiser, visit_id=visit.pk, version=1)
    services.withdraw_reviewer(actor=organiser, reviewer_id=other.pk)
    shared = services.share_note(actor=organiser, visit_id=visit.pk, version=1)
    assert selectors.visible_visits(one.person).get() == shared
    with pytest.raises(WrongState, match="its reviewers stay"):
        services.name_reviewers(actor=organiser, visit_id=visit.pk, people=[])


def test_a_reviewer_writes_saves_and_submits_on_the_page(sign_in, review):
    one, _ = review
    client = sign_in(one.person)
    assert one.visit.school.name.encode() in client.get(reverse("support:review-list")).content
    assert "1 review to write" in [str(waits) for waits in waiting_for(one.person)]
    questions = questions_for(one.visit.template, one.visit.school)
    typed = {f"q{q.pk}-{'value' if q.kind == 'yes_no' else 'text'}": "yes" for q in questions}
    saved = client.post(page(one), typed | {"version": 1, "findings": SECRET}, follow=True)
    assert b"Only you can read it until all have submitted." in saved.content
    done = client.post(page(one, "submit"), {"version": 2}, follow=True)
    assert b"Thank you" in done.content


def test_the_organiser_names_people_on_the_note(sign_in, review):
    visit = review[0].visit
    new = a_person(Role.SPECIALIST, name="Sol")
    client = sign_in(visit.author)
    name = reverse("support:reviewer-name", args=[visit.pk])
    assert b"Choose at least one person." in client.post(name, follow=True).content
    assert b"Named." in client.post(name, {"people": [new.pk]}, follow=True).content
    governor = a_person(Role.GOVERNOR, name="Gil")
    with pytest.raises(DomainError, match="Gil holds no role that writes in reviews"):
        services.name_reviewers(actor=visit.author, visit_id=visit.pk, people=[governor])
