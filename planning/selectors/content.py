"""The whole text of a plan as data: what a version keeps, and what pages and files are made from.

It holds no progress and no figures. `shape` says how it is built, for readers of old versions.
"""

import hashlib
import json
from datetime import date
from typing import Any

from django.db.models import Model, Prefetch

from planning.models import Plan, PremiumStatement, Priority, SelfEvaluationArea
from planning.rules.sections import AREA, PREMIUM, PRIORITY, SHAPES, SUBJECT, Rows, shape_of

SHAPE = 1
Content = dict[str, Any]


def content_of(plan: Plan) -> Content:
    content: Content = {
        "shape": SHAPE,
        "kind": plan.kind,
        "school": {"urn": plan.school.urn, "name": plan.school.name},
        "year": str(plan.academic_year),
        "framework": plan.framework.name if plan.framework else "",
        "frame": _said(plan, shape_of("frame", plan.kind).fields),
        "required": [
            {"id": one.pk, "code": one.code, "label": one.label, "text": one.text}
            for one in plan.required_fields.all()
        ],
        "priorities": [_priority(one) for one in _priorities(plan)],
        "areas": [_area(one) for one in plan.areas.prefetch_related("points", "evidence")],
    }
    statement = PremiumStatement.objects.filter(plan=plan).first()
    if statement:
        content["premium"] = _section(statement, PREMIUM)
    return content


def hash_of(content: Content) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _priorities(plan: Plan) -> list[Priority]:
    rows = [rows.name for rows in SHAPES[PRIORITY].rows]
    found = plan.priorities.standing().select_related("sef_area", "carried_from")
    return list(found.prefetch_related(*rows, Prefetch("subject_plans")))


def _priority(priority: Priority) -> Content:
    area, before = priority.sef_area, priority.carried_from
    return _section(priority, PRIORITY) | {
        "sef_area_label": area.label if area else "",
        "carried_from": before.pk if before else None,
        "subject_plans": [
            {"id": one.pk} | _said(one, SHAPES[SUBJECT].fields)
            for one in priority.subject_plans.all()
        ],
    }


def _area(area: SelfEvaluationArea) -> Content:
    evidence = [
        {"kind": one.kind, "text": one.text, "on": _plain(one.on), "url": one.url}
        for one in area.evidence.all()
    ]
    return _section(area, AREA) | {
        "code": area.code,
        "label": area.label,
        "words": area.words,
        "evidence": evidence,
    }


def _section(section: Model, sort: str) -> Content:
    shape = SHAPES[sort]
    said: Content = {"id": section.pk} | _said(section, shape.fields)
    return said | {rows.name: _rows(section, rows) for rows in shape.rows}


def _rows(section: Model, rows: Rows) -> list[Content]:
    return [{"id": row.pk} | _said(row, rows.fields) for row in getattr(section, rows.name).all()]


def _said(thing: Model, names: tuple[str, ...]) -> Content:
    fields = {one.name: one for one in thing._meta.concrete_fields}
    return {name: _plain(getattr(thing, fields[name].attname)) for name in names}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
