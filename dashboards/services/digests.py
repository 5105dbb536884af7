"""The morning letter: what waits for a person and what falls due, with by when.

It is written on days of term from Monday to Thursday, and only when it says something new; what
waits unchanged is said again after a week.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse

from accounts.access import holds_anywhere
from accounts.letters import absolute
from accounts.models import User
from accounts.roles import Can
from banding.models import Obligation
from banding.models.obligations import ObligationQuerySet
from banding.selectors.obligations import concerning, in_state
from dashboards.models import Digest
from dashboards.presenters.waiting import Waiting, waiting_for
from schools.selectors import calendar_of

SAID_AGAIN_AFTER = timedelta(days=7)
LISTED = 10


@dataclass(frozen=True)
class Part:
    """A heading, its lines, how many more there are, and where to see them all."""

    heading: str
    lines: list[str]
    more: int
    link: str


@dataclass(frozen=True)
class Letter:
    parts: list[Part]
    things: int

    @property
    def content_hash(self) -> str:
        said = [line for part in self.parts for line in (part.heading, *part.lines, str(part.more))]
        return hashlib.sha256("\n".join(said).encode()).hexdigest()


def people_to_write_to(on: date) -> list[int]:
    """The ids of those who wish it, on a day for it; on any other day nobody's."""
    if not calendar_of().is_notice_day(on):
        return []
    wishing = User.objects.filter(is_active=True, wants_digest=True)
    return list(wishing.order_by("pk").values_list("pk", flat=True))


def letter_for(person: User, on: date) -> Letter:
    """What there is to say on this day. Without anything it has no parts."""
    waits, parts = waiting_for(person), []
    if waits:
        parts.append(Part("Waiting for you", [_waits(one) for one in waits], 0, ""))
    due = [*_due(person, on)]
    things = sum(one.how_many for one in waits) + sum(len(p.lines) + p.more for p in due)
    return Letter([*parts, *due], things)


def _waits(one: Waiting) -> str:
    return f"{one}: {absolute(one.url)}"


def _due(person: User, on: date) -> Iterator[Part]:
    if not holds_anywhere(person, Can.VIEW_OBLIGATIONS):
        return
    found = concerning(person, on)
    for heading, state in (("Late", "late"), ("Due soon", "soon")):
        those = in_state(found, state, on)
        if count := those.count():
            link = absolute(f"{reverse('banding:obligation-list')}?state={state}")
            yield Part(heading, _lines(those), max(count - LISTED, 0), link)


def _lines(obligations: ObligationQuerySet) -> list[str]:
    return [_line(one) for one in obligations[:LISTED]]


def _line(one: Obligation) -> str:
    whose = f", {one.school.name}" if one.school else ""
    return f"{one.due_on:%a} {one.due_on.day} {one.due_on:%b}: {one.duty.name}{whose}"


@transaction.atomic
def begin_digest(*, person: User, on: date) -> tuple[Digest, Letter] | None:
    """The letter to post today, written down first, so that it is posted once; None without one."""
    letter = letter_for(person, on)
    if not letter.parts:
        return None
    posted = Digest.objects.filter(person=person, on__lt=on, posted_at__isnull=False)
    before = posted.order_by("-on").first()
    is_old = before is not None and before.content_hash == letter.content_hash
    if before and is_old and on - before.on < SAID_AGAIN_AFTER:
        return None
    digest, _ = Digest.objects.get_or_create(
        person=person, on=on, defaults={"content_hash": letter.content_hash}
    )
    return None if digest.posted_at else (digest, letter)
