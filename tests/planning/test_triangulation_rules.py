"""Gaps without a database: twelve that were planted, and nothing else."""

from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from planning.rules.scheduling import DONE, OVERDUE, PLANNED, THIS_WEEK
from planning.rules.shared import Need, joint_sessions, needs_of, shared_priorities
from planning.rules.triangulation import (
    KINDS,
    Action,
    Help,
    Look,
    Milestone,
    Movement,
    Priority,
    School,
    counts,
    gaps_of,
    matrix,
)
from tests.properties import tried_less

TODAY = date(2026, 11, 26)
BEFORE, AFTER = date(2026, 10, 9), date(2027, 1, 15)
ACTION = Action("Daily reading", "English lead", AFTER)
SOUND = Priority(1, "Reading", measure="Reading: Year 2", actions=(ACTION,))


def look(priority: int | None = 1, status: str = DONE, kind: str = "book_look") -> Look:
    return Look("Book look: Reading", kind, status, "on 5 Oct 2026", priority)


def found(*priorities: Priority, **fields) -> list[str]:
    school = School("Elm Grove", priorities, **{"looks": (look(),)} | fields)
    return [gap.kind for gap in gaps_of(school, TODAY)]


def test_a_sound_priority_has_no_gap_and_neither_has_one_that_is_complete():
    assert found(SOUND) == []
    assert found(replace(SOUND, id=2, rag="blue", measure="", actions=())) == [
        "monitoring_without_priority"
    ]


def test_nobody_monitors_says_why():
    said = {
        "nobody plans to": School("E", (SOUND,)),
        "the plan names 2 looks at it": School("E", (replace(SOUND, unscheduled=2),)),
        "It was not done, and nothing else": School("E", (SOUND,), (look(status=OVERDUE),)),
    }
    for words, school in said.items():
        (gap,) = gaps_of(school, TODAY)
        assert (gap.kind, gap.about) == ("priority_not_monitored", 1)
        assert words in gap.words
    assert found(SOUND, looks=(look(status=OVERDUE), look(status=THIS_WEEK))) == []


def test_a_check_that_is_a_duty_needs_no_priority():
    assert found(SOUND, looks=(look(), look(None, kind="scr_check"))) == []
    assert found(SOUND, looks=(look(), look(None))) == ["monitoring_without_priority"]
    assert found(SOUND, looks=(look(), look(99))) == ["monitoring_without_priority"]


def test_a_figure_that_fell_needs_an_action_that_is_still_to_do():
    fell = replace(SOUND, movement=Movement("70%", "64%", -6))
    done = (replace(ACTION, is_done=True),)
    assert found(fell) == []
    assert found(replace(fell, actions=done)) == ["figure_fell_without_action"]
    assert found(replace(fell, actions=())) == ["figure_fell_without_action"]
    assert found(replace(fell, actions=done, movement=Movement("70%", "withheld"))) == []
    assert found(replace(SOUND, actions=())) == ["priority_without_action"]


def planted() -> School:
    """Twelve gaps, and beside each something like it that is none."""
    late, on_time = Action("Buy books", "Maths lead", BEFORE), replace(ACTION, need="Phonics")
    missed, to_come = Milestone("Half read", BEFORE), Milestone("All read", AFTER)
    priorities = (
        SOUND,
        replace(SOUND, id=2, title="Writing"),  # 1: nobody monitors it
        replace(SOUND, id=3, title="Maths", unscheduled=1),  # 2: in the plan alone
        replace(SOUND, id=4, title="Attendance", measure=""),  # 3
        replace(SOUND, id=5, title="Behaviour", actions=()),  # 4
        replace(SOUND, id=6, actions=(late, on_time, replace(late, is_done=True))),  # 5
        replace(SOUND, id=7, actions=(late, replace(late, what="Train"))),  # 6, 7
        replace(SOUND, id=8, milestones=(missed, to_come, replace(missed, is_reached=True))),  # 8
        replace(SOUND, id=9, actions=(replace(ACTION, is_done=True),),
                movement=Movement("70%", "64%", -6)),  # 9
        replace(SOUND, id=10, movement=Movement("64%", "70%", 6)),
        replace(SOUND, id=11, rag="blue", measure="", actions=(), milestones=(missed,)),
    )  # fmt: skip
    looks = [look(number) for number in range(1, 12) if number not in {2, 3}]
    looks += [look(2, OVERDUE), look(None, kind="scr_check")]
    looks += [look(None, PLANNED)]  # 10
    helps = (
        Help("Visit: Reading", BEFORE),
        Help("Phonics training", BEFORE, priority=1, is_training=True),
        Help("Training: Yoga", BEFORE, is_training=True),  # 11
    )
    return School("Elm Grove", priorities, tuple(looks), helps, ("Juggling",))  # 12


PLANTED = {
    "priority_not_monitored": 2,
    "figure_fell_without_action": 1,
    "action_overdue": 3,
    "milestone_missed": 1,
    "priority_without_action": 1,
    "priority_without_measure": 1,
    "monitoring_without_priority": 1,
    "training_without_priority": 2,
}


