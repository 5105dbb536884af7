"""The pages on which data is asked for, given and looked at."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from core.exports import inert
from core.models import JournalEntry
from monitoring import services, verbs
from monitoring.models import Collection, Submission, SubmissionState
from monitoring.rules.grids import cell
from monitoring.services.grids import stamp
from tests.monitoring.marks import a_marksheet, a_row, as_csv, rows
from tests.world import a_collection, a_draft, a_person, a_return, a_school, an_upload

pytestmark = pytest.mark.django_db
S = SubmissionState
BAD = as_csv([*rows(24), a_row(24, Maths="EXP+"), a_row(25, year=15), a_row(26, Maths="EXP+")])


def url(page, submission):
    return reverse(f"monitoring:{page}", args=[submission.school.urn, submission.receipt])


@pytest.fixture
def school():
    return a_school()


@pytest.fixture
def head(school, sign_in):
    return sign_in(a_person(Role.HEADTEACHER, at=school))


@pytest.fixture
def draft(school):
    return a_draft(school)


def text(answer):
    return " ".join(answer.content.decode().split())


def sheet(content=None, name="marks.csv"):
    return {"file": SimpleUploadedFile(name, a_marksheet() if content is None else content)}


def test_a_head_sees_what_is_asked_when_why_and_what_comes_next(head, school):
    page = text(head.get(reverse("monitoring:asked-list")))
    assert "Nothing is asked of you now" in page
    collection = a_collection(purpose="Targets are set from this.")
    page = text(head.get(reverse("monitoring:asked-list")))
    assert "Targets are set from this." in page
    assert reverse("monitoring:submission-start", args=[school.urn, collection.pk]) in page
    draft = a_draft(school, collection)
    assert url("submission-prepare", draft) in text(head.get(reverse("monitoring:asked-list")))
    services.discard_draft(actor=None, submission_id=draft.pk)
    sent = a_return(school, collection)
    assert url("submission-receipt", sent) in text(head.get(reverse("monitoring:asked-list")))


def test_from_a_file_to_a_receipt_with_everything_on_the_way(head, school):
    collection = a_collection()
    start = reverse("monitoring:submission-start", args=[school.urn, collection.pk])
    assert head.get(start).status_code == 200
    assert not Submission.objects.exists(), "nothing is written on GET"
    head.post(start, {"way": "upload"})
    draft = Submission.objects.get()
    answer = head.post(url("upload-receive", draft), sheet(BAD))
    assert answer.url == url("upload-match", draft)
    form = head.get(answer.url).context["form"]
    answer = head.post(url("upload-match", draft), form.initial)
    page = text(head.get(answer.url))
    assert "There is a problem with 3 rows" in page
    assert "Apply EXS to all 2 like it" in page
    assert "You can send when the 3 rows above are fixed or left out." in page
    head.post(url("upload-correct", draft), {"field": "maths", "value": "EXP+", "to": "EXS"})
    head.post(url("upload-leave-out", draft), {"rows": "27"})
    page = head.get(url("submission-prepare", draft))
    assert "Take it back" in text(page)
    seen = page.context["submission"].content_hash
    assert seen
    explain = {f"explain-{name}": "It is so." for name in page.context["explain_form"].fields}
    if explain:
        head.post(url("submission-explain", draft), explain)
    answer = head.post(url("submission-send", draft), {"seen": seen})
    assert answer.url == url("submission-receipt", draft)
    assert str(draft.receipt) in text(head.get(answer.url))
    again = head.post(url("submission-send", draft), {"seen": seen})
    assert again.url == answer.url
    assert JournalEntry.objects.filter(verb=verbs.SUBMITTED).count() == 1


def test_remembered_columns_skip_the_matching(head, school):
    a_return(school, a_collection())
    draft = a_draft(school, a_collection("Spring 2027"))
    answer = head.post(url("upload-receive", draft), sheet())
    assert answer.url == url("submission-prepare", draft)
    assert "Remembered" in text(head.get(answer.url))


def test_an_unreadable_file_says_what_to_do(head, draft):
    answer = head.post(url("upload-receive", draft), sheet(b"\xff\xfeU\0"))
    page = text(answer)
    assert answer.status_code == 422
    assert "CSV UTF-8" in page
    assert "E-ENC-UTF16" in page


@pytest.mark.parametrize(("status", "files"), [(400, {}), (413, sheet(b"x" * 5_300_000))])
def test_a_file_is_needed_and_not_too_big(head, draft, status, files):
    answer = head.post(url("upload-receive", draft), files)
    assert answer.status_code == status
    assert len(list(answer.context["messages"])) == 1


def test_columns_matched_twice_are_shown_again_with_the_reason(head, draft):
    head.post(url("upload-receive", draft), sheet())
    answer = head.post(
        url("upload-match", draft),
        {"upn": "UPN", "year_group": "Year", "reading": "Maths", "maths": "Maths"},
    )
    assert answer.status_code == 422
    assert "is matched twice" in text(answer)


def test_the_list_of_problems_can_be_downloaded_and_holds_no_formula(head, draft):
    an_upload(draft, as_csv([*rows(9), a_row(9, Maths="=cmd|'/c calc'!A1")]))
    answer = head.get(url("upload-problems", draft))
    assert "attachment" in answer.headers["Content-Disposition"]
    lines = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert lines[0][0] == "Row"
    assert lines[1][3] == "'=cmd|'/c calc'!A1"
    assert lines[1][-1] == "E-ROW-GRADE"


def test_what_does_not_fit_on_the_page_is_in_the_list(head, draft):
    bad = [a_row(at, Maths=f"no {at}") for at in range(700)]
    an_upload(draft, as_csv(bad))
    page = text(head.get(url("submission-prepare", draft)))
    assert "There is a problem with 700 rows" in page
    assert "These are the first 50 things to settle." in page
    assert page.count("(E-ROW-GRADE)") == 50
    lines = head.get(url("upload-problems", draft)).getvalue().decode("utf-8-sig").splitlines()
    assert len(lines) == 701
    assert lines[-1].startswith("701,")


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "|", "%", "\t", "\r"])
def test_no_cell_starts_a_formula(first):
    assert inert(f"{first}x") == f"'{first}x"


def test_what_changed_in_another_tab_is_not_sent(head, draft):
    an_upload(draft, a_marksheet())
    answer = head.post(url("submission-send", draft), {"seen": "old"}, follow=True)
    assert "changed since you opened this page" in text(answer)
    draft.refresh_from_db()
    assert draft.state == S.DRAFT


def test_a_sent_version_cannot_be_worked_on(head, school):
    sent = a_return(school)
    for page in ("upload-correct", "upload-leave-out", "submission-explain", "submission-discard"):
        head.post(url(page, sent), {"field": "maths", "value": "", "to": "EXS", "rows": "2"})
    for page in ("submission-prepare", "submission-grid"):
        assert head.get(url(page, sent)).url == url("submission-receipt", sent)
    sent.refresh_from_db()
    assert (sent.state, sent.records.count()) == (S.SUBMITTED, 30)


def test_a_returned_school_sees_why_and_begins_from_what_it_sent(head, school):
    sent = a_return(school)
    services.return_to_school(actor=None, submission_id=sent.pk, reason="Check Year 4 again.")
    assert "Check Year 4 again." in text(head.get(reverse("monitoring:asked-list")))
    start = reverse("monitoring:submission-start", args=[school.urn, sent.collection_id])
    assert "Begin from version 1" in text(head.get(start))
    answer = head.post(start, {"way": "upload", "copy": "on"})
    page = text(head.get(answer.url))
    assert "From last version" in page
    assert "30 pupils" in page


def typed(**subjects):
    return {
        cell("6", subject, "ALL", part): str(number)
        for subject, numbers in subjects.items()
        for part, number in zip(("pupils", "expected", "higher"), numbers, strict=True)
    }


@pytest.fixture
def grid(school):
    return a_draft(school, a_collection(year_groups=["6"]), way="grid")


def test_a_grid_keeps_what_was_typed_and_names_what_cannot_be(head, grid):
    cells = typed(reading=(30, 31, 5), maths=(30, 20, "x"))
    answer = head.post(url("submission-grid", grid), {**cells, "stamp": stamp(grid)}, follow=True)
    page = text(answer)
    assert "2 cells cannot be right" in page
    assert 'value="31"' in page
    assert 'value="x"' in page
    assert "You can send when the 2 cells above are fixed." in page


def test_a_grid_keeps_itself_while_it_is_typed(head, grid):
    by_itself = {"headers": {"hx-request": "true"}}
    first = {cell("6", "maths", "ALL", "pupils"): "30"}
    kept = head.post(url("submission-grid", grid), first | {"stamp": stamp(grid)}, **by_itself)
    grid.refresh_from_db()
    assert grid.typed["cells"] == first
    assert stamp(grid) in text(kept)
    more = first | {cell("6", "maths", "ALL", "expected"): "21"}
    head.post(url("submission-grid", grid), more | {"stamp": stamp(grid)}, **by_itself)
    late = head.post(url("submission-grid", grid), first | {"stamp": stamp(grid)}, **by_itself)
    assert "saved from another page" in text(late)
    grid.refresh_from_db()
    assert grid.typed["cells"] == more
    pressed = head.post(url("submission-grid", grid), more | {"stamp": "an old one"})
    assert pressed.status_code == 302  # the same again is no conflict


def test_a_grid_is_finished_later_and_sent(head, grid):
    cells = typed(reading=(30, 20, 5), writing=(30, 18, 2), maths=(30, 21, 6))
    answer = head.post(url("submission-grid", grid), {**cells, "stamp": stamp(grid), "later": "1"})
    assert answer.url == reverse("monitoring:asked-list")
    page = head.get(url("submission-grid", grid))
    assert 'value="21"' in text(page)
    seen = page.context["submission"].content_hash
    answer = head.post(url("submission-send", grid), {"seen": seen})
    assert answer.url == url("submission-receipt", grid)


def test_two_tabs_with_one_grid_lose_nothing(head, grid):
    old = stamp(grid)
    head.post(url("submission-grid", grid), {**typed(reading=(30, 20, 5)), "stamp": old})
    answer = head.post(url("submission-grid", grid), {**typed(reading=(9, 8, 7)), "stamp": old})
    assert answer.status_code == 409
    assert 'value="9"' in text(answer)


@pytest.mark.parametrize("page", ["submission-prepare", "submission-receipt", "upload-problems"])
def test_another_schools_submission_is_not_there(sign_in, draft, page):
    stranger = sign_in(a_person(Role.HEADTEACHER))
    assert stranger.get(url(page, draft)).status_code == 404
    own = a_draft(stranger.session and a_school())
    mixed = reverse(f"monitoring:{page}", args=[own.school.urn, draft.receipt])
    assert stranger.get(mixed).status_code == 404


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.IMPROVEMENT_LEAD])
def test_the_trust_sees_that_there_is_a_draft_and_nothing_of_it(sign_in, draft, role):
    an_upload(draft, a_marksheet())
    client = sign_in(a_person(role))
    page = text(client.get(reverse("monitoring:return-list")))
    assert "A draft is being prepared" in page
    assert str(draft.receipt) not in page
    assert client.get(url("return-detail", draft)).status_code == 404


def test_a_lead_sees_who_is_in_missing_and_late(sign_in, school):
    a_school("Oak Hill")
    a_return(school)
    lead = sign_in(a_person(Role.IMPROVEMENT_LEAD))
    address = reverse("monitoring:return-list")
    page = text(lead.get(address))
    assert "1 of 2 returns in." in page
    assert "2 schools found" in page
    assert "1 school found" in text(lead.get(address, {"status": "missing"}))
    assert "0 schools found" in text(lead.get(address, {"status": "late"}))
    assert "No school fits" in text(lead.get(address, {"status": "accepted"}))
    part = lead.get(address, {"school": "oak"}, headers={"HX-Request": "true"})
    assert "<html" not in text(part)


def test_a_lead_accepts_or_returns_with_a_reason(sign_in, school):
    sent = a_return(school)
    lead = sign_in(a_person(Role.IMPROVEMENT_LEAD))
    page = text(lead.get(url("return-detail", sent)))
    assert "Surname1" not in page
    assert lead.post(url("return-send-back", sent), {"reason": ""}).status_code == 422
    lead.post(url("return-accept", sent))
    sent.refresh_from_db()
    assert sent.state == S.ACCEPTED
    lead.post(url("return-send-back", sent), {"reason": "Year 4 again, please."})
    sent.refresh_from_db()
    assert (sent.state, sent.return_reason) == (S.RETURNED, "Year 4 again, please.")
    answer = lead.post(url("return-accept", sent), follow=True)
    assert "cannot become" in text(answer)


def test_an_executive_sees_a_return_and_cannot_accept_it(sign_in, school):
    sent = a_return(school)
    executive = sign_in(a_person(Role.EXECUTIVE))
    assert "Accept or return" not in text(executive.get(url("return-detail", sent)))
    assert executive.post(url("return-accept", sent)).status_code == 403


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.ADMIN])
def test_a_collection_is_opened_closed_and_opened_again(sign_in, role):
    client = sign_in(a_person(role))
    asked = {
        "name": "autumn 2026", "due_on": "2026-12-11", "purpose": "Targets.",
        "subjects": ["reading", "maths"], "year_groups": ["5", "6"], "scale": "teacher_assessment",
    }  # fmt: skip
    answer = client.post(reverse("monitoring:collection-open"), asked)
    assert answer.url == reverse("monitoring:collection-list")
    collection = Collection.objects.get()
    assert (collection.name, collection.year_groups) == ("Autumn 2026", ["5", "6"])
    client.post(reverse("monitoring:collection-close", args=[collection.pk]))
    assert "Open again" in text(client.get(answer.url))
    again = reverse("monitoring:collection-reopen", args=[collection.pk])
    page = client.post(again, follow=True)
    assert "Say why it is opened again." in text(page)
    collection.refresh_from_db()
    assert collection.state == "closed"
    page = client.post(again, {"reason": "The school's server was down."}, follow=True)
    assert "Opened again: The school&#x27;s server was down." in text(page)
    collection.refresh_from_db()
    assert collection.state == "open"
    entry = JournalEntry.objects.get(verb=verbs.REOPENED)
    assert entry.after["reason"] == "The school's server was down."


def test_a_collection_without_a_term_is_said_beside_the_field(sign_in):
    client = sign_in(a_person(Role.EXECUTIVE))
    answer = client.post(reverse("monitoring:collection-open"), {"name": "Autum 26"})
    assert "Write it like Autumn 2026." in text(answer)


def many_returns(many):
    collection = a_collection()
    for at in range(many):
        a_return(a_school(f"School {at}"), collection, a_marksheet(3))


@pytest.mark.parametrize(
    ("role", "route", "most"),
    [
        (Role.IMPROVEMENT_LEAD, "return-list", 14),
        (Role.EXECUTIVE, "collection-list", 11),
        (Role.HEADTEACHER, "asked-list", 13),
    ],
)
def test_a_list_costs_the_same_for_few_and_many(
    sign_in, school, django_assert_max_num_queries, role, route, most
):
    at = school if role == Role.HEADTEACHER else None
    client = sign_in(a_person(role, at=at))
    many_returns(2)
    client.get(reverse(f"monitoring:{route}"))
    with django_assert_max_num_queries(most):
        client.get(reverse(f"monitoring:{route}"))
    many_returns(12)
    with django_assert_max_num_queries(most):
        client.get(reverse(f"monitoring:{route}"))


def test_preparing_costs_the_same_whatever_the_file_holds(
    head, draft, django_assert_max_num_queries
):
    an_upload(draft, BAD)
    with django_assert_max_num_queries(20):
        head.get(url("submission-prepare", draft))
