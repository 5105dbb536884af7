import html
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from schools.models import Term, TermName
from support import services
from support.models import LedgerEntry, Reply, Visit
from tests.world import (
    a_person,
    a_school,
    a_settled_band,
    a_visit,
    an_activity,
    an_offer_line,
    the_model,
    this_year,
)

pytestmark = pytest.mark.django_db

LIST = reverse("support:visit-list")
LOG = reverse("support:visit-log")
TODAY = timezone.localdate()


def visit_page(visit, verb="detail") -> str:
    return reverse(f"support:visit-{verb}", args=[visit.pk])


def record_page(school) -> str:
    return reverse("support:record-detail", args=[school.urn])


def days_page(school) -> str:
    return reverse("support:statement-detail", args=[school.urn])


def typed(**changes) -> dict[str, object]:
    """A visit form as a browser sends it, with two of five rows of actions used."""
    return {
        "on": TODAY.isoformat(),
        "quarter_days": 2,
        "activity": an_activity().pk,
        "purpose": "Reading in year 2",
        "findings": "Phonics is taught daily.",
        "actions-TOTAL_FORMS": 5,
        "actions-INITIAL_FORMS": 0,
        "actions-0-what": "Buy readers",
        "actions-0-owner": "English lead",
        "actions-0-due_on": TODAY.isoformat(),
        "actions-3-what": "Plan a workshop",
        "actions-3-owner": "Headteacher",
        "actions-3-due_on": TODAY.isoformat(),
    } | changes


@pytest.fixture
def school():
    return a_school()


@pytest.fixture
def lead(school):
    return a_person(Role.IMPROVEMENT_LEAD, at=school, name="Lena")


@pytest.fixture
def head(school):
    return a_person(Role.HEADTEACHER, at=school, name="Hana")


@pytest.mark.parametrize("how_many", [1, 20])
def test_the_list_costs_the_same_for_one_visit_or_many(
    sign_in, django_assert_max_num_queries, lead, how_many
):
    for _ in range(how_many):
        a_visit(by=lead, school=lead.assignments.get().school, shared=True)
    client = sign_in(a_person(Role.EXECUTIVE))
    client.get(LIST)
    with django_assert_max_num_queries(12):
        page = client.get(LIST)
    assert page.content.count(b'id="visit-') == how_many


def test_a_lead_logs_a_visit_from_the_school_s_page(sign_in, lead, school):
    the_model()
    client = sign_in(lead)
    assert f"{LOG}?school={school.urn}" in client.get(record_page(school)).content.decode()
    form = client.get(f"{LOG}?school={school.urn}")
    assert f'<option value="{school.urn}" selected>' in form.content.decode()
    assert b'<optgroup label="Reviews and checks, ' in form.content
    form = client.get(LOG, {"school": school.urn, "activity": an_activity().pk})
    assert b"What evidence did you see?" in form.content
    token = form.context["form"]["form_token"].value()
    sent = typed(school=school.pk, form_token=token)
    page = client.post(LOG, sent, follow=True)
    assert b"Saved as your draft. Nobody else sees it yet." in page.content
    visit = Visit.objects.get()
    assert [action.what for action in visit.actions.all()] == ["Buy readers", "Plan a workshop"]

    client.post(LOG, sent)  # a double click
    assert Visit.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"school": ""}, "Choose the school you visited."),
        ({"on": ""}, "Give the date of the visit."),
        ({"on": "soon"}, "Write the date like"),
        ({"on": (TODAY + timedelta(days=1)).isoformat()}, "choose today or an earlier day"),
        ({"activity": ""}, "Choose what kind of visit it was."),
        ({"purpose": ""}, "Say what the visit was for."),
        ({"actions-0-owner": ""}, "Say which post does it."),
        ({"actions-0-what": ""}, "Say what is to be done."),
        ({"actions-0-due_on": ""}, "Say by when."),
        ({"actions-0-due_on": "soon"}, "One of the actions is not complete"),
    ],
)
def test_a_wrong_answer_is_explained_and_nothing_typed_is_lost(
    sign_in, lead, school, changes, sentence
):
    the_model()
    page = sign_in(lead).post(LOG, typed(school=school.pk, form_token=uuid4()) | changes)
    assert sentence in page.content.decode()
    assert "Phonics is taught daily." in page.content.decode()
    assert "Plan a workshop" in page.content.decode()
    assert not Visit.objects.exists()


