"""A plan out of a document: read, its columns matched, put into the draft, and undone."""

import hashlib
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from core import journal
from core.documents import read_paper
from core.errors import DomainError, UnreadableFile, WrongState
from monitoring.services.quotas import turn_to_upload
from monitoring.services.uploads import shown_name
from planning import verbs
from planning.models import PLAN_IMPORT, Impact, ImportState, Plan, PlanImport, PlanKind, Priority
from planning.policies import plans as policies
from planning.rules.importing.taken import Mapping, Row, Taken, TakenPriority
from planning.selectors.importing import draft_to_add_to, taken_of
from planning.services.priorities import add_priority, remove_priority
from planning.services.progress import set_rag
from planning.services.sections import Typed, save_section
from planning.services.starting import start_plan
from schools.models import School

FROM_DOCUMENT = "So says the document this priority came from."
CHANGED = (
    "“{}” was changed since it came into the plan, so this can no longer be undone as a whole. "
    "Remove what you do not want on the plan's page."
)


def receive_document(
    *, actor: User, school: School, start_year: int, file_name: str, content: bytes
) -> PlanImport:
    """Read a document and keep its text to be checked. Raises `UnreadableFile` and `TooMuch`."""
    policies.check_can_write(actor, school, PlanKind.SIP)
    name, size = shown_name(file_name), len(content)
    with turn_to_upload(actor, school, size):
        try:
            paper = read_paper(content, name)
        except UnreadableFile as refusal:
            after = {"code": refusal.code, "bytes": size}
            journal.record(
                actor=actor, verb=verbs.DOCUMENT_REFUSED, target=school, school=school, after=after
            )
            raise
        with transaction.atomic():
            found = PlanImport(
                school=school,
                start_year=start_year,
                file_name=name,
                content_hash=hashlib.sha256(content).hexdigest(),
                paper=paper.plain(),
                mapping=Mapping().plain(),
                uploaded_by=actor,
            )
            found.full_clean()
            found.save()
            _note(verbs.DOCUMENT_READ, actor, found, {"bytes": size, "file": name})
    return found


@transaction.atomic
def match_document(*, actor: User, import_id: Any, mapping: Mapping) -> PlanImport:
    """Say what its columns and paragraphs hold."""
    found = _locked(actor, import_id, ImportState.READ)
    if found.mapping != mapping.plain():
        found.mapping = mapping.plain()
        _save(found)
        _note(verbs.DOCUMENT_MATCHED, actor, found, {"columns": mapping.columns})
    return found


@transaction.atomic
def take_document(*, actor: User, import_id: Any) -> PlanImport:
    """Put what is taken into the year's draft; where there is none, start one."""
    found = _locked(actor, import_id, ImportState.READ)
    taken = taken_of(found)
    if taken.stops:
        raise DomainError(" ".join(taken.stops))
    there = draft_to_add_to(found.school, found.start_year)
    plan = there or start_plan(
        actor=actor,
        school=found.school,
        kind=PlanKind.SIP,
        start_year=found.start_year,
        carry=[],
    )
    before = plan.context
    after = _write_context(actor, plan, taken)
    made = [_write_priority(actor, plan, one) for one in taken.priorities]
    found.plan, found.state = plan, ImportState.CREATED
    found.made = {
        "priorities": {str(one.pk): one.version for one in made},
        "context": {"before": before, "after": after},
    }
    _save(found)
    counts = taken.counts | {"not_taken": len(taken.left)}
    _note(verbs.DOCUMENT_TAKEN, actor, found, {"plan": plan.pk} | counts)
    return found


@transaction.atomic
def undo_document(*, actor: User, import_id: Any) -> PlanImport:
    """Take out again all that came from it, while nobody has changed any of it. The draft stays."""
    found = _locked(actor, import_id, ImportState.CREATED, ImportState.UNDONE)
    plan = Plan.objects.get(pk=found.plan_id or 0)
    versions = {int(pk): version for pk, version in found.made["priorities"].items()}
    standing = list(Priority.objects.standing().filter(pk__in=versions))
    for priority in standing:
        if priority.version != versions[priority.pk]:
            raise WrongState(CHANGED.format(priority))
    for priority in standing:
        remove_priority(actor=actor, priority_id=priority.pk, version=priority.version)
    context = found.made["context"]
    if plan.context == context["after"] != context["before"]:
        typed = Typed({"context": context["before"]})
        save_section(actor=actor, plan_id=plan.pk, place="frame", typed=typed)
    found.state = ImportState.UNDONE
    _save(found)
    _note(verbs.DOCUMENT_UNDONE, actor, found, {"plan": plan.pk, "priorities": len(standing)})
    return found


@transaction.atomic
def discard_document(*, actor: User, import_id: Any) -> PlanImport:
    """Forget a document that was only read: its text is not kept."""
    found = _locked(actor, import_id, ImportState.READ, ImportState.DISCARDED)
    found.state, found.paper = ImportState.DISCARDED, {}
    _save(found)
    _note(verbs.DOCUMENT_DISCARDED, actor, found, {"file": found.file_name})
    return found


def _locked(
    actor: User, import_id: Any, state: ImportState, target: ImportState = ImportState.CREATED
) -> PlanImport:
    found = PlanImport.objects.select_related("school").get(pk=import_id)
    School.objects.select_for_update().get(pk=found.school_id)
    found = PlanImport.objects.select_related("school").get(pk=import_id)
    policies.check_can_write(actor, found.school, PlanKind.SIP)
    if found.state != state:
        raise WrongState(f"This document is already: {found.get_state_display().lower()}.")
    PLAN_IMPORT.check(found.state, target)
    return found


def _write_context(actor: User, plan: Plan, taken: Taken) -> str:
    if not taken.context:
        return plan.context
    context = "\n\n".join(filter(None, [plan.context, *taken.context]))
    typed = Typed({"context": context})
    save_section(actor=actor, plan_id=plan.pk, place="frame", typed=typed)
    plan.refresh_from_db()
    return plan.context


def _write_priority(actor: User, plan: Plan, taken: TakenPriority) -> Priority:
    priority = add_priority(actor=actor, plan_id=plan.pk, title=taken.title)
    typed = Typed(
        {"outcome": "\n".join(taken.outcome), "baseline": "\n".join(taken.baseline)},
        {
            "criteria": [row | {"is_appraisal_target": False} for row in taken.criteria],
            "milestones": [row | {"week": None} for row in taken.milestones],
            "actions": [_action(row) for row in taken.actions],
            "monitoring": taken.monitoring,
        },
    )
    save_section(actor=actor, plan_id=plan.pk, place=f"priority-{priority.pk}", typed=typed)
    if taken.colour:
        set_rag(
            actor=actor,
            priority_id=priority.pk,
            rag=taken.colour,
            words="\n".join(taken.progress) or FROM_DOCUMENT,
            impact=Impact.NOT_YET,
        )
    priority.refresh_from_db()
    return priority


def _action(row: Row) -> Row:
    days = {
        name: date.fromisoformat(row[name]) if row[name] else None
        for name in ("starts_on", "due_on")
    }
    return row | days | {"doer": None}


def _save(found: PlanImport) -> None:
    found.full_clean()
    found.save()


def _note(verb: str, actor: User, found: PlanImport, after: dict[str, Any]) -> None:
    journal.record(actor=actor, verb=verb, target=found, school=found.school, after=after)
