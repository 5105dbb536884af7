"""The rota of triads: who plans it. It is of the whole trust, so no address names a school."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from schools.models import School
from tests.support.rotas import a_rota

# fmt: off
#                                                         exe tru lea hea sta gov spe adm none
TABLE = """
  get  support:triad-list                     -           200   . 200 200 200 200 200   .   .
  post support:rota-propose                   -           302   . 302   .   .   .   .   .   .
  get  support:rota-detail                    rota        200   . 200   .   .   .   .   .   .
  post support:rota-swap                      rota        200   . 200   .   .   .   .   .   .
  post support:rota-move                      rota        200   . 200   .   .   .   .   .   .
  post support:rota-publish                   rota        302   . 302   .   .   .   .   .   .
  post support:rota-discard                   rota        302   . 302   .   .   .   .   .   .
"""
# fmt: on


class Scene:
    school: School
    elsewhere: School

    @cached_property
    def rota(self) -> Any:
        return a_rota()


ARGUMENTS: dict[str, Callable[[Any], list[Any]]] = {"rota": lambda scene: [scene.rota.pk]}
