"""A what-if the chief executive keeps, and the invented central team its days would come from."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial

from banding import services
from banding.models import Edition
from demo.cast import Cast
from demo.stories import HUMBER
from demo.timeline import Event, moment

THIS_YEAR = 2026
NAME = "Two more schools in Band D"
MOVED = (140906, 144669)
FROM = date(2027, 1, 4)
# The document names no post: these are invented, like the people.
CENTRAL_TEAM = [
    services.EnteredPost("director", "Director of school improvement", Decimal("1.00"), 30),
    services.EnteredPost("lead", "School improvement lead", Decimal("0.60"), 40, places=2),
    services.EnteredPost("safeguarding", "Safeguarding and inclusion lead", Decimal("0.60"), 45),
]


def events(cast: Cast) -> Iterator[Event]:
    """Only the story of the humber model has one: it has both days and bands to try."""
    if cast.story is not HUMBER:
        return
    yield Event(moment(date(2026, 6, 15), 11), partial(_enter_posts, cast))
    yield Event(moment(date(2026, 11, 20), 9, 30), partial(_try, cast))


def _edition() -> Edition:
    return Edition.objects.get(start_year=THIS_YEAR)


def _enter_posts(cast: Cast) -> None:
    services.enter_posts(actor=cast.admin(), edition=_edition(), posts=CENTRAL_TEAM)


def _try(cast: Cast) -> None:
    edition = _edition()
    scenario = services.make_scenario(
        actor=cast.executive(), edition=edition, name=NAME, from_date=FROM
    )
    level = edition.levels.get(code="D")
    services.try_levels(
        actor=cast.executive(),
        scenario_id=scenario.pk,
        levels={cast.school(urn): level for urn in MOVED if urn in cast.urns},
    )
