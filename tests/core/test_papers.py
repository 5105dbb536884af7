"""What a sent Word file or workbook says is read in order, every cell once, and nothing is run."""

import io
import socket
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.documents import read_paper, uploads, word_file, workbook
from core.documents.limits import MOST_PARAGRAPHS, checked
from core.errors import UnreadableFile
from core.papers import Box, Grid, Paper, Words
from tests.core.papers import a_paper, a_word_file, a_workbook, fill_table, saved, with_part
from tests.properties import through_services

PLAN = [["Action", "Lead"], ["Daily reading", "English lead"]]


def texts(paper):
    return [
        [box.text for box in part.boxes] if isinstance(part, Grid) else part.text
        for part in paper.parts
    ]


def refusal(content, name="plan.docx"):
    with pytest.raises(UnreadableFile) as refused:
        read_paper(content, name)
    assert len(str(refused.value)) > 20, "a person needs a sentence"
    return refused.value.code


def changed(content, old, new):
    return with_part(content, **{"word/document.xml": lambda xml: xml.replace(old, new)})


def test_paragraphs_headings_and_tables_are_read_in_order():
    content = a_word_file(("Improvement plan", 0), "We are Elm Grove.", ("Priority 1", 2), PLAN)
    paper = read_paper(content, "Our Plan.DOCX")
    assert texts(paper) == ["Improvement plan", "We are Elm Grove.", "Priority 1",
                            ["Action", "Lead", "Daily reading", "English lead"]]  # fmt: skip
    assert [part.level for part in paper.parts if isinstance(part, Words)] == [1, 0, 2]


def test_a_paper_is_the_same_after_it_was_kept():
    paper = a_paper("One", ("Two", 2), PLAN)
    assert Paper.told(paper.plain()) == paper


def test_merged_cells_are_one_cell_that_covers_several():
    word = docx.Document()
    table = fill_table(word, [["Priority", "Action"], ["Maths", "One"], ["", "Two"], ["", ""]])
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 1)).text = "Priority 2: Reading"
    (grid,) = word_file.read(saved(word)).parts
    assert Box(2, 1, "Maths", 1, 2) in grid.boxes
    assert Box(4, 1, "Priority 2: Reading", 2, 1) in grid.boxes
    assert grid.width == 2
    assert [[box.text for box in boxes] for _, boxes in grid.rows()][2] == ["Maths", "Two"]


def test_a_cell_of_several_paragraphs_is_several_lines_and_a_table_inside_stands_alone():
    word = docx.Document()
    cell = fill_table(word, [["Train staff"]]).cell(0, 0)
    cell.add_paragraph("Buy books")
    cell.add_table(1, 1).cell(0, 0).text = "Inner"
    outer, inner = word_file.read(saved(word)).parts
    assert outer.boxes[0].text.startswith("Train staff\nBuy books")
    assert (inner.name, inner.boxes[0].text) == ("Table 2", "Inner")


def test_headers_footnotes_boxes_and_tracked_changes_are_accounted_for():
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "Confidential"
    paragraph = word.add_paragraph("Kept ")
    box = "<w:p><w:r><w:t>In a box</w:t></w:r></w:p>"
    for xml in (
        "<w:ins {}><w:r><w:t>put in</w:t></w:r></w:ins>",
        "<w:del {}><w:r><w:delText>taken out</w:delText></w:r></w:del>",
        f"<w:r {{}}><w:pict><w:txbxContent>{box}</w:txbxContent></w:pict></w:r>",
        '<w:r {}><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
    ):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
    paper = word_file.read(saved(word))
    assert [(part.text, part.where) for part in paper.parts] == [
        ("Kept put in", "body"),
        ("In a box", "text box"),
        ("Confidential", "page header"),
    ]
    assert paper.notes == (
        "Deletions in tracked changes were left out: 1.",
        "Signs of a symbol font, such as ticks, were left out: 1.",
    )


def test_what_is_not_text_is_left_out_and_said():
    relation = b'<Relationship Id="x" Type="a/attachedTemplate" Target="http://evil.example/t" '
    relation += b'TargetMode="External"/><Relationship Id="y" Type="a/hyperlink" '
    relation += b'Target="http://example.org/" TargetMode="External"/></Relationships>'
    content = with_part(a_word_file("Text"), **{
        "word/_rels/document.xml.rels": lambda xml: xml.replace(b"</Relationships>", relation),
        "word/media/image1.png": b"not looked at",
        "word/embeddings/oleObject1.bin": b"not opened",
        "word/charts/chart1.xml": b"<c/>",
    })  # fmt: skip
    assert read_paper(content, "plan.docx").notes == (
        "Pictures were not read: 1.",
        "Embedded files were not opened: 1.",
        "Charts and diagrams were not read: 1.",
        "Things kept outside the document, such as its template, were not fetched: 1.",
    )


