import pytest

from core import workflow
from core.errors import WrongState
from core.workflow import Workflow


@pytest.fixture
def table(monkeypatch):
    monkeypatch.setattr(workflow, "REGISTRY", [])
    return Workflow(name="note", moves={"draft": frozenset({"shared"}), "shared": frozenset()})


def test_a_move_in_the_table_is_allowed(table):
    assert table.allows("draft", "shared")
    table.check("draft", "shared")


@pytest.mark.parametrize("move", [("shared", "draft"), ("draft", "draft"), ("lost", "shared")])
def test_any_other_move_is_refused_in_words(table, move):
    assert not table.allows(*move)
    with pytest.raises(WrongState, match=f"A note that is {move[0]} cannot become {move[1]}"):
        table.check(*move)


def test_the_diagram_is_drawn_from_the_table(table):
    assert table.as_mermaid() == "stateDiagram-v2\n    draft --> shared"
