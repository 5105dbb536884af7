"""Many rows created or brought up to date at once, and for each row which of the two it was."""

import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model

M = TypeVar("M", bound=Model)
T = TypeVar("T")

AT_ONCE = 500
SAID_OTHERWISE = "An earlier row of this file says something else of the same thing; it counts."


class Went(enum.Enum):
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    CREATED = "created"
    REFUSED = "refused"


@dataclass
class Kept(Generic[M]):
    """What became of one row. A refused one has nothing saved and says why."""

    thing: M
    went: Went
    column: str = ""
    why: str = ""


def chunks(items: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


Seen = dict[tuple[Any, ...], int]


def upsert(
    model: type[M],
    *,
    keys: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    seen: Seen | None = None,
) -> list[Kept[M]]:
    """One result per row, in order. `keys` name the fields that say two rows are the same thing.

    With `seen`, kept through one run, a row that contradicts an earlier one is refused: if the last
    one won, reading the same file twice would change something each time.
    """
    return [kept for chunk in chunks(rows) for kept in _upsert_chunk(model, keys, chunk, seen)]


def _upsert_chunk(
    model: type[M], keys: Sequence[str], rows: Sequence[Mapping[str, Any]], seen: Seen | None
) -> list[Kept[M]]:
    known = _known(model, keys, rows)
    new: dict[int, M] = {}
    changed: dict[int, M] = {}
    touched: set[str] = set()
    results: list[Kept[M]] = []
    for row in rows:
        key = tuple(row[name] for name in keys)
        thing = known.get(key)
        if seen is not None and _contradicts(seen, key, row):
            kept = Kept(thing or model(**row), Went.REFUSED, keys[0], SAID_OTHERWISE)
        elif thing is None:
            kept = _created(model, row)
            if kept.went is Went.CREATED:
                new[id(kept.thing)] = known[key] = kept.thing
        else:
            kept, names = _changed(thing, row)
            if kept.went is Went.CHANGED and id(thing) not in new:
                changed[id(thing)] = thing
                touched |= names
        results.append(kept)
    model._default_manager.bulk_create(list(new.values()))
    if changed:
        model._default_manager.bulk_update(list(changed.values()), sorted(touched))
    return results


def _known(
    model: type[M], keys: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> dict[tuple[Any, ...], M]:
    first = keys[0]
    stored = model._default_manager.filter(**{f"{first}__in": {row[first] for row in rows}})
    return {tuple(getattr(thing, name) for name in keys): thing for thing in stored}


def _contradicts(seen: Seen, key: tuple[Any, ...], row: Mapping[str, Any]) -> bool:
    said = hash(repr(row))
    return seen.setdefault(key, said) != said


def _created(model: type[M], row: Mapping[str, Any]) -> Kept[M]:
    thing = model(**row)
    return _problem(thing) or Kept(thing, Went.CREATED)


def _changed(thing: M, row: Mapping[str, Any]) -> tuple[Kept[M], set[str]]:
    before = {name: getattr(thing, name) for name, value in row.items()}
    names = {name for name, value in row.items() if before[name] != value}
    if not names:
        return Kept(thing, Went.UNCHANGED), names
    for name in names:
        setattr(thing, name, row[name])
    if refused := _problem(thing):
        for name in names:
            setattr(thing, name, before[name])
        return refused, set()
    return Kept(thing, Went.CHANGED), names


def _problem(thing: M) -> Kept[M] | None:
    """What `full_clean` says of the fields; keys and constraints are the database's to check."""
    relations = {field.name for field in thing._meta.fields if field.is_relation}
    try:
        thing.clean_fields(exclude=relations)
    except ValidationError as error:
        column, messages = next(iter(error.message_dict.items()))
        return Kept(thing, Went.REFUSED, column, messages[0])
    return None
