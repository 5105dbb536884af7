"""Short by design: how many words a part should have, and how many it has."""

from dataclasses import dataclass

GUIDES = {
    "narrative": 250,
    "strengths": 150,
    "context": 300,
    "horizon": 150,
    "outcome": 80,
    "baseline": 80,
    "exit_criteria": 120,
    "intent": 250,
    "aim": 80,
    "steps": 200,
}


@dataclass(frozen=True)
class Length:
    words: int
    guide: int

    @property
    def is_long(self) -> bool:
        return self.words > self.guide

    def __str__(self) -> str:
        said = f"{self.words} of about {self.guide} words"
        return f"{said}: shorter reads better" if self.is_long else said


def length_of(field: str, text: str) -> Length | None:
    guide = GUIDES.get(field)
    return Length(len(text.split()), guide) if guide else None
