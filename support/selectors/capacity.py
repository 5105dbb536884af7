"""How much time people have for schools this year, and how much of it is booked."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from banding.models import Post as ModelPost
from banding.selectors import edition_in_force
from core.years import AcademicYear
from people.models import Employment, Person, Release, ReleaseState
from people.rules.cells import FULL_TIME
from schools.rules.calendar import TermDates
from schools.selectors import years_of_terms
from support.models import LIVE, Deployment, DeploymentState, Leave, LedgerKind, Visit
from support.rules.capacity import Load, Post, Released, Spell, time_of
from support.rules.terms import term_of

TERMS = ("autumn", "spring", "summer")
Loads: TypeAlias = "dict[int, tuple[Load, ...]]"


@dataclass(frozen=True)
class YearOfDays:
    """The trust's terms of a year, and the school days of each; none where none are published."""

    year: AcademicYear
    terms: tuple[TermDates, ...]
    days: Mapping[str, tuple[date, ...]]

    def term_of(self, on: date) -> str:
        return term_of(on, self.terms, self.year)


def year_of_days(start_year: int) -> YearOfDays:
    usual = years_of_terms(start_year).usual
    days = dict.fromkeys(TERMS, tuple[date, ...]())
    for term in usual.terms:
        days[term.name] = tuple(usual.calendar.school_days(term.starts_on, term.ends_on))
    return YearOfDays(AcademicYear(start_year), usual.terms, days)


def loads(people: Collection[int], start_year: int, *, but_for: Visit | None = None) -> Loads:
    """By person, each term's time and what of it is booked, at one cost for any number."""
    year = year_of_days(start_year)
    posts, releases, away = posts_of(people, year), _releases(people, year), leave_of(people, year)
    booked = _booked(people, year, but_for)
    return {
        person: tuple(
            Load(term, there, booked[person][term])
            for term, there in time_of(
                posts[person], releases[person], away[person], year.days
            ).items()
        )
        for person in people
    }


def load_on(person: Person, on: date, *, but_for: Visit | None = None) -> Load:
    """Of the term a day counts in."""
    start_year = AcademicYear.of(on).start_year
    term = year_of_days(start_year).term_of(on)
    own = loads([person.pk], start_year, but_for=but_for)[person.pk]
    return next(load for load in own if load.term == term)


def posts_of(people: Collection[int], year: YearOfDays) -> dict[int, list[Post]]:
    """FTE is the person's, else the post's; the deployable share is always the post's."""
    edition = edition_in_force(year.year.start_year)
    of_model = ModelPost.objects.filter(edition=edition) if edition else ModelPost.objects.none()
    by_code = {post.code: post for post in of_model}
    found: dict[int, list[Post]] = defaultdict(list)
    for work in Employment.objects.filter(person__in=people).exclude(post_code=""):
        post = by_code.get(work.post_code)
        if post is not None:
            own = Decimal(work.fte_hundredths) / FULL_TIME if work.fte_hundredths else post.fte
            when = Spell(work.starts_on, work.ends_on)
            found[work.person_id].append(Post(when, own, post.deployable_percent))
    return found


def _releases(people: Collection[int], year: YearOfDays) -> dict[int, list[Released]]:
    agreed = Release.objects.filter(
        person__in=people, state=ReleaseState.AGREED,
        starts_on__lte=year.year.ends_on, ends_on__gte=year.year.starts_on,
    )  # fmt: skip
    found: dict[int, list[Released]] = defaultdict(list)
    for one in agreed:
        when = Spell(one.starts_on, one.ends_on)
        found[one.person_id].append(Released(when, one.quarter_days))
    return found


def leave_of(people: Collection[int], year: YearOfDays) -> dict[int, list[Spell]]:
    found: dict[int, list[Spell]] = defaultdict(list)
    away = Leave.objects.standing().filter(person__in=people, starts_on__lte=year.year.ends_on)
    for one in away:
        found[one.person_id].append(Spell(one.starts_on, one.ends_on))
    return found


def _booked(
    people: Collection[int], year: YearOfDays, but_for: Visit | None
) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(TERMS, 0))
    for person, on, quarter_days in [*_visits(people, year, but_for), *_deployed(people, year)]:
        found[person][year.term_of(on)] += quarter_days
    return found


def _visits(
    people: Collection[int], year: YearOfDays, but_for: Visit | None
) -> Iterator[tuple[int, date, int]]:
    """By who goes: the person who was named, else the author's own entry of the register."""
    authors = dict(
        Person.objects.filter(pk__in=people).exclude(user=None).values_list("user", "pk")
    )
    visits = Visit.objects.not_cancelled().filter(
        on__range=(year.year.starts_on, year.year.ends_on)
    )
    visits = visits.exclude(ledger__kind=LedgerKind.TAKEN_BACK)
    if but_for:
        visits = visits.exclude(pk=but_for.pk)
    wanted = set(people)
    for person, author, on, days in visits.values_list("person", "author", "on", "quarter_days"):
        who = person or authors.get(author)
        if who in wanted:
            yield who, on, days


def _deployed(people: Collection[int], year: YearOfDays) -> Iterator[tuple[int, date, int]]:
    """Days that are planned or recorded, on their day; those of a live one without a day, last."""
    made = Deployment.objects.exclude(state=DeploymentState.DECLINED).filter(
        person__in=people, starts_on__lte=year.year.ends_on, ends_on__gte=year.year.starts_on
    )
    for one in made.prefetch_related("days"):
        days = [day for day in one.days.all() if one.state in LIVE or day.recorded_at]
        for day in days:
            if day.on in year.year:
                yield one.person_id, day.on, day.quarter_days
        undated = one.quarter_days - sum(day.quarter_days for day in days)
        if one.state in LIVE and undated > 0 and one.ends_on in year.year:
            yield one.person_id, one.ends_on, undated
