"""Answers to the questions of a note: which are asked, what is missing, what is not met.

Domain reference 7.5: an item of a checklist is asked where it applies to the school's phase.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

PROPOSED_AFTER = timedelta(days=28)  # a first proposal of a day; the author sets the real one
LONGEST_ACTION = 300


@dataclass(frozen=True)
class Asked:
    """A question as far as its answer depends on it."""

    id: int
    kind: str
    text: str
    is_required: bool = False


@dataclass(frozen=True)
class Said:
    """An answer as it is typed; all of it empty is no answer."""

    value: str = ""
    text: str = ""
    number: Decimal | None = None
    on: date | None = None
    edition: str = ""
    url: str = ""

    @property
    def is_empty(self) -> bool:
        return self == Said()


@dataclass(frozen=True)
class FollowedUp:
    """How an earlier action stands, in the words of the visit."""

    outcome: str
    words: str = ""


def applies(phases: Collection[str], phase: str) -> bool:
    return not phases or phase in phases


def is_answered(asked: Asked, said: Said | None) -> bool:
    if said is None:
        return False
    return {
        "text": bool(said.text.strip()),
        "yes_no": bool(said.value),
        "check": bool(said.value),
        "date": said.on is not None,
        "number": said.number is not None,
        "sign_off": said.on is not None and bool(said.edition.strip()),
    }[asked.kind]


def missing(asked: Iterable[Asked], said: Mapping[int, Said]) -> list[Asked]:
    """Questions that must be answered before sharing and are not, in their order."""
    return [one for one in asked if one.is_required and not is_answered(one, said.get(one.id))]


def not_met(asked: Iterable[Asked], said: Mapping[int, Said]) -> list[Asked]:
    """Items of a checklist that are met in part or not at all, in their order."""
    checks = [one for one in asked if one.kind == "check"]
    return [one for one in checks if one.id in said and said[one.id].value in {"partly", "no"}]


def proposed_action(asked: Asked, said: Said) -> str:
    """What would put it right: the words noted beside it, or else the item itself."""
    note = said.text.strip()
    words = f"{note} ({asked.text})" if note else f"Put right: {asked.text}"
    if len(words) <= LONGEST_ACTION:
        return words
    return words[: LONGEST_ACTION - 1].rstrip() + "…"
