"""Requests for help and deployments: who gets what at each door."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from schools.models import School
from tests.support.deploying import a_deployment, a_helper, a_request, an_ended_deployment

# fmt: off
#                                                           exe tru lea hea sta gov spe adm none
TABLE = """
  get  support:request-list                   -             200   . 200 200   .   .   .   .   .
  get  support:request-ask                    -               .   . 200 200   .   .   .   .   .
  post support:request-ask                    -               .   . 200 200   .   .   .   .   .
  get  support:request-detail                 help_asked    200   . 200 200   .   .   .   .   .
  post support:request-decline                help_asked    302   . 302   .   .   .   .   .   .
  post support:request-withdraw               help_asked      .   . 302 302   .   .   .   .   .
  get  support:request-propose                helper_of     200   . 200   .   .   .   .   .   .
  post support:request-propose                helper_of     200   . 200   .   .   .   .   .   .
  get  support:deployment-list                -             200   . 200 200 200   . 200   .   .
  get  support:deployment-detail              deployment    200   . 200 200 404   . 404   .   .
  post support:deployment-agree               deployment      .   .   . 302   .   .   .   .   .
  post support:deployment-decline             deployment    302   . 302 302 404   . 404   .   .
  post support:deployment-record              deployed      200   . 200 200 404   . 404   .   .
  post support:deployment-end                 deployed      302   . 302   .   .   .   .   .   .
  get  support:deployment-review              over_and_done 200   . 200 200   .   .   .   .   .
  post support:deployment-review              over_and_done 200   . 200 200   .   .   .   .   .
  get  support:allocation-plan                -             200   . 200   .   .   .   .   .   .
  post support:allocation-propose             -             302   . 302   .   .   .   .   .   .
"""
# fmt: on


class Scene:
    school: School

    @cached_property
    def help_asked(self) -> Any:
        return a_request(self.school)

    @cached_property
    def deployment(self) -> Any:
        return a_deployment(self.school)

    @cached_property
    def deployed(self) -> Any:
        return a_deployment(self.school, agreed=True)

    @cached_property
    def over_and_done(self) -> Any:
        return an_ended_deployment(self.school)


ARGUMENTS: dict[str, Callable[[Any], list[Any]]] = {
    "help_asked": lambda scene: [scene.help_asked.pk],
    "helper_of": lambda scene: [scene.help_asked.pk, a_helper().pk],
    "deployment": lambda scene: [scene.deployment.pk],
    "deployed": lambda scene: [scene.deployed.pk],
    "over_and_done": lambda scene: [scene.over_and_done.pk],
}
