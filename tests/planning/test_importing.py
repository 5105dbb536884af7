"""A head's document becomes a draft in one step, and leaves it again in one step."""

import html
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.roles import Role
from core.documents import uploads
from core.errors import DomainError, NotAllowed, TooMuch, UnreadableFile, WrongState
from core.models import JournalEntry
from monitoring.models import Pupil
from planning import services
from planning.models import ImportState, Plan, PlanImport, Priority
from planning.rules.importing.taken import Mapping
from planning.services import importing
from tests import world
from tests.core.papers import a_word_file, a_workbook
from tests.planning.plans import a_head, a_plan, a_priority, save
from tests.planning.sent import HEADS, MATHS, READING, a_plan_document, a_sent_plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch):
    """Documents are read as the child reads them; tests/core/test_papers.py starts children."""
    monkeypatch.setattr(
        uploads.apart, "read", lambda reader, content, limits, **told: reader(content, **told)
    )


def taken(found, by):
    return importing.take_document(actor=by, import_id=found.pk)


def sent(**fields):
    school = world.a_school()
    head = a_head(school)
    return a_sent_plan(school, by=head, **fields), head


def written(tmp_path, content=None, name="plan.docx"):
    file = tmp_path / name
    file.write_bytes(content or a_plan_document())
    return str(file)


def test_a_document_becomes_a_draft_in_the_same_shape_as_one_that_was_typed():
    found, head = sent()
    plan = taken(found, head).plan
    assert (plan.state, plan.context) == ("draft", "We have 210 pupils and a new building.")
    reading, maths = plan.priorities.standing()
    assert (reading.title, maths.title) == ("Raise reading", "Raise maths")
    action = reading.actions.get()
    assert (action.what, action.owner, action.cost_pence) == (
        "Daily reading", "English lead", 120_000,
    )  # fmt: skip
    assert f"{action.due_on:%d/%m/%y}" == "18/12/26"
    assert reading.criteria.get().text == "80% read well"
    assert maths.actions.get().what == "Fluency daily (By when: ongoing) (Cost: release time)"
    assert plan.writers.get() == head
    entry = JournalEntry.objects.get(verb="planning.document.taken")
    assert (entry.after["priorities"], entry.after["not_taken"]) == (2, 2)


def test_a_colour_comes_with_its_words():
    rows = [["Action", "RAG", "Evaluation"], ["Daily reading", "Amber", "Half are trained"]]
    found, head = sent(content=a_word_file(("Priority 1: Reading", 1), rows))
    priority = taken(found, head).plan.priorities.get()
    assert (priority.rag, priority.notes.get().words) == ("amber", "Half are trained")


def test_it_is_added_beside_what_a_draft_has_already():
    school = world.a_school()
    head = a_head(school)
    plan = a_plan(school, by=head)
    a_priority(plan, "Attendance", by=head)
    save(plan, "frame", by=head, context="Typed before.")
    assert taken(a_sent_plan(school, by=head), head).plan == plan
    plan.refresh_from_db()
    assert [one.title for one in plan.priorities.standing()] == [
        "Attendance", "Raise reading", "Raise maths",
    ]  # fmt: skip
    assert plan.context == "Typed before.\n\nWe have 210 pupils and a new building."


def test_undoing_takes_out_what_came_and_leaves_what_was_there():
    school = world.a_school()
    head = a_head(school)
    plan = a_plan(school, by=head)
    a_priority(plan, "Attendance", by=head)
    save(plan, "frame", by=head, context="Typed before.")
    found = taken(a_sent_plan(school, by=head), head)
    undone = importing.undo_document(actor=head, import_id=found.pk)
    plan.refresh_from_db()
    assert undone.state == ImportState.UNDONE
    assert [one.title for one in plan.priorities.standing()] == ["Attendance"]
    assert plan.context == "Typed before."
    with pytest.raises(WrongState, match="already: taken out again"):
        importing.undo_document(actor=head, import_id=found.pk)


def test_what_somebody_changed_since_is_not_undone():
    found, head = sent()
    plan = taken(found, head).plan
    priority = plan.priorities.first()
    save(plan, f"priority-{priority.pk}", by=head, outcome="Written since.")
    with pytest.raises(WrongState, match="“Raise reading” was changed since"):
        importing.undo_document(actor=head, import_id=found.pk)
    assert plan.priorities.standing().count() == 2


