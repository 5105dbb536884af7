"""The worked examples of domain-reference 3.1 to 3.5, 3.9 and 4.1 as collections: from a school's
file to the figures of its trust.
"""

import pytest

from monitoring.rules.kinds import Kind
from monitoring.rules.measures import GOALS
from tests.kinds.files import asked, figures, given
from tests.world import a_school

pytestmark = pytest.mark.django_db


def children(many, **changes):
    return [dict.fromkeys(GOALS, "2") | changes for _ in range(many)]


PROFILE = [
    *children(17),
    *children(3, E15="1"),
    *children(9, E01="1"),
    dict.fromkeys(GOALS, "A"),
]
PHONICS = [
    {"phonics": mark} for mark in ["31"] * 20 + ["40"] * 15 + ["30"] * 7 + ["A", "A", "D", "L"]
]
TABLES = [{"mtc": mark} for mark in ["25"] * 7 + ["20"] * 17 + ["19", "12", "A", "B"]]
KEYS = ("reading", "maths", "writing")
EIGHT = [
    dict(zip(KEYS, line.split(), strict=True)) | {"gps": "100", "science": "EXS"}
    for line in (
        "112 111 GDS", "112 111 EXS", "100 100 EXS", "99 104 EXS", "B B PK4", "A 103 EXS",
        "N 95 WTS", "L L L",
    )
]  # fmt: skip
SESSIONS = [
    {"possible": possible, "missed": missed}
    for possible, missed in (
        ("380", "38"), ("380", "37"), ("70", "7"), ("40", "4"), ("380", "190"), ("380", "189"),
        *[("380", "10")] * 14, ("0", "0"),
    )
]  # fmt: skip
GCSES = [
    *[{"attainment_8": "60", "english": "5", "maths": "6"}] * 6,
    *[{"attainment_8": "45.5", "english": "4", "maths": "4"}] * 4,
    *[{"attainment_8": "20.25", "english": "3", "maths": "U"}] * 2,
]
STEPS = [
    *[{"judgement": "EXCEEDS", "need": "PMLD"}] * 3,
    *[{"judgement": "MEETING", "need": "SLD"}] * 6,
    *[{"judgement": "BELOW", "need": "ASD"}] * 5,
    {"judgement": "NJ", "need": "MLD"},
]
LOST = {"suspension_sessions": "4", "exclusions": "0", "on_january_roll": "Y"}
QUIET = {"suspensions": "0", "suspension_sessions": "0", "exclusions": "0", "on_january_roll": "Y"}
SUSPENSIONS = [
    {"suspensions": "2"} | LOST,
    {"suspensions": "1"} | LOST,
    {"suspensions": "1"} | LOST | {"on_january_roll": "N"},
    *[QUIET] * 48,
]
AGES = [
    *[{"reading_age": "9:06", "age": "9:00"}] * 8,
    *[{"reading_age": "8:00", "age": "9:00"}] * 4,
    {"reading_age": "", "age": "9:02"},
]

EXAMPLES = [
    (Kind.EARLY_YEARS, PROFILE, {"gld": (20, 29, 69.0), "eyfs_all_goals": (17, 29, 58.6)}),
    (Kind.PHONICS, PHONICS, {"phonics_expected": (35, 45, 77.8)}),
    (Kind.TABLES, TABLES, {"mtc_full_marks": (7, 28, 25.0), "mtc_average": (546, 26, 21.0)}),
    (
        Kind.KEY_STAGE_2,
        EIGHT,
        {
            "rwm_expected": (3, 7, 42.9),
            "rwm_higher": (1, 7, 14.3),
            "reading_expected": (3, 7, 42.9),
            "reading_average": (423, 4, 105.75),
            "maths_average": (624, 6, 104.0),
        },
    ),
    (
        Kind.ATTENDANCE,
        SESSIONS,
        {
            "persistent_absence": (5, 20, 25.0),
            "severe_absence": (1, 20, 5.0),
            "attendance": (6950 - 605, 6950, 91.29),
        },
    ),
    (
        Kind.KEY_STAGE_4,
        GCSES,
        {
            "english_maths_4": (10, 12, 83.3),
            "english_maths_5": (6, 12, 50.0),
            "attainment_8": (582.5, 12, 48.54),
        },
    ),
    (
        Kind.SUSPENSIONS,
        SUSPENSIONS,
        {
            "suspension_rate": (4, 50, 8.0),
            "suspended_rate": (3, 50, 6.0),
            "suspension_length": (12, 4, 3.0),
            "exclusion_rate": (0, 50, 0.0),
        },
    ),
    (
        Kind.READING_AGES,
        AGES,
        {"reading_age_reached": (8, 12, 66.7), "reading_age_difference": (0, 12, 0.0)},
    ),
    (Kind.SMALL_STEPS, STEPS, {"personal_met": (9, 14, 64.3), "personal_exceeded": (3, 14, 21.4)}),
]


@pytest.mark.parametrize(("kind", "results", "wanted"), EXAMPLES, ids=lambda one: str(one)[:16])
def test_a_schools_file_becomes_the_figures_of_the_reference(kind, results, wanted):
    school = a_school("Elm", phase="special" if kind is Kind.SMALL_STEPS else "primary")
    collection = asked(kind)
    given(school, collection, results)
    # Seen by the school's own head, from whom nothing of the school is withheld.
    found = figures(collection, "--as=headteacher", f"--school={school.urn}")
    for measure, (numerator, denominator, value) in wanted.items():
        row = found[school.urn, measure, "ALL"]
        assert (row["numerator"], row["denominator"]) == (numerator, denominator), measure
        assert row.get("value", row["percent"]) == value, measure


def test_a_mark_of_phonics_waits_for_the_years_threshold():
    school, collection = a_school("Elm"), asked(Kind.PHONICS, "Summer 2027", due_on="2027-07-16")
    given(school, collection, [{"phonics": "32"}] * 20)
    assert not [one for one in figures(collection) if one[1] == "phonics_expected"]
    assert figures(collection)[school.urn, "phonics_average", "ALL"]["value"] == 32.0
