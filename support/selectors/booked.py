"""How many days somebody can give, and how many of them are booked."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from core.units import QUARTERS_IN_A_DAY
from core.years import AcademicYear
from people.models import Employment, Person, Release, ReleaseState
from people.rules.cells import FULL_TIME
from schools.selectors import calendar_of
from support.models import LIVE, Deployment, DeploymentState, LedgerKind, Visit
from support.rules.capacity import time_of
from support.rules.matching import Days
from support.selectors.capacity import leave_of, posts_of, year_of_days


@dataclass(frozen=True)
class Span:
    """The days that are asked about, both included."""

    first: date
    last: date


def days_of(
    people: Collection[int], span: Span, *, but_for: Deployment | None = None
) -> dict[int, Days]:
    """By person, at one cost for any number.

    A release counts whole where it overlaps what is asked about: its days are given when both
    sides like. What is booked is therefore counted over the whole of those releases. The central
    team has the time of its posts instead.
    """
    releases = defaultdict(list)
    overlapping = Release.objects.filter(
        person__in=people, starts_on__lte=span.last, ends_on__gte=span.first
    )
    for release in overlapping.exclude(state=ReleaseState.DECLINED):
        releases[release.person_id].append(release)
    central = _central(people, span)
    spans = {person: _whole(span, releases[person]) for person in people}
    booked = _booked(spans, but_for)
    return {
        person: Days(
            released=_sum(releases[person], ReleaseState.AGREED) + central.get(person, 0),
            offered=_sum(releases[person], ReleaseState.OFFERED),
            booked=booked.get(person, 0),
        )
        for person in people
    }


def _sum(releases: Iterable[Release], state: str) -> int:
    return sum(one.quarter_days for one in releases if one.state == state)


def _whole(span: Span, releases: Iterable[Release]) -> Span:
    agreed = [one for one in releases if one.state == ReleaseState.AGREED]
    return Span(
        min([span.first, *(one.starts_on for one in agreed)]),
        max([span.last, *(one.ends_on for one in agreed)]),
    )


def _central(people: Collection[int], span: Span) -> dict[int, int]:
    """What their posts give for schools, less leave; the whole of their time where no share is
    entered.
    """
    work = Employment.objects.current().filter(person__in=people, school=None, label="")
    parts = work.exclude(fte_hundredths=None).values_list("person", "fte_hundredths")
    days = list(calendar_of().school_days(span.first, span.last))
    found: dict[int, int] = defaultdict(int)
    for person, fte in parts:
        found[person] += len(days) * QUARTERS_IN_A_DAY * (fte or 0) // FULL_TIME
    if found:
        year = year_of_days(AcademicYear.of(span.first).start_year)
        posts, away = posts_of(found, year), leave_of(found, year)
        for person in found:
            [there] = time_of(posts[person], [], away[person], {"asked about": days}).values()
            found[person] = found[person] if there is None else there
    return found


def _booked(spans: dict[int, Span], but_for: Deployment | None) -> dict[int, int]:
    """Live deployments by their agreed days, ended ones by what was recorded, and own visits."""
    found: dict[int, int] = defaultdict(int)
    if not spans:
        return found
    near = Deployment.objects.exclude(state=DeploymentState.DECLINED).filter(
        person__in=spans,
        starts_on__lte=max(span.last for span in spans.values()),
        ends_on__gte=min(span.first for span in spans.values()),
    )
    if but_for:
        near = near.exclude(pk=but_for.pk)
    for one in near.prefetch_related("days"):
        span = spans[one.person_id]
        if one.starts_on <= span.last and one.ends_on >= span.first:
            found[one.person_id] += weighs(one)
    for person, on, quarter_days in _visits(spans):
        if spans[person].first <= on <= spans[person].last:
            found[person] += quarter_days
    return found


def weighs(one: Deployment) -> int:
    recorded = sum(day.quarter_days for day in one.days.all() if day.recorded_at)
    return max(recorded, one.quarter_days) if one.state in LIVE else recorded


def _visits(spans: dict[int, Span]) -> list[tuple[int, date, int]]:
    """By who goes: the person who was named, else the author's own entry of the register."""
    logins = Person.objects.filter(pk__in=spans).exclude(user=None).values_list("user", "pk")
    authors = dict(logins)
    goes = Q(person__in=spans) | Q(person=None, author__in=authors)
    made = Visit.objects.not_cancelled().filter(goes).exclude(ledger__kind=LedgerKind.TAKEN_BACK)
    return [
        (person or authors[author], on, quarter_days)
        for person, author, on, quarter_days in made.values_list(
            "person", "author", "on", "quarter_days"
        )
    ]
