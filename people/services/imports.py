"""Registers brought in and taken back: one transaction each, and one entry in the journal."""

from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from core import journal
from core.errors import DomainError
from people import policies, verbs
from people.imports.grid import Grid
from people.models import (
    REGISTER_IMPORT,
    Area,
    Employment,
    Expertise,
    ImportState,
    Person,
    Qualification,
    RegisterImport,
    SamePersonAnswer,
    SchoolAlias,
    UnnamedCapacity,
)
from people.rules.answers import Answers, school_meant
from people.rules.likeness import plain, plain_name
from people.selectors.matching_names import known_schools
from people.services.plans import Plan, Planner
from people.services.reading import (
    Reading,
    grid_as_json,
    grid_of_json,
    read_register,
)

KEPT_UNAPPLIED = timedelta(days=7)
PASTED = "Pasted"


@transaction.atomic
def start_import(*, actor: User | None, source: str, grid: Grid) -> RegisterImport:
    """Keep a sheet until it is applied, or for a week."""
    policies.check_can_import(actor)
    old = RegisterImport.objects.filter(created_at__lt=timezone.now() - KEPT_UNAPPLIED)
    old.filter(state=ImportState.READ).delete()
    run = RegisterImport(source=source[:200] or PASTED, grid=grid_as_json(grid), started_by=actor)
    run.full_clean()
    run.save()
    journal.record(actor=actor, verb=verbs.SHEET_READ, target=run, after={"rows": len(grid.rows)})
    return run


def reading_of(run: RegisterImport) -> Reading:
    return read_register(grid_of_json(run.grid))


@transaction.atomic
def answer_import(*, actor: User | None, import_id: int, answers: Answers) -> RegisterImport:
    """Remember what was said, for this sheet and those to come."""
    run = _locked(import_id)
    policies.check_can_import(actor)
    remember(actor=actor, run=run, answers=answers)
    return run


def remember(*, actor: User | None, run: RegisterImport, answers: Answers) -> None:
    if not (answers.aliases or answers.same):
        return
    schools = known_schools()
    for told in answers.aliases:
        try:
            school = school_meant(told.means, schools)
        except ValueError as refusal:
            raise DomainError(str(refusal)) from refusal
        SchoolAlias.objects.update_or_create(
            label=plain(told.label), defaults={"school_id": school.pk if school else None}
        )
    for answer in answers.same:
        first, second = sorted((plain_name(answer.a), plain_name(answer.b)))
        SamePersonAnswer.objects.update_or_create(
            first_name=first,
            second_name=second,
            label=plain(answer.school),
            defaults={"is_same": answer.is_same},
        )
    journal.record(
        actor=actor,
        verb=verbs.ANSWERED,
        target=run,
        after={"schools": len(answers.aliases), "people": len(answers.same)},
    )


@transaction.atomic
def apply_import(*, actor: User | None, import_id: int) -> RegisterImport:
    """Make what the sheet says and is not here yet. What is here is never overwritten."""
    run = _locked(import_id)
    REGISTER_IMPORT.check(run.state, ImportState.APPLIED)
    policies.check_can_import(actor)
    _apply(run, reading_of(run), actor)
    return run


def _apply(run: RegisterImport, reading: Reading, actor: User | None) -> Plan:
    plan = Planner(reading, run, timezone.localdate()).planned()
    _save(plan, actor)
    run.state, run.applied_at, run.grid = ImportState.APPLIED, timezone.now(), {}
    run.counts = plan.made | {"read": len(reading.preview.people)}
    run.full_clean()
    run.save()
    if not plan.changes_nothing:
        journal.record(actor=actor, verb=verbs.APPLIED, target=run, after=run.counts)
    return plan


@transaction.atomic
def bring_in(*, source: str, grid: Grid, answers: Answers) -> Reading:
    """Read, answer and apply in one go, for the command. Nothing new leaves no trace."""
    reading, is_news = read_register(grid, answers), _is_news(answers)
    run = RegisterImport.objects.create(source=source[:200])
    plan = _apply(run, reading, None)
    if is_news:
        remember(actor=None, run=run, answers=answers)
    elif plan.changes_nothing:
        run.delete()
    return reading


