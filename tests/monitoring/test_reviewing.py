"""A lead looks at what came in: returned by cell, sent again, compared, and locked."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from core.errors import SayWhy, WrongState
from core.models import JournalEntry
from monitoring import services, verbs
from monitoring.models import Submission, SubmissionState
from monitoring.rules.returning import CellReason, wrong_with
from monitoring.rules.versions import PupilThen, cell_changes, compare
from monitoring.selectors.returns import request_to
from monitoring.selectors.versions import asked_of_draft
from tests.monitoring.marks import a_marksheet, a_row, as_csv
from tests.world import a_collection, a_person, a_return, a_school

pytestmark = pytest.mark.django_db
S = SubmissionState
SUBJECTS = ["reading", "writing", "maths"]
YEAR_4 = CellReason("4", "writing", "Blank for most of them.")


def url(page, submission):
    return reverse(f"monitoring:{page}", args=[submission.school.urn, submission.receipt])


def text(answer):
    return " ".join(answer.content.decode().split())


def lines(many=30, but=None):
    """A class of every year group, with other grades by the pupil's number."""
    return [a_row(at, **(but or {}).get(at, {})) for at in range(many)]


@pytest.fixture
def sent():
    return a_return(a_school(), a_collection())


@pytest.fixture
def lead(sign_in):
    return sign_in(a_person(Role.IMPROVEMENT_LEAD))


def hand_back(sent, *cells, reason=""):
    return services.return_to_school(
        actor=None, submission_id=sent.pk, reason=reason, cells=list(cells)
    )


def send_again(sent, content):
    return a_return(sent.school, sent.collection, content)


results = st.dictionaries(st.sampled_from(SUBJECTS), st.sampled_from(["WTS", "EXS", "GDS"]))
pupils = st.builds(
    PupilThen, st.sampled_from(["5", "6"]), results, st.fixed_dictionaries({"eal": st.booleans()})
)
versions = st.dictionaries(st.sampled_from("abcdefgh"), pupils)


@given(versions)
def test_a_version_beside_itself_is_unchanged(one):
    assert not compare(one, one, SUBJECTS)


@given(versions, versions)
def test_what_was_plus_what_changed_is_what_is_now(was, now):
    changes = compare(was, now, SUBJECTS)
    rebuilt = {who: pupil for who, pupil in was.items() if who not in changes.removed}
    rebuilt |= {who: now[who] for who in changes.added}
    assert set(rebuilt) == set(now)
    moved = {who: year for who, _, year in changes.moved}
    for who, pupil in rebuilt.items():
        grades = dict(pupil.results)
        for change in changes.grades:
            if change.who == who:
                grades[change.subject] = change.now
        assert {s: code for s, code in grades.items() if code} == now[who].results
        assert moved.get(who, pupil.year_group) == now[who].year_group
        assert (pupil.facts == now[who].facts) == (who not in changes.described)


@given(versions, versions)
def test_backwards_the_added_are_the_removed(was, now):
    forth, back = compare(was, now, SUBJECTS), compare(now, was, SUBJECTS)
    assert sorted(forth.added) == sorted(back.removed)
    assert len(forth.grades) == len(back.grades)


def test_a_year_group_of_either_version_is_compared():
    counted = {"writing": {"of": 3, "expected": 2, "higher": 0}}
    found = cell_changes({"5": counted}, {"6": counted}, ["writing"])
    assert set(found) == {("5", "writing"), ("6", "writing")}
    assert all(cell.is_changed for cell in found.values())


@pytest.mark.parametrize(
    ("cell", "covers", "spares"),
    [
        (CellReason("4", "writing", "x"), ("4", "writing"), ("4", "maths")),
        (CellReason("4", "", "x"), ("4", "maths"), ("5", "maths")),
        (CellReason("", "maths", "x"), ("1", "maths"), ("1", "writing")),
    ],
)
def test_a_reason_covers_a_cell_a_row_or_a_column(cell, covers, spares):
    assert cell.covers(*covers)
    assert not cell.covers(*spares)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (CellReason("", "", "Why"), "Choose a year group or a subject"),
        (CellReason("4", "", " "), "Say what should change"),
        (CellReason("4", "", "x" * 301), "at most 300"),
        (CellReason("9", "writing", "Why"), "that the collection asks for"),
        (CellReason("4", "latin", "Why"), "that the collection asks for"),
    ],
)
def test_a_reason_that_says_too_little_or_the_wrong_place_is_refused(sent, cell, said):
    assert said in wrong_with([cell], ["4"], ["writing"])
    with pytest.raises(SayWhy, match=said):
        hand_back(sent, cell)
    sent.refresh_from_db()
    assert sent.state == S.SUBMITTED


