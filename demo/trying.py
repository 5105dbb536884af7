"""A what-if the chief executive keeps, and the invented central team its days would come from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from banding import services
from banding.models import Edition, PostGroup
from demo.cast import Cast
from demo.timeline import Event, moment

THIS_YEAR = 2026
FROM = date(2027, 1, 4)


@dataclass(frozen=True)
class Tried:
    """Two schools on another level, in a model that has both levels and days.

    A post with a code of the model's own is given its time; another is invented, as people are.
    """

    level: str
    moved: tuple[int, int]
    team: tuple[services.EnteredPost, ...]


TRIED = {
    "humber": Tried(
        level="D",
        moved=(140906, 144669),
        team=(
            services.EnteredPost("director", "Director of school improvement", Decimal("1.00"), 30),
            services.EnteredPost("lead", "School improvement lead", Decimal("0.60"), 40, places=2),
            services.EnteredPost(
                "safeguarding", "Safeguarding and inclusion lead", Decimal("0.60"), 45
            ),
        ),
    ),
    "spring": Tried(
        level="repair_1",
        moved=(140533, 141117),
        team=(
            services.EnteredPost("ceo", "Trust CEO", Decimal("1.00"), 10, group=PostGroup.OTHER),
            services.EnteredPost(
                "si_leads", "School Improvement Leads", Decimal("0.40"), 40, 2, PostGroup.OTHER
            ),
        ),
    ),
}


def events(cast: Cast) -> Iterator[Event]:
    tried = TRIED.get(cast.story.model)
    if tried is None:
        return
    yield Event(moment(date(2026, 6, 15), 11), partial(_enter_posts, cast, tried))
    yield Event(moment(date(2026, 11, 20), 9, 30), partial(_try, cast, tried))


def _edition() -> Edition:
    return Edition.objects.get(start_year=THIS_YEAR)


def _enter_posts(cast: Cast, tried: Tried) -> None:
    services.enter_posts(actor=cast.admin(), edition=_edition(), posts=tried.team)


def _try(cast: Cast, tried: Tried) -> None:
    edition = _edition()
    level = edition.levels.get(code=tried.level)
    scenario = services.make_scenario(
        actor=cast.executive(),
        edition=edition,
        name=f"Two more schools in {level}",
        from_date=FROM,
    )
    services.try_levels(
        actor=cast.executive(),
        scenario_id=scenario.pk,
        levels={cast.school(urn): level for urn in tried.moved if urn in cast.urns},
    )