def _is_news(answers: Answers) -> bool:
    known = dict(SchoolAlias.objects.values_list("label", "school"))
    schools = known_schools()
    for told in answers.aliases:
        school = school_meant(told.means, schools)
        if known.get(plain(told.label), 0) != (school.pk if school else None):
            return True
    said = {
        (one.first_name, one.second_name, one.label): one.is_same
        for one in SamePersonAnswer.objects.all()
    }
    for answer in answers.same:
        first, second = sorted((plain_name(answer.a), plain_name(answer.b)))
        if said.get((first, second, plain(answer.school))) != answer.is_same:
            return True
    return False


def _save(plan: Plan, actor: User | None) -> None:
    """People and areas first: what is said of them takes its key from them when it is written."""
    new_areas = {id(area): area for area in plan.areas.values() if area.pk is None}
    for area in new_areas.values():
        area.save()
    Person.objects.bulk_create(plan.people)
    for ended in (*plan.ended, *plan.settled):
        ended.version += 1
        ended.save()
    Employment.objects.bulk_create(plan.employments)
    Expertise.objects.bulk_create(plan.expertise)
    Qualification.objects.bulk_create(plan.qualifications)
    UnnamedCapacity.objects.bulk_create(plan.unnamed)
    for person, other in plan.joined:
        _join(person, other, actor)


def _join(person: Person, other_id: int, actor: User | None) -> None:
    """Somebody said that two entries are one: what the other holds and this one does not moves."""
    other = Person.objects.get(pk=other_id)
    held = set(person.expertise.values_list("kind", "area", "key_stage"))
    for claim in other.expertise.all():
        if (claim.kind, claim.area_id, claim.key_stage) not in held:
            claim.person = person
            claim.save()
    at = set(person.employments.values_list("school", "label"))
    for employment in other.employments.all():
        if (employment.school_id, employment.label) not in at:
            employment.person = person
            employment.save()
    codes = person.qualifications.values_list("code", flat=True)
    other.qualifications.exclude(code__in=list(codes)).update(person=person)
    for rows in (other.releases, other.conflicts):
        rows.update(person=person)
    person.user = person.user or other.user
    person.also_written = ", ".join(filter(None, [person.also_written, other.name]))[:300]
    person.version += 1
    name = other.name
    other.delete()
    person.save()
    journal.record(actor=actor, verb=verbs.JOINED, target=person, before={"also": name})


@transaction.atomic
def undo_import(*, actor: User | None, import_id: int) -> RegisterImport:
    """Delete what the import made and nobody has touched since, and let run again what it ended."""
    run = _locked(import_id)
    REGISTER_IMPORT.check(run.state, ImportState.UNDONE)
    policies.check_can_import(actor)
    gone = {
        "expertise": _delete(run.expertise_rows.filter(version=1)),
        "qualifications": _delete(run.qualification_rows.filter(version=1)),
        "employments": _delete(run.employment_rows.filter(version=1)),
        "unnamed": _delete(run.unnamedcapacity_rows.filter(version=1)),
    }
    untouched = run.person_rows.filter(version=1, user=None, employments=None, expertise=None)
    untouched = untouched.filter(qualifications=None, releases=None, conflicts=None)
    alone = set(untouched.values_list("pk", flat=True)) - _named(Person)
    gone["people"] = _delete(Person.objects.filter(pk__in=alone))
    gone["areas"] = _delete(Area.objects.filter(pk__in=_unused_areas(run)))
    run.ended_employments.update(ends_on=None, ended_in=None)
    run.state, run.undone_at = ImportState.UNDONE, timezone.now()
    run.full_clean()
    run.save()
    journal.record(actor=actor, verb=verbs.UNDONE, target=run, before=dict(run.counts), after=gone)
    return run


def _delete(rows: Any) -> int:
    """How many of these rows there were; none of them has others that hang on it."""
    number = rows.count()
    rows.delete()
    return number


def _unused_areas(run: RegisterImport) -> set[int]:
    plain_ones = run.areas.filter(covers=None, covered_by=None)
    return set(plain_ones.values_list("pk", flat=True)) - _named(Area)


def _named(model: type[models.Model]) -> set[int]:
    """Rows that must stay because something names them, such as a visit or a group of any room."""
    found: set[int] = set()
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and _keeps(relation):
            rows = relation.related_model._default_manager
            found |= set(rows.values_list(relation.field.attname, flat=True))
    return found


def _keeps(relation: models.ManyToOneRel) -> bool:
    of_another_room = relation.related_model._meta.app_label != relation.model._meta.app_label
    return of_another_room or relation.on_delete is models.PROTECT


def _locked(import_id: int) -> RegisterImport:
    return RegisterImport.objects.select_for_update().get(pk=import_id)
