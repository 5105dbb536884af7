"""What is edited together, and how two people's savings of one section become one.

A form carries a mark of each text it was filled from (`marks_of`). What one person changed and the
other left alone is kept of both; what both changed differently is a collision, and nothing is
saved. A row counts as one text, so a row that was taken out is a text that became empty.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FRAME, PRIORITY, AREA, PREMIUM, SUBJECT = "frame", "priority", "area", "premium", "subject"
NEW = "new"
LENGTH = 12  # of a mark


@dataclass(frozen=True)
class Rows:
    """Lines of a section: the name by which the section has them, and what each says."""

    name: str
    fields: tuple[str, ...]
    may_change_number: bool = True


@dataclass(frozen=True)
class Shape:
    fields: tuple[str, ...]
    rows: tuple[Rows, ...] = ()


_FRAME = ("title", "context")
_REQUIRED = Rows("required_fields", ("text",), may_change_number=False)
FRAMES = {
    "sip": Shape((*_FRAME, "horizon"), (_REQUIRED,)),
    "sef": Shape(_FRAME),
    "rap": Shape(
        (*_FRAME, "starts_on", "ends_on", "lead_professional", "exit_criteria"), (_REQUIRED,)
    ),
    "post_inspection": Shape(
        (*_FRAME, "starts_on", "ends_on", "lead_professional", "exit_criteria"), (_REQUIRED,)
    ),
    "pupil_premium": Shape(_FRAME),
}
SHAPES = {
    PRIORITY: Shape(
        (
            "title", "outcome", "baseline", "baseline_year", "baseline_term", "measure", "cohort",
            "group", "target_percent", "sef_area",
        ),
        (
            Rows("criteria", ("text", "is_appraisal_target")),
            Rows("milestones", ("text", "half_term", "week")),
            Rows(
                "actions",
                ("what", "owner", "doer", "starts_on", "due_on", "cost_pence", "funding",
                 "cpd_need"),
            ),
            Rows("monitoring", ("kind", "focus", "who", "half_term")),
        ),
    ),
    AREA: Shape(("judgement", "narrative", "strengths"), (Rows("points", ("text", "action")),)),
    PREMIUM: Shape(
        (
            "years_covered", "publish_on", "review_on", "authorised_by", "lead", "governor_lead",
            "allocation_pence", "carried_forward_pence", "intent", "review", "programmes",
            "service_pupils",
        ),
        (
            Rows("challenges", ("number", "text")),
            Rows("outcomes", ("text", "criteria")),
            Rows("activities", ("tier", "text", "evidence", "cost_pence", "answers")),
        ),
    ),
    SUBJECT: Shape(("subject", "leader", "writer", "aim", "steps", "impact")),
}  # fmt: skip


def shape_of(place: str, kind: str) -> Shape:
    """Of the section at a place (priority-12) of a plan of a kind."""
    sort = place.partition("-")[0]
    return FRAMES[kind] if sort == FRAME else SHAPES[sort]


def place_of(sort: str, pk: int | None = None) -> str:
    return sort if pk is None else f"{sort}-{pk}"


def text_of(value: Any) -> str:
    """One spelling for a value, however a form or the database has it."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return str(getattr(value, "pk", value)).replace("\r\n", "\n").strip()


def row_text(values: Mapping[str, Any], fields: Sequence[str], *, was: str = "") -> str:
    """`was` is the row's text before: a field that is not given is as it was."""
    before = json.loads(was) if was else [""] * len(fields)
    said = [
        text_of(values[name]) if name in values else old
        for name, old in zip(fields, before, strict=True)
    ]
    return json.dumps(said, ensure_ascii=False)


def row_key(name: str, pk: int | str) -> str:
    return f"{name}:{pk}"


def keyed(given: Sequence[Mapping[str, Any]], rows: Rows) -> dict[str, Mapping[str, Any]]:
    """Rows by their keys; one without an id is new."""
    return {
        row_key(rows.name, row.get("id") or f"{NEW}-{number}"): row
        for number, row in enumerate(given)
    }


def typed_texts(
    fields: Mapping[str, Any],
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    shape: Shape,
    theirs: Mapping[str, str],
) -> dict[str, str]:
    """What was typed, as texts. What a form did not ask for is as it is saved."""
    mine = dict(theirs) | {name: text_of(fields[name]) for name in shape.fields if name in fields}
    for kind in shape.rows:
        if kind.name in rows:
            gone = [key for key in mine if key.startswith(f"{kind.name}:")]
            given = keyed(rows[kind.name], kind)
            mine |= dict.fromkeys(gone, "") | {
                key: row_text(row, kind.fields, was=theirs.get(key, ""))
                for key, row in given.items()
            }
    return mine


def mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


ABSENT = mark("")


def marks_of(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: mark(text) for key, text in texts.items()}


@dataclass(frozen=True)
class Merged:
    """`mine` are the texts to write; `collisions` those that two people changed differently."""

    mine: frozenset[str]
    collisions: tuple[str, ...]


def merge(*, mine: Mapping[str, str], theirs: Mapping[str, str], seen: Mapping[str, str]) -> Merged:
    """`mine` is what was typed, `theirs` what is saved now, `seen` the marks the form was from."""
    changed, collisions = [], []
    for key in {**seen, **theirs, **mine}:
        typed, saved = mine.get(key, ""), theirs.get(key, "")
        if typed == saved or mark(typed) == seen.get(key, ABSENT):
            continue
        if mark(saved) == seen.get(key, ABSENT):
            changed.append(key)
        else:
            collisions.append(key)
    return Merged(frozenset(changed), tuple(sorted(collisions)))
