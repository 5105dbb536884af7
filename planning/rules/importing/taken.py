"""What is taken of a document, and where every cell and paragraph of it went."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Self

from planning.rules.importing.heads import CONTEXT, OF_WORDS, TARGETS

TO_BE_NAMED = "To be named"
LONGEST_TITLE = 200
LONGEST_ROW = 400
LONGEST_POST = 120
LONGEST_SHORT = 200  # a focus, a training need
MOST_ROWS = 60  # of one kind in a priority, as services hold it
MOST_PRIORITIES = 20
Row = dict[str, Any]


@dataclass(frozen=True)
class Piece:
    """A cell or paragraph. `taken_as` is empty where it is not taken; `why` says more of it."""

    place: str
    text: str
    taken_as: str = ""
    why: str = ""

    @property
    def is_taken(self) -> bool:
        return bool(self.taken_as)


@dataclass(frozen=True)
class Problem:
    """Something to look at. `place` names table, row and column; `fix` says what to do."""

    place: str
    value: str
    problem: str
    fix: str


@dataclass(frozen=True)
class Mapping:
    """What a person chose. What is not in it is guessed.

    `columns` goes from a head, as it stands in the document, to what its column is taken as;
    `words` from a paragraph's number; `header_rows` from a table's name to the row that names its
    columns. `rest` is for all other paragraphs: context, or not taken.
    """

    columns: dict[str, str] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)
    header_rows: dict[str, int] = field(default_factory=dict)
    rest: str = CONTEXT

    def plain(self) -> Row:
        words = {str(number): target for number, target in self.words.items()}
        return asdict(self) | {"words": words}

    @classmethod
    def told(cls, plain: Row) -> Self:
        """Raises ValueError with a sentence where something in it cannot be used."""
        unknown = set(plain) - {"columns", "words", "header_rows", "rest"}
        if unknown:
            raise ValueError(f"A mapping has no “{sorted(unknown)[0]}”.")
        columns, words = plain.get("columns", {}), plain.get("words", {})
        _check_targets(columns.values(), TARGETS)
        _check_targets([*words.values(), plain.get("rest", CONTEXT)], OF_WORDS)
        return cls(
            dict(columns),
            {int(number): target for number, target in words.items()},
            {name: int(row) for name, row in plain.get("header_rows", {}).items()},
            plain.get("rest", CONTEXT),
        )


def _check_targets(given: Iterable[str], known: Iterable[str]) -> None:
    for target in given:
        if target not in known:
            raise ValueError(f"“{target}” is none of: {', '.join(known)}.")


@dataclass
class Head:
    """A column's name as it stands in the document, and what it was taken as."""

    name: str
    target: str
    example: str = ""
    tables: list[str] = field(default_factory=list)


@dataclass
class Choice:
    """A paragraph somebody might want to take otherwise."""

    number: int
    text: str
    target: str


@dataclass
class TakenPriority:
    title: str
    outcome: list[str] = field(default_factory=list)
    baseline: list[str] = field(default_factory=list)
    criteria: list[Row] = field(default_factory=list)
    milestones: list[Row] = field(default_factory=list)
    actions: list[Row] = field(default_factory=list)
    monitoring: list[Row] = field(default_factory=list)
    colour: str = ""
    progress: list[str] = field(default_factory=list)

    @property
    def rows(self) -> dict[str, list[Row]]:
        return {
            "criteria": self.criteria,
            "milestones": self.milestones,
            "actions": self.actions,
            "monitoring": self.monitoring,
        }


@dataclass
class Taken:
    """`stops` are sentences that say why no plan can be made of it."""

    priorities: list[TakenPriority] = field(default_factory=list)
    context: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    stops: list[str] = field(default_factory=list)
    heads: dict[str, Head] = field(default_factory=dict)
    choices: list[Choice] = field(default_factory=list)
    without_header: dict[str, list[str]] = field(default_factory=dict)

    @property
    def left(self) -> list[Piece]:
        return [piece for piece in self.pieces if not piece.is_taken]

    @property
    def used(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.is_taken]

    @property
    def counts(self) -> dict[str, int]:
        kinds = dict.fromkeys(("criteria", "milestones", "actions", "monitoring"), 0)
        for priority in self.priorities:
            for name, rows in priority.rows.items():
                kinds[name] += len(rows)
        return {"priorities": len(self.priorities)} | kinds

    def texts(self) -> Iterator[str]:
        """Every text that would be written into the plan."""
        yield from self.context
        for one in self.priorities:
            yield from (one.title, *one.outcome, *one.baseline, *one.progress)
            for rows in one.rows.values():
                for row in rows:
                    yield from (value for value in row.values() if isinstance(value, str))


def lines_of(text: str) -> list[str]:
    """The lines of a cell, without the marks of a list before them."""
    stripped = (
        re.sub(r"^\s*[-*\u2022\u00b7\u25aa\uf0b7]\s+", "", line) for line in text.split("\n")
    )
    return [line.strip() for line in stripped if line.strip()]


def cut(text: str, longest: int) -> list[str]:
    """The text in pieces that fit, cut at the end of a sentence or else of a word."""
    pieces = []
    while len(text) > longest:
        at = max(text.rfind(mark, 0, longest) for mark in (". ", "; ")) + 1
        if at < longest // 2:
            at = text.rfind(" ", 0, longest + 1)
        at = at if at > 0 else longest
        pieces.append(text[:at].strip())
        text = text[at:].strip()
    return [*pieces, text] if text else pieces


def iso(on: date | None) -> str | None:
    return on.isoformat() if on else None


def left(place: str, text: str, why: str) -> Piece:
    return Piece(place, text, "", why)
