"""The lead's diary: visits planned, moved and cancelled, days decided, and a statement answered."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from accounts.models import User
from accounts.roles import Role
from banding.models import ActivityType, EditionState, OfferLine
from core.units import quarters_from_days
from demo.cast import Cast
from demo.texts import read
from demo.timeline import Event, moment
from support.models import StatementReply, SupportStatement, Visit
from support.selectors.bookings import own_entry
from support.selectors.days import statement_line
from support.services import days, leave, planning_visits, statements

TEXTS = "diary.yaml"
FORMS = UUID("2f2f6c1b-0b3b-4c56-9a39-5f0d6a7c7d02")
YEAR = 2026
CARRIED, AGREED, PLANNED = date(2026, 9, 18), date(2026, 11, 5), date(2026, 11, 12)
AWAY_SAID, CHANGED = date(2026, 11, 13), date(2026, 11, 19)
ISSUED, ANSWERED = date(2026, 11, 20), date(2026, 11, 24)
AWAY = (date(2027, 1, 25), date(2027, 1, 29))


def events(cast: Cast) -> Iterator[Event]:
    teller = Teller(cast, read(TEXTS))
    yield Event(moment(CARRIED, 11), teller.carry)
    yield Event(moment(AGREED, 11), teller.agree)
    yield Event(moment(AWAY_SAID, 9), teller.go_away)
    for place, told in enumerate(teller.texts["visits"]):
        yield Event(moment(PLANNED, 16, place), partial(teller.plan, told))
        if "moved_to" in told:
            yield Event(moment(CHANGED, 9), partial(teller.move, told))
        if "cancelled" in told:
            yield Event(moment(CHANGED, 10), partial(teller.cancel, told))
    yield Event(moment(ISSUED, 15), teller.issue)
    yield Event(moment(ANSWERED, 8), teller.answer)


class Teller:
    """Lets the lead, the chief executive and the headteacher do what the texts say."""

    def __init__(self, cast: Cast, texts: dict[str, Any]) -> None:
        self.cast, self.texts = cast, texts

    @property
    def urn(self) -> int:
        """The school of the headteacher who shows the demonstration."""
        return self.cast.schools_of(self.cast.person(Role.HEADTEACHER))[0]

    @property
    def lead(self) -> User:
        return self.cast.lead(self.urn)

    def plan(self, told: dict[str, Any]) -> None:
        lead = self.cast.person(Role.IMPROVEMENT_LEAD)
        schools = [self.urn, *(one for one in self.cast.schools_of(lead) if one != self.urn)]
        planning_visits.plan_visit(
            actor=self.lead,
            form_token=_token(told),
            school=self.cast.school(schools[told["school"] % len(schools)]),
            activity=self._kind(told["kind"]),
            on=told["on"],
            quarter_days=quarters_from_days(str(told["days"])),
            purpose=told["purpose"],
            capacity_reason=self.texts["beyond"],
        )

    def _kind(self, place: int) -> ActivityType:
        code = self.texts["kinds"][self.cast.story.model][place]
        return ActivityType.objects.get(
            code=code, edition__start_year=YEAR, edition__state=EditionState.IN_FORCE
        )

    def move(self, told: dict[str, Any]) -> None:
        planning_visits.move_visit(
            actor=self.lead,
            visit_id=_visit(told).pk,
            on=told["moved_to"],
            reason=told["why"],
            capacity_reason=self.texts["beyond"],
        )

    def cancel(self, told: dict[str, Any]) -> None:
        planning_visits.cancel_planned(
            actor=self.lead, visit_id=_visit(told).pk, reason=told["cancelled"]
        )

    def go_away(self) -> None:
        """Where the lead is in the register of people, which not every story has."""
        if person := own_entry(self.lead):
            starts_on, ends_on = AWAY
            leave.record_leave(actor=self.lead, person=person, starts_on=starts_on, ends_on=ends_on)

    def agree(self) -> None:
        told = self.texts["bespoke"]
        if line := self._line(told, YEAR):
            days.agree_bespoke(
                actor=self.cast.executive(),
                school=self.cast.school(self.urn),
                offer_line=line,
                quarter_days=quarters_from_days(str(told["days"])),
                on=AGREED,
                reason=told["why"],
            )

    def carry(self) -> None:
        """Where so many days were left of last year."""
        told, school = self.texts["carried"], self.cast.school(self.urn)
        old, new = (self._line(told, year) for year in (YEAR - 1, YEAR))
        quarters = quarters_from_days(str(told["days"]))
        if old and new and statement_line(school=school, offer_line=old).left >= quarters:
            days.carry_days(
                actor=self.cast.executive(),
                school=school,
                from_line=old,
                to_line=new,
                quarter_days=quarters,
                on=CARRIED,
                reason=told["why"],
            )

    def _line(self, told: dict[str, Any], start_year: int) -> OfferLine | None:
        code = told["lines"].get(self.cast.story.model, "")
        return OfferLine.objects.filter(edition__start_year=start_year, code=code).first()

    def issue(self) -> None:
        statements.issue_statement(
            actor=self.lead, school=self.cast.school(self.urn), start_year=YEAR
        )

    def answer(self) -> None:
        statements.reply_to_statement(
            actor=self.cast.head(self.urn),
            statement_id=SupportStatement.objects.get(school__urn=self.urn).pk,
            reply=StatementReply.AGREED,
            text=self.texts["answer"],
        )


def _token(told: dict[str, Any]) -> UUID:
    return uuid5(FORMS, f"{told['on']}")


def _visit(told: dict[str, Any]) -> Visit:
    return Visit.objects.get(form_token=_token(told))
