"""One description, three files: page, PDF and Word say the same words, and each is built well."""

import html
import io
import re
from dataclasses import asdict

import docx
import pikepdf
import pytest
from django.template.loader import render_to_string
from docx.oxml.ns import qn

from core.blocks import Cell, Column, facts, prose, table, words_of
from core.pdf import pdf_from
from core.word import docx_of
from tests.core.documents import COLUMNS, a_document, pdf_words, squeezed

DOCUMENT = a_document()


def front(document):
    return asdict(document) | {"blocks": document.blocks, "document": document}


@pytest.fixture(scope="module")
def pdf():
    return pdf_from("pdf/document.html", front(DOCUMENT))


@pytest.fixture(scope="module")
def word():
    return docx.Document(io.BytesIO(docx_of(DOCUMENT)))


def word_texts(word):
    for part in word.iter_inner_content():
        if hasattr(part, "rows"):
            yield from (cell.text for row in part.rows for cell in row.cells)
        else:
            yield part.text


def in_order(words, text):
    """Each of the words stands in the text, after the one before it."""
    at = 0
    for word in words:
        found = text.find(squeezed(word), at)
        assert found >= 0, word
        at = found + len(squeezed(word))


def test_the_page_says_every_word():
    page = render_to_string("components/blocks.html", {"blocks": DOCUMENT.blocks})
    text = squeezed(html.unescape(re.sub(r"<[^>]+>", " ", page)))
    blocks = list(words_of(a_document(trust_name="", title="", subtitle="")))
    in_order(blocks[len(DOCUMENT.stamp) :], text)


def test_the_pdf_says_every_word(pdf):
    said = pdf_words(pdf)
    for word in words_of(DOCUMENT):
        assert squeezed(word) in said, word


def test_the_word_file_says_every_word_and_no_other(word):
    assert squeezed("".join(word_texts(word))) == squeezed("".join(words_of(DOCUMENT)))


def test_the_pdf_is_tagged_and_says_its_title_and_language(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en-GB"
        assert str(document.docinfo["/Title"]) == "Improvement plan 2026/27"
        assert "/StructTreeRoot" in document.Root


def test_the_word_file_has_a_title_a_language_and_real_headings(word):
    about = word.core_properties
    assert (about.title, about.language) == ("Improvement plan 2026/27", "en-GB")
    assert about.author == "Northgate Learning Trust"
    styles = [(one.style.name, one.text) for one in word.paragraphs if one.text]
    assert ("Title", "Improvement plan 2026/27") in styles
    assert ("Heading 1", "Our school") in styles
    assert ("Heading 2", "Actions") in styles
    assert ("Heading 3", "Aim") in styles
    assert ("List Bullet", "Ofsted came in 2024") in styles
    languages = {one.get(qn("w:val")) for one in word.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_a_table_in_word_repeats_its_header_and_splits_no_row(word):
    _, actions = word.tables
    head, *rows = actions.rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    look = actions._tbl.tblPr.find(qn("w:tblLook"))
    assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
    assert actions._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Actions"


def test_typed_text_is_a_paragraph_a_line_and_a_list_where_it_has_dashes():
    assert [(one.kind, getattr(one, "items", "")) for one in prose("One\n- a\n• b\nTwo")] == [
        ("paragraph", ""),
        ("bullets", ("a", "b")),
        ("paragraph", ""),
    ]
    assert prose(" \n") == []


def test_facts_without_words_are_left_out():
    assert facts([("Ends", ""), ("Colour", Cell(""))]) == []


def test_a_row_shorter_than_its_header_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="not as long as its header"):
        table("Actions", COLUMNS, [["Daily reading"]])
    with pytest.raises(ValueError, match="not as long as its header"):
        table("Actions", [Column("What", 100)], [["One"]], total=["In all", "2"])


def test_signs_that_xml_cannot_hold_do_not_stop_a_word_file():
    made = docx_of(a_document(title="A\x0bplan\x00", blocks=tuple(prose("Tick\x07 \ufffe done"))))
    assert "Tick  done" in [one.text for one in docx.Document(io.BytesIO(made)).paragraphs]
