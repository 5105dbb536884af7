"""Unique pupil numbers, by the vectors of DfE's code and of the reference."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from monitoring.rules.upn import LETTERS, check_letter, faults, verdict

VECTORS = [
    ("801200005001", "B"),
    ("207000016049", "P"),
    ("001999926001", "H"),
    ("001999926002", "X"),
    ("00199992601A", "G"),
    ("201100018042", "R"),
    ("20110001804V", "T"),
    ("801200001001", "H"),
]

bodies = st.tuples(
    st.text("0123456789", min_size=11, max_size=11), st.sampled_from(f"0123456789{LETTERS}")
).map("".join)


def asked(*upns):
    out = io.StringIO()
    call_command("check_upn", *upns, "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize(("body", "letter"), VECTORS)
def test_the_check_letter_is_the_one_of_the_reference(body, letter):
    told = verdict(letter + body)
    assert told.letter == letter
    assert told.result == ("valid" if body[-1].isdigit() else "temporary")


def test_a_widely_copied_example_is_wrong():
    assert verdict("B207000016049").result == "check letter should be P"


@pytest.mark.parametrize(
    "written",
    ["", "B80120000500", "B8012000050011", "B80120000500S", "B80120000500O", "B8012OOOO5001",
     "1801200005001", "B80120000500\u0661"],
)  # fmt: skip
def test_what_has_not_the_shape_is_no_upn(written):
    assert verdict(written).result == "not a UPN"


@pytest.mark.parametrize("letter", "IOS")
def test_a_letter_that_is_never_given_is_named_as_a_wrong_check_letter(letter):
    assert verdict(f"{letter}801200005001").result == "check letter should be B"


def test_small_letters_and_spaces_around_are_forgiven():
    assert verdict(" b801200005001 ").result == "valid"


@given(body=bodies, letter=st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_one_number_and_a_column_of_numbers_are_judged_alike(body, letter):
    shapeless, letters = faults([letter + body])
    is_right = verdict(letter + body).result in ("valid", "temporary")
    assert is_right == (not shapeless and not letters) == (letter == check_letter(body))


def test_the_command_answers_one_value_per_number():
    told = asked("B801200005001", "A801200005001", "G00199992601A", "hello")
    assert [one["result"] for one in told] == [
        "valid",
        "check letter should be B",
        "temporary",
        "not a UPN",
    ]
    assert told[2]["is_temporary"]


def test_the_command_says_it_in_words_too():
    out = io.StringIO()
    call_command("check_upn", "A801200005001", "x", stdout=out)
    assert out.getvalue().splitlines()[0] == "A801200005001: check letter should be B"
    assert "a letter and 12 digits" in out.getvalue()


def test_the_command_needs_a_number():
    with pytest.raises(CommandError):
        asked()
