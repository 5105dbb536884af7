"""Making an edition of an improvement model."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from banding import verbs
from banding.models import (
    Criterion,
    Edition,
    EditionState,
    ImprovementModel,
    Level,
    OfferLine,
    OfferPart,
)
from banding.packs.schema import EditionPack, MenuItemPack, Pack
from core import journal
from core.errors import DomainError
from core.years import AcademicYear


@dataclass(frozen=True)
class Loaded:
    edition: Edition
    is_new: bool


@transaction.atomic
def load_pack(*, actor: User | None, pack: Pack, start_year: int, as_draft: bool = False) -> Loaded:
    """Make the pack's edition for a year: in force at once unless another is, or a draft is asked.

    An edition that is there is never touched: it may have been edited, and decisions may use it.
    """
    wording = pack.edition_for(start_year)
    if wording is None:
        first = min(edition.first_year for edition in pack.editions)
        raise DomainError(
            f"{pack.name} begins in {AcademicYear(first)}: choose that year or later."
        )
    model, _ = ImprovementModel.objects.get_or_create(code=pack.model, defaults={"name": pack.name})
    there = Edition.objects.filter(model=model, start_year=start_year).first()
    if there:
        return Loaded(there, is_new=False)
    taken = Edition.objects.filter(start_year=start_year, state=EditionState.IN_FORCE).exists()
    edition = Edition(
        model=model,
        start_year=start_year,
        state=EditionState.DRAFT if taken or as_draft else EditionState.IN_FORCE,
        vocabulary=wording.vocabulary,
        source=wording.source,
        doubt=wording.doubt,
    )
    edition.full_clean()
    edition.save()
    _write_offer(edition, wording, levels=_write_levels(edition, wording))
    after = {"model": model.code, "year": str(edition.academic_year), "state": edition.state}
    journal.record(actor=actor, verb=verbs.EDITION_LOADED, target=edition, after=after)
    return Loaded(edition, is_new=True)


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
        )
        Criterion.objects.bulk_create(
            Criterion(level=levels[written.code], position=at, text=c.text, doubt=c.doubt)
            for at, c in enumerate(written.criteria, start=1)
        )
    return levels


def _write_offer(edition: Edition, wording: EditionPack, *, levels: Mapping[str, Level]) -> None:
    offer = wording.offer
    parts: list[tuple[OfferPart, list[MenuItemPack]]] = [
        (OfferPart.CORE, [*offer.core]),
        (OfferPart.ADDITIONAL, [*offer.additional]),
        (OfferPart.BESPOKE, [*offer.bespoke]),
    ]
    OfferLine.objects.bulk_create(
        OfferLine(
            edition=edition,
            level=levels.get(getattr(line, "level", "")),
            part=part,
            position=position,
            code=line.code,
            activity=line.activity,
            quarter_days=getattr(line, "quarter_days", None),
            doubt=line.doubt,
        )
        for part, lines in parts
        for position, line in enumerate(lines, start=1)
    )
