"""Moderation: planned with a sample, judged by people named on it, closed with its effect."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import journal
from core.errors import DomainError, EditedMeanwhile, SayWhy, WrongState
from monitoring import policies, verbs
from monitoring.models import (
    MODERATION,
    Collection,
    Judgement,
    Moderation,
    ModerationState,
    Moderator,
    Outcome,
    Pupil,
    Sample,
    Spread,
    Submission,
    Way,
)
from monitoring.rules.agreement import agreement
from monitoring.rules.contents import hash_of
from monitoring.rules.sampling import grades_of
from monitoring.selectors.moderation import choosable, drawn_again, eligible_for, moderated_subjects
from monitoring.selectors.scales import scale_rules
from monitoring.selectors.submissions import counting_of
from monitoring.services.regrading import regrade
from schools.models import School

MOST_IN_A_SAMPLE = 60
LONGEST_REASON = 500


class NotPlanned(DomainError):
    """An event cannot be held as it was asked for."""


class NotJudged(DomainError):
    """A judgement is not whole, or not one of the scale's."""


@dataclass(frozen=True)
class Judged:
    """What moderators say of one pupil. A changed grade has its code, and a reason."""

    outcome: str
    settled_code: str = ""
    reason: str = ""


@transaction.atomic
def plan_moderation(
    *,
    actor: User | None,
    collection: Collection,
    subject: str,
    year_group: str,
    held_on: date,
    sizes: Mapping[School, int],
    spread: str = Spread.EVEN,
    focus: str = "",
    seed: str = "",
) -> Moderation:
    """An event with a sample of each school, drawn from what counts of it now.

    `sizes` are pupils asked for; a school with fewer gives all it has. A blank seed is invented
    and kept, so that anybody can draw the samples again.
    """
    policies.check_can_plan(actor, sizes)
    Collection.objects.select_for_update().get(pk=collection.pk)
    _check_focus(collection, subject, year_group)
    _check_schools(collection, subject, year_group, sizes)
    moderation = Moderation(
        collection=collection,
        subject=subject,
        year_group=year_group,
        held_on=held_on,
        spread=spread,
        focus=focus.strip(),
        seed=seed or secrets.token_hex(8),
        planned_by=actor,
    )
    moderation.full_clean()
    moderation.save()
    drawn = {s.name: _draw(moderation, s, size) for s, size in sizes.items()}
    journal.record(
        actor=actor,
        verb=verbs.PLANNED,
        target=moderation,
        after={"seed": moderation.seed, "spread": moderation.spread, "drawn": drawn},
    )
    return moderation


def _check_focus(collection: Collection, subject: str, year_group: str) -> None:
    if subject not in collection.subjects or year_group not in collection.year_groups:
        raise NotPlanned(f"{collection} does not ask for that subject and year group.")
    if subject not in moderated_subjects(collection):
        raise NotPlanned(
            "This subject is tested on this scale, so there is no teacher's judgement to moderate."
        )


def _check_schools(
    collection: Collection, subject: str, year_group: str, sizes: Mapping[School, int]
) -> None:
    if not sizes:
        raise NotPlanned("Say for at least one school how many pupils' work is looked at.")
    wrong = [size for size in sizes.values() if not 1 <= size <= MOST_IN_A_SAMPLE]
    if wrong:
        raise NotPlanned(f"A sample is from 1 to {MOST_IN_A_SAMPLE} pupils.")
    found = choosable(sizes, collection=collection, subject=subject, year_group=year_group)
    for one in found:
        if one.why_not:
            raise NotPlanned(f"{one.school} cannot take part: {one.why_not}.")


def _draw(moderation: Moderation, school: School, size: int) -> int:
    """Keep one school's sample. Says how many pupils it has."""
    standing = Submission.objects.counting().get(school=school, collection=moderation.collection)
    sample = Sample(moderation=moderation, school=school, submission=standing, size=size)
    sample.eligible = len(eligible_for(sample))
    sample.full_clean()
    sample.save()
    drawn = drawn_again(sample)
    known = Pupil.objects.filter(school=school, pseudonym__in=[one.pseudonym for one in drawn])
    pupils = {pupil.pseudonym: pupil for pupil in known}
    Judgement.objects.bulk_create(
        Judgement(sample=sample, pupil=pupils[one.pseudonym], place=place, code=one.code)
        for place, one in enumerate(drawn, start=1)
    )
    return len(drawn)


@transaction.atomic
def name_moderator(
    *,
    actor: User | None,
    moderation_id: int,
    user: User,
    accreditation: str,
    accredited_until: date | None = None,
) -> Moderator:
    """Let somebody judge, with a note of what entitles them to. Naming twice renews the note."""
    moderation = _locked(actor, moderation_id)
    policies.check_can_be_named(user, moderation, accredited_until)
    if not accreditation.strip():
        raise SayWhy("Say which accreditation they hold, who gave it and for which year.")
    moderator = Moderator.objects.filter(moderation=moderation, user=user).first()
    moderator = moderator or Moderator(moderation=moderation, user=user)
    moderator.accreditation = accreditation.strip()
    moderator.accredited_until = accredited_until
    moderator.full_clean()
    moderator.save()
    journal.record(
        actor=actor,
        verb=verbs.NAMED,
        target=moderation,
        after={"moderator": user.pk, "accreditation": moderator.accreditation},
    )
    return moderator


@transaction.atomic
def drop_moderator(*, actor: User | None, moderator_id: int) -> Moderation:
    """Take somebody off an event in which they have judged nothing."""
    moderator = Moderator.objects.get(pk=moderator_id)
    moderation = _locked(actor, moderator.moderation_id)
    if Judgement.objects.filter(sample__moderation=moderation, judged_by=moderator.user).exists():
        raise WrongState(f"{moderator.user} has judged work at this event, so the name stays.")
    journal.record(
        actor=actor, verb=verbs.DROPPED, target=moderation, before={"moderator": moderator.user_id}
    )
    moderator.delete()
    return moderation


