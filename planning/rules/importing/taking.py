"""Takes a plan out of a document: finds tables, reads their columns, and accounts for all of it.

A table's header row starts anew wherever one stands again; a line across the table, and a heading
before it, name the priority of the rows below.
"""

from core.papers import BODY, Box, Grid, Paper, Words
from planning.rules.importing import heads, values
from planning.rules.importing.finishing import nobody, stops_of, titled, why_no_colour
from planning.rules.importing.heads import CONTEXT, LEAVE, OF_WORDS, TARGETS, squeezed
from planning.rules.importing.rows import RowReader, Said, finished
from planning.rules.importing.taken import (
    LONGEST_ROW,
    Choice,
    Head,
    Mapping,
    Piece,
    Taken,
    TakenPriority,
    cut,
    left,
    lines_of,
)
from planning.rules.importing.values import Year

NAMES_COLUMN = "names a column"
NAMES_ROW = "names the cell beside it"
NOT_NAMED = "Actions without a priority"
SHOWN_ROWS = 15  # a header is chosen among so many
GOING = frozenset({"rag", "progress"})
ASIDE = frozenset({BODY, "sheet name", "text box"})  # where words may be taken from


def take(paper: Paper, mapping: Mapping, year: Year) -> Taken:
    taking = _Taking(mapping, year)
    for number, part in enumerate(paper.parts, start=1):
        if isinstance(part, Words):
            taking.words(number, part)
        else:
            taking.grid(part)
    return taking.finished(paper.notes)


