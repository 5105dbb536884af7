"""Questions and files of a note: properties of the rules."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DomainError
from support.rules import Asked, Said, applies, missing, not_met, proposed_action
from support.rules.answers import LONGEST_ACTION
from support.rules.files import LONGEST_NAME, MOST_BYTES, check_file, clean_name
from tests.properties import tried, tried_less

KINDS = ["text", "yes_no", "check", "date", "number", "sign_off"]
asked = st.builds(
    Asked,
    id=st.integers(1, 12),
    kind=st.sampled_from(KINDS),
    text=st.text(min_size=1, max_size=300),
    is_required=st.booleans(),
)
said = st.builds(
    Said,
    value=st.sampled_from(["", "yes", "partly", "no", "does_not_apply"]),
    text=st.text(max_size=400),
    on=st.none() | st.dates(),
    edition=st.text(max_size=20),
)
questions = st.lists(asked, max_size=12, unique_by=lambda one: one.id)
answers = st.dictionaries(st.integers(1, 12), said)


@tried
@given(questions, answers)
def test_what_is_missing_is_needed_and_an_answer_to_it_takes_it_away(questions, answers):
    before = missing(questions, answers)
    assert all(one.is_required for one in before)
    for one in before:
        whole = Said(value="yes", text="Seen.", on=date(2026, 9, 1), number=1, edition="2025")
        after = missing(questions, answers | {one.id: whole})
        assert after == [other for other in before if other != one]


@tried
@given(questions, answers)
def test_what_is_not_met_is_on_a_checklist_and_was_answered_so(questions, answers):
    for one in not_met(questions, answers):
        assert one.kind == "check"
        assert answers[one.id].value in {"partly", "no"}


@tried
@given(asked, said)
def test_a_proposed_action_fits_the_list(asked, said):
    assert 0 < len(proposed_action(asked, said)) <= LONGEST_ACTION


@pytest.mark.parametrize(
    ("phases", "phase", "is_asked"),
    [([], "special", True), (["primary"], "primary", True), (["primary"], "special", False)],
)
def test_an_item_is_asked_where_it_applies(phases, phase, is_asked):
    assert applies(phases, phase) is is_asked


@tried_less
@given(st.text(max_size=300))
def test_a_cleaned_name_is_one_short_line_and_stays_as_it_is(name):
    cleaned = clean_name(name)
    assert 0 < len(cleaned) <= LONGEST_NAME
    assert not set(cleaned) & set('/\\<>:"|?*\n\r\t\0')
    assert cleaned.isprintable()
    assert not cleaned.startswith(".")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("plan.pdf", b"", "empty"),
        ("plan.exe", b"MZ", "a PDF, a Word file"),
        ("plan.pdf", b"MZ not a pdf", "not what its name says"),
        ("plan.png", b"%PDF-1.7", "not what its name says"),
        ("big.pdf", b"%PDF-" + b"0" * MOST_BYTES, "larger than 10 MB"),
    ],
)
def test_a_file_that_is_not_taken_is_refused_in_a_sentence(name, content, sentence):
    with pytest.raises(DomainError, match=sentence):
        check_file(name, content)


@pytest.mark.parametrize(
    ("given_name", "cleaned"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Hana\\Head's plan.PDF", "Head's plan.pdf"),
        ("a<b>.png", "a b.png"),
        (".pdf", "file.pdf"),
    ],
)
def test_names_lose_what_could_trip_somebody(given_name, cleaned):
    assert clean_name(given_name) == cleaned