@transaction.atomic
def judge(
    *, actor: User | None, sample_id: int, judged: Mapping[int, Judged], seen: str | None = None
) -> Sample:
    """Keep what was judged, by the judgement's id; who is not in it stays as before.

    `seen` is the stamp of the sample on the screen: another moderator may have saved since.
    """
    sample = _locked_sample(sample_id)
    policies.check_can_judge(actor, sample)
    if seen is not None and seen != stamp(sample):
        raise EditedMeanwhile(
            "Another moderator saved since you opened this page. What you chose is below and not "
            "saved; compare, then save again."
        )
    rows = {row.pk: row for row in sample.judgements.all()}
    grades = grades_of(
        scale_rules(sample.moderation.collection.on_scale), sample.moderation.subject
    )
    changed = [
        row
        for pk, one in judged.items()
        if (row := rows.get(pk)) and _settle(row, _checked(one, row, grades), actor)
    ]  # fmt: skip
    if changed:
        journal.record(
            actor=actor,
            verb=verbs.JUDGED,
            target=sample,
            school=sample.school,
            after={outcome: _number(changed, outcome) for outcome in Outcome.values},
        )
    return sample


def _number(rows: list[Judgement], outcome: str) -> int:
    return sum(row.outcome == outcome for row in rows)


def _checked(one: Judged, row: Judgement, grades: list[str]) -> Judged:
    reason, code = one.reason.strip(), one.settled_code
    if one.outcome not in Outcome.values:
        raise NotJudged("Choose agreed, changed or unresolved.")
    if one.outcome == Outcome.CHANGED and (code not in grades or code == row.code):
        raise NotJudged(f"{row.pupil}: choose the grade it should be, other than {row.code}.")
    if one.outcome != Outcome.AGREED and not reason:
        raise SayWhy(f"{row.pupil}: say why.")
    if len(reason) > LONGEST_REASON:
        raise SayWhy(f"{row.pupil}: say why in at most {LONGEST_REASON} characters.")
    return Judged(one.outcome, code if one.outcome == Outcome.CHANGED else "", reason)


def _settle(row: Judgement, one: Judged, actor: User | None) -> bool:
    """Whether the row says something else now."""
    if (row.outcome, row.settled_code, row.reason) == (one.outcome, one.settled_code, one.reason):
        return False
    row.outcome, row.settled_code, row.reason = one.outcome, one.settled_code, one.reason
    row.judged_at, row.judged_by = timezone.now(), actor
    row.full_clean()
    row.save()
    return True


def stamp(sample: Sample) -> str:
    """Changes whenever a judgement of the sample does."""
    return hash_of(sample.judgements.values_list("pk", "outcome", "settled_code", "reason"))[:16]


@transaction.atomic
def close_moderation(*, actor: User | None, moderation_id: int) -> Moderation:
    """End the judging. Changed grades become a new version of each school's data.

    A grade takes effect where the version that counts now still says what was moderated; where
    the school has sent another grade since, or nothing counts, the school's own word stays.
    """
    moderation = _locked(actor, moderation_id)
    MODERATION.check(moderation.state, ModerationState.CLOSED)
    moderation.state = ModerationState.CLOSED
    moderation.closed_at, moderation.closed_by = timezone.now(), actor
    moderation.full_clean()
    moderation.save()
    samples = moderation.samples.select_related("school").order_by("school_id")
    made = [version for sample in samples if (version := _take_effect(actor, sample))]
    found = agreement(
        Judgement.objects.filter(sample__moderation=moderation).values_list("outcome", flat=True)
    )
    journal.record(
        actor=actor,
        verb=verbs.MODERATION_CLOSED,
        target=moderation,
        before={"state": ModerationState.OPEN},
        after={"agreed": found.agreed, "judged": found.judged, "versions": len(made)},
    )
    return moderation


def _take_effect(actor: User | None, sample: Sample) -> Submission | None:
    School.objects.select_for_update().get(pk=sample.school_id)
    standing = counting_of(sample.school, sample.moderation.collection)
    changed = {j.pupil_id: j for j in sample.judgements.filter(outcome=Outcome.CHANGED)}
    if not changed or standing is None or standing.way != Way.UPLOAD:
        return None
    subject = sample.moderation.subject
    given = standing.records.filter(pupil__in=changed).values_list("pupil_id", "results")
    due = {
        pupil: changed[pupil]
        for pupil, results in given
        if results.get(subject) == changed[pupil].code
    }
    if not due:
        return None
    sample.judgements.filter(pupil__in=due).update(took_effect=True)
    sample.changed_to = regrade(
        actor=actor,
        standing=standing,
        moderation=sample.moderation,
        grades={pupil: one.settled_code for pupil, one in due.items()},
    )
    sample.full_clean()
    sample.save()
    return sample.changed_to


def _locked(actor: User | None, moderation_id: int) -> Moderation:
    """The event once it is ours, open, for somebody who helps every school in it."""
    moderation = Moderation.objects.select_for_update().get(pk=moderation_id)
    policies.check_is_judging(moderation)
    policies.check_can_plan(actor, [s.school for s in moderation.samples.select_related("school")])
    return moderation


def _locked_sample(sample_id: int) -> Sample:
    moderation_id = Sample.objects.values_list("moderation_id", flat=True).get(pk=sample_id)
    Moderation.objects.select_for_update().get(pk=moderation_id)
    return Sample.objects.select_related("school", "moderation__collection__scale").get(
        pk=sample_id
    )
