"""What a printed document says, told once: its page, its PDF and its Word file say the same words.

Plain data without markup. `tone` is the tone of a badge (docs/components.md); empty means none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, TypeAlias

BULLET = re.compile(r"^\s*[-*\u2022\u2013]\s+")


@dataclass(frozen=True)
class Cell:
    text: str
    tone: str = ""


@dataclass(frozen=True)
class Heading:
    kind: ClassVar[str] = "heading"
    text: str
    level: int = 2
    starts_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    kind: ClassVar[str] = "paragraph"
    text: str
    is_small: bool = False


@dataclass(frozen=True)
class Bullets:
    kind: ClassVar[str] = "bullets"
    items: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """Pairs of words: what is said, and what it is."""

    kind: ClassVar[str] = "facts"
    pairs: tuple[tuple[str, Cell], ...]


NARROWEST = 10


@dataclass(frozen=True)
class Column:
    """`share` is of the width, in percent: a multiple of five, as shares.css has them."""

    head: str
    share: int
    is_number: bool = False

    def __post_init__(self) -> None:
        if self.share % 5 or self.share < NARROWEST:
            raise ValueError(f"There is no width of {self.share}% for “{self.head}”.")


@dataclass(frozen=True)
class Table:
    """The first column names the row. `total` is a last row, as long as the others, or empty."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        widths = {len(row) for row in (*self.rows, self.total or self.columns)}
        if widths != {len(self.columns)}:
            raise ValueError(f"A row of “{self.caption}” is not as long as its header.")

    @property
    def told(self) -> list[list[tuple[Column, Cell]]]:
        """Each row's cells with their columns."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]

    @property
    def summed(self) -> list[tuple[Column, str]]:
        return list(zip(self.columns, self.total, strict=True)) if self.total else []


Block: TypeAlias = Heading | Paragraph | Bullets | Facts | Table


@dataclass(frozen=True)
class Document:
    """A title, the lines that say what this copy is, and what it says."""

    title: str
    subtitle: str
    trust_name: str
    made_by: str
    made_at: datetime
    made_from: str
    recipient: str
    blocks: tuple[Block, ...]

    @property
    def stamp(self) -> list[str]:
        """As templates/pdf/base.html words it."""
        at = self.made_at
        by = f" by {self.made_by}" if self.made_by else ""
        lines = [f"Made{by} on {at.day} {at:%b %Y} at {at:%H:%M}"]
        lines += [f"From {self.made_from}"] if self.made_from else []
        return lines + ([f"For {self.recipient}"] if self.recipient else [])


def table(
    caption: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str | Cell]],
    *,
    total: Sequence[str] = (),
) -> Table:
    made = tuple(tuple(_cell(one) for one in row) for row in rows)
    return Table(caption, tuple(columns), made, tuple(total))


def facts(pairs: Iterable[tuple[str, str | Cell]]) -> list[Block]:
    """One block of the pairs that say something, or none."""
    said = tuple((name, _cell(value)) for name, value in pairs if _cell(value).text)
    return [Facts(said)] if said else []


def prose(text: str) -> list[Block]:
    """Typed text: a line is a paragraph, and lines that begin with a dash are a list."""
    made: list[Block] = []
    listed: list[str] = []
    for line in [*text.splitlines(), ""]:
        if BULLET.match(line):
            listed.append(BULLET.sub("", line).strip())
            continue
        if listed:
            made.append(Bullets(tuple(listed)))
            listed = []
        if line.strip():
            made.append(Paragraph(line.strip()))
    return made


def words_of(document: Document) -> Iterator[str]:
    """Every text of the document, in the order it is read."""
    front = [document.trust_name, document.title, document.subtitle, *document.stamp]
    yield from (text for text in front if text)
    for block in document.blocks:
        yield from (text for text in _texts(block) if text)


def _texts(block: Block) -> list[str]:
    match block:
        case Heading() | Paragraph():
            return [block.text]
        case Bullets():
            return list(block.items)
        case Facts():
            return [text for name, cell in block.pairs for text in (name, cell.text)]
        case Table():
            heads = [column.head for column in block.columns]
            cells = [cell.text for row in block.rows for cell in row]
            return [block.caption, *heads, *cells, *block.total]


def _cell(value: str | Cell) -> Cell:
    return value if isinstance(value, Cell) else Cell(value)
