"""Moderation: who can be sampled, what was judged, and what it says of a school's teachers."""

from collections import defaultdict
from collections.abc import Collection as Several
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.access import holds
from accounts.models import RoleAssignment, User
from accounts.roles import SCHOOL_ONLY, Can
from monitoring.models import (
    Collection,
    Judgement,
    Moderation,
    ModerationState,
    Pupil,
    PupilRecord,
    Sample,
    Submission,
    Way,
)
from monitoring.rules.differences import Difference
from monitoring.rules.sampling import Candidate, draw, grades_of
from monitoring.rules.scales import TEACHERS_JUDGE
from monitoring.selectors.scales import scale_rules
from schools.models import School

TOLD_FOR = timedelta(days=90)


def candidates_of(
    submissions: Several[int], *, collection: Collection, subject: str, year_group: str
) -> dict[int, list[Candidate]]:
    """By submission: the pupils of the year group with a grade that can be moderated."""
    grades = grades_of(scale_rules(collection.on_scale), subject)
    records = PupilRecord.objects.filter(submission__in=submissions, year_group=year_group)
    found: dict[int, list[Candidate]] = defaultdict(list)
    for pk, pseudonym, results in records.values_list(
        "submission_id", "pupil__pseudonym", "results"
    ):
        if results.get(subject) in grades:
            found[pk].append(Candidate(pseudonym, results[subject]))
    return dict(found)


@dataclass(frozen=True)
class Choosable:
    """A school as a planner chooses it: how many of its pupils could be looked at, or why none."""

    school: School
    eligible: int
    why_not: str = ""


def choosable(
    schools: Iterable[School], *, collection: Collection, subject: str, year_group: str
) -> list[Choosable]:
    """In four queries whatever the number of schools."""
    schools = list(schools)
    standing = Submission.objects.counting().filter(collection=collection, school__in=schools)
    given = {submission.school_id: submission for submission in standing}
    found = candidates_of(
        [one.pk for one in given.values()],
        collection=collection,
        subject=subject,
        year_group=year_group,
    )
    busy = busy_schools(collection, subject, year_group)
    return [_choosable(school, given.get(school.pk), found, busy) for school in schools]


def _choosable(
    school: School,
    given: Submission | None,
    found: Mapping[int, Sequence[Candidate]],
    busy: Several[int],
) -> Choosable:
    if given is None:
        return Choosable(school, 0, "nothing it sent counts now")
    if given.way == Way.GRID:
        return Choosable(school, 0, "it gave counts, so there are no pupils to draw")
    if school.pk in busy:
        return Choosable(school, 0, "it is part of an open moderation of this already")
    eligible = len(found.get(given.pk, []))
    return Choosable(school, eligible, "" if eligible else "nobody has a grade that can be judged")


def busy_schools(collection: Collection, subject: str, year_group: str) -> set[int]:
    """Schools that are part of an open event about the same thing."""
    same = Sample.objects.filter(
        moderation__collection=collection,
        moderation__subject=subject,
        moderation__year_group=year_group,
        moderation__state=ModerationState.OPEN,
    )
    return set(same.values_list("school_id", flat=True))


def moderated_subjects(collection: Collection) -> list[str]:
    """The subjects of a collection in which teachers judge, so that moderators can agree."""
    if collection.scale is None:
        return []
    is_tested = collection.scale.lowest is not None
    return [one for one in collection.subjects if not is_tested or one in TEACHERS_JUDGE]


def eligible_for(sample: Sample) -> list[Candidate]:
    """Everybody a sample can be drawn from."""
    moderation = sample.moderation
    found = candidates_of(
        [sample.submission_id],
        collection=moderation.collection,
        subject=moderation.subject,
        year_group=moderation.year_group,
    )
    return found.get(sample.submission_id, [])


def drawn_again(sample: Sample) -> list[Candidate]:
    """The sample as the kept seed draws it from the kept version; nothing stored is read back."""
    moderation = sample.moderation
    return draw(
        eligible_for(sample),
        sample.size,
        moderation.seed,
        spread=moderation.spread,
        scale=scale_rules(moderation.collection.on_scale),
        subject=moderation.subject,
    )


def planned(schools: QuerySet[School]) -> QuerySet[Moderation]:
    """Events in which any of these schools takes part, newest first."""
    return (
        Moderation.objects.filter(
            Exists(Sample.objects.filter(moderation=OuterRef("pk"), school__in=schools))
        )
        .select_related("collection")
        .order_by("-held_on", "-pk")
    )


def samples_of(moderations: Iterable[Moderation], schools: QuerySet[School]) -> QuerySet[Sample]:
    """The samples of these events that a reader may know of."""
    return (
        Sample.objects.filter(moderation__in=list(moderations), school__in=schools)
        .select_related("school", "submission", "changed_to")
        .order_by("school__name")
    )


def to_judge(user: User) -> QuerySet[Sample]:
    """Samples of open events this person is named on, of schools where they do not work."""
    own = [held.school_id for held in user.roles_today() if held.role in SCHOOL_ONLY]
    return (
        Sample.objects.filter(
            moderation__state=ModerationState.OPEN, moderation__moderators__user=user
        )
        .exclude(school__in=[pk for pk in own if pk])
        .select_related("school", "moderation__collection__scale")
        .annotate(
            sampled=Count("judgements"),
            judged=Count("judgements", filter=~Q(judgements__outcome="")),
        )
        .order_by("moderation__held_on", "school__name")
    )


