"""Who came and went since last time, and who may be in the file twice: shown, never merged."""

import io
import json
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import GRANTS, Can, Role
from core.models import JournalEntry
from monitoring import verbs
from monitoring.models import Pupil, Submission, TwoChildren
from monitoring.rules.moves import Known, maybe_one_child, moves
from monitoring.selectors.moves import moves_of
from tests.monitoring.marks import a_row, a_upn, as_csv, rows
from tests.world import a_collection, a_draft, a_person, a_return, a_school, an_upload

BORN = date(2016, 3, 1)


def known(at, surname="Alder", forename="Amina", *, upn=None, born=BORN, year_group="4"):
    return Known(at, a_upn(at) if upn is None else upn, surname, forename, born, year_group)


def test_joiners_and_leavers_are_told_by_the_child_not_by_the_name():
    found = moves([known(1), known(2, "Birch")], [known(2, "Birch-Smith"), known(3, "Cedar")])
    assert [one.name for one in found.joined] == ["Cedar, Amina"]
    assert [one.name for one in found.left] == ["Alder, Amina"]
    assert not moves([known(1)], [known(1)])


def test_who_is_in_a_year_that_was_not_asked_for_is_no_joiner():
    found = moves([known(1)], [known(1), known(2, "Birch", year_group="R")], ["R"])
    assert (list(found.joined), [one.name for one in found.starting]) == ([], ["Birch, Amina"])


pupils = st.builds(
    known,
    st.integers(1, 30),
    st.sampled_from(["Alder", "ALDER", "Birch", ""]),
    st.sampled_from(["Amina", "Birch", "Zoë", "Zoe", ""]),
    born=st.sampled_from([BORN, date(2016, 3, 2), None]),
)
returns = st.lists(pupils, max_size=8, unique_by=lambda one: one.pupil)


@given(then=returns, now=returns)
def test_everybody_stayed_came_or_went(then, now):
    found = moves(then, now)
    were, are = {one.pupil for one in then}, {one.pupil for one in now}
    joined, left = ({one.pupil for one in some} for some in (found.joined, found.left))
    assert not found.starting
    assert joined | (were & are) == are
    assert left | (were & are) == were
    for pair in found.pairs:
        assert pair.one.pupil != pair.other.pupil
        assert pair.one.born == pair.other.born


@pytest.mark.parametrize(
    ("one", "other", "because"),
    [
        (known(1), known(2), "UPN is not"),
        (known(1, forename="Zoë", surname="O'Neill"), known(2, "ONEILL", "Zoe"), "UPN is not"),
        (known(1), known(2, "Amina", "Alder"), "other way round"),
        (known(1), known(2, forename="Mina", upn=a_upn(1)[:-1] + "9"), "but for one character"),
        (known(1), known(2, forename="Mina"), ""),
        (known(1), known(2, born=date(2016, 3, 2)), ""),
        (known(1, born=None), known(2, born=None), "no date of birth"),
        (known(1, born=None), known(2, forename="Mina", born=None), ""),
        (known(1, "", born=None), known(2, "", born=None), ""),
        (known(1, born=None), known(2), ""),
        (known(1, born=None), known(2, born=None, year_group="5"), ""),
        (known(1), known(2, "Birch"), ""),
        (known(1, ""), known(2, ""), ""),
        (known(1, upn=""), known(2, forename="Mina", upn=""), ""),
    ],
)
def test_what_is_alike_is_proposed_with_its_reason(one, other, because):
    said = [pair.because for pair in maybe_one_child([one, other])]
    assert len(said) == bool(because)
    assert all(because in text for text in said)


def test_a_pupil_without_a_name_is_told_by_the_end_of_the_number():
    assert known(1, "", "").name == f"UPN ends {a_upn(1)[-4:]}"
    assert known(1, "", "", upn="").name == "no name"
    assert known(1, year_group="R").year == "Reception"


# In a school


@pytest.fixture
def school(db):
    return a_school("Elm Grove")


def sent_and_then(school, before, now, *, then="Spring 2027"):
    a_return(school, a_collection(), as_csv(before))
    draft = a_draft(school, a_collection(then))
    an_upload(draft, as_csv(now))
    return draft


def names(some):
    return [one.surname for one in some]


def test_a_draft_is_compared_with_what_was_last_sent(school):
    draft = sent_and_then(school, rows(20), [*rows(20)[2:], a_row(40)])
    told = moves_of(draft)
    assert told.since == "Autumn 2026"
    assert names(told.found.left) == ["Surname0", "Surname1"]
    assert names(told.found.joined) == ["Surname40"]


def test_after_a_summer_the_oldest_have_not_left_and_the_youngest_have_joined(school):
    before = [a_row(1, year=5), a_row(2, year=6)]
    now = [a_row(1, year=6), a_row(3, year=1), a_row(4, year=2)]
    found = moves_of(sent_and_then(school, before, now, then="Autumn 2027")).found
    assert (names(found.left), names(found.joined)) == ([], ["Surname4"])
    assert names(found.starting) == ["Surname3"]


