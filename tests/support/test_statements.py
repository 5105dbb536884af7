"""The statement of support: issued as a version, printed, answered once, and read at home only."""

import io
from datetime import date
from decimal import Decimal

import pikepdf
import pytest
from django.urls import reverse

from accounts.roles import Role
from banding.models import LevyRate
from core import jobs
from core.errors import NotAllowed, SayWhy, WrongState
from core.models import JournalEntry
from dashboards.presenters.waiting import waiting_for
from support import services
from support.models import StatementReply, SupportStatement, Visit
from support.selectors.issued import visible_statements
from tests.core.documents import pdf_words, squeezed
from tests.support.diary import MONDAY, a_planned_visit, at, shared
from tests.world import a_person, a_school, a_settled_band, the_model

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_monday():
    with at(MONDAY):
        yield


@pytest.fixture
def school():
    school = a_school()
    a_settled_band(school, "D")
    return school


@pytest.fixture
def lead(school):
    return a_person(Role.IMPROVEMENT_LEAD, at=school, name="Lena")


@pytest.fixture
def head(school):
    return a_person(Role.HEADTEACHER, at=school, name="Hana")


@pytest.fixture
def issued(school, lead):
    a_planned_visit(school, by=lead)
    return services.issue_statement(actor=lead, school=school, start_year=2026)


def answer(issued, by, reply=StatementReply.AGREED, text=""):
    return services.reply_to_statement(actor=by, statement_id=issued.pk, reply=reply, text=text)


def page(issued, verb="version") -> str:
    return reverse(f"support:statement-{verb}", args=[issued.pk])


def test_a_statement_keeps_days_people_and_what_for(issued):
    visits = issued.said["lines"][1]
    assert (visits["activity"], visits["entitled"], visits["planned"]) == (
        "School improvement visits", 14, 2,
    )  # fmt: skip
    assert issued.said["visits"] == [
        {"on": "26 Nov 2026", "who": "Lena", "purpose": "Reading in year 2", "quarter_days": 2,
         "state": "Planned"}
    ]  # fmt: skip
    assert issued.said["total"]["entitled"] == 62


def test_an_issued_version_does_not_change_and_the_next_one_tells_what_did(school, lead, issued):
    with pytest.raises(WrongState, match="Nothing has changed since version 1"):
        services.issue_statement(actor=lead, school=school, start_year=2026)
    shared(Visit.objects.get(school=school))
    second = services.issue_statement(actor=lead, school=school, start_year=2026)
    issued.refresh_from_db()
    assert (issued.said["total"]["given"], second.said["total"]["given"]) == (0, 2)
    assert second.number == 2


def test_the_levy_is_beside_the_days_where_it_is_set(school, lead):
    assert services.issue_statement(actor=lead, school=school, start_year=2026).said["levy"] == (
        "The trust has not entered its levy."
    )
    LevyRate.objects.create(
        edition=the_model(), percent=Decimal("4.50"), from_date=date(2026, 9, 1)
    )
    second = services.issue_statement(actor=lead, school=school, start_year=2026)
    assert second.said["levy"] == "4.5%. The rate of every school from 1 Sep 2026."


def test_the_head_answers_each_version_once(issued, head, lead):
    with pytest.raises(NotAllowed, match="Only the headteacher"):
        answer(issued, lead)
    with pytest.raises(SayWhy, match="Say how you see it"):
        answer(issued, head, StatementReply.NOT_AS_WE_SEE_IT, " ")
    answered = answer(issued, head, StatementReply.NOT_AS_WE_SEE_IT, "One visit is missing.")
    assert answered.reply_text == "One visit is missing."
    assert JournalEntry.objects.filter(verb="support.statement.answered").count() == 1
    with pytest.raises(WrongState, match="answered already"):
        answer(issued, head)


def test_the_last_version_waits_for_the_head_until_it_is_answered(school, issued, head, lead):
    a_planned_visit(school, by=lead)
    services.issue_statement(actor=lead, school=school, start_year=2026)
    assert "1 statement of support to answer" in [str(one) for one in waiting_for(head)]
    answer(SupportStatement.objects.get(number=2), head)
    assert not [one for one in waiting_for(head) if "statement" in str(one)]


def test_only_leads_of_the_school_and_the_chief_executive_issue(school):
    for role, at_school in ((Role.HEADTEACHER, school), (Role.IMPROVEMENT_LEAD, a_school("Oak"))):
        with pytest.raises(NotAllowed):
            services.issue_statement(
                actor=a_person(role, at=at_school), school=school, start_year=2026
            )


def test_a_head_sees_the_own_statement_only(sign_in, issued, head):
    other = a_person(Role.HEADTEACHER, at=a_school("Oak"), name="Otto")
    assert list(visible_statements(head)) == [issued]
    assert list(visible_statements(other)) == []
    for verb in ("version", "download"):
        assert sign_in(other).get(page(issued, verb)).status_code == 404
    assert sign_in(other).post(page(issued, "reply")).status_code == 404
    assert sign_in(head).get(page(issued)).status_code == 200


def test_it_is_issued_and_answered_on_its_pages(sign_in, school, lead, head):
    days = reverse("support:statement-detail", args=[school.urn])
    client = sign_in(lead)
    assert b"Issue the statement as it is now" in client.get(days).content
    issue = reverse("support:statement-issue", args=[school.urn])
    assert b"Issued. The school can read" in client.post(issue, follow=True).content
    assert b"Nothing has changed" in client.post(issue, follow=True).content
    issued = SupportStatement.objects.get()
    client = sign_in(head)
    assert b"Issue the statement" not in client.get(days).content
    reply = page(issued, "reply")
    assert b"Choose whether this is how you see it." in client.post(reply).content
    assert b"Say how you see it" in client.post(reply, {"reply": "not_so"}).content
    done = client.post(reply, {"reply": "not_so", "text": "A visit is missing."}, follow=True)
    assert b"A visit is missing." in done.content
    assert b"answered already" in client.post(reply, {"reply": "agreed"}, follow=True).content
    assert b"Not as the school sees it" in client.get(days).content


def test_the_pdf_is_tagged_titled_and_says_what_the_page_says(sign_in, issued, head):
    client = sign_in(head)
    assert b"still being made" in client.get(page(issued, "download"), follow=True).content
    jobs.work_off()
    pdf = b"".join(client.get(page(issued, "download")).streaming_content)
    with pikepdf.open(io.BytesIO(pdf)) as made:
        assert made.Root.MarkInfo.Marked
        assert str(made.docinfo["/Title"]) == "Statement of support 2026/27"
    said = pdf_words(pdf)
    for words in ("Elm Grove, version 1", "School improvement visits", "Reading in year 2", "Lena"):
        assert squeezed(words) in said
    assert b"Download the PDF" in client.get(page(issued)).content
