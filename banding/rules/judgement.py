"""From criteria looked at one by one to a suggestion with its reasons. Values in, values out.

A level fits when every criterion that must be met is met, of its own and of the levels it builds
on. The suggestion is the best that fits; people choose. What is not known is said, never assumed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MET, NOT_MET, UNKNOWN = "met", "not_met", "unknown"


@dataclass(frozen=True)
class Looked:
    """A criterion and what was found. One that need not be met never decides anything."""

    text: str
    answer: str = UNKNOWN
    is_needed: bool = True


@dataclass(frozen=True)
class Rung:
    """A level with its criteria. Rank 1 needs least support; `builds_on` is a rank."""

    rank: int
    label: str
    criteria: tuple[Looked, ...]
    builds_on: int | None = None


@dataclass(frozen=True)
class Missing:
    """What stands between a school and a level."""

    rung: Rung
    unmet: tuple[Looked, ...]
    unknown: tuple[Looked, ...]

    @property
    def fits(self) -> bool:
        return not self.unmet and not self.unknown


@dataclass(frozen=True)
class Suggestion:
    """`rank` None: nothing fits on what is known."""

    rank: int | None
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Changed:
    """Criteria whose answer differs from the decision before, in their own words."""

    now_met: tuple[str, ...]
    no_longer_met: tuple[str, ...]


def suggest(rungs: Sequence[Rung], *, word: str = "level") -> Suggestion:
    ordered = sorted(rungs, key=lambda rung: rung.rank)
    judged = [missing(rung, ordered) for rung in ordered if _needed(rung, ordered)]
    best = next((one for one in judged if one.fits), None)
    better = [one for one in judged if best is None or one.rung.rank < best.rung.rank]
    first = _why(best.rung, ordered) if best else _why_none(judged, word)
    return Suggestion(best.rung.rank if best else None, (first, *_steps(better, best)))


def missing(rung: Rung, rungs: Sequence[Rung]) -> Missing:
    """What the level still lacks, the levels it builds on first."""
    needed = _needed(rung, rungs)
    return Missing(
        rung,
        unmet=tuple(one for one in needed if one.answer == NOT_MET),
        unknown=tuple(one for one in needed if one.answer not in (MET, NOT_MET)),
    )


def chain(rung: Rung, rungs: Sequence[Rung]) -> list[Rung]:
    """The level and those it builds on, deepest first; a circle is walked once."""
    by_rank, found = {one.rank: one for one in rungs}, [rung]
    while (below := found[0].builds_on) in by_rank and by_rank[below] not in found:
        found.insert(0, by_rank[below])
    return found


def _needed(rung: Rung, rungs: Sequence[Rung]) -> list[Looked]:
    return [one for link in chain(rung, rungs) for one in link.criteria if one.is_needed]


def _why(rung: Rung, rungs: Sequence[Rung]) -> str:
    own = [one for one in rung.criteria if one.is_needed]
    below = chain(rung, rungs)[:-1]
    if below:
        return f"{rung.label}: {below[-1].label} is met, and {quoted(own)}."
    met = "the criterion that must be met is" if len(own) == 1 else f"all {len(own)} criteria are"
    return f"{rung.label}: {met} met."


def _why_none(judged: Sequence[Missing], word: str) -> str:
    if any(one.unknown and not one.unmet for one in judged):
        return f"No {word} can be suggested yet."
    return f"No {word} has all its criteria met, so none is suggested."


def _steps(better: Sequence[Missing], best: Missing | None) -> list[str]:
    """The way to the next level up, then each better one that cannot be told yet."""
    upwards = list(reversed(better))
    said = [_step(upwards[0])] if upwards and best else []
    said += [_untold(one) for one in upwards if one.unknown and not one.unmet]
    return [sentence for sentence in said if sentence]


def _step(one: Missing) -> str:
    if not one.unmet:
        return ""
    more = "One more criterion" if len(one.unmet) == 1 else f"{len(one.unmet)} more criteria"
    if_met = f", if {_unknown(one.unknown)} met too," if one.unknown else ""
    return f"{more}, {quoted(one.unmet)}, and it would{if_met} be {one.rung.label}."


def _untold(one: Missing) -> str:
    count = len(one.unknown)
    known = "1 criterion is" if count == 1 else f"{count} criteria are"
    return f"Whether it is {one.rung.label} cannot be told: {known} not yet known."


def _unknown(looked: Sequence[Looked]) -> str:
    return (
        "the one not yet known is" if len(looked) == 1 else f"the {len(looked)} not yet known are"
    )


def quoted(looked: Sequence[Looked]) -> str:
    texts = [f"“{one.text.strip().rstrip('.')}”" for one in looked]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> Changed:
    """By the words of the criterion. One that was not asked both times is no change."""
    both = [text for text in after if text in before]
    return Changed(
        now_met=tuple(t for t in both if after[t] == MET and before[t] != MET),
        no_longer_met=tuple(t for t in both if after[t] == NOT_MET and before[t] == MET),
    )