def test_a_first_return_has_nothing_to_be_compared_with(school):
    draft = a_draft(school)
    assert moves_of(draft) is None
    an_upload(draft, as_csv(rows(3)))
    assert moves_of(draft) is None


@pytest.mark.parametrize("by", ["name", "former UPN"])
def test_a_permanent_number_is_no_joiner_and_no_leaver(school, by):
    temporary = "G00199992601A"
    before = [*rows(9), a_row(40, UPN=temporary)]
    draft = sent_and_then(school, before, rows(9))
    an_upload(
        draft,
        as_csv(
            [[*row, ""] for row in rows(9)] + [[*a_row(40), temporary if by != "name" else ""]],
            ["UPN", "Surname", "Forename", "DOB", "Year", "Sex", "PP", "SEN", "EAL", "Reading",
             "Writing", "Maths", "Former UPN"],
        ),
    )  # fmt: skip
    assert not moves_of(draft).found
    pupil = Pupil.objects.get(surname="Surname40")
    assert (pupil.upn, pupil.former_upn) == (a_row(40)[0], temporary)


def test_a_former_number_that_a_file_names_later_is_remembered(school):
    header = ["UPN", "Former UPN", "Surname", "Forename", "Year", "Reading"]
    a_return(school, a_collection(), as_csv([[a_upn(1), "", "A", "B", "4", "EXS"]], header))
    draft = a_draft(school, a_collection("Spring 2027"))
    an_upload(draft, as_csv([[a_upn(1), "G00199992601A", "A", "B", "4", "EXS"]], header))
    assert Pupil.objects.get().former_upn == "G00199992601A"


def test_one_child_under_two_permanent_numbers_is_proposed_and_not_merged(school):
    other = [*a_row(1)]
    other[0] = a_upn(77)
    draft = sent_and_then(school, rows(9), [*rows(9)[:1], *rows(9)[2:], other])
    found = moves_of(draft).found
    assert [names((pair.one, pair.other)) for pair in found.pairs] == [["Surname1", "Surname1"]]
    assert Pupil.objects.filter(surname="Surname1").count() == 2


def test_the_preview_names_them_inside_the_school_only(school, sign_in):
    other = [*a_row(1)]
    other[0] = a_upn(77)
    draft = sent_and_then(school, rows(20), [a_row(0), *rows(20)[2:], other, a_row(40)])
    head = sign_in(a_person(Role.HEADTEACHER, at=school))
    page = " ".join(
        head.get(reverse("monitoring:submission-prepare", args=[school.urn, draft.receipt]))
        .content.decode()
        .split()
    )
    assert "Who has come and gone since Autumn 2026" in page
    assert "Joined: 2 pupils" in page
    assert "Surname40, Forename40" in page
    assert "The name and the date of birth are the same, and the UPN is not." in page
    assert "Nothing was put together." in page
    assert all(Can.VIEW_PUPILS in GRANTS[role] for role in Role if Can.SUBMIT_DATA in GRANTS[role])


def test_the_command_counts_them_and_names_nobody(school, tmp_path):
    a_return(school, a_collection(), as_csv(rows(20)))
    a_collection("Spring 2027")
    path, out = tmp_path / "m.csv", io.StringIO()
    path.write_bytes(as_csv([*rows(20)[1:], a_row(40)]))
    call_command(
        "submit", str(path), f"--school={school.urn}", "--collection=Spring 2027", "--preview",
        "--json", stdout=out,
    )  # fmt: skip
    told = json.loads(out.getvalue())
    assert (told["compared_with"], told["joined"], told["left"]) == ("Autumn 2026", 1, 1)
    assert told["possible_duplicates"] == 0
    assert "Surname" not in out.getvalue().replace('"Surname"', "")
    assert Submission.objects.count() == 1


def test_two_children_are_asked_about_once(school, sign_in):
    other = [*a_row(1)]
    other[0] = a_upn(77)
    draft = sent_and_then(school, rows(20), [a_row(0), *rows(20)[2:], other, a_row(40)])
    head = sign_in(a_person(Role.HEADTEACHER, at=school))
    pair = moves_of(draft).found.pairs[0]
    at = [school.urn, draft.receipt, pair.other.pupil, pair.one.pupil]
    for _ in range(2):
        page = head.post(reverse("monitoring:pupils-tell-apart", args=at), follow=True)
        assert "you will not be asked again" in page.content.decode()
    assert not moves_of(draft).found.pairs
    assert TwoChildren.objects.count() == 1
    assert JournalEntry.objects.filter(verb=verbs.TOLD_APART).count() == 1


def test_a_pupil_of_another_school_is_not_there(school, sign_in):
    elsewhere = a_return(a_school("Elsewhere"))
    draft = sent_and_then(school, rows(20), rows(20))
    here, there = Pupil.objects.filter(school=school).first(), elsewhere.records.first().pupil
    head = sign_in(a_person(Role.HEADTEACHER, at=school))
    for pair in ((here.pk, there.pk), (here.pk, here.pk)):
        at = reverse("monitoring:pupils-tell-apart", args=[school.urn, draft.receipt, *pair])
        assert head.post(at).status_code == 404
    assert not TwoChildren.objects.exists()
