"""Shows 2: a priority's measure reads the figures, and changes when the school sends them again."""

import pytest

from accounts.roles import Role
from dashboards.models import FigureState
from dashboards.services.figures import refresh
from monitoring.rules.kinds import Kind
from planning.readings import Wanted, readings_for
from tests import world
from tests.dashboards.returns import a_collection, a_return, pupil
from tests.kinds.files import asked, given
from tests.planning.plans import a_head

pytestmark = pytest.mark.django_db
DISADVANTAGED = Wanted("rwm_expected", "6", "DIS")


def pupils_of(expected, of, *, fsm="Y"):
    return [pupil("EXS EXS EXS" if at < expected else "WTS EXS EXS", fsm=fsm) for at in range(of)]


def give(school, collection, disadvantaged):
    a_return(school, collection, disadvantaged + pupils_of(10, 15, fsm="N"))
    refresh(actor=None, collection=collection, school=school)


def test_a_measure_shows_n_and_the_gap_in_pupils_and_follows_a_new_return():
    school = world.a_school()
    head = a_head(school)
    assert readings_for(head, school, [DISADVANTAGED]) == {}
    autumn = a_collection("Autumn 2026")
    give(school, autumn, pupils_of(6, 14))
    reading = readings_for(head, school, [DISADVANTAGED])[DISADVANTAGED]
    assert (reading.numerator, reading.denominator) == (6, 14)
    assert reading.words == "43% of 14 pupils"
    assert reading.gap_words(60) == "3 pupils short"
    give(school, autumn, pupils_of(9, 14))
    again = readings_for(head, school, [DISADVANTAGED])[DISADVANTAGED]
    assert again.words == "64% of 14 pupils"
    assert again.gap_words(60) == "on target"
    assert again.source == "Autumn 2026"


def test_a_baseline_is_the_figure_of_its_own_term():
    school = world.a_school()
    head = a_head(school)
    autumn, spring = a_collection("Autumn 2026"), a_collection("Spring 2027")
    give(school, autumn, pupils_of(6, 14))
    give(school, spring, pupils_of(10, 14))
    start = Wanted("rwm_expected", "6", "DIS", 2026, 1)
    found = readings_for(head, school, [DISADVANTAGED, start])
    assert found[start].words == "43% of 14 pupils"
    assert found[DISADVANTAGED].words == "71% of 14 pupils"


def test_a_later_return_of_another_kind_hides_no_measure_of_a_plan():
    school = world.a_school(low_age=4, high_age=11)
    give(school, a_collection("Autumn 2026"), pupils_of(6, 14))
    registers = asked(Kind.ATTENDANCE, "Autumn 2026", due_on="2026-12-11")
    given(school, registers, [{"possible": "100", "missed": "4"}] * 20, year="6")
    assert FigureState.objects.filter(collection=registers).exists()
    found = readings_for(a_head(school), school, [DISADVANTAGED])
    assert found[DISADVANTAGED].words == "43% of 14 pupils"


def test_small_numbers_are_withheld_from_whoever_may_not_see_them():
    school = world.a_school()
    give(school, a_collection("Autumn 2026"), pupils_of(2, 4))
    shown = readings_for(a_head(school), school, [DISADVANTAGED])[DISADVANTAGED]
    assert shown.words == "50% of 4 pupils"
    trustee = world.a_person(Role.TRUSTEE)
    hidden = readings_for(trustee, school, [DISADVANTAGED])[DISADVANTAGED]
    assert (hidden.withheld, hidden.gap(60), hidden.denominator) == (True, None, None)
    assert hidden.words == "withheld: too few pupils"


def test_nobody_reads_the_figures_of_a_school_they_do_not_see():
    school = world.a_school()
    give(school, a_collection("Autumn 2026"), pupils_of(6, 14))
    assert readings_for(a_head(world.a_school()), school, [DISADVANTAGED]) == {}
