"""What follows from where the schools stand: days, obligations, levy, and capacity against them.

Days of a school are those of its entitlement; its lines are spread over the terms by school weeks
(or by the term's own count where a line is a term, half-term or week). What the terms ask is
rounded once, for the trust as for each school, so that it adds up to the days of the year.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from banding.rules.days import EntitledLine, OfferedLine, entitle, spells
from banding.rules.school_time import TermTime, due_days, in_year, weight
from banding.rules.shares import apportion
from banding.rules.what_if_parts import Asked, Line, PostTime, Present, SchoolNow
from core.units import show_days


@dataclass(frozen=True)
class Counted:
    """An activity with its quarter-days, or a duty with how often it falls due."""

    key: str
    name: str
    amount: int


@dataclass(frozen=True)
class SchoolOutcome:
    """`level_id` is the one the school ends the year on. No `percent`: no rate is entered."""

    key: str
    name: str
    urn: int | None
    level_id: int | None
    quarter_days: int
    by_term: tuple[int, ...]
    obligations: int
    levy_effect: str
    percent: Decimal | None


@dataclass(frozen=True)
class TermOutcome:
    """`there` is None when the capacity of no post is known."""

    name: str
    asked: int
    there: int | None

    @property
    def short(self) -> int:
        return 0 if self.there is None else max(self.asked - self.there, 0)

    @property
    def breaks(self) -> str:
        if self.there is None or not self.short:
            return ""
        return (
            f"{self.name}: {show_days(self.asked)} days asked, {show_days(self.there)} there: "
            f"{show_days(self.short)} short."
        )


@dataclass(frozen=True)
class PostOutcome:
    """By term. `asked` is its share of the days, as large as its share of what is there."""

    id: int
    name: str
    there: tuple[int, ...] | None
    asked: tuple[int, ...] | None

    @property
    def short(self) -> int:
        both = zip(self.asked or (), self.there or (), strict=True)
        return sum(max(asked - there, 0) for asked, there in both)


@dataclass(frozen=True)
class Outcome:
    schools: tuple[SchoolOutcome, ...]
    activities: tuple[Counted, ...]
    duties: tuple[Counted, ...]
    terms: tuple[TermOutcome, ...]
    posts: tuple[PostOutcome, ...]

    @property
    def quarter_days(self) -> int:
        return sum(school.quarter_days for school in self.schools)

    @property
    def obligations(self) -> int:
        return sum(duty.amount for duty in self.duties)

    @property
    def capacity(self) -> int | None:
        known = [sum(post.there) for post in self.posts if post.there is not None]
        return sum(known) if known and self.terms else None

    @property
    def short(self) -> int:
        return sum(term.short for term in self.terms)


@dataclass(frozen=True)
class _Asked:
    """What one placing in one calendar asks of a school; schools alike share it."""

    days: Mapping[int, int]
    by_term: tuple[Fraction, ...]
    duties: Mapping[int, int]


def outcome(present: Present) -> Outcome:
    alike: dict[object, _Asked] = {}
    schools, whole, duties = [], Counter[int](), Counter[int]()
    by_term = [Fraction(0)] * len(present.terms)
    for school in sorted(present.schools.values(), key=lambda one: (one.name, one.key)):
        like = (school.placings, school.terms, school.is_joining)
        if like not in alike:
            alike[like] = _ask(present, school)
        asked = alike[like]
        schools.append(_of_school(present, school, asked))
        whole.update(asked.days)
        by_term = [one + more for one, more in zip(by_term, asked.by_term, strict=True)]
        duties.update(asked.duties)
    duties.update(_of_trust(present))
    there = [_there(post, present.terms) for post in present.posts]
    terms = _terms(present, apportion(by_term), there)
    return Outcome(
        tuple(schools),
        tuple(Counted(line.code, line.activity, whole[line.id]) for line in present.lines),
        tuple(Counted(str(duty.id), duty.name, duties[duty.id]) for duty in present.duties),
        terms,
        tuple(_posts(present.posts, there, terms)),
    )


def _of_school(present: Present, school: SchoolNow, asked: _Asked) -> SchoolOutcome:
    last = school.level_on(present.year.ends_on)
    return SchoolOutcome(
        school.key,
        school.name,
        school.urn,
        last,
        sum(asked.days.values()),
        tuple(apportion(asked.by_term)),
        sum(asked.duties.values()),
        present.levels[last].levy_effect if last else "",
        present.rates.get(last, present.rates.get(None)),
    )


def _ask(present: Present, school: SchoolNow) -> _Asked:
    terms = school.terms or present.terms
    lines = [
        OfferedLine(
            line.id,
            line.code,
            line.activity,
            in_year(line.unit, line.quarter_days, terms),
            line.level_id,
        )
        for line in present.lines
    ]
    year = present.year
    given = entitle(lines, school.placings, first=year.starts_on, last=year.ends_on)
    by_id = {line.id: line for line in present.lines}
    spread = [_spread(one, by_id[one.offer_line_id], school, terms, present) for one in given]
    nothing = (Fraction(0),) * len(terms)
    return _Asked(
        {one.offer_line_id: one.quarter_days for one in given},
        tuple(sum(parts, Fraction(0)) for parts in zip(*spread, strict=True)) or nothing,
        {
            duty.id: _times(duty, school, terms, present)
            for duty in present.duties
            if not duty.is_of_trust
        },
    )


def _spread(
    given: EntitledLine,
    line: Line,
    school: SchoolNow,
    terms: Sequence[TermTime],
    present: Present,
) -> tuple[Fraction, ...]:
    """A line's days over the terms, unrounded: in the terms its level counts in, if any do."""
    year = present.year
    usual = weights = [Fraction(weight(line.unit, term)) for term in terms]
    if line.level_id is not None:
        own = spells(school.placings, first=year.starts_on, last=year.ends_on)
        own = [spell for spell in own if spell.level_id == line.level_id]
        weights = [
            each * term.days_in(own) / max(len(term.days), 1)
            for each, term in zip(usual, terms, strict=True)
        ]
    weights = weights if any(weights) else usual
    whole = sum(weights, Fraction(0))
    return tuple(given.quarter_days * each / whole for each in weights)


