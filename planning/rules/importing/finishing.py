"""What is said of a document once all of it was looked at, and titles that fit."""

from collections import Counter

from planning.rules.importing import heads
from planning.rules.importing.heads import squeezed
from planning.rules.importing.taken import (
    LONGEST_TITLE,
    MOST_PRIORITIES,
    MOST_ROWS,
    TO_BE_NAMED,
    Taken,
    cut,
    lines_of,
)

NOTHING = "Nothing in this document would be taken into the plan. Say what its columns hold."


def titled(text: str) -> tuple[str, str]:
    """A title that fits, and what of a longer text belongs to the outcome."""
    title = heads.title_of(text)
    if len(title) <= LONGEST_TITLE:
        return title, ""
    first = heads.title_of(lines_of(text)[0])
    if len(first) <= LONGEST_TITLE:
        return first, "\n".join(lines_of(text)[1:])
    return cut(title, LONGEST_TITLE - 1)[0], squeezed(text)


def why_no_colour(found: set[str], colour: str | None) -> str:
    if colour is None:
        return "It is not a colour we know. Say how the priority goes on its page."
    if not found:
        return "Words of how it goes need a colour beside them. Say both on the priority's page."
    if len(found) > 1:
        return "The rows of this priority have different colours. Say on its page how it goes."
    return "Complete needs its impact in words. Say on its page how it goes."


def nobody(taken: Taken) -> list[str]:
    without = sum(
        1 for one in taken.priorities for row in one.actions if row["owner"] == TO_BE_NAMED
    )
    return [f"Actions that name nobody say “{TO_BE_NAMED}”: {without}."] if without else []


def stops_of(taken: Taken) -> list[str]:
    if not taken.priorities and not taken.context:
        return [NOTHING]
    stops = []
    if len(taken.priorities) > MOST_PRIORITIES:
        stops.append(
            f"The document has {len(taken.priorities)} priorities; a plan has at most "
            f"{MOST_PRIORITIES}. Check which column or heading names them."
        )
    counted = Counter({
        (one.title, name): len(rows) for one in taken.priorities for name, rows in one.rows.items()
    })  # fmt: skip
    stops += [
        f"“{title}” has {many} {name}; a priority has at most {MOST_ROWS} of a kind. Check which "
        "headings name priorities."
        for (title, name), many in counted.items()
        if many > MOST_ROWS
    ]
    return stops
