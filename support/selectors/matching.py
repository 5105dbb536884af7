"""People of the register who could help a school, with what is known of each, at one cost."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Prefetch, Q
from django.utils import timezone

from banding.models import Level
from banding.selectors import current_levels
from core.years import AcademicYear
from people.models import Area, ConflictOfInterest, Expertise, Person
from people.models.persons import dated
from people.rules.coverage import everything_wider
from people.rules.kinds import label_of
from people.selectors.kinds import model_kinds
from schools.models import School
from support.models import Deployment, RequestState, SupportRequest, Visit
from support.rules.matching import Claim, Days, Helper, Home, Need, Ranked, rank
from support.rules.standing import is_low
from support.rules.travel import travel
from support.selectors.booked import Span, days_of
from support.selectors.bookings import place_of


@dataclass(frozen=True)
class Wanted:
    """Help of a kind for a school between two days."""

    school: School
    area: Area
    key_stage: str
    quarter_days: int
    span: Span

    @property
    def need(self) -> Need:
        return Need(self.area.name, self.quarter_days, self.key_stage, self.school.phase)


def until(last: date | None, *, today: date | None = None) -> Span:
    """From today to a day, or to the end of the school year."""
    today = today or timezone.localdate()
    return Span(today, max(last or AcademicYear.of(today).ends_on, today))


def matches(wanted: Wanted) -> Ranked:
    return rank(wanted.need, helpers_for(wanted))


def helpers_for(wanted: Wanted) -> list[Helper]:
    """Whoever holds the area, or a wider one that covers it."""
    people = people_who_cover([wanted.area])
    ids = [person.pk for person in people]
    days = days_of(ids, wanted.span)
    homes = Homes.of(people, {wanted.area.pk})
    kinds, conflicts = model_kinds(), conflicts_at([wanted.school])
    helped = last_helped([wanted.school], people)
    return [
        helper_of(
            person, wanted.school,
            claims=claims_of(person, kinds),
            homes=homes.of_person(person, wanted.area.pk),
            days=days[person.pk],
            has_conflict=(person.pk, wanted.school.pk) in conflicts,
            helped_on=helped.get((person.pk, wanted.school.pk)),
        )
        for person in people
    ]  # fmt: skip


def people_who_cover(areas: Collection[Area]) -> list[Person]:
    """With `work` (today's employments) and `able` (usable claims that cover one of the areas)."""
    able = Expertise.objects.usable().filter(area__in=_covering(areas)).select_related("area")
    found = Person.objects.filter(pk__in=able.values("person")).for_listing()
    claims = Prefetch("expertise", queryset=able.order_by("pk"), to_attr="able")
    return list(found.prefetch_related(claims))


def wider_areas() -> dict[int, set[int]]:
    """Each area to all that cover it, however far."""
    links: dict[str, set[str]] = defaultdict(set)
    for wide, narrow in Area.covers.through.objects.values_list("from_area", "to_area"):
        links[str(wide)].add(str(narrow))
    wider = everything_wider(links)
    return {int(area): {int(one) for one in found} for area, found in wider.items()}


def _covering(areas: Collection[Area]) -> set[int]:
    wider = wider_areas()
    return {one for area in areas for one in {area.pk, *wider.get(area.pk, ())}}


def claims_of(person: Person, kinds: dict[str, str]) -> tuple[Claim, ...]:
    able: list[Expertise] = person.able  # type: ignore[attr-defined]
    return tuple(
        Claim(
            title=label_of(one.kind, kinds),
            area=one.area.name if one.area else "",
            standing=one.standing,
            key_stage=one.key_stage,
            phase=one.phase,
        )
        for one in able
    )


def helper_of(
    person: Person,
    school: School,
    *,
    claims: tuple[Claim, ...],
    homes: tuple[Home, ...],
    days: Days,
    has_conflict: bool,
    helped_on: date | None,
) -> Helper:
    at = [one.school for one in person.work if one.school]
    ways = [way for home in at if (way := travel(place_of(home), place_of(school)))]
    return Helper(
        id=person.pk,
        name=person.name,
        claims=claims,
        homes=homes,
        days=days,
        phases=frozenset(home.phase for home in at),
        travel=min(ways, key=lambda way: way.minutes, default=None),
        helped_on=helped_on,
        has_conflict=has_conflict,
        works_there=any(home.pk == school.pk for home in at),
        is_central=any(one.is_central for one in person.work),
    )


@dataclass(frozen=True)
class Homes:
    """Where people work: each school's released level, and the areas it asks for help with."""

    levels: dict[int, tuple[str, bool]]
    asks: set[tuple[int, int]]

    @classmethod
    def of(cls, people: Iterable[Person], areas: Collection[int]) -> "Homes":
        schools = {one.school_id: one.school for p in people for one in p.work if one.school}
        year = AcademicYear.of(timezone.localdate()).start_year
        settled = current_levels(schools=list(schools.values()), start_year=year)
        editions = {one.level.edition_id for one in settled.values()}
        last: dict[int, int] = dict(
            Level.objects.filter(edition__in=editions)
            .order_by()
            .values_list("edition")
            .annotate(Max("rank"))
        )
        levels = {
            school: (one.level.label, is_low(
                one.level.rank, last[one.level.edition_id], one.level.supported_school))
            for school, one in settled.items()
        }  # fmt: skip
        asked = SupportRequest.objects.filter(
            area__in=areas, school__in=schools, state__in=[RequestState.ASKED, RequestState.MATCHED]
        )
        return cls(levels, set(asked.values_list("school", "area")))

    def of_person(self, person: Person, area: int) -> tuple[Home, ...]:
        return tuple(
            Home(
                one.school.name,
                *self.levels.get(one.school.pk, ("", False)),
                asks=(one.school.pk, area) in self.asks,
            )
            for one in person.work
            if one.school
        )


def conflicts_at(schools: Collection[School]) -> set[tuple[int, int]]:
    """Person and school, for every conflict of interest that holds today."""
    held = ConflictOfInterest.objects.filter(dated(None), school__in=schools)
    return set(held.values_list("person", "school"))


def last_helped(schools: Collection[School], people: list[Person]) -> dict[tuple[int, int], date]:
    """Person and school, with the last recorded day or shared visit there."""
    given = Deployment.objects.filter(school__in=schools, person__in=people)
    given = given.filter(days__recorded_at__isnull=False).order_by()
    found: dict[tuple[int, int], date] = {
        (person, school): on
        for person, school, on in given.values_list("person", "school").annotate(Max("days__on"))
    }
    logins = {one.user_id: one.pk for one in people if one.user_id}
    goes = Q(person__in=people) | Q(person=None, author__in=logins)
    made = Visit.objects.shared().filter(goes, school__in=schools).order_by()
    rows = made.values_list("person", "author", "school").annotate(Max("on"))
    for who, author, school, on in rows:
        key = (who or logins[author], school)
        found[key] = max(found.get(key, on), on)
    return found
