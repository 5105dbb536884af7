"""Visits: written up by the school's lead, shared, answered by the head; actions done or not."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from banding.models import ActivityType, OfferLine
from core.units import quarters_from_days
from core.years import AcademicYear
from demo import checking
from demo.cast import Cast
from demo.stories import Story
from demo.timeline import Event, moment, next_weekday
from support import services
from support.models import Reply, Visit
from support.rules import Agreed

VISITS = "visits.yaml"
FORMS = UUID("6f1d5c1e-2a57-4a53-9d0c-7a3b1f6f1c55")


@dataclass(frozen=True)
class Action:
    what: str
    owner: str
    due_on: date
    done_on: date | None = None


@dataclass(frozen=True)
class Told:
    """One visit as it is written in the file. Without a reply it waits for the head's."""

    urn: int
    on: date
    line: str
    days: float
    purpose: str
    findings: str
    actions: tuple[Action, ...]
    reply: str = ""
    reply_text: str = ""
    state: str = "shared"
    unmet: dict[str, str] = field(default_factory=dict)

    @property
    def token(self) -> UUID:
        return uuid5(FORMS, f"{self.urn} {self.on} {self.line}")


def stories(story: Story) -> list[Told]:
    return [_told(**written) for written in story.read(VISITS)]


def _told(actions: list[list[Any]], **fields: Any) -> Told:
    return Told(actions=tuple(Action(*action) for action in actions), **fields)


def events(cast: Cast) -> Iterator[Event]:
    for told in stories(cast.story):
        if told.urn not in cast.urns:
            continue
        yield Event(moment(told.on, 15, 10), partial(_log, cast, told))
        if told.state == "draft":
            continue
        yield Event(moment(told.on, 17, 5), partial(_share, cast, told))
        if told.reply:
            day = next_weekday(next_weekday(told.on))
            yield Event(moment(day, 8, 20), partial(_reply, cast, told))
        for action in told.actions:
            if action.done_on:
                yield Event(moment(action.done_on, 15, 45), partial(_finish, cast, told, action))


def _log(cast: Cast, told: Told) -> None:
    """On its day, or today if that day has not come: nobody logs a visit before making it."""
    on = min(told.on, timezone.localdate())
    kind = _kind(told.line, AcademicYear.of(on).start_year)
    school = cast.school(told.urn)
    services.log_visit(
        actor=cast.lead(told.urn),
        form_token=told.token,
        school=school,
        **kind,
        answers=checking.answers(kind["activity"], school, on, told.unmet),
        on=on,
        quarter_days=quarters_from_days(str(told.days)),
        purpose=told.purpose,
        findings=told.findings,
        actions=[Agreed(action.what, action.owner, action.due_on) for action in told.actions],
    )


def _kind(code: str, start_year: int) -> dict[str, Any]:
    """The kind of visit that uses this line of the offer, or the line where none names it."""
    line = OfferLine.objects.get(edition__start_year=start_year, code=code)
    activity = ActivityType.objects.filter(edition=line.edition, offer_line=line).first()
    return {"activity": activity, "offer_line": line}


def _visit(told: Told) -> Visit:
    return Visit.objects.get(form_token=told.token)


def _share(cast: Cast, told: Told) -> None:
    visit = _visit(told)
    services.share_note(actor=cast.lead(told.urn), visit_id=visit.pk, version=visit.version)


def _reply(cast: Cast, told: Told) -> None:
    services.reply_to_visit(
        actor=cast.head(told.urn),
        visit_id=_visit(told).pk,
        reply=Reply(told.reply),
        text=told.reply_text,
    )


def _finish(cast: Cast, told: Told, action: Action) -> None:
    agreed = _visit(told).actions.get(what=action.what)
    services.finish_action(actor=cast.head(told.urn), action_id=agreed.pk)