def test_there_are_not_more_reasons_than_anybody_reads():
    assert "at most 40" in wrong_with([YEAR_4] * 41, ["4"], ["writing"])


def test_reasons_by_cell_are_enough_and_the_head_reads_them(sent, sign_in):
    hand_back(sent, YEAR_4, CellReason("", "maths", "Copied from reading?"))
    entry = JournalEntry.objects.get(verb=verbs.RETURNED)
    assert entry.after["cells"] == 2
    said = "Year 4, writing: Blank for most of them. Maths: Copied from reading?"
    assert request_to(sent.school, sent.collection).reason == said
    head = sign_in(a_person(Role.HEADTEACHER, at=sent.school))
    assert "Year 4, writing: Blank for most" in text(head.get(reverse("monitoring:asked-list")))
    assert "Maths: Copied from reading?" in text(head.get(url("submission-receipt", sent)))


def test_a_lead_returns_by_cell_and_can_have_more_lines(sent, lead):
    page = lead.post(url("return-send-back", sent), {"lines": "3", "more": "1", "reason": "So."})
    assert page.status_code == 200
    assert "Subject, line 6" in text(page)
    filled = {"lines": "3", "cell-0-year_group": "4", "cell-0-subject": "writing"}
    page = lead.post(url("return-send-back", sent), filled)
    assert page.status_code == 422
    assert "Line 1: say what should change there." in text(page)
    page = lead.post(url("return-send-back", sent), {"lines": "3", "cell-2-words": "Why?"})
    assert "Line 3: choose a year group or a subject." in text(page)
    lead.post(url("return-send-back", sent), filled | {"cell-0-words": "Blank for most."})
    sent.refresh_from_db()
    assert sent.state == S.RETURNED
    assert sent.return_cells == [
        {"year_group": "4", "subject": "writing", "words": "Blank for most."}
    ]
    assert "Year 4, writing: Blank for most." in text(lead.get(url("return-detail", sent)))


def test_the_head_sees_in_the_draft_which_asked_cells_have_changed(sent, sign_in):
    hand_back(sent, YEAR_4, CellReason("5", "maths", "Too high?"), reason="Please look again.")
    draft = services.start_draft(
        actor=None, school=sent.school, collection=sent.collection, way="upload", copy=True
    )
    assert [one.is_changed for one in asked_of_draft(draft).cells] == [False, False]
    of_year_4 = next(at for at in range(30) if at % 6 + 1 == 4)
    content = as_csv(lines(but={of_year_4: {"Writing": "PKS"}}))
    upload = services.receive_upload(
        actor=None, submission_id=draft.pk, file_name="m.csv", content=content
    )
    assert upload.state == "checked"
    draft.refresh_from_db()
    assert [one.is_changed for one in asked_of_draft(draft).cells] == [True, False]
    head = sign_in(a_person(Role.HEADTEACHER, at=sent.school))
    page = text(head.get(url("submission-prepare", draft)))
    for said in ("Please look again.", "Year 4, writing: Blank for most of them.", "As before"):
        assert said in page


@pytest.fixture
def again(sent):
    """Ten pupils more, the first one gone, and one grade of Year 2 changed."""
    rows = lines(40, but={1: {"Reading": "PKS"}})[1:]
    return send_again(sent, as_csv(rows))


def page_for(sign_in, role, submission):
    at = submission.school if role == Role.HEADTEACHER else None
    client = sign_in(a_person(role, at=at))
    return text(client.get(url("return-compare", submission)))


def test_a_head_sees_by_name_what_changed(again, sign_in):
    page = page_for(sign_in, Role.HEADTEACHER, again)
    assert "Surname1, Forename1: Year 2, reading: EXS → PKS" in page
    assert "Pupils added: 10" in page
    assert "Surname0, Forename0" in page