def _times(duty: Asked, school: SchoolNow, terms: Sequence[TermTime], present: Present) -> int:
    """How often it falls due: on days on which the school stands on one of its levels."""
    if duty.is_joining:
        return int(school.is_joining)
    due = due_days(duty.cadence, duty.month, terms, present.year)
    if not duty.level_ids:
        return len(due)
    return sum(school.level_on(day) in duty.level_ids for day in due)


def _of_trust(present: Present) -> dict[int, int]:
    return {
        duty.id: len(due_days(duty.cadence, duty.month, present.terms, present.year))
        for duty in present.duties
        if duty.is_of_trust
    }


def _there(post: PostTime, terms: Sequence[TermTime]) -> tuple[int, ...] | None:
    found = [post.quarters(len(term.days)) for term in terms]
    return tuple(one for one in found if one is not None) or None


def _terms(
    present: Present,
    asked: Sequence[int],
    there: Sequence[tuple[int, ...] | None],
) -> tuple[TermOutcome, ...]:
    known = [one for one in there if one is not None]
    return tuple(
        TermOutcome(term.name, asked[at], sum(one[at] for one in known) if known else None)
        for at, term in enumerate(present.terms)
    )


def _posts(
    posts: Sequence[PostTime],
    there: Sequence[tuple[int, ...] | None],
    terms: Sequence[TermOutcome],
) -> Iterable[PostOutcome]:
    """Each term's days shared among the known posts, as large as what each has there."""
    known = [at for at, one in enumerate(there) if one]
    shares: dict[int, list[int]] = {at: [] for at in known}
    for number, term in enumerate(terms):
        own = [(there[at] or ())[number] for at in known]
        whole = sum(own)
        split = apportion([Fraction(term.asked * one, whole) for one in own]) if whole else own
        for at, share in zip(known, split, strict=True):
            shares[at].append(share)
    for at, post in enumerate(posts):
        yield PostOutcome(
            post.id, post.name, there[at], tuple(shares[at]) if at in shares else None
        )
