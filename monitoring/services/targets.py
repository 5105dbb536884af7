"""Setting targets, revising and agreeing them: the only code that writes them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import journal
from core.errors import DomainError, EditedMeanwhile
from core.years import AcademicYear
from monitoring import policies, verbs
from monitoring.models import Aim, AimKind, BenchmarkLevel, PupilGroup, Standard
from monitoring.rules import targets as rules
from monitoring.rules.grids import GridProblem
from monitoring.selectors.targets import SUBJECTS, stamp, years_taught
from monitoring.services.submissions import SayWhy
from schools.models import School

LONGEST_REASON = 300


class Impossible(DomainError):
    """Cells that cannot be right. Nothing of the page was saved."""

    def __init__(self, problems: Sequence[GridProblem]) -> None:
        super().__init__(" ".join(problem.sentence for problem in problems))
        self.problems = list(problems)


@transaction.atomic
def set_targets(
    *,
    actor: User | None,
    school: School,
    start_year: int,
    typed: Mapping[str, str],
    group: str = PupilGroup.ALL,
    standard: str = Standard.EXPECTED,
    reason: str = "",
    seen: str | None = None,
) -> list[Aim]:
    """Make what stands for one group and standard what was typed, and return what is new.

    `typed` holds cells by the names of `rules.targets`. What is changed or emptied is superseded,
    never overwritten; changing a target that was agreed needs a `reason`. `seen` is the stamp of
    what the person had on the screen. Raises Impossible, SayWhy, EditedMeanwhile, NotAllowed or
    WrongState, and then nothing is saved.
    """
    School.objects.select_for_update().get(pk=school.pk)
    policies.check_can_set_targets(actor, school)
    policies.check_is_year_to_aim_at(start_year, timezone.localdate())
    aims = list(Aim.objects.standing().filter(school=school, start_year=start_year, group=group))
    here = [aim for aim in aims if aim.standard == standard]
    if seen is not None and seen != stamp(here):
        raise EditedMeanwhile(
            "Somebody else saved these targets since you opened the page. What you typed is below "
            "and not saved; compare it with the page of targets, then save again."
        )
    wanted = _read(school, typed, aims, standard)
    there = {_key(aim): aim for aim in here}
    gone = [aim for key, aim in there.items() if wanted.get(key) != _said(aim)]
    said_why = _supersede(gone, reason.strip(), timezone.now())
    made = {key: wish for key, wish in wanted.items() if key not in there or there[key] in gone}
    about = Aim(school=school, start_year=start_year, group=group, standard=standard, set_by=actor)
    return _keep(actor, about, made, gone, said_why) if made or gone else []


def _read(
    school: School, typed: Mapping[str, str], aims: Sequence[Aim], standard: str
) -> rules.Aims:
    """What was typed for the school's year groups, beside what stands for the other standard."""
    read = rules.read(typed, years_taught(school), SUBJECTS, BenchmarkLevel.values)
    other = {_key(aim): _said(aim) for aim in aims if aim.standard != standard}
    is_higher = standard == Standard.HIGHER
    problems = [*read.problems, *rules.out_of_order(read.aims, other, is_higher=is_higher)]
    if problems:
        raise Impossible(problems)
    return read.aims


def _supersede(gone: Sequence[Aim], reason: str, now: datetime) -> str:
    """Close what no longer stands, and give back the reason where one was needed."""
    needs_reason = any(aim.agreed_at for aim in gone)
    if needs_reason and not reason:
        raise SayWhy("Say why targets that were agreed are changed.")
    for aim in gone:
        aim.superseded_at = now
        aim.superseded_because = reason[:LONGEST_REASON] if aim.agreed_at else ""
    Aim.objects.bulk_update(gone, ["superseded_at", "superseded_because"])
    return reason if needs_reason else ""


def _keep(
    actor: User | None, about: Aim, made: rules.Aims, gone: Sequence[Aim], said_why: str
) -> list[Aim]:
    """`about` is what all of them share. Made in the moment in which the others ended."""
    now = gone[0].superseded_at if gone else None
    new = [
        Aim(
            school=about.school,
            start_year=about.start_year,
            group=about.group,
            standard=about.standard,
            set_by=about.set_by,
            year_group=year,
            subject=subject,
            kind=kind,
            percent=said.percent,
            level=said.level,
            created_at=now or timezone.now(),
        )
        for (year, subject, kind), said in made.items()
    ]
    for aim in new:
        aim.clean_fields(exclude=["school", "set_by"])
    Aim.objects.bulk_create(new)
    shared = {
        "year": str(about.academic_year), "group": about.group, "standard": about.standard
    }  # fmt: skip
    journal.record(
        actor=actor,
        verb=verbs.TARGETS_REVISED if said_why else verbs.TARGETS_SET,
        target=about.school,
        school=about.school,
        before={rules.cell(*_key(aim)): aim.percent for aim in gone},
        after=shared
        | {rules.cell(*key): said.percent for key, said in made.items()}
        | ({"reason": said_why} if said_why else {}),
    )
    return new


def _key(aim: Aim) -> rules.Key:
    return aim.year_group, aim.subject, aim.kind


def _said(aim: Aim) -> rules.Said:
    return rules.Said(aim.percent, aim.level)


@transaction.atomic
def agree_targets(
    *, actor: User, school: School, start_year: int, seen: str | None = None
) -> list[Aim]:
    """Agree every target of a year that waits, as the person saw them.

    `seen` is the stamp of all that stands for the year. Always somebody's decision, never a
    command's.
    """
    School.objects.select_for_update().get(pk=school.pk)
    standing = list(Aim.objects.standing().filter(school=school, start_year=start_year))
    waiting = [aim for aim in standing if aim.kind == AimKind.TARGET and aim.agreed_at is None]
    policies.check_can_agree_targets(actor, school, waiting)
    if seen is not None and seen != stamp(standing):
        raise EditedMeanwhile("The targets were changed since you opened the page. Look again.")
    for aim in waiting:
        aim.agreed_at, aim.agreed_by = timezone.now(), actor
    Aim.objects.bulk_update(waiting, ["agreed_at", "agreed_by"])
    journal.record(
        actor=actor,
        verb=verbs.TARGETS_AGREED,
        target=school,
        school=school,
        after={
            "year": str(AcademicYear(start_year)),
            "targets": len(waiting),
            "stamp": stamp(standing),
        },
    )
    return waiting
