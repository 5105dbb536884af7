"""Bands of two years: recorded, then judged in a round, and one that waits for trustees."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from accounts.models import User
from banding import services
from banding.models import Answer, Aspect, BandDecision, Criterion, Edition, Level, Occasion
from banding.packs.reader import read_pack
from demo.cast import Cast
from demo.timeline import Event, moment

BANDS = "bands.yaml"
LAST_YEAR, THIS_YEAR = 2025, 2026
FROM = date(2026, 9, 1)
UNKNOWN = Answer.UNKNOWN


def events(cast: Cast) -> Iterator[Event]:
    told = cast.story.read(BANDS)
    yield Event(moment(date(2025, 9, 1), 8, 10), partial(_load, cast, LAST_YEAR))
    if last_year := told.get("last_year"):
        yield Event(moment(date(2025, 9, 2), 16), partial(_record, cast, last_year))
    yield Event(moment(date(2026, 6, 15), 10), partial(_load, cast, THIS_YEAR))
    ours = [band for band in told["this_year"] if band["urn"] in cast.urns]
    if ours:
        yield from _round(cast, ours)
    waiting = told.get("proposed")
    if waiting and waiting["urn"] in cast.urns:
        yield Event(
            moment(date(2026, 11, 19), 15, 20), partial(_propose_during_year, cast, waiting)
        )


def _round(cast: Cast, ours: list[dict[str, Any]]) -> Iterator[Event]:
    """Proposed in a week of July, settled at the trustees' meeting, told the morning after."""
    first, meeting = moment(date(2026, 7, 6), 9), moment(date(2026, 7, 9), 18)
    yield Event(moment(date(2026, 7, 6), 8, 30), partial(_open, cast))
    for place, band in enumerate(ours):
        yield Event(first + timedelta(minutes=12 * place), partial(_propose_in_round, cast, band))
        yield Event(meeting + timedelta(minutes=6 * place), partial(_approve, cast, band["urn"]))
        if band.get("comment"):
            yield Event(moment(date(2026, 7, 8), 16), partial(_comment, cast, band))
    yield Event(moment(date(2026, 7, 10), 9), partial(_tell, cast))


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


def _open(cast: Cast) -> None:
    services.open_round(
        actor=cast.executive(), edition=_edition(), name="Summer 2026", from_date=FROM
    )


def _propose_in_round(cast: Cast, band: dict[str, Any]) -> None:
    draft = services.start_judgement(
        actor=cast.executive(),
        school=cast.school(band["urn"]),
        edition=_edition(),
        occasion=Occasion.ROUND,
    )
    _propose(cast.executive(), draft, band)


def _propose_during_year(cast: Cast, band: dict[str, Any]) -> None:
    lead = cast.lead(band["urn"])
    draft = services.start_judgement(
        actor=lead,
        school=cast.school(band["urn"]),
        edition=_edition(),
        occasion=Occasion.MID_YEAR,
        from_date=band["from"],
        trigger=band["trigger"],
    )
    _propose(lead, draft, band)
    services.ask_head(actor=lead, decision_id=draft.pk)


def _propose(actor: User, draft: BandDecision, band: dict[str, Any]) -> None:
    services.record_findings(
        actor=actor,
        decision_id=draft.pk,
        findings=dict(_findings(draft.edition, band.get("findings", {}))),
        profile=dict(_profile(draft.edition, band.get("profile", {}))),
    )
    services.propose(
        actor=actor,
        decision_id=draft.pk,
        level=_level(band["level"], THIS_YEAR),
        reason=band["reason"],
        from_date=draft.from_date,
    )


def _findings(edition: Edition, told: dict[str, Any]) -> Iterator[tuple[Criterion, services.Found]]:
    """Answers stand in the order of the level's criteria, each alone or with a comment."""
    levels = {level.code: level for level in edition.levels.prefetch_related("criteria")}
    for code, answers in told.items():
        for criterion, said in zip(levels[code].criteria.all(), answers, strict=True):
            answer, comment = next(iter(said.items())) if isinstance(said, dict) else (said, "")
            yield criterion, services.Found(answer, comment)


def _profile(
    edition: Edition, told: dict[str, str]
) -> Iterator[tuple[Aspect, services.AspectPlaced]]:
    levels = {level.code: level for level in edition.levels.all()}
    aspects = {aspect.code: aspect for aspect in edition.aspects.all()}
    for code, level in told.items():
        yield aspects[code], services.AspectPlaced(None if level == UNKNOWN else levels[level])


def _comment(cast: Cast, band: dict[str, Any]) -> None:
    decision = _waiting(band["urn"])
    services.ask_head(actor=cast.executive(), decision_id=decision.pk)
    services.comment_on_facts(
        actor=cast.head(band["urn"]), decision_id=decision.pk, comment=band["comment"]
    )


def _approve(cast: Cast, urn: int) -> None:
    decision = _waiting(urn)
    services.approve_band(actor=cast.trustee(), decision_id=decision.pk, version=decision.version)


def _tell(cast: Cast) -> None:
    [found] = _edition().rounds.all()
    services.release_round(actor=cast.executive(), round_id=found.pk)
    services.close_round(actor=cast.executive(), round_id=found.pk)


def _edition() -> Edition:
    return Edition.objects.get(start_year=THIS_YEAR)


def _waiting(urn: int) -> BandDecision:
    return BandDecision.objects.waiting().get(school__urn=urn, start_year=THIS_YEAR)
