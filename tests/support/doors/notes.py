"""What belongs to a note: its actions, files and reviewers: who gets what at each door."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from schools.models import School
from support import services
from tests import world

# fmt: off
#                                                         exe tru lea hea sta gov spe adm none
TABLE = """
  post support:visit-propose                  draft_visit   .   . 404   .   .   .   .   .   .
  post support:file-add                       draft_visit   .   . 404   .   .   .   .   .   .
  post support:file-add                       visit         .   . 200   .   .   .   .   .   .
  post support:file-remove                    file          .   . 302   .   .   .   .   .   .
  get  support:file-read                      file        200   . 200 200   .   .   .   .   .
  post support:reviewer-name                  draft_visit   .   . 404   .   .   .   .   .   .
  post support:reviewer-withdraw              reviewer      .   . 404   .   .   .   .   .   .
  get  support:review-list                    -             .   . 200 200 200   . 200   .   .
  get  support:review-edit                    reviewer      .   . 404 404 404   . 404   .   .
  post support:review-edit                    reviewer      .   . 404 404 404   . 404   .   .
  post support:review-submit                  reviewer      .   . 404 404 404   . 404   .   .
  get  support:action-list                    urn         200   . 200 200   .   .   .   .   .
  get  support:action-add                     urn         200   . 200 200   .   .   .   .   .
  post support:action-add                     urn         200   . 200 200   .   .   .   .   .
  get  support:action-detail                  action      200   . 200 200   .   .   .   .   .
  post support:action-move                    action      200   . 200 200   .   .   .   .   .
  post support:action-drop                    action      200   . 200 200   .   .   .   .   .
  post support:action-reopen                  action      200   . 200 200   .   .   .   .   .
"""
# fmt: on


class Scene:
    school: School

    @cached_property
    def file(self) -> Any:
        visit = world.a_visit(self.school)
        file = services.add_file(
            actor=visit.author, visit_id=visit.pk, name="plan.pdf", content=b"%PDF-1.7 plan"
        )
        services.share_note(actor=visit.author, visit_id=visit.pk, version=visit.version)
        return file

    @cached_property
    def reviewer(self) -> Any:
        return world.a_review(self.school)[0]


ARGUMENTS: dict[str, Callable[[Any], list[Any]]] = {
    "file": lambda scene: [scene.file.pk],
    "reviewer": lambda scene: [scene.reviewer.pk],
}
