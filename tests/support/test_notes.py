"""Notes of each kind: their questions, checklists, files, and what becomes of earlier actions."""

import html
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.errors import DomainError, NotAllowed, WrongState
from core.models import JournalEntry
from schools.models import Phase
from support import selectors, services
from support.models import NoteQuestion, NoteTemplate, Outcome, Visit, VisitAction, VisitFile
from support.rules import FollowedUp, Said
from support.selectors.templates import questions_for, template_for
from support.services.answers import keep_answers
from tests.world import a_person, a_school, a_visit, an_activity, answer_all

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LOG = reverse("support:visit-log")


@pytest.fixture
def school():
    return a_school()


@pytest.fixture
def lead(school):
    return a_person(Role.IMPROVEMENT_LEAD, at=school, name="Lena")


@pytest.fixture
def head(school):
    return a_person(Role.HEADTEACHER, at=school, name="Hana")


def page(visit, verb="detail"):
    return reverse(f"support:visit-{verb}", args=[visit.pk])


def a_check(school, lead, **unmet):
    visit = a_visit(school, by=lead, activity=an_activity("website_check"), actions=[])
    answer_all(visit, **{code: Said(value="no", text=note) for code, note in unmet.items()})
    return visit


def test_the_website_list_has_the_twenty_five_items_of_the_reference_and_asks_those_that_apply():
    template = template_for("website_check", TODAY)
    assert NoteQuestion.objects.filter(section__template=template).count() == 25
    primary = {one.code for one in questions_for(template, a_school("Elm"))}
    special = {one.code for one in questions_for(template, a_school("Oak", phase=Phase.SPECIAL))}
    assert "pe_premium" in primary
    assert "careers" not in primary
    assert special.isdisjoint({"admissions", "pe_premium"})
    assert "careers" in special


def test_a_note_keeps_the_version_it_was_written_on(school, lead):
    visit = a_visit(school, by=lead)
    first = visit.template
    NoteTemplate.objects.create(
        code=first.code, version=2, name="Improvement visit", valid_from=TODAY
    )
    assert a_visit(school, by=lead).template.version == 2
    visit.refresh_from_db()
    assert visit.template == first
    changed = services.edit_visit(
        actor=lead, visit_id=visit.pk, version=1, activity=visit.activity, on=visit.on,
        quarter_days=2, purpose="Reading",
    )  # fmt: skip
    assert changed.template == first


def test_what_is_needed_is_asked_for_by_name_before_sharing(school, lead):
    visit = a_visit(school, by=lead, activity=an_activity("safeguarding_review"))
    answers = answer_all(visit)
    assert answers
    culture = next(one for one in questions_for(visit.template, school) if one.code == "kcsie")
    keep_answers(visit, {culture.pk: Said(on=TODAY)})  # without the edition that was read
    with pytest.raises(DomainError, match="Keeping children safe in education”"):
        services.share_note(actor=lead, visit_id=visit.pk, version=1)
    keep_answers(visit, {culture.pk: Said(on=TODAY, edition="KCSIE 2025")})
    services.share_note(actor=lead, visit_id=visit.pk, version=1)


def test_what_is_not_met_becomes_actions_at_one_press_and_once(sign_in, school, lead, head):
    visit = a_check(school, lead, pe_premium="Publish this year's report", charging="")
    client = sign_in(lead)
    assert b"2 not met, with no action yet" in client.get(page(visit)).content
    done = client.post(page(visit, "propose"), {"version": 1}, follow=True)
    assert b"2 actions proposed." in done.content
    actions = list(visit.actions.order_by("pk"))
    assert actions[0].what.startswith("Publish this year's report (PE and sport premium")
    assert actions[1].what == "Put right: Charging and remissions policy"
    assert b"not met, with no action" not in client.get(page(visit)).content
    again = client.post(page(visit, "propose"), {"version": 1}, follow=True)
    assert b"This note was changed after you opened it." in again.content
    services.share_note(actor=lead, visit_id=visit.pk, version=2)
    text = html.unescape(sign_in(head).get(page(visit)).content.decode())
    assert "Not met" in text
    assert "Publish this year's report" in text


def test_questions_are_answered_on_the_page_and_a_wrong_one_loses_nothing(sign_in, school, lead):
    activity, client = an_activity("website_check"), sign_in(lead)
    form = client.get(LOG, {"school": school.urn, "activity": activity.pk})
    first, *_ = questions_for(template_for("website_check", TODAY), school)
    assert f"q{first.pk}-value" in form.content.decode()
    sent = {
        "school": school.pk, "activity": activity.pk, "on": TODAY.isoformat(), "quarter_days": 1,
        "purpose": "Website", "findings": "Nearly all.", "form_token": uuid4(),
        "template": template_for("website_check", TODAY).pk,
        "actions-TOTAL_FORMS": 5, "actions-INITIAL_FORMS": 0,
        f"q{first.pk}-value": "partly", f"q{first.pk}-text": "The SENCO is missing.",
        f"q{first.pk}-url": "not an address",
    }  # fmt: skip
    wrong = client.post(LOG, sent).content.decode()
    assert "Copy the whole address" in wrong
    assert "The SENCO is missing." in wrong
    assert not Visit.objects.exists()
    client.post(LOG, sent | {f"q{first.pk}-url": "https://elm.example/contact"})
    answer = Visit.objects.get().answers.get()
    assert (answer.value_said, answer.text) == ("Partly met", "The SENCO is missing.")


