"""A small document with one of every block, and what reads the words of a PDF."""

import io
import re
from datetime import UTC, datetime

import pikepdf

from core.blocks import Cell, Column, Document, Heading, Paragraph, facts, prose, table

COLUMNS = [Column("Action", 50), Column("Who", 25), Column("Cost", 25, is_number=True)]


def a_document(**changes) -> Document:
    told = {
        "title": "Improvement plan 2026/27",
        "subtitle": "Elm Grove (URN 100001)",
        "trust_name": "Northgate Learning Trust",
        "made_by": "Sam",
        "made_at": datetime(2026, 11, 26, 9, 5, tzinfo=UTC),
        "made_from": "version 2, approved on 3 Oct 2026",
        "recipient": "Sam, and nobody else without asking",
        "blocks": (
            Heading("Our school"),
            *prose("We have 210 pupils.\n\n- Łódź is twinned with us\n- Ofsted came in 2024"),
            *facts([("Outcome", "More read well"), ("Colour", Cell("On track", "good"))]),
            Heading("Actions", 3),
            table("Actions", COLUMNS, [["Daily reading", "English lead", "£500"]],
                  total=["In all", "", "£500"]),
            Heading("Aim", 4),
            Paragraph("Read <b>&amp;</b> write.", is_small=True),
        ),
    }  # fmt: skip
    return Document(**(told | changes))


def squeezed(text: str) -> str:
    """Without spaces, which each kind of file puts where it likes."""
    return re.sub(r"\s+", "", text)


def pdf_words(content: bytes) -> str:
    """The text a PDF shows, in the order it is drawn, without spaces."""
    said = []
    with pikepdf.open(io.BytesIO(content)) as document:
        for page in document.pages:
            fonts = {name: _letters(font) for name, font in page.Resources.Font.items()}
            said += _shown(page, fonts)
    return squeezed("".join(said))


def _shown(page, fonts):
    letters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            letters = fonts[str(operands[0])]
        elif str(operator) in {"Tj", "TJ"}:
            parts = operands[0] if str(operator) == "TJ" else operands
            for part in parts:
                if isinstance(part, pikepdf.String):
                    codes = bytes(part)
                    yield "".join(
                        letters.get(int.from_bytes(codes[at : at + 2], "big"), "")
                        for at in range(0, len(codes), 2)
                    )


def _letters(font) -> dict[int, str]:
    """Which letters each number of a font stands for."""
    found = {}
    cmap = font.ToUnicode.read_bytes().decode()
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    return found
