"""Draws a `core.blocks.Document` as a Word file, with real headings, lists and header rows.

Only code that makes files imports this module: python-docx brings lxml. What people send is read
by `core.documents`, never by this library.
"""

import io
import re
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from core.blocks import Block, Bullets, Cell, Document, Facts, Heading, Paragraph, Table

LANGUAGE = "en-GB"
FONT = "Calibri"  # on every machine that has Word; what has not gets Carlito, of the same widths
BRAND, INK, MUTED, RULE = "1D4F91", "14213D", "55617A", "CDD4E1"
WASH = {  # ground and ink, as static/css/tokens.css has them
    "good": ("DEF1E7", "14583A"),
    "calm": ("E4EEFB", "1B4A88"),
    "watch": ("FDEDD3", "7A4300"),
    "urgent": ("FBE2E1", "8F1D1D"),
    "neutral": ("ECEEF4", "3D475C"),
}
WIDTH = Mm(178)  # of the text on A4
NAME_SHARE = 25
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SIZES = {"Title": 24, "Subtitle": 12, "Heading 1": 15, "Heading 2": 12, "Heading 3": 11}


def docx_of(document: Document) -> bytes:
    word = docx.Document()
    _set_properties(word, document)
    _set_styles(word)
    _set_page(word, document)
    _write_front(word, document)
    for block in document.blocks:
        _write(word, block)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _clean(text: str) -> str:
    """Without the signs that XML cannot hold."""
    return NOT_XML.sub("", text)


def _set_properties(word: WordDocument, document: Document) -> None:
    about = word.core_properties
    about.title, about.subject = _clean(document.title)[:255], _clean(document.subtitle)[:255]
    about.author = about.last_modified_by = _clean(document.trust_name)[:255] or "Trustwide"
    about.comments, about.keywords = _clean(". ".join(document.stamp))[:255], ""
    about.language = LANGUAGE
    about.created = about.modified = document.made_at.replace(tzinfo=None)


def _set_styles(word: WordDocument) -> None:
    defaults = word.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    normal = word.styles["Normal"]
    _set_font(normal, 10, INK)
    normal.paragraph_format.space_after = Pt(4)
    for name, size in SIZES.items():
        style = word.styles[name]
        _set_font(style, size, MUTED if name == "Subtitle" else BRAND, bold=name != "Subtitle")
        style.font.italic = False
        style.paragraph_format.keep_with_next = True
        style.paragraph_format.space_before = Pt(14 if name == "Heading 1" else 8)
        style.paragraph_format.space_after = Pt(3)
    for border in word.styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
    word.styles["Title"].paragraph_format.space_before = Pt(0)
    _set_font(word.styles["Caption"], 9, MUTED, bold=False)
    word.styles["Caption"].paragraph_format.keep_with_next = True
    word.styles["Caption"].paragraph_format.space_after = Pt(2)


def _set_font(style: Any, size: float, colour: str, *, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)


def _set_page(word: WordDocument, document: Document) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin, section.bottom_margin = Mm(18), Mm(18)
    word.styles["Footer"].paragraph_format.tab_stops.clear_all()
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    _write_run(foot, document.title, 8, MUTED)
    _write_run(foot, "\tPage ", 8, MUTED)
    _write_field(foot, "PAGE")
    _write_run(foot, " of ", 8, MUTED)
    _write_field(foot, "NUMPAGES")


def _write_run(paragraph: WordParagraph, text: str, size: float, colour: str) -> WordRun:
    run = paragraph.add_run(_clean(text))
    run.font.size, run.font.color.rgb = Pt(size), RGBColor.from_string(colour)
    return run


