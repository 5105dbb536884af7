"""Two people's texts of one section side by side, and the form that puts them together."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planning.forms.rows import HEADINGS
from planning.rules.sections import (
    Merged,
    Shape,
    keyed,
    merge,
    row_key,
    typed_texts,
)
from planning.rules.wording import Piece, difference
from planning.selectors.sections import AnySection, texts_of, values_of
from planning.services import Typed


@dataclass(frozen=True)
class Apart:
    """One text that two people changed: as it was typed, as it is saved, and what differs."""

    label: str
    typed: str
    saved: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Conflict:
    """`values` fill the form again: the typed words where they were changed, else the saved."""

    apart: list[Apart]
    values: Typed


def conflict_of(
    section: AnySection,
    shape: Shape,
    typed: Typed,
    seen: Mapping[str, str],
    labels: Mapping[str, str],
) -> Conflict:
    theirs = texts_of(section, shape)
    mine = typed_texts(typed.fields, typed.rows, shape, theirs)
    merged = merge(mine=mine, theirs=theirs, seen=seen)
    apart = [
        Apart(
            _label(key, labels),
            typed=(one := _readable(mine.get(key, ""))),
            saved=(other := _readable(theirs.get(key, ""))),
            pieces=difference(other, one),
        )
        for key in merged.collisions
    ]
    return Conflict(apart, _put_together(section, shape, typed, merged))


def _label(key: str, labels: Mapping[str, str]) -> str:
    name = key.partition(":")[0]
    return labels.get(name) or HEADINGS.get(name, name)


def _readable(text: str) -> str:
    """A row is kept as a list of its texts; people read it as a line."""
    if not text.startswith("["):
        return text
    return " · ".join(part for part in json.loads(text) if part)


def _put_together(section: AnySection, shape: Shape, typed: Typed, merged: Merged) -> Typed:
    mine = merged.mine | set(merged.collisions)
    fields, rows = values_of(section, shape)
    fields |= {name: value for name, value in typed.fields.items() if name in mine}
    together: dict[str, list[dict[str, Any]]] = {}
    for kind in shape.rows:
        there = {row_key(kind.name, row["id"]): row for row in rows[kind.name]}  # type: ignore[arg-type]
        given = keyed(typed.rows.get(kind.name, []), kind)
        lines = {key: dict(row) for key, row in there.items()}
        for key, row in given.items():
            if key in mine:
                lines[key] = dict(row) if key in there else dict(row) | {"id": None}
        together[kind.name] = list(lines.values())
    return Typed(fields, together)