def test_a_page_that_saves_itself_is_answered_in_words_and_keeps_one_note(sign_in, school, lead):
    activity, client = an_activity(), sign_in(lead)
    saving = {"headers": {"X-Autosave": "1"}}
    sent = {
        "school": school.pk, "activity": activity.pk, "on": TODAY.isoformat(), "quarter_days": 2,
        "purpose": "", "findings": "First.", "form_token": uuid4(),
        "actions-TOTAL_FORMS": 5, "actions-INITIAL_FORMS": 0,
    }  # fmt: skip
    unsaid = client.post(LOG, sent, **saving)
    assert (unsaid.status_code, unsaid.json()["why"]) == (422, "Say what the visit was for.")
    saved = client.post(LOG, sent | {"purpose": "Reading"}, **saving).json()
    assert saved["version"] == 1
    # The answer was lost on the way, so the phone sends it to the same place again.
    again = client.post(LOG, sent | {"purpose": "Reading", "findings": "Second."}, **saving).json()
    assert again == {"version": 2, "edit": saved["edit"]}
    assert Visit.objects.get().findings == "Second."
    late = sent | {"purpose": "Reading", "findings": "Late.", "version": 1}
    stale = client.post(saved["edit"], late, **saving)
    assert stale.status_code == 409
    both = client.post(saved["edit"], late)
    assert b"Second." in both.content
    assert b"Late." in both.content


def test_earlier_actions_come_first_and_take_effect_when_the_note_is_shared(
    sign_in, school, lead, head
):
    one, two, three = (
        services.add_action(actor=head, school=school, what=what, owner="Head", due_on=TODAY)
        for what in ("Buy readers", "Train staff", "Paint the hall")
    )
    form = sign_in(lead).get(LOG, {"school": school.urn, "activity": an_activity().pk})
    assert form.content.index(b"Buy readers") < form.content.index(b"What evidence did you see?")
    visit = a_visit(
        school, by=lead, follow_ups={
            one.pk: FollowedUp(Outcome.DONE), two.pk: FollowedUp(Outcome.STILL_OPEN),
            three.pk: FollowedUp(Outcome.NOT_NEEDED, "The hall is to be rebuilt."),
        },
    )  # fmt: skip

    def states():
        return list(VisitAction.objects.filter(visit=None).values_list("state", flat=True))

    assert states() == ["open"] * 3
    services.share_note(actor=lead, visit_id=visit.pk, version=1)
    assert sorted(states()) == ["done", "not_needed", "open"]
    three.refresh_from_db()
    assert three.why == "The hall is to be rebuilt."


def test_no_longer_needed_says_why(school, lead, head):
    action = services.add_action(
        actor=head, school=school, what="Buy readers", owner="Head", due_on=TODAY
    )
    with pytest.raises(DomainError, match="Say why “Buy readers” is no longer needed"):
        a_visit(school, by=lead, follow_ups={action.pk: FollowedUp(Outcome.NOT_NEEDED)})


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        (Role.EXECUTIVE, True),
        (Role.HEADTEACHER, True),
        (Role.IMPROVEMENT_LEAD, False),
        (Role.TRUSTEE, False),
        (Role.SCHOOL_STAFF, False),
        (Role.GOVERNOR, False),
        (Role.SPECIALIST, False),
        (Role.ADMIN, False),
    ],
)
def test_who_reads_the_outcome_of_a_safeguarding_review(school, lead, role, reads):
    visit = a_visit(school, by=lead, activity=an_activity("safeguarding_review"), shared=True)
    trust_wide = role in {Role.EXECUTIVE, Role.TRUSTEE, Role.ADMIN}
    reader = a_person(role, at=None if trust_wide else school)
    assert selectors.visible_visits(reader).filter(pk=visit.pk).exists() is reads
    assert selectors.visible_actions(reader).exists() is reads
    assert selectors.visible_visits(lead).get() == visit
    assert not selectors.visible_visits(None).exists()  # a report for the whole trust


