"""How much a document may hold. An honest plan of a school is a tenth of any of these."""

from core.errors import UnreadableFile
from core.papers import Grid, Paper, Words
from core.safe_xml import Allowed

MOST_TABLES = 100
MOST_CELLS = 20_000
MOST_PARAGRAPHS = 5_000
MOST_COLUMNS = 60
LONGEST_TEXT = 20_000  # of one cell or paragraph
MOST_TEXT = 1_000_000

# Word keeps pictures of its shapes in attributes, so these may be long; they are not looked at.
PARTS = Allowed(
    namespaces=True, deepest=60, longest_text=LONGEST_TEXT, longest_attribute=1024 * 1024
)


def checked(paper: Paper) -> Paper:
    grids = [part for part in paper.parts if isinstance(part, Grid)]
    words = [part for part in paper.parts if isinstance(part, Words)]
    cells = [box for grid in grids for box in grid.boxes]
    texts = [one.text for one in words] + [one.text for one in cells]
    _check("tables", len(grids), MOST_TABLES)
    _check("cells", len(cells), MOST_CELLS)
    _check("paragraphs", len(words), MOST_PARAGRAPHS)
    _check("columns in a table", max((grid.width for grid in grids), default=0), MOST_COLUMNS)
    _check("characters in one place", max(map(len, texts), default=0), LONGEST_TEXT)
    _check("characters", sum(map(len, texts)), MOST_TEXT)
    if not any(text.strip() for text in texts):
        raise UnreadableFile("E-PAPER-EMPTY", "There is no text in this file that we can read.")
    return paper


def _check(what: str, found: int, most: int) -> None:
    if found > most:
        raise UnreadableFile(
            "E-PAPER-LONG",
            f"The file has {found:,} {what}; the most we read is {most:,}. Send it in parts.",
        )
