"""Reads XML that a person uploaded into plain elements, or refuses it with a code (E-XML-…).

Nothing is ever fetched or opened: no document type, no entities, no instructions, no namespaces.
Limits: security.md 5.1. The elements of a file at every limit take some hundred megabytes.
"""

import re
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from core.errors import UnreadableFile

MOST_BYTES = 10 * 1024 * 1024
DEEPEST = 40
LONGEST_TEXT = 2_000
MOST_ELEMENTS = 500_000
MOST_ATTRIBUTES = 100
ENCODINGS = frozenset({"utf-8", "us-ascii", "ascii", "iso-8859-1", "windows-1252"})

DECLARATION = re.compile(rb"^<\?xml\s[^>]{0,200}?\?>")
ENCODING = re.compile(rb"""\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
SAY_AGAIN = "Export it again from your system and send that file."


@dataclass(frozen=True)
class Allowed:
    """What an honest file of a kind holds. Names with a namespace are read as `{namespace}name`."""

    namespaces: bool = False
    deepest: int = DEEPEST
    longest_text: int = LONGEST_TEXT
    longest_attribute: int = LONGEST_TEXT


PUPILS = Allowed()


def parse(content: bytes, *, root: str = "", allowed: Allowed = PUPILS) -> Element:
    """The file's outermost element, which must be called `root` if that is said, with all in it.

    Text and attributes are as written; comments are left out. Raises `UnreadableFile`.
    """
    _check_size(len(content))
    _check_encoding(content)
    builder = _Builder(root, allowed)
    parser = DefusedXMLParser(
        target=builder, forbid_dtd=True, forbid_entities=True, forbid_external=True
    )
    try:
        parser.feed(content)
        return parser.close()
    except DefusedXmlException as forbidden:
        raise _refusal(
            "DTD", f"The file declares a document type, which we do not open. {SAY_AGAIN}"
        ) from forbidden
    except ParseError as bad:
        line = bad.position[0]
        raise _refusal(
            "DAMAGED", f"The file is damaged or cut short at line {line}. {SAY_AGAIN}"
        ) from bad
    except (LookupError, ValueError) as bad:
        raise _refusal("ENCODING", _not_our_letters()) from bad


class _Builder(TreeBuilder):
    """Builds the elements, and stops at the first thing an honest file does not hold."""

    def __init__(self, root: str, allowed: Allowed) -> None:
        super().__init__()
        self.root, self.allowed = root, allowed
        self.depth = self.elements = self.characters = 0

    def start(self, tag: Any, attrs: Any) -> Any:
        self.characters = 0
        self.depth += 1
        self.elements += 1
        if self.elements == 1 and self.root and tag != self.root:
            raise _refusal("ROOT", f"This is not a file of the kind we read here. {SAY_AGAIN}")
        if tag.startswith("{") and not self.allowed.namespaces:
            raise _refusal("NAMESPACE", f"The file holds parts of another kind. {SAY_AGAIN}")
        if self.depth > self.allowed.deepest:
            raise _refusal(
                "DEPTH",
                f"The file is nested more than {self.allowed.deepest} levels deep. {SAY_AGAIN}",
            )
        if self.elements > MOST_ELEMENTS:
            raise _refusal(
                "ELEMENTS", f"The file has more than {MOST_ELEMENTS:,} parts. Send it in parts."
            )
        if len(attrs) > MOST_ATTRIBUTES or any(
            len(value) > self.allowed.longest_attribute for value in attrs.values()
        ):
            raise _too_long()
        return super().start(tag, attrs)

    def end(self, tag: Any) -> Any:
        self.depth -= 1
        self.characters = 0
        return super().end(tag)

    def data(self, data: Any) -> None:
        self.characters += len(data)
        if self.characters > self.allowed.longest_text:
            raise _too_long()
        super().data(data)

    def pi(self, target: str, text: str | None = None) -> Any:
        raise _refusal("INSTRUCTION", f"The file asks for another file to be opened. {SAY_AGAIN}")


def _check_size(size: int) -> None:
    if size == 0:
        raise _refusal("EMPTY", "There is nothing in this file.")
    if size > MOST_BYTES:
        raise _refusal(
            "SIZE",
            f"The file is {size / 1024 / 1024:.1f} MB; the most we take is 10 MB. "
            "Export one year group at a time.",
        )


def _check_encoding(content: bytes) -> None:
    """What is declared must be what is there; only encodings of single bytes and UTF-8 are read."""
    plain = content.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in plain[:4096] or plain.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refusal("ENCODING", _not_our_letters())
    declaration = DECLARATION.match(plain)
    if declaration is None:
        return
    told = ENCODING.search(declaration[0])
    if told and told[1].decode().lower() not in ENCODINGS:
        raise _refusal("ENCODING", _not_our_letters())


def _not_our_letters() -> str:
    return f"The file's letters are written in a way we cannot read. {SAY_AGAIN}"


def _too_long() -> UnreadableFile:
    return _refusal(
        "LONG", f"A value is longer than {LONGEST_TEXT:,} characters, so it is not a pupil's."
    )


def _refusal(kind: str, sentence: str) -> UnreadableFile:
    return UnreadableFile(f"E-XML-{kind}", sentence)