def test_twelve_planted_gaps_are_found_and_nothing_else():
    gaps = gaps_of(planted(), TODAY)
    assert counts(gaps) == PLANTED
    assert sum(PLANTED.values()) == 12
    assert [gap.kind for gap in gaps] == sorted((gap.kind for gap in gaps), key=list(KINDS).index)
    assert all(gap.words.endswith(".") for gap in gaps)


def test_the_matrix_shows_what_serves_each_priority():
    rows = {row.priority.id: row for row in matrix(planted(), TODAY)}
    assert [need.need for need in rows[6].needs] == ["Phonics"]
    assert (len(rows[2].late), len(rows[1].done), len(rows[1].helps)) == (1, 1, 1)


statuses = st.sampled_from([DONE, PLANNED, THIS_WEEK, OVERDUE])
actions = st.builds(
    Action, what=st.just("A"), owner=st.just("B"), is_done=st.booleans(),
    due_on=st.one_of(st.none(), st.sampled_from([BEFORE, AFTER])),
)  # fmt: skip
priorities = st.lists(
    st.builds(
        Priority,
        id=st.integers(1, 5),
        title=st.sampled_from(["Reading", "Maths"]),
        rag=st.sampled_from(["grey", "red", "blue"]),
        measure=st.sampled_from(["", "Reading: Year 2"]),
        unscheduled=st.integers(0, 2),
        actions=st.lists(actions, max_size=2).map(tuple),
        movement=st.one_of(st.none(), st.builds(
            Movement, st.just("70%"), st.just("64%"), st.one_of(st.none(), st.integers(-9, 9)))),
    ),
    min_size=1, max_size=5, unique_by=lambda one: one.id,
)  # fmt: skip
looks = st.builds(
    Look, what=st.just("Book look"), kind=st.sampled_from(["book_look", "scr_check"]),
    status=statuses, when=st.just("on 5 Oct 2026"),
    priority=st.one_of(st.none(), st.integers(1, 9)),
)  # fmt: skip


@tried_less
@given(st.data())
def test_more_monitoring_of_a_priority_never_adds_a_gap(data):
    before = School(
        "Elm Grove",
        tuple(data.draw(priorities)),
        tuple(data.draw(st.lists(looks, max_size=6))),
        stray_training=tuple(data.draw(st.lists(st.just("Yoga"), max_size=2))),
    )
    more = replace(
        data.draw(looks), priority=data.draw(st.sampled_from([p.id for p in before.priorities]))
    )
    after = replace(before, looks=(*before.looks, more))
    had = Counter((gap.kind, gap.about) for gap in gaps_of(before, TODAY))
    has = Counter((gap.kind, gap.about) for gap in gaps_of(after, TODAY))
    assert has <= had


def need(school: str, text: str, by: date | None = None) -> Need:
    return Need(school, text, "English lead", by)


NEEDS = [
    need("Ash", "Phonics training", AFTER),
    need("Beech", "CPD for staff on phonics in key stage 2", BEFORE),
    need("Ash", "Safeguarding supervision"),
    need("Cedar", "Safeguarding"),
    need("Ash", "Fractions"),
    need("Ash", "Fraction training"),
]


def test_needs_that_are_alike_in_two_schools_make_one_joint_session():
    phonics, safeguarding = joint_sessions(NEEDS)
    assert (phonics.topic, phonics.by) == ("Phonics training", BEFORE)
    assert phonics.words == "One joint session would serve 2 schools: Ash, Beech."
    assert (safeguarding.topic, safeguarding.schools) == ("Safeguarding", ["Ash", "Cedar"])


@tried_less
@given(st.permutations(NEEDS))
def test_in_whatever_order_schools_are_read_the_sessions_are_the_same(needs):
    assert joint_sessions(needs) == joint_sessions(NEEDS)


def test_schools_share_priorities_by_figure_area_and_subject():
    ash = School("Ash", (replace(SOUND, subjects=("Maths",), area="Inclusion"),))
    beech = School("Beech", (replace(SOUND, title="Readers", subjects=("maths",)),))
    cedar = School("Cedar", (replace(SOUND, measure=""), replace(SOUND, id=2, area="Inclusion")))
    said = [(one.by, one.label, one.schools) for one in shared_priorities([ash, beech, cedar])]
    assert said == [
        ("Figure", "Reading: Year 2", ["Ash", "Beech", "Cedar"]),
        ("Area", "Inclusion", ["Ash", "Cedar"]),
        ("Subject", "Maths", ["Ash", "Beech"]),
    ]


def test_what_staff_have_learned_is_no_need_any_more():
    done = replace(ACTION, need="Phonics", is_done=True)
    school = School("Ash", (replace(SOUND, actions=(done, replace(ACTION, need="Fractions"))),))
    assert [one.text for one in needs_of(school)] == ["Fractions"]
