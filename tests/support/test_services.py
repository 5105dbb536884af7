from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.roles import Role
from banding.models import EditionState
from core.errors import DomainError, EditedMeanwhile, NotAllowed, WrongState
from core.models import JournalEntry
from core.years import AcademicYear
from support import services
from support.models import LedgerEntry, NoteState, Reply, Visit
from support.rules import Agreed
from tests.world import a_person, a_school, a_visit, an_offer_line, the_model, this_year

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def lead():
    return a_person(Role.IMPROVEMENT_LEAD)


def verbs() -> list[str]:
    return list(JournalEntry.objects.filter(verb__startswith="support").values_list("verb", flat=1))


def said(visit, **changes):
    return {
        "activity": visit.activity,
        "offer_line": visit.offer_line,
        "on": visit.on,
        "quarter_days": visit.quarter_days,
        "purpose": visit.purpose,
        "findings": visit.findings,
    } | changes


def head_of(visit):
    return a_person(Role.HEADTEACHER, at=visit.school, name="Hana")


def test_a_visit_begins_as_its_author_s_draft_and_moves_no_days(lead):
    visit = a_visit(by=lead)
    assert (visit.state, visit.author, visit.actions.count()) == (NoteState.DRAFT, lead, 1)
    assert not LedgerEntry.objects.exists()
    assert verbs() == ["support.visit.logged"]


def test_the_journal_never_holds_what_a_draft_found(lead):
    a_visit(by=lead, findings="A very private finding.")
    assert "private finding" not in str(list(JournalEntry.objects.values()))


def test_the_same_form_sent_twice_is_one_visit(lead):
    school, token = a_school(), uuid4()
    asked = {
        "actor": lead, "form_token": token, "school": school, "offer_line": an_offer_line(),
        "on": TODAY, "quarter_days": 2, "purpose": "Reading",
    }  # fmt: skip
    assert services.log_visit(**asked) == services.log_visit(**asked)
    assert Visit.objects.count() == 1
    assert verbs() == ["support.visit.logged"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"on": TODAY + timedelta(days=1)}, "choose today or an earlier day"),
        ({"on": this_year().starts_on - timedelta(days=1)}, "choose an activity of"),
        ({"actions": [Agreed("X", "Head", TODAY - timedelta(days=1))]}, "before the visit"),
    ],
)
def test_a_visit_that_does_not_fit_is_refused_whole(lead, changes, sentence):
    with pytest.raises(DomainError, match=sentence):
        a_visit(by=lead, **changes)
    assert not Visit.objects.exists()
    assert a_visit(by=lead).pk


def test_a_visit_of_last_year_uses_last_year_s_offer(lead):
    last_year = AcademicYear(this_year().start_year - 1)
    visit = a_visit(
        by=lead, on=last_year.ends_on, offer_line=an_offer_line(year=last_year), shared=True,
        actions=[],
    )  # fmt: skip
    assert visit.ledger.get().start_year == last_year.start_year


def test_an_activity_of_a_draft_edition_is_not_used(lead):
    line, edition = an_offer_line(), the_model()
    edition.state = EditionState.DRAFT
    edition.save()
    line.refresh_from_db()
    with pytest.raises(DomainError, match="choose an activity of"):
        a_visit(by=lead, offer_line=line)


def test_only_a_lead_of_the_school_logs_a_visit_to_it():
    elsewhere = a_person(Role.IMPROVEMENT_LEAD, at=a_school("Ash"))
    with pytest.raises(NotAllowed, match="improvement leads log visits"):
        a_visit(a_school("Oak"), by=elsewhere)


def test_a_draft_is_changed_with_its_actions(lead):
    visit = a_visit(by=lead)
    edited = services.edit_visit(
        actor=lead, visit_id=visit.pk, version=1,
        **said(visit, findings="Much better now.", actions=[Agreed("Buy books", "Head", TODAY)]),
    )  # fmt: skip
    assert (edited.version, edited.findings) == (2, "Much better now.")
    assert [action.what for action in edited.actions.all()] == ["Buy books"]


def test_the_second_of_two_windows_is_told_and_the_first_s_words_stay(lead):
    visit = a_visit(by=lead)
    services.edit_visit(actor=lead, visit_id=visit.pk, version=1, **said(visit, findings="First."))
    with pytest.raises(EditedMeanwhile, match="another window"):
        services.edit_visit(
            actor=lead, visit_id=visit.pk, version=1, **said(visit, findings="Second.")
        )
    visit.refresh_from_db()
    assert (visit.findings, visit.version) == ("First.", 2)


