"""A reader in a process of its own: whatever it does, the caller gets plain data or a sentence."""

import logging
import time
import tracemalloc
from contextlib import suppress

import pytest

from core import apart
from core.errors import TooMuch, UnreadableFile
from core.spreadsheets import read_upload
from core.spreadsheets.uploads import READ_HERE
from monitoring.rules.columns import find_header
from tests.core import poison
from tests.core.test_spreadsheets import workbook
from tests.monitoring.marks import HEADER, as_csv, as_xlsx, rows

BRIEF = apart.Limits("XLSX", seconds=1, megabytes=300)


@pytest.fixture(autouse=True)
def _no_time_to_start(monkeypatch):
    monkeypatch.setattr(apart, "START", 2)


def refusal(reader):
    with pytest.raises(UnreadableFile) as refused:
        apart.read(reader, b"Ahmed", BRIEF)
    assert "Ahmed" not in str(refused.value)
    assert len(str(refused.value)) > 20
    return refused.value.code


def test_what_a_reader_says_comes_back_as_plain_data():
    assert apart.read(poison.lengths, b"12345", BRIEF, times=2) == [10, ["a", "b"]]


@pytest.mark.parametrize(
    ("code", "reader"),
    [
        ("E-XML-ROOT", poison.refuses),
        ("E-XLSX-TIME", poison.hangs),
        ("E-XLSX-TIME", poison.never_ends),
        ("E-XLSX-MEMORY", poison.takes_all_memory),
        ("E-XLSX-STOPPED", poison.crashes),
        ("E-XLSX-STOPPED", poison.says_too_much),
    ],
)
def test_a_reader_that_goes_wrong_is_a_sentence_and_nothing_hangs(code, reader, caplog):
    began = time.monotonic()
    assert refusal(reader) == code
    assert time.monotonic() - began < 30


def test_what_failed_is_logged_by_place_and_never_by_what_was_in_the_file(caplog):
    with caplog.at_level(logging.ERROR):
        assert refusal(poison.fails) == "E-XLSX-STOPPED"
    assert "ValueError at" in caplog.text
    assert "Ahmed" not in caplog.text


def test_a_reader_knows_no_secret(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://app:secret@db/trust")
    told = apart.read(poison.looks_around, b"", BRIEF)
    assert not [line for line in told if line.partition("=")[0] in ("DATABASE_URL", "SECRET_KEY")]


def test_two_are_read_at_once_and_the_next_is_asked_to_wait(monkeypatch):
    monkeypatch.setattr(apart, "PATIENCE", 0)
    with apart._turns, apart._turns, pytest.raises(TooMuch) as refused:
        apart.read(poison.lengths, b"", BRIEF, times=1)
    assert (refused.value.code, refused.value.seconds) == ("E-BUSY", 60)
    assert apart.read(poison.lengths, b"", BRIEF, times=1)[0] == 0


def large_csv():
    lines = [[*row, "x" * 120] for row in rows(12_000)]
    return as_csv(lines, [*HEADER, "Comment"])


@pytest.mark.parametrize(
    ("name", "content"),
    [("m.xlsx", as_xlsx(rows(30))), ("m.csv", large_csv())],
    ids=["workbook", "large csv"],
)
def test_an_honest_file_is_read_the_same_in_a_child(name, content, monkeypatch):
    children = []
    read = apart.read
    monkeypatch.setattr(apart, "read", lambda *a, **k: children.append(1) or read(*a, **k))
    table = read_upload(content, name, find_header=find_header)
    assert table.columns[0][:3] == [row[0] for row in rows(3)]
    assert (table.numbers[0], len(children)) == (2, 1)


def test_a_child_refuses_what_the_reader_refuses():
    content = workbook(["UPN", "UPN", "Year"], ["A", "B", "6"])
    with pytest.raises(UnreadableFile) as refused:
        read_upload(content, "m.xlsx", find_header=find_header)
    assert refused.value.code == "E-XLSX-TWICE"


HERE = READ_HERE - 200
NAMES = ",".join(HEADER).encode() + b"\n"
WORST = {
    "one line of short cells": b"ab," * (HERE // 3),
    "one line of names": ",".join(f"reading{n}" for n in range(HERE // 14)).encode(),
    "only commas": b"," * HERE,
    "only ends of lines": b"\n" * HERE,
    "ends of lines below names": NAMES + b"\n" * (HERE - 100),
    "only quotes": b'"' * HERE,
    "an open quote": NAMES + b'"' + b"a," * (HERE // 2 - 50),
    "nothing to be seen": NAMES + "\u200b".encode() * (HERE // 3 - 50),
    "many wide letters": ",".join(f"c{n}" for n in range(120)).encode()
    + (b"\n" + ",".join(["\u05e9"] * 120).encode()) * (HERE // 360 - 9),
    "one letter outside the plane": NAMES + "\U0001f600\n".encode() + b"a,b\n" * (HERE // 4 - 40),
}


@pytest.mark.parametrize("content", WORST.values(), ids=WORST)
def test_the_worst_that_is_read_here_takes_little_time_and_memory(content):
    """What ADR 0009 promises of a CSV file that is not given to a child."""
    assert len(content) <= READ_HERE
    time_taken, memory_taken = cost_of(content)
    assert time_taken < 2
    assert memory_taken < 128


def cost_of(content):
    """Seconds on the processor, and megabytes at the most, of reading or refusing it."""
    began = time.process_time()
    read_or_refused(content)
    took = time.process_time() - began
    tracemalloc.start()
    try:
        read_or_refused(content)
        return took, tracemalloc.get_traced_memory()[1] / 1024 / 1024
    finally:
        tracemalloc.stop()


def read_or_refused(content):
    with suppress(UnreadableFile):
        read_upload(content, "m.csv", find_header=find_header)
