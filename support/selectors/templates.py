"""Which questions a note asks, and how they are answered so far."""

from dataclasses import dataclass
from datetime import date

from schools.models import School
from support.models import NoteAnswer, NoteQuestion, NoteTemplate, Reviewer, Visit
from support.rules import Asked, Said, applies, not_met


@dataclass(frozen=True)
class AskedSection:
    title: str
    guidance: str
    questions: list[NoteQuestion]


def template_for(code: str, on: date) -> NoteTemplate | None:
    """The version that is in use on a day."""
    begun = NoteTemplate.objects.filter(code=code, valid_from__lte=on) if code else None
    return begun.order_by("-valid_from").first() if begun is not None else None


def sections_for(template: NoteTemplate | None, school: School) -> list[AskedSection]:
    """What is asked of this school, in order; a section with nothing to ask is left out."""
    if template is None:
        return []
    sections = [
        AskedSection(
            section.title,
            section.guidance,
            [one for one in section.questions.all() if applies(one.phases, school.phase)],
        )
        for section in template.sections.prefetch_related("questions").order_by("position")
    ]
    return [section for section in sections if section.questions]


def questions_for(template: NoteTemplate | None, school: School) -> list[NoteQuestion]:
    return [one for section in sections_for(template, school) for one in section.questions]


def asked(question: NoteQuestion) -> Asked:
    return Asked(question.pk, question.kind, question.text, is_required=question.is_required)


def answers_of(visit: Visit, reviewer: Reviewer | None = None) -> dict[int, Said]:
    """By question, the note's own answers or those of one reviewer."""
    return {row.question_id: said_of(row) for row in visit.answers.filter(reviewer=reviewer)}


def said_of(answer: NoteAnswer) -> Said:
    return Said(
        value=answer.value,
        text=answer.text,
        number=answer.number,
        on=answer.on,
        edition=answer.edition,
        url=answer.url,
    )


def without_action(visit: Visit) -> list[tuple[Asked, Said]]:
    """Items of the checklist that are not met and have no action on this note yet."""
    said = answers_of(visit)
    there = set(visit.actions.exclude(question=None).values_list("question", flat=True))
    unmet = not_met([asked(one) for one in questions_for(visit.template, visit.school)], said)
    return [(one, said[one.id]) for one in unmet if one.id not in there]


@dataclass(frozen=True)
class Answered:
    """A section of a note as it is read: its questions with what was answered."""

    title: str
    answers: list[NoteAnswer]


def answered(visit: Visit) -> list[Answered]:
    """The note's own answers in the order of its questions; what has none is left out."""
    rows = visit.answers.filter(reviewer=None).select_related("question__section")
    in_order = sorted(rows, key=lambda row: (row.question.section.position, row.question.position))
    titles = dict.fromkeys(row.question.section.title for row in in_order)
    return [
        Answered(title, [row for row in in_order if row.question.section.title == title])
        for title in titles
    ]
