"""Where a part of a school's data stands, derived from what is there."""

import pytest

from monitoring.rules import sections
from monitoring.rules.sections import Facts, Status, status_of
from tests.monitoring.test_checks import SCALE

SUBJECTS = ("reading", "writing", "maths")


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        (Facts(), Status.NOT_STARTED),
        (Facts(is_required=False), Status.NOT_REQUIRED),
        (Facts(why_not_yet="The file is still to be uploaded.", given=9), Status.CANNOT_START),
        (Facts(given=9), Status.COMPLETED),
        (Facts(given=9, errors=1), Status.IN_PROGRESS),
        (Facts(errors=1), Status.IN_PROGRESS),
        (Facts(given=9, to_explain=1, explained=3), Status.IN_PROGRESS),
        (Facts(given=9, explained=3), Status.COMPLETED),
        (Facts(to_explain=6), Status.NOT_STARTED),
        (Facts(explained=6), Status.COMPLETED),
        (Facts(given=9, is_asked=True), Status.IN_PROGRESS),
        (Facts(given=9, is_asked=True, answer="right", is_same=True), Status.COMPLETED),
        (Facts(given=9, is_asked=True, answer="right"), Status.IN_PROGRESS),
        (Facts(given=9, is_asked=True, answer="wrong", is_same=True), Status.IN_PROGRESS),
        (Facts(given=9, errors=1, is_asked=True, answer="right", is_same=True), Status.IN_PROGRESS),
    ],
)
def test_a_status_follows_from_what_is_there(facts, status):
    assert status_of(facts) is status


@pytest.mark.parametrize(
    ("code", "subject"),
    [
        ("without-maths", "maths"),
        ("unfilled-4-reading", "reading"),
        ("moderated-7-writing", "writing"),
        ("alike-6-reading-maths", ""),
        ("swapped-reading-writing", ""),
        ("year-4", ""),
        ("other-school", ""),
    ],
)
def test_a_difference_belongs_to_the_one_subject_it_names(code, subject):
    assert sections.subject_of(code, SUBJECTS) == subject


def test_what_is_left_is_said_in_words():
    assert sections.left_to_do(Facts(errors=1, to_explain=2), "row") == [
        "1 row to fix",
        "2 differences to explain",
    ]
    assert sections.left_to_do(Facts(), "cell") == []


def test_pupils_are_given_of_those_there_are_or_were():
    parts = sections.years_given({"5": 28}, ["4", "5", "6"], {"5": {"pupils": 30}}, {"6": 29})
    assert [(part.year_group, part.words) for part in parts] == [
        ("6", "0 of 29"),
        ("5", "28 of 30"),
        ("4", "0"),
    ]


def test_a_subject_is_counted_by_year_group_and_group():
    girl = sections.groups_of(sex="F", sen_provision="K", is_disadvantaged=True, is_eal=None)
    boy = sections.groups_of(sex="M", sen_provision="N", is_disadvantaged=None, is_eal=True)
    assert girl == ["ALL", "DIS", "SEN_K", "F"]
    assert boy == ["ALL", "EAL", "M"]
    found = sections.by_group(
        [("6", "GDS", girl), ("6", "WTS", boy), ("6", "L", boy), ("5", "", girl)], SCALE
    )
    everybody = found["6"]["ALL"]
    assert (everybody.pupils, everybody.counted) == (3, 2)
    assert (everybody.expected, everybody.higher) == (1, 1)
    assert (found["6"]["M"].pupils, found["6"]["M"].counted) == (2, 1)
    assert (found["5"]["DIS"].pupils, found["5"]["DIS"].counted) == (1, 0)
    assert "EAL" not in found["5"]
