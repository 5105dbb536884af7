"""The levels of an edition with the days and duties each of them brings."""

from dataclasses import dataclass

from banding.models import Duty, Edition, Level, OfferLine, OfferPart, OfferUnit
from banding.rules.days import yearly_quarters
from banding.rules.years import YearCounts
from banding.selectors.entitlements import years_of_counts


@dataclass(frozen=True)
class LevelRules:
    """`quarter_days_a_term` is None where the edition does not count this level's days by term.

    `duties` are those of every school and those of this level, in the edition's order.
    """

    level: Level
    quarter_days_a_year: int
    quarter_days_a_term: int | None
    duties: list[Duty]


def level_rules(edition: Edition) -> list[LevelRules]:
    """In the edition's order, with the trust's own calendar of that year."""
    year = years_of_counts(edition.start_year).usual
    lines = list(edition.offer_lines.exclude(part=OfferPart.BESPOKE))
    parties = ("owner", "approver", "overseer")
    duties = edition.duties.select_related(*parties).prefetch_related("levels")
    levels = edition.levels.order_by("rank").prefetch_related("criteria")
    return [
        LevelRules(
            level,
            sum(_a_year(line, year) for line in lines if line.level_id in {None, level.pk}),
            _a_term([line for line in lines if line.level_id == level.pk]),
            [one for one in duties if not one.levels.all() or level in one.levels.all()],
        )
        for level in levels
    ]


def _a_year(line: OfferLine, year: YearCounts) -> int:
    return yearly_quarters(
        line.unit,
        line.quarter_days or 0,
        terms=year.terms,
        half_terms=year.half_terms,
        weeks=year.weeks,
    )


def _a_term(own: list[OfferLine]) -> int | None:
    if not own or any(line.unit != OfferUnit.TERM for line in own):
        return None
    return sum(line.quarter_days or 0 for line in own)
