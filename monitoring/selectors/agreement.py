"""How far moderators agreed with schools' teachers, as each reader may see it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from accounts.access import schools_for
from accounts.models import User
from accounts.roles import Can
from monitoring.models import Collection, Judgement, Moderation, ModerationState, Sample
from monitoring.rules.agreement import Agreement, agreement, pooled, range_said, said
from schools.models import School
from schools.selectors import smallest_group


def with_agreement(samples: Sequence[Sample]) -> list[Sample]:
    """Each sample with `agreement` on it."""
    outcomes: dict[int, list[str]] = {sample.pk: [] for sample in samples}
    rows = Judgement.objects.filter(sample__in=samples).values_list("sample_id", "outcome")
    for pk, outcome in rows:
        outcomes[pk].append(outcome)
    for sample in samples:
        sample.agreement = agreement(outcomes[sample.pk])  # type: ignore[attr-defined]
    return list(samples)


@dataclass(frozen=True)
class Confidence:
    """The latest closed moderation of a subject at a school."""

    moderation: Moderation
    agreement: Agreement

    @property
    def words(self) -> str:
        return said(self.agreement, self.moderation.held_on)


def confidence(school: School, *, until: Collection) -> dict[str, Confidence]:
    """By subject: the latest closed event of this collection or an earlier one, if any judged."""
    earlier = Q(moderation__collection__start_year__lt=until.start_year) | Q(
        moderation__collection__start_year=until.start_year,
        moderation__collection__term__lte=until.term,
    )
    closed = (
        Sample.objects.filter(
            earlier, school=school, moderation__state=ModerationState.CLOSED
        )
        .select_related("moderation__collection")
        .order_by("moderation__held_on", "pk")
    )  # fmt: skip
    return {
        sample.moderation.subject: Confidence(sample.moderation, sample.agreement)  # type: ignore[attr-defined]
        for sample in with_agreement(list(closed))
        if sample.agreement.judged  # type: ignore[attr-defined]
    }


@dataclass(frozen=True)
class Rate:
    """An agreement rate as one reader may see it."""

    agreement: Agreement
    withheld: bool = False

    @property
    def words(self) -> str:
        """9 of 10, or why there is no number."""
        if not self.agreement.judged:
            return "not judged yet"
        if self.withheld:
            return "withheld"
        return f"{self.agreement.agreed} of {self.agreement.judged}"

    @property
    def range(self) -> str:
        return "" if self.withheld else range_said(self.agreement)


@dataclass(frozen=True)
class SampleRate:
    sample: Sample
    rate: Rate


@dataclass(frozen=True)
class Rates:
    """An event's samples as one reader may see them. `pooled` is of those that are not withheld."""

    samples: list[SampleRate]

    @property
    def pooled(self) -> Rate:
        return Rate(pooled(one.rate.agreement for one in self.samples if not one.rate.withheld))

    @property
    def are_some_withheld(self) -> bool:
        return any(one.rate.withheld for one in self.samples)

    @property
    def progress(self) -> Agreement:
        """Over all samples: how many were judged, which is no secret."""
        return pooled(one.rate.agreement for one in self.samples)


def rates_of(user: User, samples: Iterable[Sample]) -> dict[int, Rates]:
    """By event. A rate of too few is for the school's people and its leads alone.

    What is left of a total would give a withheld rate away, so totals leave it out.
    """
    found = with_agreement(list(samples))
    inside = set(
        (schools_for(user, Can.VIEW_PUPILS) | schools_for(user, Can.REVIEW_DATA)).values_list(
            "pk", flat=True
        )
    )
    smallest = smallest_group()
    by_event: dict[int, list[SampleRate]] = defaultdict(list)
    for sample in found:
        counted: Agreement = sample.agreement  # type: ignore[attr-defined]
        withheld = sample.school_id not in inside and counted.is_withheld(smallest)
        rate = Rate(counted, withheld=withheld and counted.judged > 0)
        by_event[sample.moderation_id].append(SampleRate(sample, rate))
    return {event: Rates(rows) for event, rows in by_event.items()}
