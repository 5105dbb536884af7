"""What a document would become: the plan as it would read, before anything is written."""

from core.blocks import Block
from planning.models import PlanImport
from planning.presenters.printed import LABELS
from planning.rules.importing.taken import Row, Taken, TakenPriority
from planning.rules.printing.plan import blocks_of
from planning.rules.printing.words import Beside
from planning.selectors.content import SHAPE, Content


def blocks_before(found: PlanImport, taken: Taken) -> tuple[Block, ...]:
    content: Content = {
        "shape": SHAPE,
        "framework": "",
        "frame": {"context": "\n\n".join(taken.context)},
        "required": [],
        "areas": [],
        "priorities": [_priority(number, one) for number, one in enumerate(taken.priorities)],
    }
    return blocks_of(content, Beside(LABELS))


def _priority(number: int, one: TakenPriority) -> Content:
    return {
        "id": number,
        "title": one.title,
        "outcome": "\n".join(one.outcome),
        "baseline": "\n".join(one.baseline),
        "measure": "",
        "target_percent": None,
        "sef_area_label": "",
        "subject_plans": [],
        "criteria": _numbered(one.criteria, is_appraisal_target=False),
        "milestones": _numbered(one.milestones, week=None),
        "actions": _numbered(one.actions),
        "monitoring": _numbered(one.monitoring),
    }


def _numbered(rows: list[Row], **more: object) -> list[Row]:
    return [row | {"id": number} | more for number, row in enumerate(rows)]
