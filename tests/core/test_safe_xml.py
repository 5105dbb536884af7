"""XML that a person uploads is read to plain elements or refused by name, and opens nothing."""

import socket
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UnreadableFile
from core.safe_xml import DEEPEST, LONGEST_TEXT, MOST_ATTRIBUTES, MOST_BYTES, parse
from tests.properties import tried

UTF8 = b'<?xml version="1.0" encoding="utf-8"?>'
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))


def inside(content, start=UTF8):
    return start + b"<Roll>" + content + b"</Roll>"


def refusal(content):
    with pytest.raises(UnreadableFile) as refused:
        parse(content, root="Roll")
    assert len(str(refused.value)) > 20, "a person needs a sentence"
    return refused.value.code


@pytest.mark.parametrize(
    "content",
    [
        inside(b"<Pupil>Zo\xc3\xab &amp; co</Pupil>"),
        inside(b"<Pupil>Zo\xc3\xab &amp; co</Pupil>", b""),
        b"\xef\xbb\xbf" + inside(b"<Pupil>Zo&#235; &amp; co</Pupil>"),
        inside(b"<!-- made by us --><Pupil><![CDATA[Zo\xc3\xab & co]]></Pupil>"),
        inside(
            b"<Pupil>Zo\xeb &amp; co</Pupil>", b'<?xml version="1.0" encoding="windows-1252"?>\r\n'
        ),
    ],
    ids=["plain", "without a declaration", "marked", "commented", "windows"],
)
def test_an_honest_file_is_read_as_it_was_written(content):
    assert [pupil.text for pupil in parse(content, root="Roll")] == ["Zo\u00eb & co"]


def test_a_file_at_every_limit_is_read():
    deep = b"<a>" * (DEEPEST - 1) + b"x" * LONGEST_TEXT + b"</a>" * (DEEPEST - 1)
    attributes = b" ".join(b'a%d="%s"' % (n, b"y" * LONGEST_TEXT) for n in range(MOST_ATTRIBUTES))
    found = parse(inside(deep + b"<b " + attributes + b"/>"), root="Roll")
    assert len(list(found.iter("a"))) == DEEPEST - 1
    assert len(found.find("b").attrib) == MOST_ATTRIBUTES


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("E-XML-EMPTY", b""),
        ("E-XML-SIZE", b"<" + b"a" * MOST_BYTES),
        ("E-XML-DTD", UTF8 + b"<!DOCTYPE Roll><Roll/>"),
        ("E-XML-DTD", UTF8 + b'<!DOCTYPE a [<!ENTITY l0 "l">' + LAUGHS + b"]><Roll>&l9;</Roll>"),
        ("E-XML-DTD", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Roll>&b;</Roll>'),
        ("E-XML-DTD", b'<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1/b">%b;]><Roll/>'),
        ("E-XML-DTD", b'<!DOCTYPE Roll SYSTEM "http://127.0.0.1/roll.dtd"><Roll/>'),
        ("E-XML-DAMAGED", inside(b"&unknown;")),
        ("E-XML-DAMAGED", inside(b"<Pupil>")),
        ("E-XML-DAMAGED", inside(b"\xff")),
        ("E-XML-DAMAGED", inside(b"&#0;")),
        ("E-XML-DAMAGED", inside(b"") + inside(b"", b"")),
        ("E-XML-DAMAGED", b"UPN,Year"),
        ("E-XML-DEPTH", inside(b"<a>" * DEEPEST + b"</a>" * DEEPEST)),
        ("E-XML-DEPTH", inside(b"<a>" * 200_000)),
        ("E-XML-LONG", inside(b"x" * (LONGEST_TEXT + 1))),
        ("E-XML-LONG", inside(b"&#120;" * (LONGEST_TEXT + 1))),
        ("E-XML-LONG", inside(b'<a b="' + b"x" * (LONGEST_TEXT + 1) + b'"/>')),
        ("E-XML-LONG", inside(b"<a " + b" ".join(b'a%d=""' % n for n in range(101)) + b"/>")),
        ("E-XML-ROOT", b"<html/>"),
        ("E-XML-ROOT", b'<Roll xmlns="http://127.0.0.1/"/>'),
        ("E-XML-NAMESPACE", inside(b'<x:include xmlns:x="http://www.w3.org/2001/XInclude"/>')),
        ("E-XML-INSTRUCTION", UTF8 + b'<?xml-stylesheet href="http://127.0.0.1/x"?><Roll/>'),
        ("E-XML-INSTRUCTION", inside(b"<?php x ?>")),
        ("E-XML-ENCODING", inside(b"").decode().encode("utf-16")),
        ("E-XML-ENCODING", inside(b"").decode().encode("utf-16-le")),
        ("E-XML-ENCODING", inside(b"", b'<?xml version="1.0" encoding="utf-7"?>')),
        ("E-XML-ENCODING", inside(b"", b"<?xml version='1.0' encoding='utf-16'?>")),
    ],
)
def test_a_bad_file_is_refused_by_name_and_nothing_is_opened(code, content, monkeypatch):
    def touched(*_, **__):
        raise AssertionError("an upload made us open something")

    monkeypatch.setattr(socket, "socket", touched)
    monkeypatch.setattr("builtins.open", touched)
    assert refusal(content) == code


def test_more_parts_than_a_whole_trust_has_are_refused():
    assert refusal(inside(b"<a/>" * 500_001)) == "E-XML-ELEMENTS"


@tried
@given(
    st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=200).map(inside),
        st.text("<>/&;!?[]ab \"'=", max_size=200).map(lambda text: inside(text.encode())),
    )
)
def test_any_bytes_are_read_or_refused_with_a_code(content):
    with suppress(UnreadableFile):
        assert parse(content, root="Roll").tag == "Roll"
