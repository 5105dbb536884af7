"""Capacity of the year: whose time there is, what is asked of it, and what nobody has entered."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from banding.models import Post
from banding.rules.what_if_parts import PostTime
from core.units import show_days
from people.models import Employment, Person, Release, ReleaseState, UnnamedCapacity
from people.selectors.kinds import posts_with_places
from schools.models import School, TermName
from support.models import GIVING, PLANNING, Leave, LedgerEntry
from support.rules import totals
from support.rules.capacity import Load, spread
from support.selectors.capacity import TERMS, YearOfDays, loads, year_of_days
from support.selectors.days import statements


@dataclass(frozen=True)
class PersonLoad:
    person: Person
    loads: tuple[Load, ...]

    @property
    def is_known(self) -> bool:
        return any(load.there is not None for load in self.loads)

    @property
    def is_booked(self) -> bool:
        return any(load.booked for load in self.loads)

    @property
    def flags(self) -> list[str]:
        """What is too much, in words."""
        return [
            f"{self.person} is booked for {show_days(load.over)} days too many in the "
            f"{load.term} term."
            for load in self.loads
            if load.over
        ]


@dataclass(frozen=True)
class TermOfTrust:
    """`left` is what schools are still entitled to, spread over the terms that are left."""

    name: str
    there: int | None
    booked: int
    planned: int
    given: int
    left: int

    @property
    def asked(self) -> int:
        return self.planned + self.given + self.left

    @property
    def short(self) -> int:
        return 0 if self.there is None else max(self.asked - self.there, 0)

    @property
    def label(self) -> str:
        return str(TermName(self.name).label)


@dataclass(frozen=True)
class Vacant:
    """Places of a post that nobody holds; `by_term` None: its time is not entered."""

    name: str
    places: int
    by_term: tuple[int, ...] | None


@dataclass(frozen=True)
class CapacityOfYear:
    year: YearOfDays
    known: list[PersonLoad]
    unknown: list[PersonLoad]
    terms: list[TermOfTrust]
    vacant: list[Vacant]
    unnamed: list[UnnamedCapacity]
    leave: list[Leave]

    @property
    def flags(self) -> list[str]:
        return [flag for one in self.known for flag in one.flags]


def capacity_of_year(start_year: int) -> CapacityOfYear:
    year = year_of_days(start_year)
    people = list(_who_counts(year).order_by("name", "pk"))
    found = loads([person.pk for person in people], start_year)
    everybody = [PersonLoad(person, found[person.pk]) for person in people]
    known = [one for one in everybody if one.is_known]
    return CapacityOfYear(
        year=year,
        known=known,
        unknown=[one for one in everybody if not one.is_known],
        terms=_terms(known, year),
        vacant=_vacant(year),
        unnamed=list(UnnamedCapacity.objects.select_related("school", "area")),
        leave=list(_leave(year)),
    )


def _who_counts(year: YearOfDays) -> QuerySet[Person]:
    """Who has a post, works centrally, was released, or has a login and so may be booked."""
    first, last = year.year.starts_on, year.year.ends_on
    posts = Employment.objects.filter(~Q(post_code="") | Q(school=None, label=""))
    posts = posts.exclude(ends_on__lt=first).exclude(starts_on__gt=last)
    released = Release.objects.filter(
        state=ReleaseState.AGREED, starts_on__lte=last, ends_on__gte=first
    )
    known = Q(pk__in=posts.values("person")) | Q(pk__in=released.values("person"))
    return Person.objects.filter(known | ~Q(user=None))


def _terms(known: list[PersonLoad], year: YearOfDays) -> list[TermOfTrust]:
    schools = School.objects.members()
    moved: dict[tuple[str, str], int] = defaultdict(int)
    entries = LedgerEntry.objects.filter(school__in=schools, start_year=year.year.start_year)
    for row in entries.order_by().values("term", "kind").annotate(days=Sum("quarter_days")):
        moved[row["term"], row["kind"]] += row["days"]
    left = _left(year)
    by_term = {
        term: [load for one in known for load in one.loads if load.term == term] for term in TERMS
    }
    return [
        TermOfTrust(
            name=term,
            there=sum(load.there or 0 for load in by_term[term]) if known else None,
            booked=sum(load.booked for load in by_term[term]),
            planned=sum(moved[term, kind] for kind in PLANNING),
            given=sum(moved[term, kind] for kind in GIVING),
            left=left.get(term, 0),
        )
        for term in TERMS
    ]


def _left(year: YearOfDays) -> dict[str, int]:
    """By the school days that are left of each term; of a year that is over nothing can be given.

    Without published terms what is left counts in the term that today is in, and is said there.
    """
    today = timezone.localdate()
    stated = statements(schools=list(School.objects.members()), start_year=year.year.start_year)
    left = totals([line for lines in stated.values() for line in lines]).left
    if today > year.year.ends_on:
        return {}
    if not year.terms:
        return {year.term_of(max(today, year.year.starts_on)): left}
    ahead = {term: sum(day >= today for day in days) for term, days in year.days.items()}
    return spread(left, {term: days for term, days in ahead.items() if days})


def _vacant(year: YearOfDays) -> list[Vacant]:
    return [
        Vacant(post.name, post.places - filled, _time(post, post.places - filled, year))
        for post, filled in posts_with_places()
        if post.places > filled
    ]


def _time(post: Post, places: int, year: YearOfDays) -> tuple[int, ...] | None:
    time = PostTime(post.pk, post.name, places, post.fte, post.deployable_percent)
    found = [time.quarters(len(days)) for days in year.days.values()]
    known = tuple(quarters for quarters in found if quarters is not None)
    return known if len(known) == len(found) and any(year.days.values()) else None


def _leave(year: YearOfDays) -> QuerySet[Leave]:
    inside = Leave.objects.standing().filter(starts_on__lte=year.year.ends_on)
    return inside.filter(ends_on__gte=year.year.starts_on).select_related("person")
