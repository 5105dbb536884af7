"""From the cells of one row to an action, milestones, criteria and monitoring of a priority."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from planning.rules.importing import values
from planning.rules.importing.heads import TARGETS
from planning.rules.importing.taken import (
    LONGEST_POST,
    LONGEST_ROW,
    LONGEST_SHORT,
    TO_BE_NAMED,
    Piece,
    Problem,
    Row,
    TakenPriority,
    cut,
    iso,
    left,
    lines_of,
)
from planning.rules.importing.values import Year

OF_ACTION = ("owner", "start", "due", "when", "cost", "funding", "cpd")
LONGEST_SOURCE = 30  # of a text that says where money comes from and nothing else
KEPT = "kept as words of the action"
DATE_FIX = "Write a day such as 18/12/2026, a month or a half-term, or add the day in the plan."
SAID_TWICE = ("Another column says this already.", "Take one of the two columns as another thing.")
NO_HALF_TERM = "It names no half-term. Write one, such as Autumn 1, or add it in the plan."


@dataclass(frozen=True)
class Said:
    """A cell of a row with what its column is taken as. `own` is false where it began above."""

    target: str
    head: str
    text: str
    place: str
    own: bool = True
    fill: str = ""

    @property
    def called(self) -> str:
        """As the document calls it."""
        return self.head or TARGETS[self.target]


@dataclass
class RowReader:
    """Takes the cells of rows one row after the other, and says what became of each."""

    year: Year
    pieces: list[Piece]
    problems: list[Problem]
    last_actions: list[Row] = field(default_factory=list)

    def read(self, row: list[Said], priority: TakenPriority) -> None:
        self._texts(row, priority)
        self._actions(row, priority)
        self._milestones(row, priority)
        self._monitoring(row, priority)

    def take(self, said: Said, why: str = "") -> None:
        self.pieces.append(Piece(said.place, said.text, TARGETS[said.target], why))

    def leave(self, said: Said, why: str) -> None:
        self.pieces.append(left(said.place, said.text, why))

    def problem(self, said: Said, what: str, fix: str) -> None:
        self.problems.append(Problem(said.place, said.text[:200], what, fix))

    def _texts(self, row: list[Said], priority: TakenPriority) -> None:
        for said in _of(row, "outcome", "baseline", "success"):
            if said.target == "success":
                texts = [part for line in lines_of(said.text) for part in cut(line, LONGEST_ROW)]
                priority.criteria += [{"text": one} for one in texts]
            else:
                getattr(priority, said.target).append(said.text)
            self.take(said)

    def _actions(self, row: list[Said], priority: TakenPriority) -> None:
        done = [line for said in _of(row, "action") for line in lines_of(said.text)]
        for said in _of(row, "action"):
            self.take(said)
        beside = [said for said in row if said.target in OF_ACTION and said.text]
        if not done:
            self._beside_nothing([said for said in beside if said.own])
            return
        made = [_Action(line, self.year) for line in done]
        for said in beside:
            why = "\n".join(dict.fromkeys(self._give(said, made)))
            if said.own:
                self.take(said, why)
        self.last_actions = [one.row for one in made]
        priority.actions += self.last_actions

    def _give(self, said: Said, made: list["_Action"]) -> Iterator[str]:
        """One line to each action where there are as many; else the whole to all of them.

        What is spent is spent once, so a single cost goes to the first.
        """
        lines = lines_of(said.text)
        is_paired = len(lines) == len(made) > 1
        whole = ", ".join(lines) if said.target == "owner" else " ".join(lines)
        to = made[:1] if said.target == "cost" and not is_paired else made
        for at, action in enumerate(to):
            problem = action.take(said, lines[at] if is_paired else whole)
            if problem:
                self.problem(said, *problem)
                yield KEPT
        if len(made) > 1 and said.target == "cost" and not is_paired:
            yield "counted with the first of these actions"

    def _beside_nothing(self, beside: list[Said]) -> None:
        """Cells of a row without an action belong to the action above, as words."""
        for said in beside:
            used_here = said.target in {"due", "when"}
            if self.last_actions:
                words = " ".join(lines_of(said.text))
                self.last_actions[-1]["more"].append(f"{said.called}: {words}")
                self.take(said, "kept as words of the action above")
            elif not used_here:
                self.leave(said, "No action stands in this row.")
            else:
                self.leave(said, "No action stands in this row; read for its half-term only.")

    def _milestones(self, row: list[Said], priority: TakenPriority) -> None:
        for said in _of(row, "milestone"):
            lines = lines_of(said.text)
            from_head = values.read_half_terms(said.head, self.year)[-1:]
            times = [
                from_head or values.read_half_terms(line, self.year)[:1] or self._due(row)
                for line in lines
            ]
            if not all(times):
                self.leave(said, NO_HALF_TERM)
                self.problem(said, "No half-term is named for this milestone.", NO_HALF_TERM)
                continue
            priority.milestones += [
                {"text": part, "half_term": time[0]}
                for line, time in zip(lines, times, strict=True)
                for part in cut(line, LONGEST_ROW)
            ]
            self.take(said)

    def _monitoring(self, row: list[Said], priority: TakenPriority) -> None:
        who = [one for one in _of(row, "monitor_who") if len(one.text) <= LONGEST_POST]
        when = list(_of(row, "monitor_when"))
        looked_at = list(_of(row, "monitoring"))
        looker = ", ".join(line for one in who for line in lines_of(one.text))
        taken = False
        for said in looked_at:
            times = values.read_half_terms("\n".join([*(one.text for one in when), said.text]),
                                           self.year) or self._due(row)  # fmt: skip
            if not times:
                self.leave(said, NO_HALF_TERM)
                self.problem(said, "No half-term is named for this.", NO_HALF_TERM)
                continue
            parts = [p for line in lines_of(said.text) for p in cut(line, LONGEST_SHORT)]
            priority.monitoring += [
                {
                    "kind": values.read_kind(part),
                    "focus": part,
                    "who": looker[:LONGEST_POST] or values.read_looker(part) or TO_BE_NAMED,
                    "half_term": time,
                }
                for part, time in product(parts, times)
            ]
            self.take(said)
            taken = True
        for said in [*_of(row, "monitor_who"), *when]:
            fits = said in who and len(looker) <= LONGEST_POST
            if taken and (fits or (said in when and self._is_read(said))):
                self.take(said)
            else:
                self.leave(said, "Nothing that is looked at stands in this row, or it is too long.")

    def _is_read(self, said: Said) -> bool:
        return bool(values.read_half_terms(said.text, self.year))

    def _due(self, row: list[Said]) -> list[str]:
        """The half-term of the row's last day."""
        for said in row:
            if said.target in {"due", "when"} and said.text:
                days = values.read_days(" ".join(lines_of(said.text)), self.year)
                if days and days[1]:
                    return [values.half_term_of(days[1])]
        return []