def test_another_lead_keeps_no_action_of_it_and_the_journal_does_not_tell(school, lead, head):
    visit = a_visit(school, by=lead, activity=an_activity("safeguarding_review"), shared=True)
    action = visit.actions.get()
    colleague = a_person(Role.IMPROVEMENT_LEAD, at=school, name="Col")
    with pytest.raises(NotAllowed, match="Only those who read the safeguarding review"):
        services.finish_action(actor=colleague, action_id=action.pk)
    services.finish_action(actor=head, action_id=action.pk)
    told = [f"{one.target_name} {one.before} {one.after}" for one in JournalEntry.objects.all()]
    assert not any(action.what in one for one in told)


def test_the_list_takes_actions_moves_drops_and_reopens_them(sign_in, school, lead, head):
    client = sign_in(head)
    address = reverse("support:action-add", args=[school.urn])
    typed = {"what": "Buy readers", "owner": "English lead", "due_on": TODAY.isoformat()}
    assert b"Say which post does it." in client.post(address, typed | {"owner": ""}).content
    assert b"On the list: Buy readers" in client.post(address, typed, follow=True).content
    action = VisitAction.objects.get()

    def to(verb):
        return reverse(f"support:action-{verb}", args=[action.pk])

    later = TODAY + timedelta(days=7)
    moved = {"move-due_on": later.isoformat(), "move-why": "The supplier is late."}
    assert b"Say why." in client.post(to("move"), moved | {"move-why": ""}).content
    assert b"The supplier is late." in client.post(to("move"), moved, follow=True).content
    client.post(to("drop"), {"drop-why": "We were given some."})
    action.refresh_from_db()
    assert (action.state, action.due_on) == ("not_needed", later)
    with pytest.raises(WrongState):
        services.move_action(actor=head, action_id=action.pk, due_on=TODAY, why="Again.")
    client.post(to("reopen"), {"reopen-why": "They were the wrong ones."})
    action.refresh_from_db()
    assert (action.state, action.done_at) == ("open", None)


def test_the_list_is_filtered(sign_in, school, lead, head):
    a_visit(school, by=lead, shared=True)
    added = services.add_action(
        actor=head, school=school, what="Buy readers", owner="English lead", due_on=TODAY,
        came_from="Triad, Autumn 2026",
    )  # fmt: skip
    client, address = sign_in(head), reverse("support:action-list", args=[school.urn])

    def found(**filters):
        return {one.what for one in client.get(address, filters).context["page"]}

    assert found() == {"Plan a reading workshop", "Buy readers"}
    assert found(source="others") == {"Buy readers"}
    assert found(owner="English lead") == {"Buy readers"}
    assert found(stands="overdue") == set()
    services.finish_action(actor=head, action_id=added.pk)
    assert found(stands="done") == {"Buy readers"}
    assert b"Triad, Autumn 2026" in client.get(address).content


@pytest.mark.parametrize("how_many", [1, 20])
def test_the_list_costs_the_same_for_one_action_or_many(
    sign_in, school, lead, head, django_assert_max_num_queries, how_many
):
    for _ in range(how_many):
        a_visit(school, by=lead, shared=True)
    client, address = sign_in(head), reverse("support:action-list", args=[school.urn])
    client.get(address)
    with django_assert_max_num_queries(17):
        assert client.get(address).content.count(b'id="action-') == how_many


def test_evidence_is_kept_read_by_readers_only_and_refused_in_sentences(
    sign_in, school, lead, head
):
    visit = a_visit(school, by=lead)
    client, add = sign_in(lead), reverse("support:file-add", args=[visit.pk])
    wrong = SimpleUploadedFile("plan.pdf", b"MZ")
    assert b"not what its name says" in client.post(add, {"file": wrong}).content
    assert b"Choose a file first." in client.post(add).content
    good = SimpleUploadedFile("../Plan of\tthe hall.PDF", b"%PDF-1.7 plan")
    assert b"The file is with the note." in client.post(add, {"file": good}, follow=True).content
    file = VisitFile.objects.get()
    read = reverse("support:file-read", args=[file.pk])
    assert sign_in(head).get(read).status_code == 404  # a draft is its author's
    services.share_note(actor=lead, visit_id=visit.pk, version=1)
    answer = sign_in(head).get(read)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 plan"
    assert "attachment" in answer["Content-Disposition"]
    other = a_person(Role.HEADTEACHER, name="Oda")
    assert sign_in(other).get(read).status_code == 404
    with pytest.raises(WrongState, match="files stay as they are"):
        services.remove_file(actor=lead, file_id=file.pk)


def test_a_file_taken_off_a_draft_is_read_no_more(sign_in, school, lead):
    visit = a_visit(school, by=lead)
    file = services.add_file(actor=lead, visit_id=visit.pk, name="a.pdf", content=b"%PDF-1")
    client = sign_in(lead)
    client.post(reverse("support:file-remove", args=[file.pk]))
    assert client.get(reverse("support:file-read", args=[file.pk])).status_code == 404
