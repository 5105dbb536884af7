"""Saving one section of a plan. Two people who changed different things are both kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Model

from accounts.models import User
from core.errors import DomainError, EditedMeanwhile
from planning import verbs
from planning.models import (
    Plan,
    PlanKind,
    PremiumStatement,
    Priority,
    UnsavedText,
)
from planning.policies import plans as policies
from planning.rules.premium import why_not_numbered
from planning.rules.sections import (
    Merged,
    Rows,
    Shape,
    keyed,
    marks_of,
    merge,
    row_key,
    shape_of,
    text_of,
    typed_texts,
)
from planning.rules.weeks import why_not_these_days
from planning.selectors.sections import AnySection, section_at, texts_of
from planning.services.plans import changed, check_can_change, locked, note

MEANWHILE = (
    "Somebody saved this part since you opened it. What you typed is kept below beside what is "
    "saved now: put the two together, then save again."
)
REMOVED = "{} took this priority out of the plan. What you typed is kept below; it is not saved."
ROWS_AT_MOST = 60


@dataclass(frozen=True)
class Typed:
    """What a form gave. A row has its `id`, or none where it is new; rows left out are removed.

    A field or a kind of row that is not named is left as it is saved.
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Saved:
    section: AnySection
    changed: list[str]


@transaction.atomic
def save_section(
    *,
    actor: User,
    plan_id: int,
    place: str,
    typed: Typed,
    seen: Mapping[str, str] | None = None,
) -> Saved:
    """`seen` are the marks of the texts the form was filled from; without, the latest are meant."""
    plan = locked(plan_id)
    section = section_at(plan, place)
    check_can_save(actor, plan, section)
    shape = shape_of(place, plan.kind)
    theirs = texts_of(section, shape)
    _check_how_many(typed)
    mine = typed_texts(typed.fields, typed.rows, shape, theirs)
    merged = merge(mine=mine, theirs=theirs, seen=marks_of(theirs) if seen is None else seen)
    if merged.collisions:
        raise EditedMeanwhile(MEANWHILE)
    UnsavedText.objects.filter(plan=plan, place=place, user=actor).delete()
    if not merged.mine:
        return Saved(section, [])
    try:
        _write(section, shape, typed, merged)
    except ValidationError as wrong:
        raise DomainError(" ".join(wrong.messages)) from wrong
    _check_whole(section)
    changed(plan, actor)
    said = sorted({key.partition(":")[0] for key in merged.mine})
    note(verbs.SAVED, actor=actor, plan=plan, after={"place": place, "changed": said})
    return Saved(section, said)


def check_can_save(actor: User, plan: Plan, section: AnySection) -> None:
    policies.check_can_write_section(actor, plan, section)
    if isinstance(section, Priority) and section.removed_by:
        raise EditedMeanwhile(REMOVED.format(section.removed_by))
    check_can_change(plan)


def _check_how_many(typed: Typed) -> None:
    if any(len(given) > ROWS_AT_MOST for given in typed.rows.values()):
        raise DomainError(f"A part of a plan has at most {ROWS_AT_MOST} lines of one kind.")


def _write(section: AnySection, shape: Shape, typed: Typed, merged: Merged) -> None:
    for name in shape.fields:
        if name in merged.mine:
            _set(section, name, typed.fields[name])
    section.version += 1
    section.full_clean()
    section.save()
    for rows in shape.rows:
        if rows.name in typed.rows:
            _write_rows(section, rows, keyed(typed.rows[rows.name], rows), merged)


def _set(thing: Model, name: str, value: Any) -> None:
    """Text without the spaces around it; nothing, where a field may not be nothing, its default."""
    known = thing._meta.get_field(name)
    if value is None and not known.null:
        value = known.get_default()  # type: ignore[union-attr]
    setattr(thing, name, text_of(value) if isinstance(value, str) else value)


def _write_rows(
    section: AnySection, rows: Rows, given: Mapping[str, Mapping[str, Any]], merged: Merged
) -> None:
    """Rows keep their ids, because later rooms link to them."""
    manager = getattr(section, rows.name)
    there = {row_key(rows.name, row.pk): row for row in manager.all()}
    for key, row in there.items():
        if key in merged.mine and key not in given and rows.may_change_number:
            row.delete()
    last = manager.aggregate(last=Max("position"))["last"] if _has_position(manager.model) else 0
    for place, (key, values) in enumerate(given.items(), start=1):
        is_new = key not in there
        if key not in merged.mine or (is_new and not rows.may_change_number):
            continue
        row = there.get(key) or _new(manager, (last or 0) + place)
        for name in rows.fields:
            if name in values:
                _set(row, name, values[name])
        row.full_clean()
        row.save()


def _has_position(model: Any) -> bool:
    return any(one.name == "position" for one in model._meta.fields)


def _new(manager: Any, position: int) -> Any:
    row = manager.model(**{manager.field.name: manager.instance})
    if _has_position(manager.model):
        row.position = position
    return row


def _check_whole(section: AnySection) -> None:
    """What holds of a section as it is saved, and not of one of its fields."""
    wrong = ""
    if isinstance(section, Plan) and section.kind == PlanKind.RAP:
        wrong = why_not_these_days(section.starts_on, section.ends_on)
    elif isinstance(section, PremiumStatement):
        wrong = why_not_numbered(section.challenges.values_list("number", flat=True))
    if wrong:
        raise DomainError(wrong)
