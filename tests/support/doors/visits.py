"""Visits, their notes and what was agreed on them: who gets what at each door."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from schools.models import School
from tests import world

# fmt: off
#                                                         exe tru lea hea sta gov spe adm none
TABLE = """
  get  support:visit-list                     -           200   . 200 200   .   .   .   .   .
  get  support:visit-log                      -             .   . 200   .   .   .   .   .   .
  post support:visit-log                      -             .   . 200   .   .   .   .   .   .
  get  support:visit-detail                   visit       200   . 200 200   .   .   .   .   .
  get  support:visit-detail                   draft_visit 404   . 404 404   .   .   .   .   .
  get  support:visit-edit                     draft_visit   .   . 404   .   .   .   .   .   .
  post support:visit-edit                     draft_visit   .   . 404   .   .   .   .   .   .
  post support:visit-serve                    draft_visit   .   . 404   .   .   .   .   .   .
  post support:visit-share                    draft_visit   .   . 404   .   .   .   .   .   .
  post support:visit-cancel                   visit         .   . 200   .   .   .   .   .   .
  post support:visit-reply                    visit         .   .   . 200   .   .   .   .   .
  post support:action-finish                  action      302   . 302 302   .   .   .   .   .
  get  support:record-detail                  urn         200   . 200 200   .   .   .   .   .
  get  support:statement-detail               urn         200 200 200 200   .   .   .   .   .
"""
# fmt: on


class Scene:
    school: School

    @cached_property
    def draft_visit(self) -> Any:
        return world.a_visit(self.school)

    @cached_property
    def visit(self) -> Any:
        return world.a_visit(self.school, shared=True)


ARGUMENTS: dict[str, Callable[[Any], list[Any]]] = {
    "draft_visit": lambda scene: [scene.draft_visit.pk],
    "visit": lambda scene: [scene.visit.pk],
    "action": lambda scene: [scene.visit.actions.get().pk],
}
