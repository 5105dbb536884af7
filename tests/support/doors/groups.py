"""Groups: leads keep them, others see those their people are in."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from schools.models import School
from tests.support.groups import a_group

# fmt: off
#                                                         exe tru lea hea sta gov spe adm none
TABLE = """
  get  support:group-list                     -           200   . 200 200 200   . 200   .   .
  get  support:group-start                    -             .   . 200   .   .   .   .   .   .
  post support:group-start                    -             .   . 200   .   .   .   .   .   .
  get  support:group-detail                   group       200   . 200 200 404   . 404   .   .
  post support:group-join                     group       302   . 200 302 404   . 404   .   .
  post support:group-leave                    group       302   . 200 302 404   . 404   .   .
  post support:group-meet                     group       302   . 200 302 404   . 404   .   .
  post support:group-close                    group       302   . 200 302 404   . 404   .   .
  get  support:group-write                    group_day   302   . 200 302 404   . 404   .   .
  post support:group-write                    group_day   302   . 200 302 404   . 404   .   .
"""
# fmt: on


class Scene:
    school: School

    @cached_property
    def group(self) -> Any:
        return a_group(self.school)


ARGUMENTS: dict[str, Callable[[Any], list[Any]]] = {
    "group": lambda scene: [scene.group.pk],
    "group_day": lambda scene: [scene.group.meetings.get().pk],
}
