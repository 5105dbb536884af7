"""How much time somebody has for other schools, term by term, in quarter-days.

A post gives full-time equivalent by the share that is deployable (improvement-models.md, “Days and
roles”); a release that the home school agreed gives its days, spread over the school days it lasts.
Leave takes its part of both. Time that nobody has entered is unknown, which is not none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from banding.rules.shares import apportion
from banding.rules.what_if_parts import PostTime
from core.units import show_days

Days = Mapping[str, Sequence[date]]  # the school days of each term, by its name


@dataclass(frozen=True)
class Spell:
    """From one day to another, both included; without one it has no end on that side."""

    first: date | None = None
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Post:
    when: Spell
    fte: Decimal | None
    deployable_percent: int | None

    @property
    def is_known(self) -> bool:
        return self.fte is not None and self.deployable_percent is not None


@dataclass(frozen=True)
class Released:
    when: Spell
    quarter_days: int


def time_of(
    posts: Sequence[Post], releases: Sequence[Released], away: Sequence[Spell], days: Days
) -> dict[str, int | None]:
    """By term; None throughout where nothing is entered, or no term dates are published."""
    known = [post for post in posts if post.is_known]
    if not (known or releases) or not any(days.values()):
        return dict.fromkeys(days)
    found = dict.fromkeys(days, 0)
    for post in known:
        for term, dates in days.items():
            found[term] += _of_post(post, [day for day in dates if day in post.when], away)
    for release in releases:
        for term, quarters in _of_release(release, away, days).items():
            found[term] += quarters
    return dict(found)


def _of_post(post: Post, dates: Sequence[date], away: Sequence[Spell]) -> int:
    time = PostTime(0, "", 1, post.fte, post.deployable_percent)
    return time.quarters(len(_present(dates, away))) or 0


def _of_release(release: Released, away: Sequence[Spell], days: Days) -> dict[str, int]:
    inside = {term: [day for day in dates if day in release.when] for term, dates in days.items()}
    whole = sum(len(dates) for dates in inside.values())
    if not whole:
        return {}
    lengths = [Fraction(release.quarter_days * len(dates), whole) for dates in inside.values()]
    return {
        term: floor(Fraction(share * len(_present(dates, away)), len(dates) or 1))
        for (term, dates), share in zip(inside.items(), apportion(lengths), strict=True)
    }


def _present(dates: Sequence[date], away: Sequence[Spell]) -> list[date]:
    return [day for day in dates if not any(day in spell for spell in away)]


@dataclass(frozen=True)
class Load:
    """One term of somebody's: what there is (None: unknown), and what of it is booked."""

    term: str
    there: int | None
    booked: int

    @property
    def left(self) -> int | None:
        return None if self.there is None else max(self.there - self.booked, 0)

    @property
    def over(self) -> int:
        return 0 if self.there is None else max(self.booked - self.there, 0)


def why_over(who: str, load: Load, quarter_days: int) -> str:
    """Empty where so much more can be booked, or where nobody knows."""
    if load.there is None or load.booked + quarter_days <= load.there:
        return ""
    short = show_days(load.booked + quarter_days - load.there)
    return (
        f"{who} has {show_days(load.there)} days for schools in the {load.term} term and "
        f"{show_days(load.booked)} of them are booked, so this is {short} days too many. Choose "
        "fewer days, another term or somebody else, or say why it is needed all the same."
    )


def spread(quarter_days: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Days still to be given over the terms left, by their school days left; exact in all."""
    whole = sum(weights.values())
    if not whole:
        return dict.fromkeys(weights, 0)
    shares = apportion([Fraction(quarter_days * days, whole) for days in weights.values()])
    return dict(zip(weights, shares, strict=True))
