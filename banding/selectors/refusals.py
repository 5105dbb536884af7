"""Why an edition cannot be put in force or retired, in sentences for whoever asked."""

from collections import defaultdict

from django.db.models import QuerySet

from banding.models import BandDecision, Edition, EditionState, Level


def why_not_in_force(edition: Edition, *, replaces: bool = False) -> list[str]:
    """Every reason at once; none means it can be. With `replaces`, another one gives way to it."""
    if edition.state != EditionState.DRAFT:
        state = edition.get_state_display().lower()
        return [f"{edition} is {state}: only a draft is put in force."]
    reasons = []
    asks_for_levels = edition.duties.filter(kind="judgement").exists()
    if asks_for_levels and not edition.levels.exists():
        reasons.append(f"{edition} judges schools and has no levels: add them first.")
    other = _others_in_force(edition).first()
    if other and not replaces:
        reasons.append(f"{other} is in force for that year: say that {edition} replaces it.")
    return reasons + _waiting(edition) + _levels_lost(edition)


def why_not_retire(edition: Edition) -> list[str]:
    """Retired without another in its place, an edition leaves its year's schools without rules."""
    if edition.state != EditionState.IN_FORCE:
        state = edition.get_state_display().lower()
        return [f"{edition} is {state}: only an edition in force is retired."]
    settled = BandDecision.objects.current().filter(edition=edition)
    if settled.exists():
        count = settled.values("school").distinct().count()
        rest = "1 school rests" if count == 1 else f"{count} schools rest"
        return [f"{rest} on {edition}: put another edition in force in its place."]
    return _waiting(edition)


def _others_in_force(edition: Edition) -> "QuerySet[Edition]":
    same_year = Edition.objects.filter(start_year=edition.start_year)
    return same_year.filter(state=EditionState.IN_FORCE).exclude(pk=edition.pk)


def _waiting(edition: Edition) -> list[str]:
    """A proposal names a level of the edition it was made under, which is about to go."""
    waiting = BandDecision.objects.waiting().filter(start_year=edition.start_year)
    names = sorted(waiting.values_list("school__name", flat=True))
    return [f"A proposal waits for {', '.join(names)}: decide it first."] if names else []


def _levels_lost(edition: Edition) -> list[str]:
    settled = BandDecision.objects.current().filter(start_year=edition.start_year)
    kept = Level.objects.filter(edition=edition).values_list("code", flat=True)
    lost: dict[str, set[str]] = defaultdict(set)
    for label, school in settled.exclude(level__code__in=list(kept)).values_list(
        "level__label", "school__name"
    ):
        lost[label].add(school)
    return [
        f"{edition} has no level for {', '.join(sorted(schools))}, now in {label}."
        for label, schools in sorted(lost.items())
    ]