@pytest.mark.parametrize("asked", ["", "?school=999999", "?school=x"])
def test_the_form_opens_without_a_school_it_knows(sign_in, lead, asked):
    the_model()
    assert sign_in(lead).get(LOG + asked).status_code == 200


def test_another_school_is_not_on_the_form(sign_in, lead):
    other = a_school("Oak")
    page = sign_in(lead).post(LOG, typed(school=other.pk, form_token=uuid4()))
    assert not Visit.objects.exists()
    assert other.name.encode() not in page.content


def test_a_draft_is_changed_and_an_emptied_row_is_no_action(sign_in, lead, school):
    visit = a_visit(school, by=lead)
    client = sign_in(lead)
    form = client.get(visit_page(visit, "edit"))
    assert b"Plan a reading workshop" in form.content
    sent = typed(version=1, findings="Changed.") | {
        "actions-INITIAL_FORMS": 1, "actions-0-what": "", "actions-0-owner": "",
        "actions-0-due_on": "",
    }  # fmt: skip
    client.post(visit_page(visit, "edit"), sent)
    visit.refresh_from_db()
    assert (visit.findings, visit.version) == ("Changed.", 2)
    assert [action.what for action in visit.actions.all()] == ["Plan a workshop"]


def test_two_windows_on_one_draft_lose_nobody_s_words(sign_in, lead, school):
    visit = a_visit(school, by=lead)
    client = sign_in(lead)
    client.post(visit_page(visit, "edit"), typed(version=1, findings="From the first window."))
    page = client.post(
        visit_page(visit, "edit"), typed(version=1, findings="From the second window.")
    )
    assert page.status_code == 409
    assert b"From the first window." in page.content
    assert b"From the second window." in page.content
    visit.refresh_from_db()
    assert visit.findings == "From the first window."

    version = page.context["form"]["version"].value()
    client.post(visit_page(visit, "edit"), typed(version=version, findings="Both windows, merged."))
    visit.refresh_from_db()
    assert visit.findings == "Both windows, merged."


def test_words_typed_while_the_note_was_shared_elsewhere_are_shown_for_copying(
    sign_in, lead, school
):
    visit = a_visit(school, by=lead, shared=True)
    client = sign_in(lead)
    page = client.post(visit_page(visit, "edit"), typed(version=1, findings="Too late."))
    assert page.status_code == 409
    assert b"Too late." in page.content
    assert b"It has not been saved." in page.content
    assert client.get(visit_page(visit, "edit"), follow=True).status_code == 200


def test_a_wrong_date_on_an_edit_keeps_the_form(sign_in, lead, school):
    visit = a_visit(school, by=lead)
    later = (TODAY + timedelta(days=1)).isoformat()
    page = sign_in(lead).post(visit_page(visit, "edit"), typed(version=1, on=later))
    assert b"choose today or an earlier day" in page.content


def test_a_draft_is_hidden_from_everybody_but_its_author(sign_in, lead, school, head):
    visit = a_visit(school, by=lead)
    colleague = a_person(Role.IMPROVEMENT_LEAD, at=school, name="Col")
    for person in (colleague, head, a_person(Role.EXECUTIVE)):
        client = sign_in(person)
        assert client.get(visit_page(visit)).status_code == 404
        assert b"Reading in year 2" not in client.get(record_page(school)).content
        assert client.get(LIST).context["page"].paginator.count == 0
    assert sign_in(colleague).get(visit_page(visit, "edit")).status_code == 404
    assert sign_in(colleague).post(visit_page(visit, "share")).status_code == 404
    assert sign_in(lead).get(visit_page(visit)).status_code == 200


def test_sharing_shows_the_note_and_moves_the_days(sign_in, lead, school, head):
    visit = a_visit(school, by=lead, quarter_days=6)
    client = sign_in(lead)
    assert b"1.5 days count as given" in client.get(visit_page(visit)).content
    stale = client.post(visit_page(visit, "share"), {"version": "0"}, follow=True)
    assert b"This note was changed after you opened it." in stale.content
    client.post(visit_page(visit, "share"), {"version": "1"})
    client.post(visit_page(visit, "share"), {"version": "1"})
    assert LedgerEntry.objects.get().quarter_days == 6
    assert b"Phonics is taught" in sign_in(head).get(visit_page(visit)).content


