"""Writing the lines of a pack's edition into the rulebook."""

from collections.abc import Iterable, Mapping

from banding.models import (
    ActivityType,
    Aspect,
    Clause,
    Criterion,
    Duty,
    Edition,
    Level,
    OfferLine,
    OfferPart,
    Party,
    Post,
)
from banding.packs.lines import DutyPack, Line, MenuItemPack
from banding.packs.schema import EditionPack


def write_lines(edition: Edition, wording: EditionPack) -> None:
    """Everything of a new edition. Positions follow the order of the pack."""
    levels = _write_levels(edition, wording)
    _write_offer(edition, wording, levels)
    parties = {
        line.code: Party.objects.create(
            edition=edition, position=at, name=line.name, role=line.role or "", **_said(line)
        )
        for at, line in enumerate(wording.parties, start=1)
    }
    for at, duty in enumerate(wording.duties, start=1):
        _write_duty(edition, at, duty, levels, parties)
    write_activities(edition, wording)
    Aspect.objects.bulk_create(
        Aspect(edition=edition, position=at, name=line.name, **_said(line))
        for at, line in enumerate(wording.aspects, start=1)
    )
    Post.objects.bulk_create(
        Post(
            edition=edition,
            position=at,
            group=line.group,
            name=line.name,
            places=line.places,
            fte=line.fte,
            deployable_percent=line.deployable_percent,
            **_said(line),
        )
        for at, line in enumerate(wording.posts, start=1)
    )
    Clause.objects.bulk_create(
        Clause(edition=edition, position=at, kind=line.kind, text=line.text, **_said(line))
        for at, line in enumerate(wording.clauses, start=1)
    )


def write_activities(edition: Edition, wording: EditionPack) -> None:
    """The kinds of visit, with the parties and lines of the offer that the edition has."""
    lines = {line.code: line for line in edition.offer_lines.all()}
    parties = {party.code: party for party in edition.parties.all()}
    for at, written in enumerate(wording.activities, start=1):
        activity = ActivityType.objects.create(
            edition=edition,
            position=at,
            kind=written.kind,
            name=written.name,
            cadence=written.cadence,
            note_template=written.note_template,
            offer_line=lines.get(written.offer_line),
            **_said(written),
        )
        activity.cast.set([parties[code] for code in written.cast if code in parties])


def _said(line: Line) -> dict[str, str]:
    """What every line says."""
    return {"code": line.code, "doubt": line.doubt, "settled": line.settled}


def _write_levels(edition: Edition, wording: EditionPack) -> dict[str, Level]:
    levels = {}
    for rank, written in enumerate(wording.levels, start=1):
        levels[written.code] = Level.objects.create(
            edition=edition,
            rank=rank,
            code=written.code,
            label=written.label,
            test=written.test,
            expectations="\n".join(written.expectations),
            tone=written.tone,
            supported_school=written.supported_school or "",
            levy_effect=written.levy_effect or "",
            doubt=written.doubt,
            settled=written.settled,
        )
        Criterion.objects.bulk_create(
            Criterion(
                level=levels[written.code],
                position=at,
                text=criterion.text,
                is_needed=criterion.needed,
                doubt=criterion.doubt,
                settled=criterion.settled,
            )
            for at, criterion in enumerate(written.criteria, start=1)
        )
    _say_what_builds_on_what(levels, wording)
    return levels


def _say_what_builds_on_what(levels: Mapping[str, Level], wording: EditionPack) -> None:
    for written in wording.levels:
        if written.builds_on:
            level = levels[written.code]
            level.builds_on = levels[written.builds_on]
            level.save(update_fields=["builds_on"])


def _write_offer(edition: Edition, wording: EditionPack, levels: Mapping[str, Level]) -> None:
    offer = wording.offer
    parts: list[tuple[OfferPart, Iterable[MenuItemPack]]] = [
        (OfferPart.CORE, offer.core),
        (OfferPart.ADDITIONAL, offer.additional),
        (OfferPart.BESPOKE, offer.bespoke),
    ]
    OfferLine.objects.bulk_create(
        OfferLine(
            edition=edition,
            level=levels.get(getattr(line, "level", "")),
            part=part,
            position=position,
            activity=line.activity,
            quarter_days=getattr(line, "quarter_days", None),
            unit=getattr(line, "unit", "year"),
            is_at_least=getattr(line, "at_least", False),
            **_said(line),
        )
        for part, lines in parts
        for position, line in enumerate(lines, start=1)
    )


def _write_duty(
    edition: Edition,
    position: int,
    written: DutyPack,
    levels: Mapping[str, Level],
    parties: Mapping[str, Party],
) -> None:
    duty = Duty.objects.create(
        edition=edition,
        position=position,
        section=written.section,
        kind=written.kind,
        name=written.name,
        detail=written.detail,
        scope=written.scope,
        cadence=written.cadence,
        month=written.month,
        week=written.week,
        owner=parties[written.owner],
        approver=parties.get(written.approver),
        overseer=parties.get(written.overseer),
        remind_days=written.remind_days,
        escalate_days=written.escalate_days,
        **_said(written),
    )
    duty.levels.set([levels[code] for code in written.levels])
    duty.cast.set([parties[code] for code in written.cast])
