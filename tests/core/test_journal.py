"""One entry for each change, in the change's own transaction, and a job for each who listens."""

import datetime
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from core import jobs, journal
from core.models import AppendOnly, Job, JournalEntry, Queue
from tests.world import a_person, a_school

TRIED = "tests.core.tried"


@pytest.fixture(autouse=True)
def _a_verb_of_our_own(monkeypatch):
    monkeypatch.setattr(journal, "VERBS", {TRIED: "tried it"})
    monkeypatch.setattr(journal, "SUBSCRIPTIONS", [])
    monkeypatch.setattr(jobs, "KINDS", {})


def listen(kind: str) -> list[JournalEntry]:
    """Subscribe to the verb, and hand back the list that will hold what was heard."""
    heard: list[JournalEntry] = []

    @journal.subscriber(TRIED, kind=kind, queue=Queue.FIGURES)
    def react(entry, run):
        heard.append(entry)

    return heard


@pytest.mark.django_db
def test_an_entry_says_who_did_what_to_what_for_which_school_and_what_changed():
    sam, school = a_person(name="Sam"), a_school("Elm Grove")
    entry = journal.record(
        actor=sam,
        verb=TRIED,
        target=school,
        school=school,
        before={"level": "C"},
        after={"level": "D", "from": datetime.date(2026, 9, 1), "days": Decimal("15.5")},
    )
    entry.refresh_from_db()
    assert (entry.actor_id, entry.actor_name) == (sam.pk, "Sam")
    assert (entry.target_type, entry.target_id) == ("schools.school", str(school.pk))
    assert (entry.target_name, entry.school_id) == ("Elm Grove", school.pk)
    assert entry.before == {"level": "C"}
    assert entry.after == {"level": "D", "from": "2026-09-01", "days": "15.5"}
    assert journal.sentence(entry) == "Sam tried it"


@pytest.mark.django_db
def test_the_system_acts_under_its_own_name():
    entry = journal.record(actor=None, verb=TRIED, target=a_school())
    assert journal.sentence(entry) == "The system tried it"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_outside_a_transaction_nothing_is_recorded():
    school = a_school()
    with pytest.raises(TransactionManagementError, match="in the transaction that did it"):
        journal.record(actor=None, verb=TRIED, target=school)
    assert not JournalEntry.objects.exists()


@pytest.mark.django_db
def test_a_change_that_is_undone_leaves_no_entry_and_no_job():
    listen("tests.one")
    school = a_school()
    with transaction.atomic():
        journal.record(actor=None, verb=TRIED, target=school)
        transaction.set_rollback(True)
    assert not JournalEntry.objects.exists()
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_an_unregistered_verb_is_a_mistake():
    with pytest.raises(LookupError, match="not registered"):
        journal.record(actor=None, verb="tests.core.made_up", target=a_school())


def test_a_verb_has_one_sentence():
    assert journal.verb(TRIED, "tried it") == TRIED
    with pytest.raises(LookupError, match="registered twice"):
        journal.verb(TRIED, "tried it again")


@pytest.mark.django_db
def test_each_listener_gets_one_job_in_the_same_transaction():
    first, second = listen("tests.one"), listen("tests.two")
    sam, school = a_person(name="Sam"), a_school()
    entry = journal.record(actor=sam, verb=TRIED, target=school, school=school)
    asked = {(job.kind, job.requested_by, job.school_id) for job in Job.objects.all()}
    assert asked == {(kind, sam.pk, school.pk) for kind in ("tests.one", "tests.two")}
    assert all(job.args == {"entry": entry.pk} for job in Job.objects.all()), "ids only"
    assert jobs.work_off() == 2
    assert first == second == [entry]


@pytest.mark.django_db
def test_nobody_is_told_of_what_they_do_not_listen_for():
    heard = listen("tests.one")
    journal.verb("tests.core.other", "did something else")
    journal.record(actor=None, verb="tests.core.other", target=a_school())
    assert jobs.work_off() == 0
    assert heard == []


@pytest.mark.django_db
def test_history_is_neither_changed_nor_deleted():
    entry = journal.record(actor=None, verb=TRIED, target=a_school())
    for attempt in (
        entry.save,
        entry.delete,
        JournalEntry.objects.all().delete,
        lambda: JournalEntry.objects.update(actor_name="Somebody else"),
    ):
        with pytest.raises(AppendOnly):
            attempt()
    assert JournalEntry.objects.get().actor_name == "The system"


@pytest.mark.django_db
def test_history_outlives_what_it_is_about():
    sam = a_person(name="Sam")
    journal.record(actor=sam, verb=TRIED, target=sam)
    sam.delete()
    assert journal.sentence(JournalEntry.objects.get()) == "Sam tried it"
