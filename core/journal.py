"""The one append-only record: audit trail, outbox, source of notices and measure of freshness.

A verb is registered once (`verb(...)` in an app's `verbs.py`) with the sentence a reader sees. A
subscriber gets a job row for each entry of its verb, in the transaction that wrote the entry.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection
from django.db.models import Max, Model, Sum
from django.db.transaction import TransactionManagementError

from core import jobs
from core.models import JournalEntry, Queue

SYSTEM = "The system"
MARKED = 200  # entries others may record while one transaction is still open


class Actor(Protocol):
    """Whoever acts. Users are; `None` stands for the system itself."""

    pk: Any

    def get_full_name(self) -> str: ...


@dataclass(frozen=True)
class Subscription:
    verb: str
    kind: str
    queue: Queue


VERBS: dict[str, str] = {}
SUBSCRIPTIONS: list[Subscription] = []


def verb(name: str, sentence: str) -> str:
    """Register a verb. `sentence` reads after a person's name: "approved the band"."""
    if VERBS.setdefault(name, sentence) != sentence:
        raise LookupError(f"The verb {name} is registered twice.")
    return name


def subscriber(
    verb: str, *, kind: str, queue: Queue
) -> Callable[[Callable[[JournalEntry, "jobs.Run"], Any]], Any]:
    """React to each entry of `verb`, in a job of this `kind`. It must be safe to run twice."""

    def register(react: Callable[[JournalEntry, "jobs.Run"], Any]) -> Any:
        def handle(run: "jobs.Run") -> Any:
            return react(JournalEntry.objects.get(pk=run.args["entry"]), run)

        jobs.handler(kind, queue=queue)(handle)
        SUBSCRIPTIONS.append(Subscription(verb, kind, queue))
        return react

    return register


def record(
    *,
    actor: Actor | None,
    verb: str,
    target: Model,
    school: Model | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> JournalEntry:
    """Write one entry, and the jobs of those who listen for it, inside the caller's transaction."""
    if verb not in VERBS:
        raise LookupError(f"The verb {verb} is not registered.")
    if not connection.in_atomic_block:
        raise TransactionManagementError(f"{verb} must be recorded in the transaction that did it.")
    entry = JournalEntry.objects.create(
        verb=verb,
        actor_id=actor.pk if actor else None,
        actor_name=actor.get_full_name() if actor else SYSTEM,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        target_name=str(target)[:200],
        school_id=school.pk if school else None,
        before=before or {},
        after=after or {},
    )
    for subscription in SUBSCRIPTIONS:
        if subscription.verb == verb:
            jobs.enqueue(
                kind=subscription.kind,
                args={"entry": entry.pk},
                key=f"{subscription.kind}:{entry.pk}",
                requested_by=actor,
                school=school,
            )
    return entry


def mark() -> tuple[int, int]:
    """Changes with every entry as it becomes visible: equal marks mean that nothing was recorded.

    The last id alone would not do. PostgreSQL gives ids before transactions end, so an entry may
    come to light below it; the sum of the last ids grows then.
    """
    last = JournalEntry.objects.order_by("-pk")[:MARKED]
    found = last.aggregate(newest=Max("pk"), of_all=Sum("pk"))
    return found["newest"] or 0, found["of_all"] or 0


def sentence(entry: JournalEntry) -> str:
    return f"{entry.actor_name} {VERBS.get(entry.verb, entry.verb)}"