def test_a_note_without_findings_says_why_it_cannot_be_shared(sign_in, lead, school):
    visit = a_visit(school, by=lead, findings="")
    assert b"Write what you found first." in sign_in(lead).get(visit_page(visit)).content


def test_the_head_answers_on_the_note(sign_in, lead, school, head):
    visit = a_visit(school, by=lead, shared=True)
    client = sign_in(head)
    reply = visit_page(visit, "reply")
    assert b"Choose whether the note is accurate." in client.post(reply).content
    unsaid = client.post(reply, {"reply": Reply.NOT_ACCURATE})
    assert b"Say what is not accurate" in unsaid.content
    done = client.post(reply, {"reply": "not_accurate", "text": "It was year 3."}, follow=True)
    assert b"It was year 3." in done.content
    again = client.post(reply, {"reply": Reply.ACCURATE}, follow=True)
    assert b"cannot become answered" in again.content
    assert b"Not accurate" in sign_in(lead).get(visit_page(visit)).content


def test_days_of_a_mistaken_visit_are_taken_back(sign_in, lead, school):
    visit = a_visit(school, by=lead, shared=True)
    client = sign_in(lead)
    cancel = visit_page(visit, "cancel")
    assert b"Say why the days are taken back." in client.post(cancel).content
    done = client.post(cancel, {"reason": "Logged twice."}, follow=True)
    assert b"Its days no longer count" in done.content
    again = client.post(cancel, {"reason": "Again."}, follow=True)
    assert b"no days of this visit to take back" in again.content


def test_actions_are_ticked_off_by_the_head(sign_in, lead, school, head):
    visit = a_visit(school, by=lead, shared=True)
    action = visit.actions.get()
    finish = reverse("support:action-finish", args=[action.pk])
    assert finish in sign_in(head).get(record_page(school)).content.decode()
    executive = sign_in(a_person(Role.EXECUTIVE))
    assert finish not in executive.get(record_page(school)).content.decode()
    refused = executive.post(finish, follow=True)
    assert b"mark actions as done" in refused.content
    assert b"Done: Plan a reading workshop" in sign_in(head).post(finish, follow=True).content


def test_the_statement_adds_up_on_the_page(sign_in, lead, school, head):
    a_settled_band(school, "D")
    a_visit(school, by=lead, quarter_days=6, shared=True)
    taken_back = a_visit(school, by=lead, shared=True)
    services.take_days_back(actor=lead, visit_id=taken_back.pk, reason="Logged twice.")
    page = sign_in(head).get(days_page(school))
    assert (page.context["total"].entitled, page.context["total"].given) == (62, 6)
    text = page.content.decode()
    assert "1.5 given of 15.5" in text
    assert "Band D from 1 Sep" in text
    assert "Logged twice." in text


def test_a_trustee_sees_the_days_but_no_note(sign_in, lead, school):
    a_settled_band(school, "D")
    visit = a_visit(school, by=lead, shared=True)
    client = sign_in(a_person(Role.TRUSTEE))
    text = client.get(days_page(school)).content.decode()
    assert visit_page(visit) not in text
    assert "Visits and actions" not in text
    assert client.get(visit_page(visit)).status_code == 403


def test_pages_of_a_school_without_anything_say_what_comes(sign_in, head, school):
    client = sign_in(head)
    assert b"No visits yet" in client.get(record_page(school)).content
    assert b"No days are set for this year" in client.get(days_page(school)).content
    assert b"A visit appears once its note is shared." in client.get(LIST).content


