"""Reading the project's own source: which files there are, and what each imports and calls."""

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ROOMS = [
    "core",
    "schools",
    "accounts",
    "monitoring",
    "banding",
    "people",
    "planning",
    "support",
    "governance",
    "dashboards",
    "demo",
]
RANK = {room: depth for depth, room in enumerate(ROOMS)}
# docs/adr/0001: a file imports only from those before it. What is pure stands first: rules, figures
# and the files of a rulebook (packs).
INSIDE = [
    "roles",
    "rules",
    "figures",
    "packs",
    "models",
    "verbs",
    "http",
    "access",
    "policies",
    "selectors",
    "imports",
    "services",
    "jobs",
    "tasks",
    "subscribers",
    "filters",
    "forms",
    "views",
    "urls",
    "admin",
    "apps",
    "management",
]
MIGRATIONS = [path for room in ROOMS for path in sorted((ROOT / room).glob("migrations/[0-9]*.py"))]
MODULES = [
    path
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.py"))
    if "migrations" not in path.parts
]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


def part_of(path: Path) -> str:
    """The part of its room a file belongs to: support/views/visits.py is in views."""
    return path.relative_to(ROOT).parts[1].removesuffix(".py")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """Each (module, name) a file imports; the name is empty for `import module`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)


def calls(path: Path) -> Iterator[tuple[str, int]]:
    """Each method or function called by its last name, and the line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, node.lineno


def for_each(
    things: Iterable[Any], called: Callable[[Any], str] = name
) -> Callable[[Callable[[Any], None]], Callable[[], None]]:
    """One test of all of them, which names each that fails: thousands of tests cost a minute."""

    def one_test(check: Callable[[Any], None]) -> Callable[[], None]:
        def test() -> None:
            wrong = []
            for thing in things:
                try:
                    check(thing)
                except AssertionError as failure:
                    wrong.append(f"{called(thing)}: {failure}")
            assert not wrong, "\n".join(wrong)

        return test

    return one_test