def test_reading_asks_nobody(monkeypatch):
    monkeypatch.setattr(socket, "socket", lambda *a, **k: pytest.fail("asked the network"))
    assert texts(word_file.read(a_word_file("Text"))) == ["Text"]


def test_every_visible_sheet_is_read_with_its_merged_cells_colours_and_percentages():
    content = a_workbook(
        ("Priority 1", [["Action", "RAG", "By"], ["Read", None, 0.65], ["Write", None, None]]),
        ("Notes", [["Hidden"]]),
        fills=[("Priority 1", "B2", "00B050")],
    )
    book = load_workbook(io.BytesIO(content))
    book["Priority 1"].merge_cells("A3:C3")
    book["Priority 1"]["C2"].number_format = "0%"
    book["Notes"].sheet_state = "hidden"
    paper = read_paper(saved(book), "plan.xlsx")
    name, grid = paper.parts
    assert (name.text, name.where, grid.name) == ("Priority 1", "sheet name", "Sheet “Priority 1”")
    assert Box(3, 1, "Write", 3, 1) in grid.boxes
    assert Box(2, 2, "", 1, 1, "00B050") in grid.boxes
    assert Box(2, 3, "65%") in grid.boxes
    assert paper.notes == ("Hidden sheets were not read: Notes.",)


@pytest.mark.parametrize(
    ("code", "name", "content"),
    [
        ("E-TYPE", "plan.pdf", b"%PDF"),
        ("E-SIZE", "plan.docx", b"PK\x03\x04" + b"0" * 5 * 1024 * 1024),
        ("E-DOCX-TYPE", "plan.docx", b"<html>"),
        ("E-DOCX-LOCKED", "plan.docx", b"\xd0\xcf\x11\xe0" + b"0" * 99),
        ("E-DOCX-DAMAGED", "plan.docx", b"PK\x03\x04" + b"0" * 99),
        ("E-DOCX-DAMAGED", "plan.docx", a_workbook(("S", PLAN))),
        ("E-XLSX-DAMAGED", "plan.xlsx", a_word_file("Text")),
        ("E-DOCX-MACRO", "p.docx", with_part(a_word_file("T"), **{"word/vbaProject.bin": b"x"})),
        ("E-PAPER-EMPTY", "plan.docx", a_word_file("")),
        ("E-DOCX-DAMAGED", "plan.docx", changed(a_word_file("Text"), b"</w:body>", b"")),
        ("E-DOCX-DTD", "plan.docx", changed(a_word_file("T"), b"<w:document",
                                            b"<!DOCTYPE a [<!ENTITY b 'c'>]><w:document")),
        ("E-DOCX-INSTRUCTION", "plan.docx", changed(a_word_file("T"), b"<w:body>",
                                                    b"<?xml-stylesheet href='x'?><w:body>")),
        ("E-DOCX-DEPTH", "plan.docx", changed(a_word_file("T"), b"<w:body>",
                                              b"<w:body>" + b"<a>" * 80)),
        ("E-DOCX-LONG", "plan.docx", a_word_file("x" * 20_001)),
    ],
)  # fmt: skip
def test_what_cannot_be_read_safely_is_refused_in_words(code, name, content):
    assert refusal(content, name) == code


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(uploads.apart, "read", lambda *a, **k: pytest.fail("started a child"))
    flat = io.BytesIO()
    with zipfile.ZipFile(flat, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", b"<Types/>")
        bomb.writestr("word/document.xml", b"<a>" + b" " * 51 * 1024 * 1024)
    assert refusal(flat.getvalue()) == "E-DOCX-UNPACKED"


def test_more_than_an_honest_plan_holds_is_refused():
    with pytest.raises(UnreadableFile, match="5,001 paragraphs; the most we read is 5,000"):
        checked(a_paper(*["x"] * (MOST_PARAGRAPHS + 1)))


# openpyxl would write a formula for what begins with an equals sign.
cells = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20).filter(
    lambda text: not text.startswith("=")
)


@through_services
@given(rows=st.lists(st.lists(cells, min_size=2, max_size=4), min_size=1, max_size=5))
def test_every_cell_of_a_workbook_is_read_as_it_stands(rows):
    parts = workbook.read(a_workbook(("Plan", rows))).parts
    found = [box.text for part in parts if isinstance(part, Grid) for box in part.boxes]
    assert found == [cell.strip() for row in rows for cell in row if cell.strip()]