def _of(row: list[Said], *targets: str) -> list[Said]:
    return [said for said in row if said.target in targets and said.own and said.text]


class _Action:
    """One action while its cells are read. `more` are words that found no field, put at its end."""

    def __init__(self, what: str, year: Year) -> None:
        self.year = year
        self.filled: set[str] = set()
        self.beside = ""  # what a cell says beside what was read of it
        self.row: Row = {
            "what": what,
            "owner": TO_BE_NAMED,
            "starts_on": None,
            "due_on": None,
            "cost_pence": 0,
            "funding": "budget",
            "cpd_need": "",
            "more": [],
        }

    def take(self, said: Said, text: str) -> tuple[str, str] | None:
        """What is wrong with the cell and what to do, where it is kept as words."""
        is_second = said.target in self.filled and said.target != "owner"
        problem: tuple[str, str] | None = SAID_TWICE
        self.beside = ""
        if not is_second:
            problem = getattr(self, f"_{said.target}")(text)
            self.filled.add(said.target)
        if words := text if problem else self.beside:
            self.row["more"].append(f"{said.called}: {words}")
        return problem

    def _owner(self, text: str) -> tuple[str, str] | None:
        named = text if self.row["owner"] == TO_BE_NAMED else f"{self.row['owner']}, {text}"
        if len(named) > LONGEST_POST:
            return f"A post has at most {LONGEST_POST} characters.", "Name the post in the plan."
        self.row["owner"] = named
        return None

    def _start(self, text: str) -> tuple[str, str] | None:
        on = values.read_day(text, self.year, is_last=False)
        return self._set_days(iso(on), self.row["due_on"], is_read=on is not None)

    def _due(self, text: str) -> tuple[str, str] | None:
        on = values.read_day(text, self.year, is_last=True)
        return self._set_days(self.row["starts_on"], iso(on), is_read=on is not None)

    def _when(self, text: str) -> tuple[str, str] | None:
        days = values.read_days(text, self.year)
        first, last = days or (None, None)
        return self._set_days(
            iso(first) or self.row["starts_on"], iso(last), is_read=days is not None
        )

    def _set_days(
        self, first: str | None, last: str | None, *, is_read: bool
    ) -> tuple[str, str] | None:
        if not is_read:
            return "This is not a day we can be sure of.", DATE_FIX
        if first and last and first > last:
            return "It would be due before it starts.", "Put the two days right in the plan."
        self.row["starts_on"], self.row["due_on"] = first, last
        return None

    def _cost(self, text: str) -> tuple[str, str] | None:
        money = values.read_money(text)
        if source := values.read_funding(text):
            self.row["funding"] = source
        if money.pence is None:
            return "No single amount of money is named.", "Add the cost in pounds in the plan."
        self.row["cost_pence"] = money.pence
        self.beside = money.words
        return None

    def _funding(self, text: str) -> tuple[str, str] | None:
        source = values.read_funding(text)
        self.row["funding"] = source or "other"
        self.beside = text if source is None or len(text) > LONGEST_SOURCE else ""
        return None

    def _cpd(self, text: str) -> tuple[str, str] | None:
        if len(text) > LONGEST_SHORT:
            return f"A training need has at most {LONGEST_SHORT} characters.", "Shorten it there."
        self.row["cpd_need"] = text
        return None


def finished(row: Row) -> list[Row]:
    """An action with its words at its end, in as many rows as it needs. Money counts once."""
    more = "".join(f" ({words})" for words in row.pop("more"))
    first, *rest = cut(row["what"] + more, LONGEST_ROW)
    return [row | {"what": first}, *(row | {"what": one, "cost_pence": 0} for one in rest)]