def test_taking_fails_as_a_whole_or_not_at_all():
    found, head = sent()
    plan = taken(found, head).plan
    again = a_sent_plan(found.school, by=head)
    services.propose_plan(actor=head, plan_id=_ready(plan, head))
    before = Priority.objects.count()
    with pytest.raises(WrongState, match="waits for approval"):
        taken(again, head)
    again.refresh_from_db()
    assert (Priority.objects.count(), again.state) == (before, ImportState.READ)


def _ready(plan, head):
    for priority in plan.priorities.standing():
        rows = {"criteria": [{"text": "80%", "is_appraisal_target": False}]}
        save(plan, f"priority-{priority.pk}", by=head, outcome="More read.", rows=rows)
    return plan.pk


def test_it_is_taken_once_however_often_the_button_is_pressed():
    found, head = sent()
    taken(found, head)
    with pytest.raises(WrongState, match="already: in the plan"):
        taken(found, head)
    with pytest.raises(WrongState, match="already: in the plan"):
        importing.discard_document(actor=head, import_id=found.pk)


def test_a_document_of_nothing_makes_no_plan_until_its_columns_are_said():
    found, head = sent(content=a_word_file([["Thing", "Person"], ["Read", "English lead"]]))
    with pytest.raises(DomainError, match="Nothing in this document would be taken"):
        taken(found, head)
    mapping = Mapping({"Thing": "action"}, header_rows={"Table 1": 1})
    importing.match_document(actor=head, import_id=found.pk, mapping=mapping)
    assert taken(found, head).plan.priorities.get().actions.get().owner == "English lead"


def test_discarding_forgets_the_text():
    found, head = sent()
    importing.discard_document(actor=head, import_id=found.pk)
    assert PlanImport.objects.get().paper == {}
    assert not Plan.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HEADTEACHER])
def test_only_the_head_sends_and_takes_a_document(role):
    found, _ = sent()
    at = None if role in {Role.EXECUTIVE, Role.TRUSTEE, Role.ADMIN} else found.school
    person = world.a_person(role, at=at)
    with pytest.raises(NotAllowed, match="writes this plan"):
        a_sent_plan(found.school, by=person)
    with pytest.raises(NotAllowed, match="writes this plan"):
        taken(found, person)


def test_a_refused_document_leaves_a_trace_and_counts_towards_the_quota():
    school = world.a_school()
    head = a_head(school)
    for _ in range(20):
        with pytest.raises(UnreadableFile):
            a_sent_plan(school, by=head, content=b"nothing", file_name="plan.pdf")
    with pytest.raises(TooMuch, match="20 files in an hour"):
        a_sent_plan(school, by=head)
    assert JournalEntry.objects.filter(verb="planning.document.refused").count() == 20


def test_the_pages_lead_from_the_file_to_the_draft_and_back(sign_in):
    school = world.a_school()
    head = a_head(school)
    client, start = sign_in(head), reverse("planning:import-start", args=[school.urn])
    year = world.this_year().start_year
    match = client.post(
        start, {"year": year, "file": SimpleUploadedFile("p.docx", a_plan_document())}
    )
    form = client.get(match.url).context["form"]
    said = {name: form.get_initial_for_field(one, name) for name, one in form.fields.items()}
    assert said["column-5"] == "leave"
    check = client.post(match.url, said | {"column-5": "owner"})
    page = client.get(check.url).content.decode()
    for words in ("Our plan", "Make the draft", "To look at: 2", "Not taken: 1", "Raise maths"):
        assert words in page, words
    assert not Plan.objects.exists()
    account = b"".join(client.get(f"{check.url}account.csv").streaming_content).decode()
    assert "Daily reading,Action" in account
    client.post(f"{check.url}take/")
    page = client.get(check.url).content.decode()
    assert "What was taken" in page
    assert client.get(match.url).url == check.url
    assert client.post(f"{check.url}undo/").url == reverse(
        "planning:plan-detail", args=[Plan.objects.get().pk]
    )
    assert "Send the document once more" in client.get(check.url).content.decode()


def test_a_file_that_cannot_be_read_is_said_at_the_form(sign_in):
    school = world.a_school()
    client, start = sign_in(a_head(school)), reverse("planning:import-start", args=[school.urn])
    for name, content, status, words in (
        ("p.pdf", b"%PDF", 415, "We read Word (.docx) and Excel (.xlsx) files"),
        ("p.docx", b"text", 422, "is another kind of file"),
        ("p.docx", b"", 422, "is another kind of file"),
    ):
        file = SimpleUploadedFile(name, content)
        answer = client.post(start, {"year": world.this_year().start_year, "file": file})
        assert answer.status_code == status
        assert words in answer.content.decode()
    assert client.post(start, {}).status_code == 422


