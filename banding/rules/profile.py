"""A best-fit profile by aspect: what it proposes, and how far the overall level stands from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Placed:
    """An aspect and the rank of the level it stands on; None is not yet known."""

    aspect: str
    rank: int | None


def best_fit(profile: Sequence[Placed]) -> int | None:
    """The middle rank of what is known; of two middle ones, that which needs more support."""
    ranks = sorted(placed.rank for placed in profile if placed.rank is not None)
    return ranks[len(ranks) // 2] if ranks else None


def distance(
    profile: Sequence[Placed], overall: int, labels: Mapping[int, str], *, word: str = "level"
) -> list[str]:
    """How the aspects stand beside the overall level. Nothing is said of an empty profile.

    `labels` are the levels by rank; steps are counted in levels of the edition.
    """
    order = sorted(labels)
    at = order.index(overall)
    steps = {p: at - order.index(p.rank) for p in profile if p.rank is not None}
    if not steps:
        return []
    apart = [placed for placed, up in steps.items() if up]
    said = [f"{labels[overall]} overall, and every aspect that is known stands there too."]
    if apart:
        first = f" stands {_steps(steps[apart[0]], word)}"
        words = [first, *(f" {_steps(steps[placed])}" for placed in apart[1:])]
        stands = [
            f"{placed.aspect}{how} ({labels[placed.rank or 0]})"
            for placed, how in zip(apart, words, strict=True)
        ]
        said = [f"{labels[overall]} overall: {', '.join(stands)}."]
    unknown = [placed.aspect for placed in profile if placed.rank is None]
    return [*said, f"Not yet known: {', '.join(unknown)}."] if unknown else said


def _steps(up: int, word: str = "") -> str:
    how_many = "one" if abs(up) == 1 else str(abs(up))
    plural = word + "s" if word and abs(up) > 1 else word
    return " ".join(part for part in (how_many, plural, "better" if up > 0 else "worse") if part)
