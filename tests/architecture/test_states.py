import pytest

from core.workflow import REGISTRY


@pytest.mark.parametrize("table", REGISTRY, ids=lambda table: table.name)
def test_every_state_is_in_the_table_and_can_be_reached(table):
    start = next(iter(table.moves))
    reached = {start}
    waiting = [start]
    while waiting:
        for state in table.moves.get(waiting.pop(), frozenset()) - reached:
            reached.add(state)
            waiting.append(state)
    named = set(table.moves) | {state for states in table.moves.values() for state in states}
    assert reached == named, "begin the table with the first state, and leave none unreachable"


@pytest.mark.parametrize("table", REGISTRY, ids=lambda table: table.name)
def test_a_table_knows_every_state_of_its_noun(table):
    choices = type(next(iter(table.moves)))
    named = set(table.moves) | {state for states in table.moves.values() for state in states}
    assert {str(state) for state in named} == set(choices.values)
