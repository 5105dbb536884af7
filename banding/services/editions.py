"""Making an edition of an improvement model."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from banding import verbs
from banding.models import Edition, EditionState, ImprovementModel
from banding.packs.schema import EditionPack, Pack
from banding.selectors.wording import wording_of
from banding.services.keeping import put_in_force
from banding.services.loading import write_activities, write_lines
from core import journal
from core.errors import DomainError
from core.years import AcademicYear


@dataclass(frozen=True)
class Loaded:
    edition: Edition
    is_new: bool


@transaction.atomic
def load_pack(
    *,
    actor: User | None,
    pack: Pack,
    start_year: int,
    in_force: bool = False,
    as_draft: bool = False,
) -> Loaded:
    """Make the pack's edition for a year: in force at once unless another is or a draft is asked.

    An edition that is there keeps its words: it may have been edited, and decisions may use it.
    One that was loaded before packs named kinds of visit is given them.
    With `in_force` it replaces another in force, or nothing is loaded and the reasons are said.
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
        _bring_activities(actor, there, wording)
        if in_force and there.state != EditionState.IN_FORCE:
            there = put_in_force(actor=actor, edition=there, replaces=True)
        return Loaded(there, is_new=False)
    taken = Edition.objects.filter(start_year=start_year, state=EditionState.IN_FORCE).exists()
    edition = new_edition(model, wording, start_year)
    if not taken and not as_draft:
        edition.state = EditionState.IN_FORCE
        edition.save(update_fields=["state"])
    after = {"model": model.code, "year": str(edition.academic_year), "state": edition.state}
    journal.record(actor=actor, verb=verbs.EDITION_LOADED, target=edition, after=after)
    if taken and in_force:
        edition = put_in_force(actor=actor, edition=edition, replaces=True)
    return Loaded(edition, is_new=True)


def _bring_activities(actor: User | None, edition: Edition, wording: EditionPack) -> None:
    if edition.activity_types.exists() or not wording.activities:
        return
    write_activities(edition, wording)
    after = {"activities": [written.code for written in wording.activities]}
    journal.record(actor=actor, verb=verbs.ACTIVITIES_BROUGHT, target=edition, after=after)


@transaction.atomic
def copy_edition(*, actor: User | None, edition: Edition, start_year: int) -> Edition:
    """A draft for another year that says what this edition says, settled doubts and all."""
    year = AcademicYear(start_year)
    if Edition.objects.filter(model=edition.model, start_year=start_year).exists():
        raise DomainError(f"{edition.model} has an edition for {year} already: edit that one.")
    copy = new_edition(edition.model, wording_of(edition), start_year)
    after = {"model": copy.model.code, "year": str(year), "from": str(edition.academic_year)}
    journal.record(actor=actor, verb=verbs.EDITION_COPIED, target=copy, after=after)
    return copy


def new_edition(model: ImprovementModel, wording: EditionPack, start_year: int) -> Edition:
    """A draft that says all that the wording says."""
    joining = wording.joining
    edition = Edition(
        model=model,
        start_year=start_year,
        vocabulary=dict(wording.vocabulary),
        source=wording.source,
        doubt=wording.doubt,
        settled=wording.settled,
        joining_rule=joining.rule if joining else "",
        joins_month=joining.month if joining else None,
        joins_day=joining.day if joining else None,
        contribution_percent=wording.contribution_percent,
    )
    edition.full_clean()
    edition.save()
    write_lines(edition, wording)
    return edition