def test_nobody_else_changes_or_shares_a_draft(lead):
    visit, colleague = a_visit(by=lead), a_person(Role.IMPROVEMENT_LEAD, name="Col")
    with pytest.raises(NotAllowed, match="belongs to Sam"):
        services.edit_visit(actor=colleague, visit_id=visit.pk, version=1, **said(visit))
    with pytest.raises(NotAllowed, match="belongs to Sam"):
        services.share_note(actor=colleague, visit_id=visit.pk, version=1)


def test_sharing_moves_the_ledger_once(lead):
    visit = a_visit(by=lead, quarter_days=6, shared=True)
    entry = LedgerEntry.objects.get()
    assert (entry.kind, entry.quarter_days, entry.offer_line) == ("given", 6, visit.offer_line)
    with pytest.raises(WrongState):
        services.share_note(actor=lead, visit_id=visit.pk, version=visit.version)
    with pytest.raises(WrongState, match="no longer be changed"):
        services.edit_visit(actor=lead, visit_id=visit.pk, version=1, **said(visit))
    assert LedgerEntry.objects.count() == 1


def test_the_database_itself_counts_a_visit_once(lead):
    entry = a_visit(by=lead, shared=True).ledger.get()
    entry.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save(force_insert=True)


def test_a_note_without_findings_is_not_shared(lead):
    visit = a_visit(by=lead, findings="")
    with pytest.raises(DomainError, match="Write what you found"):
        services.share_note(actor=lead, visit_id=visit.pk, version=1)


def test_a_note_changed_in_another_window_is_not_shared_unread(lead):
    visit = a_visit(by=lead)
    services.edit_visit(actor=lead, visit_id=visit.pk, version=1, **said(visit))
    with pytest.raises(EditedMeanwhile):
        services.share_note(actor=lead, visit_id=visit.pk, version=1)


def test_the_head_answers_once(lead):
    visit = a_visit(by=lead, shared=True)
    head = head_of(visit)
    with pytest.raises(DomainError, match="Say what is not accurate"):
        services.reply_to_visit(actor=head, visit_id=visit.pk, reply=Reply.NOT_ACCURATE, text=" ")
    services.reply_to_visit(
        actor=head, visit_id=visit.pk, reply=Reply.NOT_ACCURATE, text="It was year 3."
    )
    visit.refresh_from_db()
    assert (visit.state, visit.reply_text) == (NoteState.ANSWERED, "It was year 3.")
    with pytest.raises(WrongState):
        services.reply_to_visit(actor=head, visit_id=visit.pk, reply=Reply.ACCURATE)


def test_a_draft_is_not_answered_and_the_lead_does_not_answer(lead):
    draft = a_visit(by=lead)
    with pytest.raises(WrongState):
        services.reply_to_visit(actor=head_of(draft), visit_id=draft.pk, reply=Reply.ACCURATE)
    shared = a_visit(by=lead, shared=True)
    with pytest.raises(NotAllowed, match="Only the headteacher"):
        services.reply_to_visit(actor=lead, visit_id=shared.pk, reply=Reply.ACCURATE)


def test_days_are_taken_back_by_a_second_line_once_with_a_reason(lead):
    visit = a_visit(by=lead, quarter_days=6, shared=True)
    with pytest.raises(DomainError, match="Say why"):
        services.take_days_back(actor=lead, visit_id=visit.pk, reason="")
    services.take_days_back(actor=lead, visit_id=visit.pk, reason="Logged on the wrong line.")
    assert [entry.quarter_days for entry in LedgerEntry.objects.all()] == [6, -6]
    with pytest.raises(WrongState, match="no days of this visit"):
        services.take_days_back(actor=lead, visit_id=visit.pk, reason="Again.")
    with pytest.raises(WrongState, match="no days of this visit"):
        services.take_days_back(actor=lead, visit_id=a_visit(by=lead).pk, reason="A draft.")


def test_head_or_lead_finish_an_action_and_twice_is_once(lead):
    visit = a_visit(by=lead, shared=True)
    action = visit.actions.get()
    first = services.finish_action(actor=head_of(visit), action_id=action.pk)
    again = services.finish_action(actor=lead, action_id=action.pk)
    assert first.done_by == again.done_by
    assert verbs().count("support.action.done") == 1


def test_an_action_of_a_draft_is_on_nobody_s_list(lead):
    action = a_visit(by=lead).actions.get()
    with pytest.raises(WrongState, match="its note is a draft"):
        services.finish_action(actor=lead, action_id=action.pk)
