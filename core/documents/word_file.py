"""Reads the text of a Word file: body, boxes, headers, footnotes and comments. No part is opened
that is not text, and no address is followed.
"""

import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from core import safe_xml
from core.documents.limits import PARTS
from core.documents.word_text import Reader, Styles
from core.errors import UnreadableFile
from core.papers import Paper, Part
from core.spreadsheets.xlsx_guard import CANNOT_UNPACK, WORD, opened

BESIDE = (  # where text stands outside the body, by the names of its parts
    (re.compile(r"word/header\d*\.xml"), "page header"),
    (re.compile(r"word/footer\d*\.xml"), "page footer"),
    (re.compile(r"word/footnotes\.xml"), "footnote"),
    (re.compile(r"word/endnotes\.xml"), "endnote"),
    (re.compile(r"word/comments\.xml"), "comment"),
)
LEFT_OUT = (
    (re.compile(r"word/media/"), "Pictures were not read"),
    (re.compile(r"word/(embeddings|activeX)/"), "Embedded files were not opened"),
    (re.compile(r"word/(charts/chart|diagrams/data)\d*\.xml"), "Charts and diagrams were not read"),
    (re.compile(r"word/afchunk|\.(mht|htm|html|rtf)$"), "Inserted documents were not opened"),
)
OUTSIDE = b'TargetMode="External"'
ONLY_A_LINK = re.compile(rb'Type="[^"]*/hyperlink"')
RELATION = re.compile(rb"<Relationship\b[^>]*>")


def read(content: bytes) -> Paper:
    archive = opened(content, WORD)
    try:
        return _read(archive)
    except UnreadableFile as refusal:
        kind = refusal.code.rpartition("-")[2]
        raise WORD.refusal(
            kind,
            "holds a part that cannot be read safely. Open it in Word, copy the text to a new "
            "document, save that and send it.",
        ) from refusal
    except CANNOT_UNPACK as bad:
        raise WORD.refusal("DAMAGED", "is damaged.") from bad


def _read(archive: zipfile.ZipFile) -> Paper:
    names = archive.namelist()
    reader = Reader(_styles(archive))
    body = _root(archive, WORD.main_part)
    parts: list[Part] = list(reader.parts_in(body))
    for name in names:
        for pattern, where in BESIDE:
            if pattern.fullmatch(name):
                parts += reader.words_in(_root(archive, name), where)
    return Paper(tuple(parts), (*_left_out(names), *_outside(archive), *reader.notes()))


def _root(archive: zipfile.ZipFile, name: str) -> Element:
    return safe_xml.parse(archive.read(name), allowed=PARTS)


def _styles(archive: zipfile.ZipFile) -> Styles:
    name = "word/styles.xml"
    return Styles.of(_root(archive, name)) if name in archive.namelist() else Styles({})


def _left_out(names: list[str]) -> Iterator[str]:
    for pattern, words in LEFT_OUT:
        found = sum(1 for name in names if pattern.search(name))
        if found:
            yield f"{words}: {found}."


def _outside(archive: zipfile.ZipFile) -> Iterator[str]:
    """Whether the document points outside itself by more than links to click on."""
    relations = [name for name in archive.namelist() if name.endswith(".rels")]
    found = sum(
        1
        for name in relations
        for relation in RELATION.findall(archive.read(name))
        if OUTSIDE in relation and not ONLY_A_LINK.search(relation)
    )
    if found:
        yield f"Things kept outside the document, such as its template, were not fetched: {found}."
