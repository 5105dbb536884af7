"""What a printed plan is told beside its text, and the words both are put in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from core.blocks import Cell

Content: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class Figures:
    """A priority's measure as its reader may see it; empty where nothing is known."""

    baseline: str = ""
    latest: str = ""


@dataclass(frozen=True)
class Progress:
    """How a priority went when it was last looked at."""

    colour: str
    tone: str
    impact: str
    words: str = ""
    impact_words: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Beside:
    """What is not in the text: names of codes, figures, and how it goes.

    `labels` are the words of choices by their field, then by their code. `done` and `reached` say
    of rows, by their id, on which day. Without `progress` nothing is said of it.
    """

    labels: Mapping[str, Mapping[str, str]]
    figures: Mapping[int, Figures] = field(default_factory=dict)
    progress: Mapping[int, Progress] | None = None
    done: Mapping[int, date] = field(default_factory=dict)
    reached: Mapping[int, date] = field(default_factory=dict)

    def label(self, field_name: str, code: str) -> str:
        return self.labels.get(field_name, {}).get(code, code)


def show_day(iso: str | date | None) -> str:
    """12 Dec 2026."""
    if not iso:
        return ""
    on = iso if isinstance(iso, date) else date.fromisoformat(iso)
    return f"{on.day} {on:%b %Y}"


def show_days(first: str | None, last: str | None) -> str:
    if first and last:
        return f"{show_day(first)} to {show_day(last)}"
    if last:
        return f"By {show_day(last)}"
    return f"From {show_day(first)}" if first else ""


def state(on: date | None, done: str, not_yet: str) -> Cell:
    return Cell(f"{done} {show_day(on)}", "good") if on else Cell(not_yet)
