"""The sections of a plan: where each is, and what it says as texts that can be compared."""

from typing import TypeAlias

from django.db.models import Model

from core.errors import DomainError
from planning.models import (
    Plan,
    PremiumStatement,
    Priority,
    SelfEvaluationArea,
    SubjectPlan,
)
from planning.rules.sections import (
    AREA,
    FRAME,
    PREMIUM,
    PRIORITY,
    SUBJECT,
    Shape,
    row_key,
    row_text,
    text_of,
)

AnySection: TypeAlias = Plan | Priority | SelfEvaluationArea | PremiumStatement | SubjectPlan
Row: TypeAlias = dict[str, object]
NOT_THERE = "This part of the plan is not there."


def section_at(plan: Plan, place: str) -> AnySection:
    """The section a place names (frame, priority-12), also one that was removed."""
    sort, _, number = place.partition("-")
    if sort == FRAME:
        return plan
    pk = int(number) if number.isascii() and number.isdecimal() else 0
    found: AnySection | None = None
    if sort == PRIORITY:
        found = Priority.objects.filter(plan=plan, pk=pk).first()
    elif sort == AREA:
        found = SelfEvaluationArea.objects.filter(plan=plan, pk=pk).first()
    elif sort == PREMIUM:
        found = PremiumStatement.objects.filter(plan=plan).first()
    elif sort == SUBJECT:
        subjects = SubjectPlan.objects.filter(priority__plan=plan, pk=pk)
        found = subjects.select_related("priority").first()
    if found is None:
        raise DomainError(NOT_THERE)
    return found


def texts_of(section: AnySection, shape: Shape) -> dict[str, str]:
    texts = {name: text_of(_raw(section, name)) for name in shape.fields}
    for rows in shape.rows:
        for row in getattr(section, rows.name).all():
            values = {name: _raw(row, name) for name in rows.fields}
            texts[row_key(rows.name, row.pk)] = row_text(values, rows.fields)
    return texts


def _raw(thing: Model, name: str) -> object:
    """A foreign key as its id, so that no query is asked for it."""
    return getattr(thing, thing._meta.get_field(name).attname)  # type: ignore[union-attr]


def values_of(section: AnySection, shape: Shape) -> tuple[dict[str, object], dict[str, list[Row]]]:
    """The same as the forms have them."""
    fields = {name: _raw(section, name) for name in shape.fields}
    rows = {
        kind.name: [
            {"id": row.pk} | {name: _raw(row, name) for name in kind.fields}
            for row in getattr(section, kind.name).all()
        ]
        for kind in shape.rows
    }
    return fields, rows
