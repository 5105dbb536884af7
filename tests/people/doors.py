"""This room's part of the grid of doors: somebody of the school, and what is said of them."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from schools.models import School
from tests.people.register import a_claim, a_conflict, a_register, a_release, an_entry


class Scene:
    school: School
    elsewhere: School

    @cached_property
    def entry(self) -> Any:
        """Somebody without a login, so that nobody of the grid finds themselves there."""
        return an_entry(self.school)

    @cached_property
    def claim(self) -> Any:
        return a_claim(self.entry)

    @cached_property
    def release(self) -> Any:
        return a_release(self.entry, self.school)

    @cached_property
    def conflict(self) -> Any:
        return a_conflict(self.entry, self.elsewhere)

    @cached_property
    def register(self) -> Any:
        return a_register()


ARGUMENTS: dict[str, Callable[[Any], list[Any]]] = {
    "entry": lambda scene: [scene.entry.pk],
    "claim": lambda scene: [scene.claim.pk],
    "release": lambda scene: [scene.release.pk],
    "conflict": lambda scene: [scene.conflict.pk],
    "register": lambda scene: [scene.register.pk],
}
