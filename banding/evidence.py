"""What a finding may rest on. Each room offers its own, registered in `AppConfig.ready`.

What is offered is kept as it read on the day it was linked, so evidence is words and an address.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from banding.models import EvidenceKind
from schools.models import School


@dataclass(frozen=True)
class Offered:
    """`key` says which one to whoever offered it."""

    kind: str
    key: str
    text: str
    on: date | None = None
    url: str = ""

    @property
    def value(self) -> str:
        """How a form names it."""
        return f"{self.kind}:{self.key or self.text}"

    @property
    def kind_label(self) -> str:
        return EvidenceKind(self.kind).label


Provide = Callable[[School, User], Iterable[Offered]]

PROVIDERS: list[tuple[int, Provide]] = []


def offer(provide: Provide, *, order: int) -> None:
    """A provider offers only what this person may see."""
    PROVIDERS.append((order, provide))


def offered_to(user: User, school: School) -> list[Offered]:
    ordered = sorted(PROVIDERS, key=lambda one: one[0])
    return [one for _, provide in ordered for one in provide(school, user)]
