"""Bands of two years: recorded, then judged in a round, and one that waits for trustees.

Each finding rests on what there was at the time: an inspection, a visit, a return, or words.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.urls import reverse

from accounts.models import User
from banding import services
from banding.evidence import Offered, offered_to
from banding.models import (
    Answer,
    Aspect,
    BandDecision,
    Criterion,
    Edition,
    EvidenceKind,
    Level,
    LevyEffect,
    Occasion,
)
from banding.packs.reader import read_pack
from demo.cast import Cast
from demo.timeline import Event, moment
from monitoring.models import Submission

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
    yield from _statuses(cast, told.get("statuses", []))
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


def _statuses(cast: Cast, told: list[dict[str, Any]]) -> Iterator[Event]:
    """Decided by trustees at the same meeting, after its bands."""
    for place, status in enumerate(told):
        if status["urn"] in cast.urns:
            at = moment(date(2026, 7, 9), 20) + timedelta(minutes=5 * place)
            yield Event(at, partial(_record_status, cast, status))


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
        findings=dict(_findings(actor, draft, band)),
        profile=dict(_profile(draft.edition, band.get("profile", {}))),
    )
    services.propose(
        actor=actor,
        decision_id=draft.pk,
        level=_level(band["level"], THIS_YEAR),
        reason=band["reason"],
        from_date=draft.from_date,
    )


def _findings(
    actor: User, draft: BandDecision, band: dict[str, Any]
) -> Iterator[tuple[Criterion, services.Found]]:
    """Answers stand in the order of the level's criteria, each alone or with a comment.

    `evidence` names a level's criteria by number, from 1, and what each rests on.
    """
    levels = {level.code: level for level in draft.edition.levels.prefetch_related("criteria")}
    rests_on, told = band.get("evidence", {}), band.get("findings", {})
    for code, answers in told.items():
        named = rests_on.get(code, {})
        for number, said in enumerate(answers, start=1):
            answer, comment = next(iter(said.items())) if isinstance(said, dict) else (said, "")
            evidence = [_evidence(actor, draft, one) for one in named.get(number, [])]
            criterion = levels[code].criteria.all()[number - 1]
            yield criterion, services.Found(answer, comment, evidence)


def _evidence(actor: User, draft: BandDecision, told: str | dict[str, str]) -> Offered:
    """The newest there is of a kind, or what is told in words."""
    if isinstance(told, dict):
        [(kind, words)] = told.items()
        return Offered(EvidenceKind(kind), "", words)
    if told == "return":
        return _newest_return(draft)
    return next(one for one in offered_to(actor, draft.school) if one.kind == EvidenceKind(told))


def _newest_return(draft: BandDecision) -> Offered:
    """By name: figures are made when the whole story is told."""
    sent = Submission.objects.counting().filter(school=draft.school)
    newest = sent.order_by("-collection__start_year", "-collection__term")[0].collection
    where = reverse("dashboards:school-data", args=[draft.school.urn])
    return Offered(EvidenceKind.FIGURES, "", f"{newest}, the school's return", url=where)


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


def _record_status(cast: Cast, told: dict[str, Any]) -> None:
    services.record_status(
        actor=cast.trustee(),
        school=cast.school(told["urn"]),
        edition=_edition(),
        from_date=FROM,
        is_supported=told["is_supported"],
        levy_effect=LevyEffect(told["levy_effect"]),
        reason=told["reason"],
    )


def _tell(cast: Cast) -> None:
    [found] = _edition().rounds.all()
    services.release_round(actor=cast.executive(), round_id=found.pk)
    services.close_round(actor=cast.executive(), round_id=found.pk)


def _edition() -> Edition:
    return Edition.objects.get(start_year=THIS_YEAR)


def _waiting(urn: int) -> BandDecision:
    return BandDecision.objects.waiting().get(school__urn=urn, start_year=THIS_YEAR)
