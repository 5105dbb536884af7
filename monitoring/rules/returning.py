"""Which cells of a school's data are handed back: a year group and a subject, or a whole line."""

from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_WORDS = 300
MOST_CELLS = 40


@dataclass(frozen=True)
class CellReason:
    """A blank year group means every year group of the subject; a blank subject, every subject."""

    year_group: str
    subject: str
    words: str

    def covers(self, year_group: str, subject: str) -> bool:
        return self.year_group in ("", year_group) and self.subject in ("", subject)


def wrong_with(cells: Sequence[CellReason], years: Sequence[str], subjects: Sequence[str]) -> str:
    """Why these reasons cannot be given, as a sentence; empty when they can."""
    if len(cells) > MOST_CELLS:
        return f"Give at most {MOST_CELLS} reasons by cell."
    for cell in cells:
        if not (cell.year_group or cell.subject):
            return "Choose a year group or a subject for each reason."
        if not cell.words.strip():
            return "Say what should change in each cell you chose."
        if len(cell.words) > LONGEST_WORDS:
            return f"Say it in at most {LONGEST_WORDS} characters for each cell."
        if cell.year_group not in ("", *years) or cell.subject not in ("", *subjects):
            return "Choose a year group and a subject that the collection asks for."
    return ""
