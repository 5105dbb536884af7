"""The meeting of a triad: before its report and after. Nobody of the grid is named to review."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from schools.models import School
from tests.support.rotas import a_meeting, a_report, a_rota, schools_of

# fmt: off
#                                                         exe tru lea hea sta gov spe adm none
TABLE = """
  get  support:triad-detail                   meeting     200   . 200 200 404 404 404   .   .
  get  support:triad-detail                   published   200   . 200 200 200 200 404   .   .
  get  support:triad-plan                     meeting       .   . 200   .   .   .   .   .   .
  post support:triad-plan                     meeting       .   . 200   .   .   .   .   .   .
  get  support:triad-note                     meeting       .   .   . 302 404   . 404   .   .
  post support:triad-note                     meeting       .   .   . 302 404   . 404   .   .
  get  support:triad-report                   own_part        .   .   . 302 404   . 404   .   .
  post support:triad-report                   own_part        .   .   . 302 404   . 404   .   .
  post support:triad-share                    meeting       .   .   . 302 404   . 404   .   .
  post support:triad-comment                  own_part        .   .   . 200   .   .   .   .   .
  post support:triad-publish                  meeting       .   . 302   .   .   .   .   .   .
"""
# fmt: on


class Scene:
    school: School
    elsewhere: School

    @cached_property
    def meeting(self) -> Any:
        """Of a triad that the school elsewhere is not in."""
        rota = a_rota(published=True)
        triads = rota.triads.filter(places__school=self.school)
        apart = next(one for one in triads if self.elsewhere not in schools_of(one))
        return a_meeting(rota, triad=apart)

    @cached_property
    def published(self) -> Any:
        return a_report(self.meeting, published=True)


ARGUMENTS: dict[str, Callable[[Any], list[Any]]] = {
    "meeting": lambda scene: [scene.meeting.triad_id],
    "published": lambda scene: [scene.published.triad_id],
    "own_part": lambda scene: [scene.meeting.sections.get(school=scene.school).pk],
}
