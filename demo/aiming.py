"""Targets for 2026/27: set in July, agreed in the last week of term, some revised in October.

Invented from the shape of each school: a little above what its pupils are likely to reach. One
school has set none, one school's wait for the lead.
"""

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial

from django.utils import timezone

from core.years import AcademicYear
from demo.cast import Cast
from demo.pupils import SUBJECTS, YEAR_GROUPS
from demo.shapes import shape_of
from demo.timeline import Event, moment
from monitoring import services
from monitoring.selectors.targets import years_taught

YEAR = 2026
SET_ON, AGREED_ON, REVISED_ON = date(2026, 7, 6), date(2026, 7, 16), date(2026, 10, 8)
GROUPS = {"ALL": 0.0, "DIS": -0.12}  # how far a group is from all pupils
REASONS = {
    1: "Families left over the summer; three of the pupils who are new have an EHC plan.",
    4: "October's baseline is higher than we thought in July.",
}
CHANGES = {1: -3, 4: 2}  # in points, by a school's place in the list


def events(cast: Cast) -> Iterator[Event]:
    story = cast.story
    schools = sorted(cast.urns.difference(story.not_asked) - {story.autumn.not_sent})
    waiting = min(story.autumn.not_looked_at & set(schools), default=0)
    for place, urn in enumerate(schools):
        later = timedelta(minutes=25 * place)
        yield Event(moment(SET_ON, 9) + later, partial(_set, cast, urn))
        if urn != waiting:
            yield Event(moment(AGREED_ON, 9) + later, partial(_agree, cast, urn))
        if place in REASONS and urn != waiting:
            yield Event(moment(REVISED_ON, 9) + later, partial(_revise, cast, urn, place))
            yield Event(moment(REVISED_ON, 15) + later, partial(_agree, cast, urn))


def _is_early() -> bool:
    """Where the machine's clock is behind the story nobody can aim at its year yet."""
    return AcademicYear.of(timezone.localdate()).start_year + 1 < YEAR


def _set(cast: Cast, urn: int, *, points: int = 0, reason: str = "") -> None:
    if _is_early():
        return
    school = cast.school(urn)
    for group, offset in GROUPS.items():
        services.set_targets(
            actor=cast.head(urn),
            school=school,
            start_year=YEAR,
            group=group,
            typed=_typed(urn, years_taught(school), group, offset, points),
            reason=reason,
        )


def _revise(cast: Cast, urn: int, place: int) -> None:
    _set(cast, urn, points=CHANGES[place], reason=REASONS[place])


def _agree(cast: Cast, urn: int) -> None:
    if not _is_early():
        services.agree_targets(actor=cast.lead(urn), school=cast.school(urn), start_year=YEAR)


def _typed(urn: int, years: list[str], group: str, offset: float, points: int) -> Mapping[str, str]:
    """Cells of the page. `points` is what October changes of Year 6's targets."""
    expected = shape_of(urn).expected
    cells: dict[str, str] = {}
    for year in (year for year in years if year in YEAR_GROUPS):
        chance = random.Random(f"{urn} {year} {group}")  # noqa: S311
        cells[f"{year}-level"] = "fft20"
        shares = {s: round(100 * (expected[s] + offset)) + chance.randint(-4, 4) for s in SUBJECTS}
        shares["rwm"] = min(shares.values()) - chance.randint(4, 8)
        change = points if year == "6" else 0
        for subject, share in shares.items():
            cells[f"{year}-{subject}-estimate"] = _percent(share)
            cells[f"{year}-{subject}-target"] = _percent(share + 4 + change)
            cells[f"{year}-{subject}-prediction"] = _percent(share + 1)
    return cells


def _percent(share: int) -> str:
    return str(min(max(share, 5), 95))
