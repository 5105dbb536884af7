"""What was sent by mistake is taken back, and what stood before stands again."""

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from core.errors import NotAllowed, SayWhy, WrongState
from core.jobs import work_off
from core.models import JournalEntry
from dashboards.models import Figure
from monitoring import services, verbs
from monitoring.models import Submission, SubmissionState
from monitoring.selectors.returns import coverage, request_to
from schools.models import School
from tests.monitoring.marks import a_row, as_csv, rows
from tests.monitoring.moderating import a_moderation
from tests.properties import through_services
from tests.world import a_collection, a_person, a_return, a_school

pytestmark = pytest.mark.django_db
S = SubmissionState
WHY = "It was last year's file."


def url(page, submission):
    return reverse(f"monitoring:{page}", args=[submission.school.urn, submission.receipt])


def text(answer):
    return " ".join(answer.content.decode().split())


def take_back(version, because=WHY):
    return services.withdraw(actor=None, submission_id=version.pk, because=because)


def states():
    return dict(Submission.objects.order_by("version").values_list("version", "state"))


def sent_again(version, many=25):
    return a_return(version.school, version.collection, as_csv(rows(many)))


@pytest.fixture
def sent():
    return a_return(a_school(), a_collection())


def test_the_only_version_taken_back_is_asked_again(sent):
    take_back(sent)
    asked = request_to(sent.school, sent.collection)
    assert (asked.sent, asked.has_to_act, asked.status) == (None, True, "Not started")
    assert coverage(sent.collection, School.objects.all()).here == 0
    entry = JournalEntry.objects.get(verb=verbs.WITHDRAWN)
    assert (entry.after["version"], entry.after["stands"]) == (1, None)


def test_the_version_before_stands_as_it_stood(sent):
    lead = a_person(Role.IMPROVEMENT_LEAD)
    services.accept(actor=lead, submission_id=sent.pk)
    take_back(sent_again(sent))
    assert states() == {1: S.ACCEPTED, 2: S.WITHDRAWN}


def test_a_version_that_was_handed_back_is_handed_back_again(sent):
    services.return_to_school(actor=None, submission_id=sent.pk, reason="Look at Year 4.")
    take_back(sent_again(sent))
    assert states() == {1: S.RETURNED, 2: S.WITHDRAWN}
    assert request_to(sent.school, sent.collection).reason == "Look at Year 4."


def test_the_next_version_has_a_number_of_its_own_and_is_compared_with_what_stands(sent):
    take_back(sent_again(sent))
    third = sent_again(sent, 28)
    assert states() == {1: S.SUPERSEDED, 2: S.WITHDRAWN, 3: S.SUBMITTED}
    take_back(third)
    assert states() == {1: S.SUBMITTED, 2: S.WITHDRAWN, 3: S.WITHDRAWN}


def test_figures_follow(sent):
    figures = Figure.objects.filter(school=sent.school).values_list("subject", "pupils")
    work_off()
    before = sorted(figures.all())
    second = sent_again(sent, 40)
    work_off()
    assert sorted(figures.all()) != before
    take_back(second)
    work_off()
    assert sorted(figures.all()) == before
    take_back(sent)
    work_off()
    assert not Figure.objects.exists()


def test_twice_is_once(sent):
    take_back(sent)
    take_back(sent)
    assert JournalEntry.objects.filter(verb=verbs.WITHDRAWN).count() == 1


def test_it_says_why_or_nothing_happens(sent):
    with pytest.raises(SayWhy):
        take_back(sent, "  ")
    assert states() == {1: S.SUBMITTED}


def test_what_the_trust_accepted_is_not_taken_back(sent):
    services.accept(actor=None, submission_id=sent.pk)
    with pytest.raises(WrongState, match="This version is accepted, so it cannot be taken back"):
        take_back(sent)


def test_when_it_is_closed_it_stays(sent):
    services.close_collection(actor=None, collection_id=sent.collection_id)
    with pytest.raises(WrongState, match="is closed"):
        take_back(sent)


def test_while_moderators_look_at_its_pupils_it_stays(sent):
    a_moderation(sent.school, collection=sent.collection, year_group="4", subject="writing", size=2)
    with pytest.raises(WrongState, match="Moderators are looking"):
        take_back(sent)


def test_only_who_gives_the_data_takes_it_back(sent):
    for role in (Role.IMPROVEMENT_LEAD, Role.EXECUTIVE):
        with pytest.raises(NotAllowed):
            services.withdraw(actor=a_person(role), submission_id=sent.pk, because=WHY)


def test_a_head_takes_it_back_on_a_page_that_says_what_counts_then(sent, sign_in):
    head = sign_in(a_person(Role.HEADTEACHER, at=sent.school))
    second = sent_again(sent)
    assert "Sent by mistake? Take it back" in text(head.get(url("submission-receipt", second)))
    page = text(head.get(url("submission-withdraw", second)))
    assert f"Version 1, of {sent.pupils} pupils, counts again" in page
    assert head.post(url("submission-withdraw", second), {"because": ""}).status_code == 422
    after = head.post(url("submission-withdraw", second), {"because": WHY}, follow=True)
    assert "Version 2 is taken back." in text(after)
    receipt = text(head.get(url("submission-receipt", second)))
    assert "Taken back by the school" in receipt
    assert "It was last year&#x27;s file." in receipt
    assert "Sent by mistake" not in receipt
    again = head.get(url("submission-withdraw", second))
    assert again.url == url("submission-receipt", second)


@settings(through_services, max_examples=30)  # each is up to eight files
@given(st.lists(st.sampled_from(["send", "accept", "return", "take back"]), max_size=8))
def test_whatever_is_done_at_most_one_counts_and_none_is_lost(steps):
    school, collection = a_school(), a_collection()
    ever = 0
    for at, step in enumerate(steps):
        last = Submission.objects.standing().filter(school=school).order_by("-version").first()
        try:
            if step == "send":
                a_return(school, collection, as_csv([*rows(12), a_row(30 + at)]))
                ever += 1
            elif last and step == "accept":
                services.accept(actor=None, submission_id=last.pk)
            elif last and step == "return":
                services.return_to_school(actor=None, submission_id=last.pk, reason="Look.")
            elif last:
                take_back(last)
        except WrongState:
            continue
    ours = Submission.objects.filter(school=school)
    assert ours.sent().count() == ever
    assert ours.counting().count() <= 1
    standing = ours.standing().order_by("-version")
    assert all(one.state == S.SUPERSEDED for one in standing[1:])