def _write_field(paragraph: WordParagraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = _write_run(paragraph, "1", 8, MUTED)
    field.append(run._r)
    paragraph._p.append(field)


def _write_front(word: WordDocument, document: Document) -> None:
    if document.trust_name:
        run = _write_run(word.add_paragraph(), document.trust_name, 10, BRAND)
        run.font.bold = True
    word.add_paragraph(_clean(document.title), style="Title")
    if document.subtitle:
        word.add_paragraph(_clean(document.subtitle), style="Subtitle")
    for line in document.stamp:
        last = word.add_paragraph()
        last.paragraph_format.space_after = Pt(0)
        _write_run(last, line, 8.5, MUTED)
    _line_below(last, BRAND)
    last.paragraph_format.space_after = Pt(10)


def _line_below(paragraph: WordParagraph, colour: str) -> None:
    properties = paragraph._p.get_or_add_pPr()
    borders = OxmlElement("w:pBdr")
    borders.append(_border("w:bottom", colour, 12))
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _border(name: str, colour: str, eighths: int) -> Any:
    border = OxmlElement(name)
    for key, value in (("val", "single"), ("sz", str(eighths)), ("space", "4"), ("color", colour)):
        border.set(qn(f"w:{key}"), value)
    return border


def _write(word: WordDocument, block: Block) -> None:
    match block:
        case Heading():
            heading = word.add_heading(_clean(block.text), level=block.level - 1)
            heading.paragraph_format.page_break_before = block.starts_page
        case Paragraph():
            paragraph = word.add_paragraph()
            _write_run(paragraph, block.text, 9 if block.is_small else 10,
                       MUTED if block.is_small else INK)  # fmt: skip
        case Bullets():
            for item in block.items:
                word.add_paragraph(_clean(item), style="List Bullet")
        case Facts():
            _write_facts(word, block)
        case Table():
            _write_table(word, block)


def _write_facts(word: WordDocument, block: Facts) -> None:
    shares = [NAME_SHARE, 100 - NAME_SHARE]
    made = _new_table(word, len(block.pairs), shares, ", ".join(name for name, _ in block.pairs))
    _look(made, "firstColumn")
    for row, (name, value) in zip(made.rows, block.pairs, strict=True):
        _fill(row.cells[0], Cell(name), colour=MUTED)
        _fill(row.cells[1], value)
    _gap(word)


def _write_table(word: WordDocument, block: Table) -> None:
    word.add_paragraph(_clean(block.caption), style="Caption")
    rows = [*block.rows, tuple(map(Cell, block.total))] if block.total else list(block.rows)
    made = _new_table(word, len(rows) + 1, [one.share for one in block.columns], block.caption)
    _look(made, "firstRow", "firstColumn")
    head = made.rows[0]
    _mark_row(head, "w:tblHeader")
    for cell, column in zip(head.cells, block.columns, strict=True):
        _fill(cell, Cell(column.head), bold=True, colour=MUTED, to_right=column.is_number)
        _shade(cell, "F5F7FB")
    for number, (row, cells) in enumerate(zip(list(made.rows)[1:], rows, strict=True), start=1):
        _mark_row(row, "w:cantSplit")
        is_total = bool(block.total) and number == len(rows)
        for at, (place, said) in enumerate(zip(row.cells, cells, strict=True)):
            _fill(place, said, bold=is_total, to_right=block.columns[at].is_number)
    _gap(word)


def _gap(word: WordDocument) -> None:
    """A line after a table, without which two tables would become one."""
    after = word.add_paragraph()
    after.paragraph_format.space_after = Pt(0)
    after.paragraph_format.line_spacing = Pt(6)


def _new_table(word: WordDocument, rows: int, shares: list[int], told: str) -> WordTable:
    """`told` is what a screen reader says of the table."""
    made = word.add_table(rows, len(shares))
    made.autofit, made.alignment = False, WD_TABLE_ALIGNMENT.LEFT
    for column, share in zip(made.columns, shares, strict=True):
        column.width = int(WIDTH * share / 100)
        for cell in column.cells:
            cell.width = int(WIDTH * share / 100)
    properties = made._tbl.tblPr
    lines = OxmlElement("w:tblBorders")
    for side in ("w:top", "w:bottom", "w:insideH"):
        lines.append(_border(side, RULE, 4))
    properties.find(qn("w:tblLayout")).addprevious(lines)
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), _clean(told)[:250])
    properties.append(caption)
    return made


def _look(made: WordTable, *first: str) -> None:
    """Says which row and column are headers."""
    look = made._tbl.tblPr.find(qn("w:tblLook"))
    if look is None:
        look = OxmlElement("w:tblLook")
        made._tbl.tblPr.append(look)
    for name in list(look.attrib):
        del look.attrib[name]
    for name in ("firstRow", "lastRow", "firstColumn", "lastColumn", "noHBand", "noVBand"):
        look.set(qn(f"w:{name}"), "1" if name in first or name.startswith("no") else "0")


def _mark_row(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _fill(
    place: WordCell, cell: Cell, *, bold: bool = False, colour: str = INK, to_right: bool = False
) -> None:
    lines = cell.text.splitlines() or [""]
    for number, line in enumerate(lines):
        paragraph = place.paragraphs[0] if number == 0 else place.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(2) if number == 0 else Pt(0)
        paragraph.paragraph_format.space_after = Pt(2)
        ground, ink = WASH.get(cell.tone, ("", colour))
        run = _write_run(paragraph, line, 9, ink)
        run.font.bold = bold or bool(ground)
        if ground:
            run._r.get_or_add_rPr().append(_shading(ground))
        if to_right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _shade(place: WordCell, ground: str) -> None:
    place._tc.get_or_add_tcPr().append(_shading(ground))


def _shading(ground: str) -> Any:
    shading = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", ground)):
        shading.set(qn(f"w:{key}"), value)
    return shading
