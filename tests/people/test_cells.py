import pytest

from people.rules import npqs
from people.rules.cells import Part, designations, read_fte, without_tags


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("ITT, English", [("ITT", ""), ("English", "")]),
        ("KS1 & 2", [("", "KS1"), ("", "KS2")]),
        ("KS1/2", [("", "KS1"), ("", "KS2")]),
        ("KS1, 2", [("", "KS1"), ("", "KS2")]),
        ("Key Stage 1 and KS2", [("", "KS1"), ("", "KS2")]),
        ("KS1-3", [("", "KS1"), ("", "KS2"), ("", "KS3")]),
        ("EYFS & KS1", [("", "EYFS"), ("", "KS1")]),
        ("Early Years", [("", "EYFS")]),
        ("KS2 writing", [("writing", "KS2")]),
        ("Maths (KS1, KS2)", [("Maths", "KS1"), ("Maths", "KS2")]),
        ("Assessment & Moderation", [("Assessment & Moderation", "")]),
        ("School Improvement (Special, SEND)", [("School Improvement (Special, SEND)", "")]),
        ("English & Maths", [("English", ""), ("Maths", "")]),
        ("Reading\nWriting;  Phonics /  ", [("Reading", ""), ("Writing", ""), ("Phonics", "")]),
        ("• Reading • Pre-school", [("Reading", ""), ("Pre-school", "")]),
        (" - ", []),
        ("n/a", []),
    ],
)
def test_a_cell_is_a_list_of_designations(cell, parts):
    assert designations(cell) == [Part(*part) for part in parts]


def test_marks_of_a_web_page_are_list_marks():
    cell = "<ul style='x'><li>Maths</li><li>Reading &amp; Phonics</li></ul>"
    assert [part.area for part in designations(without_tags(cell))] == [
        "Maths",
        "Reading",
        "Phonics",
    ]


@pytest.mark.parametrize(
    ("cell", "hundredths"),
    [("0.2 FTE", 20), ("1.0 FTE", 100), ("1", 100), (".5fte", 50), (" 0.33 FTE ", 33)],
)
def test_a_part_of_full_time_is_hundredths(cell, hundredths):
    assert read_fte(cell) == hundredths


@pytest.mark.parametrize(
    ("cell", "fix"),
    [
        ("CEO", "such as 0.4 FTE"),
        (".", "such as 0.4 FTE"),
        ("", "such as 0.4 FTE"),
        ("0.333 FTE", "in hundredths"),
        ("0", "more than 0"),
        ("1.5 FTE", "at most 1.0"),
    ],
)
def test_what_is_no_part_of_full_time_says_what_to_write(cell, fix):
    with pytest.raises(ValueError, match=fix):
        read_fte(cell)


@pytest.mark.parametrize(
    ("written", "code", "was_mapped"),
    [
        ("NPQSL", "NPQSL", False),
        ("NPQ SL", "NPQSL", False),
        ("NQPSL", "NPQSL", True),
        ("NPQEH", "NPQEL", True),
        ("NPQSENC", "NPQSENCO", True),
        ("NPQML", "NPQML", False),
    ],
)
def test_slips_for_a_qualification_are_mapped_and_said(written, code, was_mapped):
    found = npqs.read(written)
    assert (found.code, found.was_mapped) == (code, was_mapped)


@pytest.mark.parametrize("written", ["NPQ", "NPQX", "Nursery", "Phonics", "NPQL", ""])
def test_what_could_be_several_or_none_is_not_guessed(written):
    assert npqs.read(written) is None
