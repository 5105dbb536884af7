"""What is due: for a person's roles, for a school, for the trust's calendar."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from accounts.access import holds_anywhere, holds_trust_wide, schools_for
from accounts.models import RoleAssignment, User
from accounts.roles import Can
from banding.models import Duty, DutyScope, Edition, Obligation
from banding.models.obligations import ObligationQuerySet
from banding.rules.days import Placing, spells
from banding.rules.obligations import Asked, Body, Year
from banding.selectors.decisions import placing_of, settled_levels
from core.years import AcademicYear
from schools.models import School, TrustMembership
from schools.selectors import YearOfTerms, years_of_terms

LATE, SOON, LATER, DONE = range(4)  # groups, in the order a list shows them


def asked_by(edition: Edition | None) -> list[Asked]:
    """The edition's duties, in the shape that rules read."""
    if edition is None:
        return []
    duties = Duty.objects.filter(edition=edition).select_related("owner", "approver", "overseer")
    return [
        Asked(
            id=duty.pk,
            code=duty.code,
            name=duty.name,
            cadence=duty.cadence,
            owner=duty.owner.name,
            approver=duty.approver.name if duty.approver else "",
            overseer=duty.overseer.name if duty.overseer else "",
            detail=duty.detail,
            month=duty.month,
            week=duty.week,
            is_of_the_trust=duty.scope == DutyScope.TRUST,
            level_ids=frozenset(level.pk for level in duty.levels.all()),
            remind_days=duty.remind_days,
            escalate_days=duty.escalate_days,
        )
        for duty in duties.prefetch_related("levels")
    ]


def bodies(start_year: int, schools: "QuerySet[School] | None" = None) -> list[tuple[Body, Year]]:
    """Each school of the trust in the year (or of these), and the trust, with its days."""
    year, calendars = AcademicYear(start_year), years_of_terms(start_year)
    made: dict[int, Year] = {}

    def days_of(terms: YearOfTerms) -> Year:
        """Schools with the trust's dates share one list of days."""
        if id(terms) not in made:
            made[id(terms)] = Year(
                start_year, year.starts_on, year.ends_on, terms.terms, terms.calendar
            )
        return made[id(terms)]

    members = TrustMembership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=year.starts_on), starts_on__lte=year.ends_on
    ).order_by("starts_on")
    settled = settled_levels(start_year).select_related("level")
    if schools is not None:
        members, settled = members.filter(school__in=schools), settled.filter(school__in=schools)
    placed: dict[int, list[Placing]] = {}
    for one in settled:
        placed.setdefault(one.school_id, []).append(placing_of(one))
    last = {member.school_id: member for member in members}.values()
    found = [
        (
            _body(member, placed.get(member.school_id, []), year),
            days_of(calendars.of(member.school_id)),
        )
        for member in last
    ]
    if schools is None:
        found.append((Body(None, year.starts_on, year.ends_on), days_of(calendars.usual)))
    return found


def _body(member: TrustMembership, placings: list[Placing], year: AcademicYear) -> Body:
    first, last = year.starts_on, year.ends_on
    return Body(
        member.school_id,
        max(member.starts_on, first),
        min(member.ends_on or last, last),
        member.starts_on if member.starts_on >= first else None,
        tuple(spells(placings, first=first, last=last)),
    )


def parts_of(held: RoleAssignment) -> Q:
    """The obligations for which this role, where it is held, is owner, approver or overseer."""
    return _at(held) & (
        Q(duty__owner__role=held.role)
        | Q(duty__approver__role=held.role)
        | Q(duty__overseer__role=held.role)
    )


def _at(held: RoleAssignment) -> Q:
    if held.school_id:
        return Q(school=None) | Q(school=held.school_id)
    return Q(school=None) | Q(school__hub=held.hub_id) if held.hub_id else Q()


def visible_to(user: User) -> ObligationQuerySet:
    """What a person's roles have a part in, and all that is asked of schools they may read of."""
    seen = Q(pk__in=[])
    for held in user.roles_today():
        seen |= parts_of(held)
    if holds_anywhere(user, Can.VIEW_BANDING) and holds_anywhere(user, Can.VIEW_OBLIGATIONS):
        seen |= Q(school__in=schools_for(user, Can.VIEW_BANDING))
    if holds_trust_wide(user, Can.VIEW_OBLIGATIONS):
        seen |= Q(school=None)
    members = Q(school=None) | Q(school__in=School.objects.members())
    return Obligation.objects.standing().filter(seen, members).for_listing()


def concerning(user: User, on: date) -> ObligationQuerySet:
    """A person's own list: what their roles own, and what is late enough to come to them."""
    mine = Q(pk__in=[])
    for held in user.roles_today():
        mine |= _at(held) & Q(duty__owner__role=held.role)
        mine |= parts_of(held) & Q(escalate_on__lte=on, done_at=None)
    return visible_to(user).filter(mine)


def with_level_named(obligations: ObligationQuerySet) -> ObligationQuerySet:
    """Annotate `names_level`: its reason says where the school stands."""
    of_levels = Duty.levels.through.objects.filter(duty=OuterRef("duty"))
    return obligations.annotate(names_level=Exists(of_levels))


def in_state(obligations: ObligationQuerySet, state: str, on: date) -> ObligationQuerySet:
    if state == "done":
        return obligations.exclude(done_at=None)
    to_do = obligations.filter(done_at=None)
    return {
        "late": to_do.filter(due_on__lt=on),
        "soon": to_do.filter(due_on__gte=on, remind_on__lte=on),
        "later": to_do.filter(remind_on__gt=on),
    }.get(state, obligations)


def in_groups(obligations: ObligationQuerySet, on: date) -> ObligationQuerySet:
    """Annotate `group`, the same as `in_state` finds, and put its groups in order."""
    group = Case(
        When(done_at__isnull=False, then=Value(DONE)),
        When(due_on__lt=on, then=Value(LATE)),
        When(remind_on__gt=on, then=Value(LATER)),
        default=Value(SOON),
    )
    return obligations.annotate(group=group).order_by(
        "group", "due_on", "school__name", "duty__position", "pk"
    )


def school_days_late(obligations: Iterable[Obligation], on: date) -> dict[int, int]:
    """By id of what is late, how many of its school's days have passed since its day."""
    late = [one for one in obligations if one.done_at is None and one.due_on < on]
    if not late:
        return {}
    years = years_of_terms(AcademicYear.of(on).start_year)
    return {
        one.pk: years.of(one.school_id).calendar.school_days_between(
            one.due_on + timedelta(days=1), on
        )
        for one in late
    }


def listed(*, start_year: int, school: School | None = None, role: str = "") -> ObligationQuerySet:
    found = Obligation.objects.standing().filter(start_year=start_year).for_listing()
    if school:
        found = found.filter(school=school)
    return found.filter(duty__owner__role=role) if role else found
