"""From YAML to a checked `Pack`, or to sentences that name each wrong line, value and remedy."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from banding.packs.schema import Pack, Steps
from core.errors import DomainError

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class PackProblem:
    """`path` reads like editions[1].levels[2].tone, counted from 1; `line` is that of the file."""

    path: str
    line: int
    value: str
    remedy: str

    def __str__(self) -> str:
        return f"Line {self.line}, {self.path}: {self.value}. {self.remedy}"


class BadPack(DomainError):
    def __init__(self, problems: list[PackProblem]) -> None:
        # What two editions share is wrong in both, on one line.
        once = {
            (problem.line, problem.value, problem.remedy): problem for problem in problems[::-1]
        }
        self.problems = [problem for problem in problems if problem in once.values()]
        super().__init__("\n".join(str(problem) for problem in self.problems))


def available() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def read_pack(code: str) -> Pack:
    """One of the packs that come with the product."""
    if code not in available():
        raise DomainError(
            f"There is no improvement model called {code}. There is: {', '.join(available())}."
        )
    return parse_pack((FOLDER / f"{code}.yaml").read_text(encoding="utf-8"))


def parse_pack(text: str) -> Pack:
    root, written = _load(text)
    try:
        pack = Pack.model_validate(written)
    except ValidationError as wrong:
        raise BadPack([_problem(error, root) for error in wrong.errors()]) from wrong
    clashes = [
        PackProblem(_show(steps), _line(root, steps), f"'{value}' cannot be used", remedy)
        for steps, value, remedy in pack.clashes()
    ]
    if clashes:
        raise BadPack(clashes)
    return pack


def _load(text: str) -> tuple[Node | None, Any]:
    """The node tree (it knows the line numbers) and the plain values."""
    try:
        return YAML(typ="safe", pure=True).compose(text), YAML(typ="safe", pure=True).load(text)
    except YAMLError as wrong:
        mark = wrong.problem_mark if isinstance(wrong, MarkedYAMLError) else None
        said = wrong.problem if isinstance(wrong, MarkedYAMLError) else ""
        raise BadPack(
            [
                PackProblem(
                    path="the file",
                    line=mark.line + 1 if mark else 1,
                    value=f"this is not YAML ({said})" if said else "this is not YAML",
                    remedy="Compare the indents, dashes and colons with the lines around it.",
                )
            ]
        ) from wrong


def _problem(error: Any, root: Node | None) -> PackProblem:
    path: Steps = error["loc"]
    remedy = REMEDIES.get(error["type"], _generic)
    return PackProblem(
        path=_show(path), line=_line(root, path), value=_value(error), remedy=remedy(error)
    )


def _show(path: Steps) -> str:
    shown = ""
    for step in path:
        shown += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return shown.removeprefix(".") or "the file"


def _value(error: Any) -> str:
    if error["type"] == "missing":
        return "it is not there"
    if error["input"] in (None, "", [], {}):
        return "it is empty"
    if isinstance(error["input"], dict | list):
        return "what is written here does not fit"
    return f"'{error['input']}' cannot be used"


def _generic(error: Any) -> str:
    return "Compare this line with the humber pack and write it the same way."


def _own_words(error: Any) -> str:
    return str(error["ctx"]["error"])


def _choices(error: Any) -> str:
    return f"Write one of: {error['ctx']['expected']}."


REMEDIES: dict[str, Callable[[Any], str]] = {
    "missing": lambda error: f"Add a line '{error['loc'][-1]}: …'.",
    "extra_forbidden": lambda error: "Nothing of this name is known: correct it or take it out.",
    "literal_error": _choices,
    "value_error": _own_words,
    "string_type": lambda error: "Write words, in quotation marks if it is a number or yes/no.",
    "string_too_short": lambda error: "Write words here.",
    "string_too_long": lambda error: f"Use at most {error['ctx']['max_length']} letters.",
    "string_pattern_mismatch": lambda error: "Use small letters, digits and _ only.",
    "list_type": lambda error: "Write a list, each item on a line that begins with a dash.",
    "too_short": lambda error: "Write at least one.",
    "greater_than_equal": lambda error: f"Write {error['ctx']['ge']} or more.",
    "less_than_equal": lambda error: f"Write {error['ctx']['le']} or less.",
    "bool_parsing": lambda error: "Write true or false.",
    "int_parsing": lambda error: "Write a whole number.",
    "decimal_parsing": lambda error: "Write a number, such as 5 or 0.6.",
    "dict_type": lambda error: "Write 'name: value' lines, indented under this one.",
    "model_type": lambda error: "Write 'name: value' lines, indented under this one.",
}


def _line(node: Node | None, path: Steps) -> int:
    """The line of the deepest part of `path` that is written in the file."""
    line = 1
    for step in path:
        if isinstance(node, MappingNode):
            found = [(key, value) for key, value in node.value if key.value == step]
            if not found:
                return line
            line, node = found[0][0].start_mark.line + 1, found[0][1]
        elif isinstance(node, SequenceNode) and isinstance(step, int):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line