def test_a_discarded_document_is_gone_from_its_page(sign_in):
    found, head = sent()
    client = sign_in(head)
    check = reverse("planning:import-check", args=[found.pk])
    back = reverse("planning:import-start", args=[found.school.urn])
    assert client.post(f"{check}discard/").url == back
    assert client.get(check).url == back
    assert "plan.docx" not in client.get(back).content.decode().partition("Documents of")[2]


def test_a_childs_name_in_the_document_is_pointed_at_before_it_is_taken(sign_in):
    school = world.a_school()
    world.a_return(school)
    child = Pupil.objects.filter(school=school).first()
    Pupil.objects.filter(pk=child.pk).update(forename="Zara", surname="Quickly")
    head = a_head(school)
    rows = [["Action", "Lead"], ["Read daily with Zara Quickly", "English lead"]]
    found = a_sent_plan(school, by=head, content=a_word_file(rows))
    page = sign_in(head).get(reverse("planning:import-check", args=[found.pk])).content.decode()
    assert "Does this name a child? “Zara Quickly”" in html.unescape(page)


def test_looking_costs_the_same_for_a_document_of_any_length(
    sign_in, django_assert_max_num_queries
):
    long = a_word_file(*[[HEADS, *[READING] * 20]] * 3)
    found, head = sent(content=long)
    client = sign_in(head)
    with django_assert_max_num_queries(16):
        client.get(reverse("planning:import-check", args=[found.pk]))


def test_the_command_previews_and_writes_nothing(tmp_path):
    school = world.a_school()
    entries = JournalEntry.objects.count()
    said = json.loads(
        call_command("import_plan", written(tmp_path), school=school.urn, preview=True, json=True)
    )
    assert (said["preview"], said["plan"], said["counts"]["priorities"]) == (True, None, 2)
    assert [one["text"] for one in said["not_taken"]] == ["Our plan", "A1"]
    assert said["columns"]["By when"] == "due"
    assert said["problems"][0]["place"] == "Table 2, row 2, column “By when”"
    assert not Plan.objects.exists()
    assert not PlanImport.objects.exists()
    assert JournalEntry.objects.count() == entries
    shown = call_command("import_plan", written(tmp_path), school=school.urn, preview=True)
    assert "plan.docx: priorities 2, criteria 1, milestones 0, actions 2" in shown
    assert "Look at: Table 2, row 2, column “Cost”: “release time”." in shown
    assert "Not taken: Table 1, row 2, column “Ref”: “A1”." in shown


def test_the_command_takes_a_workbook_by_a_mapping_as_the_head(tmp_path):
    school = world.a_school()
    head = a_head(school)
    sheets = ("Raise reading", [HEADS, READING]), ("Raise maths", [HEADS, MATHS])
    mapping = tmp_path / "map.json"
    mapping.write_text('{"columns": {"Ref": "funding"}, "rest": "leave"}')
    file = written(tmp_path, a_workbook(*sheets), "plan.xlsx")
    said = json.loads(call_command("import_plan", file, school=school.urn, map=mapping, json=True))
    plan = Plan.objects.get(pk=said["plan"])
    assert [one.title for one in plan.priorities.standing()] == ["Raise reading", "Raise maths"]
    assert said["by"] == head.email
    assert said["not_taken"] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"columns": {"Lead": "boss"}}', "“boss” is none of: priority, outcome"),
        ('{"colums": {}}', "A mapping has no “colums”"),
        ("nonsense", "cannot be used as a mapping"),
        ("[]", "cannot be used as a mapping"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused_in_words(tmp_path, text, words):
    school = world.a_school()
    mapping = tmp_path / "map.json"
    mapping.write_text(text)
    with pytest.raises(CommandError, match=words):
        call_command("import_plan", written(tmp_path), school=school.urn, map=mapping, preview=True)


def test_the_command_says_who_would_have_to_do_it(tmp_path):
    school = world.a_school()
    with pytest.raises(CommandError, match="has no headteacher who signs in"):
        call_command("import_plan", written(tmp_path), school=school.urn)
    with pytest.raises(CommandError, match="Nobody signs in as"):
        call_command("import_plan", written(tmp_path), school=school.urn, by="x@example.org")
