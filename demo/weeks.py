"""The weekly dashboards of autumn 2026, where the model asks schools for them. All invented."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from banding.packs.reader import read_pack
from banding.rules.obligations import WEEKLY_DASHBOARD
from banding.services import mark_week_given
from demo.calendar import TERMS
from demo.cast import Cast
from demo.pupils import YEAR_GROUPS
from demo.shapes import shape_of
from demo.timeline import Event, moment
from monitoring import services
from monitoring.rules.weekly import week_of
from monitoring.selectors.targets import years_taught
from schools.models import School

FIRST, LAST = date(2026, 9, 7), date(2026, 12, 7)
FRIDAY = timedelta(days=4)
FORGETS = 5  # a school that has not sent the return forgets every fifth week as well
CORRECTED, WHY = date(2026, 11, 9), "Marks of a trip on Thursday were put right."
WINTER = date(2026, 11, 9)  # from then on more pupils are ill


def events(cast: Cast) -> Iterator[Event]:
    if not _asks(cast.story.model):
        return
    for place, urn in enumerate(sorted(cast.urns)):
        for number, monday in enumerate(_mondays()):
            forgets = urn == cast.story.autumn.not_sent and number % FORGETS == FORGETS - 1
            if not forgets:
                at = moment(monday + FRIDAY, 14, 7 * place % 60)
                yield Event(at, partial(_give, cast, urn, monday))
        if place == 0:
            put_right = moment(CORRECTED + timedelta(days=7), 9)
            yield Event(put_right, partial(_give, cast, urn, CORRECTED, fewer=12, why=WHY))


def _asks(model: str) -> bool:
    wording = read_pack(model).edition_for(FIRST.year)
    return any(duty.code == WEEKLY_DASHBOARD for duty in wording.duties) if wording else False


def _mondays() -> Iterator[date]:
    autumn, monday = TERMS[FIRST.year][0], FIRST
    while monday <= LAST:
        if not autumn.is_holiday(monday):
            yield monday
        monday += timedelta(weeks=1)


def _give(cast: Cast, urn: int, monday: date, *, fewer: int = 0, why: str = "") -> None:
    """Nothing where the machine's clock has not come to the Friday of that week."""
    if timezone.localdate() < monday + FRIDAY:
        return
    school, person = cast.school(urn), _who(cast, urn)
    services.give_week(
        actor=person,
        school=school,
        monday=monday,
        typed=_typed(school, monday, fewer),
        reason=why,
    )
    mark_week_given(actor=person, school=school, week=week_of(monday))


def _who(cast: Cast, urn: int) -> User:
    """The business manager where the story has one, else the head."""
    return cast.who_acts(Role.SCHOOL_STAFF, urn) or cast.head(urn)


def _typed(school: School, monday: date, fewer: int) -> dict[str, str]:
    years = [year for year in years_taught(school) if year in YEAR_GROUPS]
    shape = shape_of(school.urn, years=len(years))
    chance = random.Random(f"{school.urn} {monday}")  # noqa: S311
    cohort = shape.roll // len(YEAR_GROUPS)
    possible = 10 * cohort * len(years)
    missed = possible * (chance.randint(44, 62) + (14 if monday >= WINTER else 0)) // 1000
    cells = {
        "possible": possible,
        "missed": max(missed - fewer, 0),
        "joiners": chance.choice((0, 0, 0, 1, 1, 2)),
        "leavers": chance.choice((0, 0, 0, 0, 1)),
    }
    weeks = (monday - FIRST).days // 7
    for year in years:
        steady = random.Random(f"{school.urn} {year}")  # noqa: S311
        likely = min(shape.expected.values()) + steady.uniform(-0.12, 0.02)
        on_track = round(cohort * likely) - 4 + weeks // 3
        cells |= {
            f"{year}-pupils": cohort,
            f"{year}-on_track": max(on_track, 0),
            f"{year}-predicted": min(max(on_track + 3, 0), cohort),
        }
    return {name: str(number) for name, number in cells.items()}