def nobody_may_judge(schools: Iterable[School], people: Sequence[User]) -> list[str]:
    """Names of schools where all of these people work, who therefore may not judge it."""
    work = RoleAssignment.objects.current().filter(user__in=people, role__in=SCHOOL_ONLY)
    at = set(work.values_list("user_id", "school_id"))
    return [school.name for school in schools if all((who.pk, school.pk) in at for who in people)]


def of_school(school: School) -> QuerySet[Sample]:
    """A school's part of every event, newest first."""
    return (
        Sample.objects.filter(school=school)
        .select_related("moderation__collection", "school", "submission", "changed_to")
        .order_by("-moderation__held_on", "-pk")
    )


def made_by(submission: Submission) -> Sample | None:
    """The moderation that made a version, if one did."""
    return (
        Sample.objects.filter(changed_to=submission)
        .select_related("moderation__collection", "moderation__closed_by")
        .first()
    )


def made_by_moderation(submissions: Iterable[Submission]) -> set[int]:
    """Which of these versions moderation made."""
    made = Sample.objects.filter(changed_to__in=[one.pk for one in submissions])
    return {pk for pk in made.values_list("changed_to_id", flat=True) if pk}


def news_of(schools: Iterable[School]) -> list[Sample]:
    """What moderation changed lately in these schools' data, for those who gave it."""
    since = timezone.now() - TOLD_FOR
    return list(
        Sample.objects.filter(
            school__in=list(schools), changed_to__isnull=False, moderation__closed_at__gte=since
        )
        .select_related("moderation__collection", "school", "changed_to", "submission")
        .annotate(changes=Count("judgements", filter=Q(judgements__took_effect=True)))
        .order_by("-moderation__closed_at")
    )


def contradicted(submission: Submission) -> list[Difference]:
    """Where a draft gives a pupil another grade than moderators settled for the same collection."""
    given = dict(submission.records.values_list("pupil_id", "results"))
    other: dict[Moderation, int] = defaultdict(int)
    for one in _settled_last(submission):
        moderation = one.sample.moderation
        code = given.get(one.pupil_id or 0, {}).get(moderation.subject)
        other[moderation] += code is not None and code != one.settled_code
    return [_contradicted(moderation, many) for moderation, many in other.items() if many]


def undone_by_counts(submission: Submission) -> list[Difference]:
    """For typed counts, where pupils cannot be compared: each event that changed grades."""
    changed = {one.sample.moderation for one in _settled_last(submission)}
    return [
        Difference(
            f"moderated-{one.pk}-{one.subject}",
            f"{one.get_subject_display()}: moderators changed grades of "
            f"{one.get_year_group_display()} on {one.held_on:%-d %B %Y}. Are they in these counts?",
        )
        for one in sorted(changed, key=lambda one: one.pk)
    ]


def _settled_last(submission: Submission) -> list[Judgement]:
    """What counts of moderation: of each pupil and subject, the judgement that was settled last."""
    settled = Judgement.objects.filter(
        took_effect=True,
        sample__school_id=submission.school_id,
        sample__moderation__collection_id=submission.collection_id,
    ).select_related("sample__moderation__collection")
    in_order = settled.order_by("sample__moderation__closed_at", "pk")
    return list({(one.pupil_id, one.sample.moderation.subject): one for one in in_order}.values())


def _contradicted(moderation: Moderation, many: int) -> Difference:
    name = moderation.get_subject_display()
    pupils = "1 pupil" if many == 1 else f"{many} pupils"
    return Difference(
        f"moderated-{moderation.pk}-{moderation.subject}",
        f"{name}: {pupils} of {moderation.get_year_group_display()} not at the grade that "
        f"moderators settled on {moderation.held_on:%-d %B %Y}.",
    )


@dataclass(frozen=True)
class Line:
    """One sampled pupil as this reader may see it: a name inside the school, a pseudonym else."""

    judgement: Judgement
    who: str


@dataclass(frozen=True)
class Seen:
    """A school's sample as one reader sees it. No lines: counts are all that is shown."""

    sample: Sample
    lines: list[Line] = field(default_factory=list)
    by_name: bool = False


def seen_by(user: User, sample: Sample) -> Seen:
    """Names for the school's own people, pseudonyms for those who review its data."""
    by_name = holds(user, Can.VIEW_PUPILS, sample.school)
    if not (by_name or holds(user, Can.REVIEW_DATA, sample.school)):
        return Seen(sample)
    judgements = sample.judgements.select_related("pupil", "judged_by").order_by("place")
    lines = [Line(one, who_is(one.pupil, by_name=by_name)) for one in judgements]
    return Seen(sample, lines, by_name=by_name)


def who_is(pupil: Pupil | None, *, by_name: bool) -> str:
    """Surname and forename, or the beginning of the pseudonym, while the pupil is kept."""
    if pupil is None:
        return "A pupil whose data was deleted"
    name = f"{pupil.surname}, {pupil.forename}".strip(", ") if by_name else ""
    return name or str(pupil)
