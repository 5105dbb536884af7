import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.models import Phase
from schools.rules.phases import phase_of


@pytest.mark.parametrize(
    ("told", "phase"),
    [
        ({"type_name": "Academy special converter", "phase_name": "Not applicable"}, "special"),
        ({"type_name": "Community Special School", "phase_name": "Special"}, "special"),
        ({"type_name": "Special post 16 institution"}, "post16"),
        ({"type_name": "Academy alternative provision converter"}, "ap"),
        ({"type_name": "Pupil referral unit", "phase_name": "Not applicable"}, "ap"),
        ({"type_name": "LA Nursery School", "phase_name": "Nursery"}, "nursery"),
        ({"type_code": 44, "phase_code": 0}, "special"),
        ({"type_code": 14}, "ap"),
        ({"type_code": 34, "phase_code": 7}, "all_through"),
        ({"type_name": "Academy converter", "phase_name": "Primary"}, "primary"),
        ({"phase_name": "Middle deemed secondary"}, "middle_secondary"),
        ({"phase_name": "Not applicable", "low_age": 4, "high_age": 11}, "primary"),
        ({"phase_name": "Not applicable", "low_age": 7, "high_age": 18}, "all_through"),
        ({"low_age": 11, "high_age": 18}, "secondary"),
        ({"low_age": 2, "high_age": 5}, "nursery"),
        ({"low_age": 16, "high_age": 19}, "post16"),
        ({}, "unknown"),
    ],
)
def test_the_phase_is_what_the_type_says_then_the_phase_then_the_ages(told, phase):
    assert phase_of(**told) == phase


@given(
    st.text(max_size=20),
    st.none() | st.integers(0, 60),
    st.none() | st.integers(0, 9),
    st.none() | st.integers(0, 30),
    st.none() | st.integers(0, 30),
)
def test_every_school_has_a_phase_the_model_knows(type_name, type_code, phase_code, low, high):
    phase = phase_of(
        type_name=type_name,
        type_code=type_code,
        phase_code=phase_code,
        low_age=low,
        high_age=high,
    )
    assert phase in Phase.values
