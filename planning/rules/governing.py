"""What governors look at in a half-term and what they ask: suggested from the plan, in plain words.

Governors ask how the school knows. They do not judge teaching, so nothing here sends them to do so.
"""

from collections.abc import Iterator
from dataclasses import dataclass

# Each priority once a term, in its second half, when there is something to see.
HALF_TERMS = ("AUT2", "SPR2", "SUM2")
OF_COLOUR = {
    "red": "This is off track. What changes now, and what help does the school need?",
    "amber": "This is behind. What would bring it back on track, and by when?",
    "green": "This is on track. What shows that pupils gain by it, and not only that work is done?",
    "grey": "This has not begun. When does it, and what is it waiting for?",
    "blue": "This is complete. What keeps it so next year?",
}
OF_GROUPS = "How is it for disadvantaged pupils and for pupils with SEND?"
ALL_PUPILS = "ALL"


@dataclass(frozen=True)
class Said:
    """A priority as the plan has it. Milestones and monitoring are of half-terms (AUT2)."""

    title: str
    rag: str
    measure: str = ""
    group: str = ALL_PUPILS
    target_percent: int | None = None
    criteria: tuple[str, ...] = ()
    milestones: tuple[tuple[str, str], ...] = ()
    monitoring: tuple[tuple[str, str], ...] = ()


def what_to_look_at(said: Said, half_term: str) -> str:
    return "\n".join(_looks(said, half_term))


def _looks(said: Said, half_term: str) -> Iterator[str]:
    if said.measure:
        aim = "" if said.target_percent is None else f", against the target of {_percent(said)}"
        yield f"The figure of this term: {said.measure}{aim}."
    term = {half_term, f"{half_term[:3]}1"}
    due = [f"“{text}”" for half, text in said.milestones if half in term]
    if due:
        yield f"What was to be reached this term: {', '.join(due)}."
    seen = [look for half, look in said.monitoring if half in term]
    if seen:
        yield f"What the school's monitoring found: {', '.join(seen)}."
    if not (said.measure or due or seen):
        yield "What the school has done, and what it sees change."


def questions(said: Said) -> str:
    """One a line."""
    return "\n".join(_questions(said))


def _questions(said: Said) -> Iterator[str]:
    if said.measure:
        aim = "the baseline" if said.target_percent is None else _percent(said)
        yield f"Where does the figure stand against {aim}, and how many pupils is the difference?"
    if said.criteria:
        yield f"The plan says “{said.criteria[0]}”. How do you know that it is coming nearer?"
    yield OF_COLOUR[said.rag]
    if said.group == ALL_PUPILS:
        yield OF_GROUPS


def _percent(said: Said) -> str:
    return f"{said.target_percent}%"
