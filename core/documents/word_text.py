"""From the elements of WordprocessingML to paragraphs and tables."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self
from xml.etree.ElementTree import Element

from core.papers import BODY, Box, Grid, Part, Words

W = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
HEADING = re.compile(r"(?:heading|title)\s*([1-9]?)", re.IGNORECASE)
BOX = "txbxContent"
SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "", "ptab": " "}
NOT_SAID = {"del", "moveFrom"}  # tracked changes: what somebody took out
NEVER_TEXT = {"instrText", "delText", "delInstrText", "pPr", "rPr", "tblPr", "sdtPr"}
NO_FILL = {"", "auto", "FFFFFF", "ffffff"}
MOST_SPANNED = 60


def name_of(element: Element) -> str:
    """The name of an element of ours; empty for all others."""
    for space in W:
        if element.tag.startswith(space):
            return element.tag.removeprefix(space)
    return ""


def value(element: Element | None, name: str = "val") -> str:
    if element is None:
        return ""
    return next((element.attrib[space + name] for space in W if space + name in element.attrib), "")


def child(element: Element | None, *path: str) -> Element | None:
    for wanted in path:
        if element is None:
            return None
        element = next((one for one in element if name_of(one) == wanted), None)
    return element


@dataclass(frozen=True)
class Styles:
    """The names of styles by their ids."""

    names: dict[str, str]

    @classmethod
    def of(cls, root: Element) -> Self:
        found = [one for one in root if name_of(one) == "style"]
        return cls({value(one, "styleId"): value(child(one, "name")) for one in found})

    def level(self, paragraph: Element) -> int:
        style = value(child(paragraph, "pPr", "pStyle"))
        outline = value(child(paragraph, "pPr", "outlineLvl"))
        if found := HEADING.match(self.names.get(style, style)):
            return int(found[1] or 1)
        return int(outline) + 1 if outline.isdigit() and int(outline) < 9 else 0


class Reader:
    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.tables = 0
        self.left_out: Counter[str] = Counter()

    def notes(self) -> list[str]:
        return [f"{what}: {times}." for what, times in self.left_out.items()]

    def parts_in(self, element: Element, where: str = BODY) -> Iterator[Part]:
        """Paragraphs and tables in order. Boxes come after the paragraph they hang from."""
        for one in element:
            name = name_of(one)
            if name == "p":
                yield from self._paragraph(one, where)
            elif name == "tbl":
                yield from self._table(one)
            elif name not in NOT_SAID and one.tag != FALLBACK:
                yield from self.parts_in(one, where)

    def words_in(self, element: Element, where: str) -> Iterator[Words]:
        """The paragraphs of a part beside the body, those in tables as well."""
        for one in element.iter():
            if name_of(one) == "p":
                text = self._text(one)
                if text:
                    yield Words(text, where=where)

    def _paragraph(self, paragraph: Element, where: str) -> Iterator[Part]:
        text = self._text(paragraph)
        if text:
            yield Words(text, self.styles.level(paragraph) if where == BODY else 0, where)
        yield from self._boxes(paragraph)

    def _boxes(self, element: Element) -> Iterator[Part]:
        for one in element:
            if name_of(one) == BOX:
                yield from self.parts_in(one, "text box")
            elif one.tag != FALLBACK:
                yield from self._boxes(one)

    def _text(self, paragraph: Element) -> str:
        said = "".join(self._said(paragraph))
        return "\n".join(
            re.sub(r"[^\S\n]+", " ", line).strip() for line in said.split("\n")
        ).strip()

    def _said(self, element: Element) -> Iterator[str]:
        for one in element:
            name = name_of(one)
            if name in NOT_SAID:
                self.left_out["Deletions in tracked changes were left out"] += 1
            elif name == "t":
                yield one.text or ""
            elif name in SIGNS:
                yield SIGNS[name]
            elif name == "sym":
                self.left_out["Signs of a symbol font, such as ticks, were left out"] += 1
            elif name not in NEVER_TEXT and name != BOX and one.tag != FALLBACK:
                yield from self._said(one)

    def _table(self, table: Element) -> Iterator[Part]:
        self.tables += 1
        name, inner = f"Table {self.tables}", list[Part]()
        boxes: dict[tuple[int, int], Box] = {}
        open_above: dict[int, tuple[int, int]] = {}  # a column to the cell that goes on below
        for row, cells in enumerate(_within(table, "tr"), start=1):
            column = 1 + _number(child(cells, "trPr", "gridBefore"), least=0)
            for cell in _within(cells, "tc"):
                column = self._cell(cell, row, column, boxes, open_above, inner)
        yield Grid(name, tuple(boxes.values()))
        yield from inner

    def _cell(
        self,
        cell: Element,
        row: int,
        column: int,
        boxes: dict[tuple[int, int], Box],
        open_above: dict[int, tuple[int, int]],
        inner: list[Part],
    ) -> int:
        """Reads one cell and says in which column the next begins."""
        about = child(cell, "tcPr")
        across = _number(child(about, "gridSpan"), least=1)
        merge = child(about, "vMerge")
        goes_on = merge is not None and value(merge) != "restart"
        text, parts = self._in_cell(cell)
        inner += parts
        if goes_on and column in open_above and not text:
            above = boxes[open_above[column]]
            boxes[open_above[column]] = Box(above.row, above.column, above.text, above.across,
                                            row - above.row + 1, above.fill)  # fmt: skip
        else:
            fill = value(child(about, "shd"), "fill")
            boxes[row, column] = Box(row, column, text, across, 1, "" if fill in NO_FILL else fill)
            open_above.pop(column, None)
            if merge is not None:
                open_above[column] = (row, column)
        return column + across

    def _in_cell(self, cell: Element) -> tuple[str, list[Part]]:
        """The cell's own paragraphs as lines; tables inside it stand on their own."""
        parts = list(self.parts_in(cell))
        own = [part.text for part in parts if isinstance(part, Words) and part.where == BODY]
        rest = [part for part in parts if not isinstance(part, Words) or part.where != BODY]
        return "\n".join(own), rest


def _within(element: Element, name: str) -> Iterator[Element]:
    """Rows of a table, or cells of a row, also where something is wrapped around them."""
    for one in element:
        if name_of(one) == name:
            yield one
        elif name_of(one) not in {"tbl", "tc", *NOT_SAID}:
            yield from _within(one, name)


def _number(element: Element | None, *, least: int) -> int:
    said = value(element)
    return min(max(int(said), least), MOST_SPANNED) if said.isdigit() else least
