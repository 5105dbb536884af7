"""Planned visits, capacity and leave: who gets what at each door."""

from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone

from accounts.roles import Role
from people.models import Person
from schools.models import School
from support.services import issue_statement, record_leave
from tests.support.diary import a_planned_visit, next_weekday
from tests.world import a_person, this_year

# fmt: off
#                                                         exe tru lea hea sta gov spe adm none
TABLE = """
  get  support:diary-list                     -           200   . 200 200   .   .   .   .   .
  get  support:booking-plan                   -             .   . 200   .   .   .   .   .   .
  post support:booking-plan                   -             .   . 200   .   .   .   .   .   .
  get  support:booking-detail                 booking     200   . 200 200   .   .   .   .   .
  post support:booking-move                   booking       .   . 200   .   .   .   .   .   .
  post support:booking-cancel                 booking       .   . 200   .   .   .   .   .   .
  post support:booking-write                  booking       .   . 302   .   .   .   .   .   .
  get  support:days-agree                     urn         200   .   .   .   .   .   .   .   .
  post support:days-agree                     urn         200   .   .   .   .   .   .   .   .
  get  support:days-carry                     urn         200   .   .   .   .   .   .   .   .
  post support:days-carry                     urn         200   .   .   .   .   .   .   .   .
  post support:statement-issue                urn         302   . 302   .   .   .   .   .   .
  get  support:statement-version              statement   200   . 200 200   .   .   .   .   .
  get  support:statement-download             statement   302   . 302 302   .   .   .   .   .
  post support:statement-reply                statement     .   .   . 200   .   .   .   .   .
  get  support:capacity-detail                -           200   . 200   .   .   .   .   .   .
  get  support:leave-record                   -           200   . 200   .   .   .   .   .   .
  post support:leave-record                   -           200   . 200   .   .   .   .   .   .
  post support:leave-withdraw                 leave       302   . 302   .   .   .   .   .   .
"""
# fmt: on


class Scene:
    school: School

    @cached_property
    def booking(self) -> Any:
        return a_planned_visit(self.school, on=next_weekday())

    @cached_property
    def statement(self) -> Any:
        chief, year = a_person(Role.EXECUTIVE, name="Lee"), this_year().start_year
        return issue_statement(actor=chief, school=self.school, start_year=year)

    @cached_property
    def leave(self) -> Any:
        today = timezone.localdate()
        return record_leave(
            actor=None, person=Person.objects.create(name="Ann Lee"), starts_on=today,
            ends_on=today + timedelta(days=4),
        )  # fmt: skip


ARGUMENTS: dict[str, Callable[[Any], list[Any]]] = {
    "booking": lambda scene: [scene.booking.pk],
    "statement": lambda scene: [scene.statement.pk],
    "leave": lambda scene: [scene.leave.pk],
}