def test_a_lead_sees_the_same_by_pseudonym(again, sign_in):
    page = page_for(sign_in, Role.IMPROVEMENT_LEAD, again)
    assert "Year 2, reading: EXS → PKS" in page
    assert "Surname" not in page
    assert str(again.records.get(pupil__surname="Surname1").pupil) in page


def test_an_executive_sees_numbers_of_pupils_and_nothing_of_grades(again, sign_in):
    page = page_for(sign_in, Role.EXECUTIVE, again)
    assert "Pupils added</dt>" in page
    for hidden in (
        "Grades changed",
        "grade changed",
        "Surname",
        "EXS",
        "Pupil ",
        "at or above expected",
    ):
        assert hidden not in page


def test_the_first_version_has_nothing_beside_it(sent, lead):
    assert "This is the first version" in text(lead.get(url("return-compare", sent)))
    assert "What changed since" not in text(lead.get(url("return-detail", sent)))


def test_typed_counts_are_compared_by_cell(lead):
    collection = a_collection(year_groups=["6"])
    school = a_school()
    first = a_return(school, collection, as_csv([a_row(at, year=6) for at in range(12)]))
    draft = services.start_draft(actor=None, school=school, collection=collection, way="grid")
    counts = {"pupils": "12", "expected": "3", "higher": "1"}
    typed = {
        f"6-{subject}-ALL-{part}": number
        for subject in (*SUBJECTS, "rwm")
        for part, number in counts.items()
    }
    services.save_grid(actor=None, submission_id=draft.pk, typed=typed)
    draft.refresh_from_db()
    said = {d["code"]: "It is so." for d in draft.differences}
    services.explain(actor=None, submission_id=draft.pk, explanations=said)
    second = services.submit(actor=None, submission_id=draft.pk)
    page = text(lead.get(url("return-compare", second)))
    assert "9 → 3 of 12" in page
    assert "Grades changed" not in page
    assert first.pk != second.pk


def test_a_closed_collection_is_locked_until_it_is_opened_again_with_a_reason(sent, sign_in):
    services.close_collection(actor=None, collection_id=sent.collection_id)
    with pytest.raises(WrongState, match="could not send again"):
        hand_back(sent, YEAR_4)
    start = reverse("monitoring:submission-start", args=[sent.school.urn, sent.collection_id])
    lead = sign_in(a_person(Role.IMPROVEMENT_LEAD))
    assert "could not send again" in text(lead.get(url("return-detail", sent)))
    lead.post(url("return-accept", sent))
    sent.refresh_from_db()
    assert sent.state == S.ACCEPTED, "what is in can still be accepted"
    head = sign_in(a_person(Role.HEADTEACHER, at=sent.school))
    answer = head.post(start, {"way": "upload"}, follow=True)
    assert "is closed. Ask the trust to open it again." in text(answer)
    assert "is closed" in text(head.get(start, follow=True))
    assert "so this is locked" in text(head.get(url("submission-receipt", sent)))
    assert Submission.objects.count() == 1
    with pytest.raises(SayWhy):
        services.reopen_collection(actor=None, collection_id=sent.collection_id, reason=" ")
    with pytest.raises(SayWhy):
        services.reopen_collection(actor=None, collection_id=sent.collection_id, reason="x" * 301)
    services.reopen_collection(
        actor=None, collection_id=sent.collection_id, reason="Two schools had no power."
    )
    page = text(head.get(reverse("monitoring:asked-list")))
    assert "Opened again: Two schools had no power." in page
    assert send_again(sent, a_marksheet(36)).version == 2


def test_closing_again_takes_the_reason_away(sent):
    for _ in range(2):
        services.close_collection(actor=None, collection_id=sent.collection_id)
        collection = services.reopen_collection(
            actor=None, collection_id=sent.collection_id, reason="Late files."
        )
    assert collection.reopened_because == "Late files."
    closed = services.close_collection(actor=None, collection_id=sent.collection_id)
    assert closed.reopened_because == ""


@pytest.mark.parametrize("many", [40, 400])
def test_comparing_costs_the_same_whatever_changed(
    sent, sign_in, django_assert_max_num_queries, many
):
    later = send_again(sent, a_marksheet(many))
    head = sign_in(a_person(Role.HEADTEACHER, at=sent.school))
    with django_assert_max_num_queries(16):
        head.get(url("return-compare", later))
