"""The order of lines of an edition: numbers are given anew in one go."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Case, F, Model, Value, When

from accounts.models import User
from banding import verbs
from banding.models import (
    Clause,
    Criterion,
    Duty,
    Edition,
    EditionState,
    Level,
    OfferLine,
    Post,
)
from core import journal
from core.errors import DomainError, WrongState

OUT_OF_THE_WAY = 10_000  # added first: a number that is unique is never held twice on the way
NUMBER: dict[type[Model], str] = {Level: "rank"}
WITHIN: dict[type[Model], str] = {
    Criterion: "level",
    OfferLine: "part",
    Duty: "section",
    Post: "group",
    Clause: "kind",
}


def number_of(model: type[Model]) -> str:
    return NUMBER.get(model, "position")


def siblings(thing: Model) -> list[Model]:
    """The lines it stands among, in order."""
    model = type(thing)
    own = {} if isinstance(thing, Criterion) else {"edition": thing.edition}  # type: ignore[attr-defined]
    if model in WITHIN:
        own[WITHIN[model]] = getattr(thing, WITHIN[model])
    return list(model._default_manager.filter(**own).order_by(number_of(model), "pk"))


def list_of(thing: Model) -> object:
    """What tells the lists of one edition apart: the core offer from the bespoke menu, say."""
    return getattr(thing, WITHIN[type(thing)]) if type(thing) in WITHIN else None


def edition_of(thing: Model) -> Edition:
    if isinstance(thing, Edition):
        return thing
    return thing.level.edition if isinstance(thing, Criterion) else thing.edition  # type: ignore[attr-defined]


@transaction.atomic
def move(*, actor: User, thing: Model, by: int) -> Model:
    """Exchange a line with the one before it (`by` -1) or after it (+1)."""
    _lock_draft(thing)
    lines = siblings(thing)
    at = lines.index(thing)
    if not 0 <= at + by < len(lines):
        raise DomainError(f"“{thing}” is already the {'first' if by < 0 else 'last'}.")
    lines.insert(at + by, lines.pop(at))
    renumber(lines)
    journal.record(
        actor=actor,
        verb=verbs.LINE_MOVED,
        target=thing,
        before={"number": at + 1},
        after={"number": at + by + 1},
    )
    return thing


def renumber(lines: Sequence[Model]) -> None:
    """Number these lines 1, 2, 3 … Give all the lines of one list, or a number may be taken."""
    if not lines:
        return
    number = number_of(type(lines[0]))
    rows = type(lines[0])._default_manager.filter(pk__in=[line.pk for line in lines])
    rows.update(**{number: F(number) + OUT_OF_THE_WAY})
    rows.update(
        **{number: Case(*(When(pk=line.pk, then=Value(n)) for n, line in enumerate(lines, 1)))}
    )


def _lock_draft(thing: Model) -> None:
    edition = Edition.objects.select_for_update().get(pk=edition_of(thing).pk)
    if edition.state != EditionState.DRAFT:
        raise WrongState("Only a draft is edited. Copy this edition into a new draft instead.")
