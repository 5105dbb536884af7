"""How plans are watched: schedules made from them, looks recorded or left, the governors' cycle."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from banding.models import ActivityKind
from demo.cast import Cast
from demo.planning import THIS
from demo.texts import read
from demo.timeline import Event, moment
from planning.models import GovernorLook, MonitoringActivity, Plan, PlanKind
from planning.services.governors import make_cycle, note_look
from planning.services.records import Seen, record_monitoring
from planning.services.schedule import Planned, add_activity, make_schedule
from support.models import Visit
from support.services import serve_priority

TEXTS = "monitoring.yaml"
SCHEDULED, IN_CYCLE = date(2026, 10, 2), date(2026, 10, 14)
RECORDED, ADDED, HEARD = date(2026, 11, 20), date(2026, 11, 13), date(2026, 11, 24)


def events(cast: Cast) -> Iterator[Event]:
    """The first school is ahead, the second has one look done, the others' wait."""
    texts = read(TEXTS)
    yield Event(moment(SCHEDULED, 10), partial(_make_schedules, cast))
    yield Event(moment(IN_CYCLE, 10), partial(_make_cycles, cast))
    yield Event(moment(ADDED, 15), partial(_add_more, cast, texts["added"]))
    yield Event(moment(RECORDED, 15), partial(_record, cast, texts["records"]))
    yield Event(moment(RECORDED, 16), _link_visits)
    yield Event(moment(HEARD, 19), partial(_hear, cast, texts["heard"]))


def _link_visits() -> None:
    """In the first school the last improvement visit helped with the first priority."""
    plan = _plans()[0]
    shared = Visit.objects.shared().filter(school=plan.school)
    visit = shared.exclude(activity__kind=ActivityKind.SAFEGUARDING_REVIEW).order_by("-on").first()
    first = plan.priorities.standing().first()
    if visit and first:
        serve_priority(actor=visit.author, visit_id=visit.pk, priority=first)


def _plans() -> list[Plan]:
    this_year = Plan.objects.filter(kind=PlanKind.SIP, start_year=THIS.start_year)
    return list(this_year.select_related("school").order_by("pk"))


def _make_schedules(cast: Cast) -> None:
    for plan in _plans():
        make_schedule(
            actor=cast.head(plan.school.urn), school=plan.school, start_year=plan.start_year
        )


def _make_cycles(cast: Cast) -> None:
    for plan in _plans()[:2]:
        make_cycle(actor=cast.head(plan.school.urn), plan_id=plan.pk)


def _add_more(cast: Cast, told: list[dict[str, Any]]) -> None:
    for plan in _plans()[:1]:
        for one in told:
            add_activity(
                actor=cast.head(plan.school.urn), school=plan.school, planned=Planned(**one)
            )


def _record(cast: Cast, told: list[dict[str, Any]]) -> None:
    for number, plan in enumerate(_plans()[:2]):
        begun = MonitoringActivity.objects.filter(
            school=plan.school, planned_on__lt=timezone.localdate(), is_from_plan=True
        )
        due = begun.select_related("priority").order_by("planned_on", "pk")
        for one, said in zip(due, told[number:], strict=False):
            record_monitoring(
                actor=cast.head(plan.school.urn),
                activity_id=one.pk,
                version=one.version,
                seen=Seen(
                    on=one.planned_on, focus=one.focus, priority=one.priority, observers=one.who,
                    **said,
                ),
            )  # fmt: skip


def _hear(cast: Cast, words: str) -> None:
    """By a governor of the school, or the head where the story has none."""
    for plan in _plans()[:1]:
        look = GovernorLook.objects.filter(priority__plan=plan, half_term="AUT2").earliest("pk")
        note_look(
            actor=_governor(cast, plan.school.urn),
            look_id=look.pk,
            version=look.version,
            done_on=timezone.localdate(),
            words=words,
        )


def _governor(cast: Cast, urn: int) -> User:
    return cast.who_acts(Role.GOVERNOR, urn) or cast.head(urn)
