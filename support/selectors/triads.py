"""Triads: the schools of a rota as its rules see them, and the rotas there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from accounts.access import holds_anywhere
from accounts.models import User
from accounts.roles import Can
from banding.models import BandDecision
from banding.selectors import current_levels
from core.models import JournalEntry
from core.years import AcademicYear
from schools.models import School, TermName
from schools.selectors import current_term, terms_of
from support import verbs
from support.models import RotaQuerySet, Triad, TriadPlace, TriadRota
from support.rules.triads import (
    TERMS_APART,
    Asked,
    Earlier,
    Groups,
    Member,
    Rota,
    explained,
    rota,
)

TERMS = [name.value for name in TermName]


@dataclass(frozen=True)
class Arranged:
    """A group of a rota with its row, and why these schools are together."""

    triad: Triad
    schools: list[School]
    why: str


@dataclass(frozen=True)
class TermOfRota:
    name: str
    starts_on: date | None
    ends_on: date | None
    groups: list[Arranged]


def term_name(year: AcademicYear, term: str) -> str:
    """Autumn 2026, Spring 2027, Summer 2027."""
    in_year = year.start_year if term == TermName.AUTUMN else year.end_year
    return f"{TermName(term).label} {in_year}"


def term_names(year: AcademicYear) -> tuple[str, ...]:
    return tuple(term_name(year, term) for term in TERMS)


def members(start_year: int, schools: Iterable[School]) -> tuple[Member, ...]:
    """In the order of URNs, so that the same rota is found each time."""
    ordered = sorted(schools, key=lambda school: school.urn)
    levels = current_levels(schools=ordered, start_year=start_year)
    return tuple(_member(school, levels.get(school.pk)) for school in ordered)


def _member(school: School, settled: BandDecision | None) -> Member:
    at = (
        None
        if school.easting is None or school.northing is None
        else (school.easting, school.northing)
    )
    rank, level = (settled.level.rank, settled.level.label) if settled else (None, "")
    return Member(school.urn, school.name, school.phase, rank, level, at)


def asked_for(year: AcademicYear, apart: int, schools: Iterable[School]) -> Asked:
    return Asked(
        members(year.start_year, schools), term_names(year), apart, earlier_terms(year, apart)
    )


def solved_for(year: AcademicYear, apart: int = TERMS_APART) -> Rota:
    return rota(asked_for(year, apart, School.objects.members()))


def earlier_terms(year: AcademicYear, apart: int) -> tuple[Earlier, ...]:
    """What was published for the years before, as far back as it still matters."""
    first = year.start_year - (apart + len(TERMS) - 2) // len(TERMS)
    before = TriadRota.objects.published().filter(start_year__range=(first, year.start_year - 1))
    return tuple(
        Earlier(term_name(one.year, term), groups)
        for one in before.order_by("start_year")
        for term, groups in zip(TERMS, groups_of(one), strict=True)
    )


def groups_of(found: TriadRota) -> list[Groups]:
    """By term, each group's URNs."""
    placed: dict[str, dict[int, list[int]]] = {term: defaultdict(list) for term in TERMS}
    places = TriadPlace.objects.filter(rota=found).order_by("triad__number", "school__urn")
    for term, triad, urn in places.values_list("term", "triad", "school__urn"):
        placed[term][triad].append(urn)
    return [tuple(map(tuple, placed[term].values())) for term in TERMS]


def as_it_is(found: TriadRota) -> Rota:
    """The rota as it stands now, hand-made changes among it, with its reasons and repeats."""
    schools = School.objects.filter(pk__in=TriadPlace.objects.filter(rota=found).values("school"))
    asked = asked_for(found.year, found.apart, schools)
    return explained(asked, groups_of(found), is_proved=found.is_proved)


def arranged(found: TriadRota, said: Rota) -> list[TermOfRota]:
    """The terms of a rota with their dates in the calendar and each group's row."""
    dates = {term.name: term for term in terms_of(start_year=found.start_year)}
    why = {
        (one.term, frozenset(group.urns)): group.why for one in said.rounds for group in one.groups
    }
    triads = with_schools(found.triads.all()).order_by("number")
    terms = []
    for term in TERMS:
        name, when = term_name(found.year, term), dates.get(term)
        groups = [
            Arranged(
                one,
                [place.school for place in one.places.all()],
                why.get((name, frozenset(place.school.urn for place in one.places.all())), ""),
            )
            for one in triads
            if one.term == term and one.places.all()
        ]
        terms.append(
            TermOfRota(
                name, when.starts_on if when else None, when.ends_on if when else None, groups
            )
        )
    return terms


def with_schools(triads: QuerySet[Triad]) -> QuerySet[Triad]:
    places = TriadPlace.objects.select_related("school").order_by("school__name")
    return triads.select_related("rota").prefetch_related(Prefetch("places", places))


def not_placed(found: TriadRota) -> list[School]:
    """Schools of the trust that this rota leaves out: they joined after it was made."""
    placed = TriadPlace.objects.filter(rota=found).values("school")
    return list(School.objects.members().exclude(pk__in=placed).order_by("name"))


def visible_rotas(user: User) -> RotaQuerySet:
    """Drafts and published ones, to those who plan them."""
    rotas = TriadRota.objects.standing()
    return rotas if holds_anywhere(user, Can.PLAN_ROTA) else rotas.none()


@dataclass(frozen=True)
class OwnTerm:
    """A term with this person's triads in it, its reasons left to those who plan."""

    name: str
    starts_on: date | None
    ends_on: date | None
    is_now: bool
    triads: list[Triad]


def by_term(triads: QuerySet[Triad], year: AcademicYear, today: date) -> list[OwnTerm]:
    """The year's terms in which there is one of these triads."""
    dates = {term.name: term for term in terms_of(start_year=year.start_year)}
    seen = list(triads.filter(rota__start_year=year.start_year).order_by("number"))
    now = current_term(on=today)
    found = []
    for term in TERMS:
        these, when = [one for one in seen if one.term == term], dates.get(term)
        if these:
            found.append(
                OwnTerm(
                    term_name(year, term),
                    when.starts_on if when else None,
                    when.ends_on if when else None,
                    now is not None and (now.start_year, now.name) == (year.start_year, term),
                    these,
                )
            )
    return found


def changes_of(found: TriadRota) -> list[JournalEntry]:
    """What was changed by hand, the latest first, with what was said of it."""
    label = TriadRota._meta.label_lower
    entries = JournalEntry.objects.filter(target_type=label, target_id=str(found.pk))
    return list(entries.filter(verb__in=[verbs.ROTA_SWAPPED, verbs.ROTA_MOVED]).order_by("-pk"))
