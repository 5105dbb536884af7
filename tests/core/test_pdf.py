"""Structurally checked, not validated: no PDF/UA validator is to be had where these tests run."""

import io
import shutil
import socket
import subprocess
from datetime import UTC, datetime

import pikepdf
import pytest
from django.template import engines

from core import pdf
from tests.look.gallery import BY_SUBJECT, OVER_TIME

REPORT = """{% extends "pdf/base.html" %}{% block content %}
<h2>Where the school stands</h2>
{% for chart in charts %}{% include "pdf/chart.html" with chart=chart only %}{% endfor %}
<table><caption>Days this year</caption>
<thead><tr><th scope="col">Activity</th><th scope="col" class="num">Days</th></tr></thead>
<tbody>{% for n in rows %}<tr><th scope="row">Łódź {{ n }}</th><td class="num">12.0</td></tr>
{% endfor %}</tbody></table>
{% endblock %}"""
WHAT = {
    "title": "Health check: Kingsway Primary",
    "trust_name": "Northgate Learning Trust",
    "made_by": "Sam Okafor",
    "made_at": datetime(2026, 12, 12, 14, 2, tzinfo=UTC),
    "made_from": "15 of 16 returns",
    "recipient": "Local governing body",
    "charts": [OVER_TIME, BY_SUBJECT],
    "rows": range(60),
}


@pytest.fixture(scope="module")
def made():
    return pdf.pdf_of(engines["django"].from_string(REPORT).render(WHAT))


@pytest.fixture(scope="module")
def document(made):
    return pikepdf.open(io.BytesIO(made))


def tree(node):
    """Every structure element below a node."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from tree(kid)


def elements(document, kind):
    return [node for node in tree(document.Root.StructTreeRoot) if str(node.S) == f"/{kind}"]


def fonts(document):
    for page in document.pages:
        yield from page.Resources.Font.values()


def test_it_is_tagged_and_says_its_language_and_title(document):
    assert document.Root.MarkInfo.Marked
    assert str(document.Root.Lang) == "en-GB"
    assert document.Root.ViewerPreferences.DisplayDocTitle
    with document.open_metadata() as about:
        assert about["dc:title"] == WHAT["title"]
        assert about["pdfuaid:part"] == "1"


def test_each_figure_has_its_title_as_alternative_text(document):
    said = [str(figure.Alt) for figure in elements(document, "Figure")]
    assert said == [OVER_TIME.title, BY_SUBJECT.title]


def test_tables_have_header_cells_and_headings_have_their_rank(document):
    assert len(elements(document, "TH")) >= 2 + 60  # the head is repeated on each page
    assert len(elements(document, "H1")) == 1
    assert len(elements(document, "H2")) == 1


def test_every_font_is_inside_the_file_and_is_ours(document):
    for font in fonts(document):
        descendant = font.DescendantFonts[0]
        assert "/FontFile2" in descendant.FontDescriptor
        assert "Inter" in str(font.BaseFont)


def test_a_name_beyond_western_letters_is_set_in_a_font_that_has_them(document):
    assert any("Inter-Ext" in str(font.BaseFont) for font in fonts(document))


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
def test_every_page_says_who_made_it_when_and_from_what(made, tmp_path):
    (tmp_path / "report.pdf").write_bytes(made)
    text = subprocess.check_output(
        ["pdftotext", "-layout", tmp_path / "report.pdf", "-"], text=True
    )
    pages = text.split("\f")[:-1]
    for number, page in enumerate(pages, start=1):
        assert "Made by Sam Okafor on 12 Dec 2026 at 14:02" in page
        assert "From 15 of 16 returns" in page
        assert "For Local governing body" in page
        assert f"Page {number} of {len(pages)}" in page


def test_the_same_report_draws_the_same_pages(document):
    """Not the same bytes: the parts of our variable font that are taken in carry the second."""
    html = engines["django"].from_string(REPORT).render(WHAT)
    with pikepdf.open(io.BytesIO(pdf.pdf_of(html))) as again:
        for page, same in zip(document.pages, again.pages, strict=True):
            assert page.Contents.read_bytes() == same.Contents.read_bytes()


ATTACKS = [
    '<link rel="attachment" href="file://{secret}">',
    '<img src="file://{secret}" alt="x">',
    '<img src="{secret}" alt="x">',
    '<img src="../../../../..{secret}" alt="x">',
    '<img src="http://127.0.0.1:{port}/x.png" alt="x">',
    '<img src="//127.0.0.1:{port}/x.png" alt="x">',
    '<link rel="stylesheet" href="http://127.0.0.1:{port}/x.css">',
    '<style>@import url("http://127.0.0.1:{port}/x.css");</style>',
    '<style>p {{ background: url("file://{secret}") }}</style>',
    '<style>@font-face {{ font-family: X; src: url("http://127.0.0.1:{port}/x") }}</style>',
    '<object data="file://{secret}">x</object><embed src="file://{secret}">',
    '<a rel="attachment" href="file://{secret}">x</a>',
    '<svg><image href="file://{secret}" width="9" height="9"/></svg>',
    '<svg><use href="file://{secret}#a"/></svg>',
    '<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E" alt="x">',
]


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.svg"
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>MARKER-4711</text></svg>')
    return path


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_outside_static_is_read_and_no_connection_is_made(attack, secret, listener):
    html = attack.format(secret=secret, port=listener.getsockname()[1])
    page = f"<html lang=en-GB><title>x</title><body><p>before</p>{html}</body></html>"
    with pikepdf.open(io.BytesIO(pdf.pdf_of(page))) as document:
        assert not document.attachments
        everything = b"".join(
            thing.read_bytes() for thing in document.objects if isinstance(thing, pikepdf.Stream)
        )
    assert b"MARKER" not in everything
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/x.png",
        "file:///etc/passwd",
        "file://otherhost/etc/passwd",
        "data:text/plain,x",
        "ftp://example.org/x",
        "file:///etc/../etc/passwd",
    ],
)
def test_the_fetcher_refuses_everything_but_files_of_static(url):
    with pytest.raises(ValueError, match="A report asked for"):
        pdf.OurFilesOnly().fetch(url)


def test_a_link_that_leads_out_of_static_is_refused(secret):
    for path in (f"{pdf.BASE_URL}../manage.py", f"{pdf.BASE_URL}%2e%2e/manage.py"):
        with pytest.raises(ValueError, match="A report asked for"):
            pdf.OurFilesOnly().fetch(path)
