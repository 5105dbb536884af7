"""Table-driven state machines: one table per noun, checked in one place."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.errors import WrongState

REGISTRY: list["Workflow"] = []


@dataclass(frozen=True)
class Workflow:
    """`moves` maps a state to the states it may become; `docs/states.md` is drawn from it."""

    name: str
    moves: Mapping[str, frozenset[str]]

    def __post_init__(self) -> None:
        REGISTRY.append(self)

    def allows(self, current: str, target: str) -> bool:
        return target in self.moves.get(current, frozenset())

    def check(self, current: str, target: str) -> None:
        if not self.allows(current, target):
            raise WrongState(f"A {self.name} that is {current} cannot become {target}.")

    def as_mermaid(self) -> str:
        edges = [f"    {a} --> {b}" for a, bs in self.moves.items() for b in sorted(bs)]
        return "\n".join(["stateDiagram-v2", *edges])