def test_the_list_is_filtered_by_school_author_term_and_state(sign_in, lead, school):
    year = this_year()
    Term.objects.create(
        start_year=year.start_year,
        name=TermName.AUTUMN,
        starts_on=year.starts_on,
        ends_on=year.ends_on,
    )
    oak = a_school("Oak")
    other = a_person(Role.IMPROVEMENT_LEAD, name="Otto")
    ours, theirs = a_visit(school, by=lead, shared=True), a_visit(oak, by=other, shared=True)
    client = sign_in(other)
    draft = a_visit(oak, by=other)

    def found(**filters):
        return set(client.get(LIST, filters).context["page"])

    assert found() == {ours, theirs, draft}
    assert found(school=school.pk) == {ours}
    assert found(author=other.pk) == {theirs, draft}
    assert found(term=Term.objects.get().pk) == {ours, theirs, draft}
    assert found(state="draft") == {draft}


def test_htmx_gets_only_the_table(sign_in):
    part = sign_in(a_person(Role.EXECUTIVE)).get(LIST, headers={"HX-Request": "true"})
    assert part.template_name == "support/partials/visit_table.html"


@pytest.mark.parametrize("page", [record_page, days_page])
def test_somebody_else_s_school_is_hidden(sign_in, lead, head, page):
    other = a_school("Oak")
    assert sign_in(lead).get(page(other)).status_code == 404
    assert sign_in(head).get(page(other)).status_code == 404


def test_somebody_else_s_visit_and_action_are_hidden(sign_in, lead, head):
    visit = a_visit(a_school("Oak"), shared=True)
    for person in (lead, head):
        assert sign_in(person).get(visit_page(visit)).status_code == 404
    finish = reverse("support:action-finish", args=[visit.actions.get().pk])
    assert sign_in(head).post(finish).status_code == 404
    assert sign_in(head).post(visit_page(visit, "reply")).status_code == 404
    assert sign_in(lead).post(visit_page(visit, "cancel")).status_code == 404


@pytest.mark.parametrize("model", ["hearts", "northern_hub", "crin"])
def test_a_visit_is_logged_under_a_model_that_gives_no_days(sign_in, lead, school, head, model):
    code = {"hearts": "coaching", "northern_hub": "partner_visit", "crin": "consultant"}[model]
    activity = an_activity(code, model=model)
    client = sign_in(lead)
    assert activity.name in html.unescape(client.get(LOG).content.decode())
    form = client.get(LOG, {"school": school.urn, "activity": activity.pk}).content.decode()
    assert "Days count for" not in form
    client.post(LOG, typed(school=school.pk, form_token=uuid4(), activity=activity.pk))
    visit = Visit.objects.get()
    assert (visit.activity, visit.offer_line) == (activity, None)
    shared = client.post(visit_page(visit, "share"), {"version": "1"}, follow=True)
    assert "its days count" not in shared.content.decode()
    assert not LedgerEntry.objects.exists()
    assert activity.name in html.unescape(sign_in(head).get(LIST).content.decode())


def test_days_count_for_what_the_kind_names_or_for_what_is_chosen(sign_in, lead, school):
    client = sign_in(lead)
    client.post(LOG, typed(school=school.pk, form_token=uuid4()))
    follows = Visit.objects.get()
    assert follows.offer_line == follows.activity.offer_line == an_offer_line()
    other = an_offer_line("leadership_visits")
    client.post(visit_page(follows, "edit"), typed(version=1, offer_line=other.pk))
    follows.refresh_from_db()
    assert follows.offer_line == other
    form = client.get(visit_page(follows, "edit")).content.decode()
    assert f'<option value="{other.pk}" selected>' in form


def test_a_model_loaded_before_it_named_kinds_of_visit_still_counts_for_its_offer(
    sign_in, lead, school
):
    edition, sent = the_model(), typed(school=school.pk, form_token=uuid4()) | {"activity": ""}
    edition.activity_types.all().delete()
    client = sign_in(lead)
    assert "Kind of visit" not in client.get(LOG).content.decode()
    assert b"Choose the activity the days count for." in client.post(LOG, sent).content
    line = edition.offer_lines.get(code="website_checks")
    client.post(LOG, sent | {"offer_line": line.pk})
    assert Visit.objects.get().offer_line == line


def test_loading_the_model_again_brings_its_kinds_of_visit(lead):
    edition = the_model()
    before = set(edition.activity_types.values_list("code", flat=True))
    edition.activity_types.all().delete()
    assert set(the_model().activity_types.values_list("code", flat=True)) == before
