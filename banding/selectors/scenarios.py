"""A what-if and the present it starts from, read for any number of schools at one cost."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from banding.models import (
    ChangeKind,
    Duty,
    DutyScope,
    DutySection,
    Edition,
    LevyRate,
    OfferLine,
    OfferPart,
    Scenario,
    ScenarioState,
)
from banding.policies.scenarios import may_try
from banding.rules.days import Placing
from banding.rules.what_if import Outcome, outcome
from banding.rules.what_if_difference import Difference, compare
from banding.rules.what_if_parts import (
    Asked,
    Changes,
    LevelSaid,
    Line,
    PostTime,
    Present,
    SchoolNow,
    changed,
    placed,
    steady,
)
from banding.selectors.decisions import placings
from banding.selectors.school_time import times_of_year
from schools.models import School


@dataclass(frozen=True)
class Trial:
    """`in_a_full_year` is the difference if every level had stood all year."""

    present: Present
    before: Outcome
    after: Outcome
    difference: Difference
    in_a_full_year: int


def scenarios_for(user: User) -> QuerySet[Scenario]:
    """Those that are kept, for people who may try things out; nobody else has any."""
    kept = Scenario.objects.exclude(state=ScenarioState.DISCARDED)
    kept = kept if may_try(user) else kept.none()
    kept = kept.select_related("edition__model", "made_by").order_by("-created_at")
    return kept.annotate(
        changed=Count("changes"),
        moved=Count("changes", filter=Q(changes__kind=ChangeKind.LEVEL)),
    )


def present_of(edition: Edition, from_date: date) -> Present:
    terms, own_terms = times_of_year(edition.start_year)
    levels = {
        level.pk: LevelSaid(
            level.pk, level.code, level.label, level.tone, level.get_levy_effect_display()
        )
        for level in edition.levels.all()
    }
    members = School.objects.members()
    placed_on = placings(members, edition.start_year)
    schools = {
        str(pk): SchoolNow(
            str(pk),
            name,
            urn,
            tuple(
                Placing(level, levels[level].label, on)
                for level, on in placed_on.get(pk, ())
                if level in levels
            ),
            own_terms.get(pk),
        )
        for pk, name, urn in members.values_list("pk", "name", "urn")
    }
    return Present(
        edition.academic_year,
        from_date,
        levels,
        schools,
        _lines(edition),
        terms,
        tuple(
            PostTime(post.pk, post.name, post.places, post.fte, post.deployable_percent)
            for post in edition.posts.all()
        ),
        _duties(edition),
        {
            rate.level_id: rate.percent
            for rate in LevyRate.objects.filter(edition=edition, from_date__lte=from_date).order_by(
                "from_date"
            )
        },
    )


def changes_of(scenario: Scenario, present: Present) -> Changes:
    every = list(scenario.changes.select_related("school"))
    of = {kind: [one for one in every if one.kind == kind] for kind in ChangeKind}
    added = []
    for one in of[ChangeKind.ADD_SCHOOL]:
        key = str(one.school_id) if one.school_id else f"change {one.pk}"
        name, urn = (one.school.name, one.school.urn) if one.school else (one.name, None)
        school = SchoolNow(key, name, urn, is_joining=True)
        added.append(placed(school, present, one.level_id) if one.level_id else school)
    return Changes(
        {str(one.school_id): one.level_id for one in of[ChangeKind.LEVEL] if one.level_id},
        tuple(added),
        frozenset(str(one.school_id) for one in of[ChangeKind.REMOVE_SCHOOL]),
        {
            one.offer_line_id: one.quarter_days or 0
            for one in of[ChangeKind.OFFER]
            if one.offer_line_id
        },
        {
            one.post_id: (one.fte, one.deployable_percent)
            for one in of[ChangeKind.CAPACITY]
            if one.post_id and one.fte is not None and one.deployable_percent is not None
        },
    )


def try_out(present: Present, changes: Changes) -> Trial:
    then = changed(present, changes)
    before, after = outcome(present), outcome(then)
    whole = outcome(steady(then)).quarter_days - outcome(steady(present)).quarter_days
    return Trial(present, before, after, compare(before, after), whole)


def trial_of(scenario: Scenario) -> Trial:
    present = present_of(scenario.edition, scenario.from_date)
    return try_out(present, changes_of(scenario, present))


def _lines(edition: Edition) -> tuple[Line, ...]:
    lines = OfferLine.objects.filter(edition=edition).exclude(part=OfferPart.BESPOKE)
    ordered = sorted(lines, key=lambda line: (line.part != OfferPart.CORE, line.position))
    return tuple(
        Line(line.pk, line.code, line.activity, line.quarter_days or 0, line.level_id, line.unit)
        for line in ordered
    )


def _duties(edition: Edition) -> tuple[Asked, ...]:
    return tuple(
        Asked(
            duty.pk,
            duty.name,
            duty.cadence,
            duty.month,
            frozenset(level.pk for level in duty.levels.all()),
            duty.scope == DutyScope.TRUST,
            duty.section == DutySection.JOINING,
        )
        for duty in Duty.objects.filter(edition=edition).prefetch_related("levels")
    )
