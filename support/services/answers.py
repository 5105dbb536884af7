"""Answers to the questions of a note, kept one by one."""

from collections.abc import Mapping

from core.errors import DomainError
from support.models import NoteAnswer, Reviewer, Visit
from support.rules import Said, missing
from support.selectors.templates import answers_of, asked, questions_for


def keep_answers(
    visit: Visit, said: Mapping[int, Said], *, reviewer: Reviewer | None = None
) -> None:
    """Write what was answered. Questions that are not asked of this school are left alone."""
    there = {row.question_id: row for row in visit.answers.filter(reviewer=reviewer)}
    for question in questions_for(visit.template, visit.school):
        answer = said.get(question.pk)
        if answer is None:
            continue
        row = there.get(question.pk)
        if answer.is_empty:
            if row:
                row.delete()
            continue
        row = row or NoteAnswer(visit=visit, question=question, reviewer=reviewer)
        row.value, row.text, row.url = answer.value, answer.text.strip(), answer.url
        row.number, row.on, row.edition = answer.number, answer.on, answer.edition.strip()
        row.full_clean()
        row.save()


def check_answered(visit: Visit, *, reviewer: Reviewer | None = None, before: str) -> None:
    """Refuse while a question that is needed has no answer, naming each."""
    questions = [asked(one) for one in questions_for(visit.template, visit.school)]
    unanswered = missing(questions, answers_of(visit, reviewer))
    if unanswered:
        names = ", ".join(f"“{one.text}”" for one in unanswered[:3])
        more = len(unanswered) - 3
        rest = f" and {more} more" if more > 0 else ""
        raise DomainError(f"Answer {names}{rest} before {before}.")
