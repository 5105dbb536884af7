"""What the checklists of a visit answered: met, but for what the story says was not."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from banding.models import ActivityType
from schools.models import School
from support.models import NoteQuestion, QuestionKind
from support.rules import Said
from support.selectors.templates import questions_for, template_for

SAMPLED = Decimal(12)
EDITION = "KCSIE 2025"
CHOSEN = {QuestionKind.CHECK, QuestionKind.YES_NO}


def answers(
    activity: ActivityType | None, school: School, on: date, unmet: Mapping[str, str]
) -> dict[int, Said]:
    """By question. `unmet` holds, by its code, what was wrong with an item."""
    template = template_for(activity.note_template, on) if activity else None
    asked = [one for one in questions_for(template, school) if one.is_required]
    return {one.pk: _answer(one, on, unmet) for one in asked}


def _answer(question: NoteQuestion, on: date, unmet: Mapping[str, str]) -> Said:
    if question.code in unmet:
        return Said(value="no", text=unmet[question.code])
    if question.kind in CHOSEN:
        return Said(value="yes")
    if question.kind == QuestionKind.NUMBER:
        return Said(number=SAMPLED)
    return Said(on=on.replace(day=1), edition=EDITION)
