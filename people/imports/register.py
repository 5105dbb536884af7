"""Reads a register sheet: who, where, how much time, and which designations. Decides nothing.

A cell that cannot be read is told with its row and column; everything else of its row is kept.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from core.errors import UnreadableFile
from core.imports import Refusal
from people.imports.grid import NAMES, SCHOOLS, Grid, is_header, is_total
from people.rules import cells, npqs
from people.rules.centre import without_short
from people.rules.kinds import kind_of
from people.rules.likeness import plain
from people.rules.sheet import COUNTED, Column, Given, Line, Role, Sheet, Total

FTE_WORDS = frozenset({"fte", "central"})
POST_WORDS = frozenset({"post", "posts", "trust post", "deployable post"})
NPQ_WORDS = frozenset({"npq", "npqs", "qualification", "qualifications"})
LEFT_OUT = frozenset(
    {"notes", "note", "comment", "comments", "email", "e mail", "email address", "phone",
     "telephone", "mobile", "no", "number", "ref", "id"}
)  # fmt: skip
TIMES_SIGN = "\N{MULTIPLICATION SIGN}"
VACANT = re.compile(
    r"(vacan(t|cy|cies)|t\.?b\.?[ca]\.?|to be (appointed|confirmed|recruited)|unfilled)\b.*",
    re.IGNORECASE,
)
TIMES = re.compile(
    rf"(?P<what>.*?)\s*[(]?\s*[x{TIMES_SIGN}]\s*(?P<places>\d{{1,2}})\s*[)]?", re.IGNORECASE
)
LONGEST_NAME = 120
LONGEST_LABEL = 100
MOST_PLACES = 50

ONLY_ONE = frozenset({Role.NAME, Role.SCHOOL, Role.FTE, Role.POST})

NO_NAME = "There is no name in this row. Write whose it is, or “Vacancy”."
NO_SCHOOL = "There is no school in this row. Write the school, or the trust's short name."
NOT_A_ROW = "This line has no columns. Join it to the line above, or give it a school of its own."
TOO_MANY = "This row has more cells than there are headings. Move this one under its heading."
TOO_LONG = "This is too long to be a name. Put each person in a row of their own."
SAYS_NOTHING = "Leave a cell empty where there is nothing to say."
NOT_A_NUMBER = "Write the total as a whole number."
NOT_READ = "This column was not read: it holds no expertise."
FEWEST = 3  # cells of a row that is one of the register's
BELOW_TOTALS = "Rows below the totals were not read. Move them above the totals."
NOT_A_POST = "This is no post of the model in force. Write it as the model does."
NOT_AN_NPQ = "This is not a national professional qualification we know. Write its code: NPQSL."
READ_AS = "Read as {}. Write it so, if that is what is meant."


def read(
    grid: Grid,
    *,
    shorts: frozenset[str],
    kinds: Mapping[str, str],
    posts: Mapping[str, str] | None = None,
) -> Sheet:
    """`shorts`: the trust's short names; `kinds`: codes and words of its model's expertise;
    `posts`: plain names of its posts, to their codes.
    """
    sheet = Sheet(_columns(grid.header, shorts, kinds))
    for column in sheet.counted():
        sheet.cells[column.heading] = sheet.designations[column.heading] = 0
    for at, column in enumerate(sheet.columns):
        if column.role is Role.LEFT_OUT and any(len(row) > at and row[at] for _, row in grid.rows):
            sheet.problems.append(Refusal(grid.at, column.heading, "", NOT_READ))
    for place, (number, row) in enumerate(grid.rows):
        if is_total(row):
            _check_totals(sheet, number, row)
            _look_below(sheet, grid.rows[place + 1 :])
            break
        if not is_header(row):  # tables that run over pages say their headings again
            _read_row(sheet, number, row, posts or {})
    return sheet


def _columns(
    header: Sequence[str], shorts: frozenset[str], kinds: Mapping[str, str]
) -> list[Column]:
    names = Counter(plain(heading) for heading in header if heading)
    twice = next((h for h in header if h and names[plain(h)] > 1), None)
    if twice:
        raise UnreadableFile(
            "E-REGISTER-TWICE",
            f"Two columns are called “{twice[:60]}”. Give one another name, so that nobody has to "
            "guess which is meant.",
        )
    found = [
        _column(heading or f"Column {at}", shorts, kinds) for at, heading in enumerate(header, 1)
    ]
    return _one_of_each(found)


def _column(heading: str, shorts: frozenset[str], kinds: Mapping[str, str]) -> Column:
    words = plain(heading)
    if words in NAMES:
        return Column(heading, Role.NAME)
    if words in SCHOOLS:
        return Column(heading, Role.SCHOOL)
    if words in LEFT_OUT:
        return Column(heading, Role.LEFT_OUT)
    if set(words.split()) & FTE_WORDS:
        return Column(heading, Role.FTE)
    if words in POST_WORDS:
        return Column(heading, Role.POST)
    if set(words.split()) & NPQ_WORDS:
        return Column(heading, Role.NPQ)
    return Column(heading, Role.DESIGNATION, kind_of(without_short(heading, shorts), kinds))


def _one_of_each(columns: list[Column]) -> list[Column]:
    """Only the first name, school and FTE column are that; a second one is not read."""
    seen: set[Role] = set()
    kept = []
    for column in columns:
        if column.role in seen and column.role in ONLY_ONE:
            column = Column(column.heading, Role.LEFT_OUT)
        seen.add(column.role)
        kept.append(column)
    return kept


def _read_row(sheet: Sheet, number: int, row: list[str], posts: Mapping[str, str]) -> None:
    if len(row) == 1 and len(sheet.columns) > 1:
        sheet.problems.append(Refusal(number, sheet.columns[0].heading, row[0][:100], NOT_A_ROW))
        return
    for extra in filter(None, row[len(sheet.columns) :]):
        sheet.problems.append(Refusal(number, "", extra[:100], TOO_MANY))
    told = list(zip(sheet.columns, row, strict=False))
    name, name_column = _of(told, Role.NAME)
    school, school_column = _of(told, Role.SCHOOL)
    fte = _fte(sheet, number, told)
    post = _post(sheet, number, told, posts)
    given, found_npqs = _designations(sheet, number, told)
    if not name or len(name) > LONGEST_NAME:
        why = TOO_LONG if name else NO_NAME
        sheet.problems.append(Refusal(number, name_column, name[:100], why))
        return
    if not school:
        sheet.problems.append(Refusal(number, school_column, "", NO_SCHOOL))
    name, places = _places(name)
    label = school[:LONGEST_LABEL]
    sheet.lines.append(
        Line(number, name, label, fte, tuple(given), tuple(found_npqs), places, post)
    )


def _of(told: list[tuple[Column, str]], role: Role) -> tuple[str, str]:
    """The cell of the one column of a role, in one line, and its heading."""
    return next(
        ((" ".join(cell.split()), column.heading) for column, cell in told if column.role is role),
        ("", role.value.capitalize()),
    )


def _places(name: str) -> tuple[str, int]:
    """What a name says of unnamed capacity: “Science SLE x4” is four places, a person none."""
    times = TIMES.fullmatch(name)
    if times and times["what"]:
        return times["what"], min(max(int(times["places"]), 1), MOST_PLACES)
    return name, 1 if VACANT.fullmatch(name) else 0


def _fte(sheet: Sheet, number: int, told: list[tuple[Column, str]]) -> int | None:
    found = None
    for column, cell in told:
        if column.role is not Role.FTE or not cell:
            continue
        sheet.cells[column.heading] += 1
        try:
            found = cells.read_fte(cell)
            sheet.designations[column.heading] += 1
        except ValueError as refusal:
            sheet.problems.append(Refusal(number, column.heading, cell[:100], str(refusal)))
    return found


def _post(
    sheet: Sheet, number: int, told: list[tuple[Column, str]], posts: Mapping[str, str]
) -> str:
    cell, heading = _of(told, Role.POST)
    if not cell:
        return ""
    sheet.cells[heading] += 1
    sheet.designations[heading] += 1
    if plain(cell) not in posts:
        sheet.problems.append(Refusal(number, heading, cell[:100], NOT_A_POST))
    return posts.get(plain(cell), "")


def _designations(
    sheet: Sheet, number: int, told: list[tuple[Column, str]]
) -> tuple[list[Given], list[npqs.Npq]]:
    given: list[Given] = []
    found: list[npqs.Npq] = []
    for column, cell in told:
        if column.role not in {Role.DESIGNATION, Role.NPQ} or not cell:
            continue
        parts = cells.designations(cell)
        sheet.cells[column.heading] += 1
        sheet.designations[column.heading] += len(parts)
        if not parts:
            sheet.problems.append(Refusal(number, column.heading, cell[:100], SAYS_NOTHING))
        for part in parts:
            npq = npqs.read(part.area)
            if npq:
                found.append(npq)
            elif column.role is Role.DESIGNATION:
                given.append(Given(column.heading, column.kind, part))
            sheet.problems += _of_npq(number, column, part.area, npq)
    return given, found


def _of_npq(number: int, column: Column, written: str, npq: npqs.Npq | None) -> Iterator[Refusal]:
    if npq and npq.was_mapped:
        yield Refusal(number, column.heading, written, READ_AS.format(npq.code))
    elif not npq and column.role is Role.NPQ:
        yield Refusal(number, column.heading, written[:100], NOT_AN_NPQ)


def _check_totals(sheet: Sheet, number: int, row: list[str]) -> None:
    """Each stated total beside both countings: sheets count cells, people often mean what is in
    them.
    """
    for column, cell in zip(sheet.columns, row, strict=False):
        if column.role not in COUNTED or not cell:
            continue
        stated = _number(cell)
        counted = sheet.cells[column.heading], sheet.designations[column.heading]
        sheet.totals[column.heading] = Total(stated, *counted)
        if stated is None:
            sheet.problems.append(Refusal(number, column.heading, cell[:100], NOT_A_NUMBER))
        elif stated not in {*counted, *([sheet.fte / 100] if column.role is Role.FTE else [])}:
            why = f"There are {counted[0]} cells and {counted[1]} designations above this total."
            sheet.problems.append(Refusal(number, column.heading, cell, f"{why} Check both."))


def _number(cell: str) -> float | None:
    """What a total states: a count, or a sum such as “1.8 FTE”."""
    found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,2})?)\s*(?:fte)?", cell, re.IGNORECASE)
    number = float(found[1]) if found else None
    return int(number) if number is not None and number.is_integer() else number


def _look_below(sheet: Sheet, rows: list[tuple[int, list[str]]]) -> None:
    wanted = [at for at, c in enumerate(sheet.columns) if c.role in {Role.NAME, Role.SCHOOL}]
    for number, row in rows:
        if FEWEST <= len(row) <= len(sheet.columns) and all(
            at < len(row) and row[at] for at in wanted
        ):
            sheet.problems.append(Refusal(number, "", row[wanted[0]][:100], BELOW_TOTALS))
            return
