"""Finished parts of a page, kept until the journal moves on (ADR 0006).

What is kept holds nothing of a person: it may depend on its reader only through the roles they
hold today. Figures note when they were made without an entry if they came out the same, so their
notes are part of the mark.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.core.cache import caches
from django.db.models import Count, Max, Sum
from django.utils import timezone

from accounts.http import SignedInRequest
from accounts.models import User
from core import journal
from core.htmx import is_swap
from dashboards.models import FigureState

Parts = dict[str, str]
PLACE = "pages"


def kept(request: SignedInRequest, make: Callable[[SignedInRequest], Parts]) -> Parts:
    """The parts as they stand now, made only if nobody of the same roles has asked before.

    The key is read first: what changes while the parts are made is newer than their key, never
    older. No parts are not kept.
    """
    key = _key(request)
    place = caches[PLACE]
    found: Parts | None = place.get(key)
    if found is None:
        found = make(request)
        if found:
            place.set(key, found)
    return found


def _key(request: SignedInRequest) -> str:
    """Everything the parts depend on. Hashed only because an address may be long."""
    asked = (request.path, request.GET.urlencode(), is_swap(request))
    depends_on = repr((asked, _reach(request.user), timezone.localdate(), *_mark()))
    return sha256(depends_on.encode()).hexdigest()


def _reach(person: User) -> list[tuple[str, int, int]]:
    """What a person may see follows from these and the data alone. No place counts as 0."""
    return sorted(
        (str(held.role), held.hub_id or 0, held.school_id or 0) for held in person.roles_today()
    )


def _mark() -> tuple[Any, ...]:
    notes = FigureState.objects.aggregate(
        last=Max("made_at"), from_what=Sum("submission_id"), how_many=Count("pk")
    )
    return (journal.mark(), *notes.values())