class _Taking:
    def __init__(self, mapping: Mapping, year: Year) -> None:
        self.mapping, self.year = mapping, year
        self.taken = Taken()
        self.rows = RowReader(year, self.taken.pieces, self.taken.problems)
        self.priority: TakenPriority | None = None
        self.heading: tuple[int, str] | None = None  # where its piece is, and what it says
        self.unnamed: set[str] = set()  # tables with cells that no head names
        self.level = 0  # of the heading that named the priority we are in
        self.going: dict[int, list[Said]] = {}  # how each priority goes, decided at the end

    # Paragraphs

    def words(self, number: int, words: Words) -> None:
        place = f"Paragraph {number}" if words.where == BODY else words.where.capitalize()
        guessed, text = self._guess(words)
        target = self.mapping.words.get(number, guessed)
        if words.where in ASIDE:
            self.taken.choices.append(Choice(number, words.text, target))
        if target != guessed:
            text = words.text
        if target == LEAVE:
            self._leave_words(number, words, place)
            return
        self._take_words(target, text)
        self.level = words.level if target == "priority" else self.level
        self.taken.pieces.append(Piece(place, words.text, OF_WORDS[target]))

    def _guess(self, words: Words) -> tuple[str, str]:
        if words.where not in ASIDE:
            return LEAVE, words.text
        if heads.names_priority(words.text):
            return "priority", words.text
        label = heads.labelled(words.text)
        if label and (self.priority or self.heading):
            return label if label[0] in OF_WORDS else (LEAVE, words.text)
        is_rest = words.level == 0 and words.where == BODY
        return (self.mapping.rest if is_rest else LEAVE), words.text

    def _leave_words(self, number: int, words: Words, place: str) -> None:
        why = "A heading." if words.level else "Text outside the tables."
        is_outside = words.where not in ASIDE
        self.taken.pieces.append(
            left(place, words.text, f"It stands in a {words.where}." if is_outside else why)
        )
        is_inside = 0 < self.level < words.level or heads.is_head(words.text)
        if words.level and not is_inside and number not in self.mapping.words:
            self.heading = (len(self.taken.pieces) - 1, words.text)

    def _take_words(self, target: str, text: str) -> None:
        if target == "priority":
            self._start(text)
        elif target == CONTEXT:
            self.taken.context.append(text)
        else:
            priority = self._current()
            if target == "success":
                rows = [part for line in lines_of(text) for part in cut(line, LONGEST_ROW)]
                priority.criteria += [{"text": one} for one in rows]
            elif target == "action":
                self.rows.read([Said("action", "", text, "")], priority)
                self.taken.pieces.pop()  # its piece is the paragraph's
            else:
                getattr(priority, target).append(text)

    # Tables

    def grid(self, grid: Grid) -> None:
        columns: dict[int, tuple[str, str]] = {}
        forced, was_header = self.mapping.header_rows.get(grid.name), False
        for row, boxes in grid.rows():
            own = [box for box in boxes if box.row == row and box.text]
            is_header = row == forced or (forced is None and self._names_columns(own, columns))
            if is_header:
                columns = self._header(grid, row, boxes, columns if was_header else {})
            elif not columns:
                self._labels(grid, own)
            elif len(own) == 1 and _is_line(own[0], grid):
                self._across(grid, own[0], columns)
            else:
                self._row(grid, row, boxes, columns)
            was_header = is_header
        if not columns and grid.width > 1 and grid.name in self.unnamed:
            first = [box for _, row in list(grid.rows())[:SHOWN_ROWS] for box in row]
            self.taken.without_header[grid.name] = [
                " | ".join(squeezed(box.text)[:40] for box in first if box.row == number)
                for number in sorted({box.row for box in first})
            ]

    def _names_columns(self, own: list[Box], columns: dict[int, tuple[str, str]]) -> bool:
        texts = [box.text for box in own]
        if columns and texts == [name for name in texts if squeezed(name) in self.taken.heads]:
            return len(texts) > 1
        return heads.is_header(texts, below_another=bool(columns))

    def _header(
        self, grid: Grid, row: int, boxes: list[Box], above: dict[int, tuple[str, str]]
    ) -> dict[int, tuple[str, str]]:
        """Which column is called what. A second row of heads says more of those above it."""
        self.rows.last_actions = []
        columns = dict(above)
        for box in boxes:
            if box.row != row:
                continue
            over = above.get(box.column, ("", ""))[0]
            name = squeezed(f"{over} {box.text}") or f"Column {box.column}"
            target = self.mapping.columns.get(name, heads.guess(name) if box.text else LEAVE)
            head = self.taken.heads.setdefault(name, Head(name, target))
            if grid.name not in head.tables:
                head.tables.append(grid.name)
            for column in range(box.column, box.column + box.across):
                columns[column] = (name, target)
            if box.text:
                self.taken.pieces.append(Piece(_at(grid, box), box.text, NAMES_COLUMN))
        return columns

    def _labels(self, grid: Grid, own: list[Box]) -> None:
        """A row without a header above it: “Outcome | All read well | Lead | Deputy head”."""
        label: Box | None = None
        for box in own:
            if label and not heads.is_head(box.text):
                self._labelled(grid, label, box)
                label = None
                continue
            if label:
                self._lone(grid, label)
            label = box if heads.is_head(box.text) else None
            if label is None:
                self._lone(grid, box)
        if label:
            self._lone(grid, label)

    def _labelled(self, grid: Grid, label: Box, box: Box) -> None:
        name = squeezed(label.text)
        target = self.mapping.columns.get(name, heads.guess(name))
        head = self.taken.heads.setdefault(name, Head(name, target))
        head.example = head.example or squeezed(box.text)
        if grid.name not in head.tables:
            head.tables.append(grid.name)
        self.taken.pieces.append(Piece(_at(grid, label), label.text, NAMES_ROW))
        self._one(grid, box, target, name)

    def _lone(self, grid: Grid, box: Box) -> None:
        """A cell with no head above it and none beside it."""
        if heads.names_priority(box.text):
            self._one(grid, box, "priority", "")
        elif label := heads.labelled(box.text):
            self._one(grid, box, label[0], "", label[1])
        elif box.text:
            self.unnamed.add(grid.name)
            self.taken.pieces.append(
                left(_at(grid, box), box.text, "No row above it names its column.")
            )

    def _across(self, grid: Grid, box: Box, columns: dict[int, tuple[str, str]]) -> None:
        """One line across a table names the priority below, or says something of it."""
        label = heads.labelled(box.text)
        has_column = any(target == "priority" for _, target in columns.values())
        if label and not heads.names_priority(box.text):
            self._one(grid, box, label[0], "", label[1])
        elif heads.names_priority(box.text) or not has_column:
            self._one(grid, box, "priority", "")
        else:
            self._one(grid, box, columns.get(box.column, ("", LEAVE))[1], "")

    def _one(self, grid: Grid, box: Box, target: str, head: str, text: str = "") -> None:
        said = Said(target, head, text or box.text, _at(grid, box), fill=box.fill)
        before = len(self.taken.pieces)
        self._take_row([said])
        if text and len(self.taken.pieces) > before:
            last = self.taken.pieces.pop()
            self.taken.pieces.append(Piece(last.place, box.text, last.taken_as, last.why))

    def _row(
        self, grid: Grid, row: int, boxes: list[Box], columns: dict[int, tuple[str, str]]
    ) -> None:
        said = []
        for box in boxes:
            name, target = columns.get(box.column, ("", LEAVE))
            if name and box.text and not self.taken.heads[name].example:
                self.taken.heads[name].example = squeezed(box.text)[:80]
            place = _at(grid, box, name)
            said.append(Said(target, name, box.text, place, box.row == row, box.fill))
        self._take_row(said)

    def _take_row(self, row: list[Said]) -> None:
        for said in row:
            if said.target == "priority" and said.own and said.text:
                self._start(said.text)
                self.taken.pieces.append(Piece(said.place, said.text, TARGETS["priority"]))
            elif said.target == LEAVE and said.own and said.text:
                why = f"The column “{said.head}” is not taken." if said.head else "Not taken."
                self.taken.pieces.append(left(said.place, said.text, why))
        rest = [one for one in row if one.target not in {"priority", LEAVE, *GOING}]
        if any(one.own and one.text for one in rest):
            self.rows.read(rest, self._current())
        for said in row:
            fill = said.fill if said.target == "rag" else ""
            if said.target in GOING and said.own and (said.text or fill):
                self.going.setdefault(id(self._current()), []).append(said)

    # Priorities

    def _start(self, text: str) -> TakenPriority:
        title, outcome = titled(text)
        same = [one for one in self.taken.priorities if one.title == title]
        if not same:
            self.taken.priorities.append(TakenPriority(title))
        priority = self.priority = (same or self.taken.priorities[-1:])[0]
        self.heading, self.level = None, 0
        self.rows.last_actions = []
        if outcome and outcome not in priority.outcome:
            priority.outcome.append(outcome)
        return priority

    def _current(self) -> TakenPriority:
        """The priority we are in; where none is named, the heading before the table names it."""
        if self.heading:
            at, text = self.heading
            place = self.taken.pieces[at].place
            self.taken.pieces[at] = Piece(place, text, TARGETS["priority"],
                                          "the heading of what follows")  # fmt: skip
            return self._start(text)
        return self.priority or self._start(NOT_NAMED)

    # The end

    def finished(self, notes: tuple[str, ...]) -> Taken:
        taken = self.taken
        for priority in taken.priorities:
            self._how_it_goes(priority)
            priority.actions = [row for one in priority.actions for row in finished(one)]
        taken.notes += [*notes, *nobody(taken)]
        taken.stops += stops_of(taken)
        return taken

    def _how_it_goes(self, priority: TakenPriority) -> None:
        """One colour of all its rows is the priority's; several are for a person to weigh."""
        cells = self.going.get(id(priority), [])
        read = {
            said: values.read_colour(said.text, said.fill) for said in cells if said.target == "rag"
        }
        found = {colour for colour in read.values() if colour}
        is_one = len(found) == 1 and not found & {"blue", "grey"}
        priority.colour = min(found) if is_one else ""
        for said in cells:
            text = said.text or f"(a cell coloured {said.fill})"
            if said.target == "progress" and is_one:
                priority.progress.append(text)
            if is_one and read.get(said, "words"):
                self.taken.pieces.append(Piece(said.place, text, TARGETS[said.target]))
            else:
                why = why_no_colour(found, read.get(said, "words"))
                self.taken.pieces.append(left(said.place, text, why))


def _at(grid: Grid, box: Box, head: str = "") -> str:
    column = f"column “{head[:40]}”" if head else f"column {box.column}"
    return f"{grid.name}, row {box.row}, {column}"


def _is_line(box: Box, grid: Grid) -> bool:
    """Whether the only cell of a row is a line across the table."""
    return box.across > max(1, grid.width // 2) or heads.names_priority(box.text)
