"""Bands of two years: recorded, then proposed and approved, and one that waits for trustees."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from accounts.models import User
from banding import services
from banding.models import BandDecision, Edition, Level
from banding.packs.reader import read_pack
from demo.cast import Cast
from demo.timeline import Event, moment

BANDS = "bands.yaml"
LAST_YEAR, THIS_YEAR = 2025, 2026
FROM = date(2026, 9, 1)


def events(cast: Cast) -> Iterator[Event]:
    told = cast.story.read(BANDS)
    yield Event(moment(date(2025, 9, 1), 8, 10), partial(_load, cast, LAST_YEAR))
    if last_year := told.get("last_year"):
        yield Event(moment(date(2025, 9, 2), 16), partial(_record, cast, last_year))
    yield Event(moment(date(2026, 6, 15), 10), partial(_load, cast, THIS_YEAR))
    first, meeting = moment(date(2026, 7, 6), 9), moment(date(2026, 7, 9), 18)
    ours = [band for band in told["this_year"] if band["urn"] in cast.urns]
    for place, band in enumerate(ours):
        yield Event(first + timedelta(minutes=12 * place), partial(_propose, cast, band))
        yield Event(meeting + timedelta(minutes=6 * place), partial(_approve, cast, band["urn"]))
    waiting = told.get("proposed")
    if waiting and waiting["urn"] in cast.urns:
        yield Event(
            moment(date(2026, 11, 19), 15, 20),
            partial(_propose, cast, waiting, cast.lead, waiting["from"]),
        )


def _load(cast: Cast, start_year: int) -> None:
    services.load_pack(actor=None, pack=read_pack(cast.story.model), start_year=start_year)


def _level(code: str, start_year: int) -> Level:
    return Edition.objects.get(start_year=start_year).levels.get(code=code)


def _record(cast: Cast, told: dict[str, Any]) -> None:
    """What trustees had decided before the software came."""
    levels = {
        cast.school(urn): _level(code, LAST_YEAR)
        for code, urns in told["levels"].items()
        for urn in urns
        if urn in cast.urns
    }
    services.record_existing_levels(
        actor=cast.admin(), levels=levels, start_year=LAST_YEAR, reason=told["reason"]
    )


def _propose(cast: Cast, band: dict[str, Any], by: Any = None, from_date: date = FROM) -> None:
    actor: User = by(band["urn"]) if by else cast.executive()
    services.propose_band(
        actor=actor,
        school=cast.school(band["urn"]),
        level=_level(band["level"], THIS_YEAR),
        start_year=THIS_YEAR,
        reason=band["reason"],
        from_date=from_date,
    )


def _approve(cast: Cast, urn: int) -> None:
    decision = BandDecision.objects.waiting().get(school__urn=urn, start_year=THIS_YEAR)
    services.approve_band(actor=cast.trustee(), decision_id=decision.pk, version=decision.version)
    services.release_band(actor=cast.trustee(), decision_id=decision.pk)
