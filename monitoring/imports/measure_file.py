"""A plain file of results for one measure: one row for each pupil, columns by the glossary's names.

Titles above the header, another order of columns and other columns are fine.
"""

from collections.abc import Sequence

from core.errors import BadCommand
from core.imports import Refusal
from core.spreadsheets import reading
from monitoring.rules.measuring.compute import BadRows
from monitoring.rules.measuring.definition import Definition, Stage
from monitoring.rules.measuring.registers import sessions_of

REGISTER = "marks"  # a pupil's register marks with spaces between, instead of counted sessions


def rows_of(
    definition: Definition, content: bytes, file_name: str
) -> tuple[list[int], list[dict[str, str]]]:
    """The rows' numbers as a spreadsheet shows them, and each row's cells by column name.

    Raises `UnreadableFile`, or `BadCommand` when a column the measure needs is not there.
    """
    of_register = definition.stage is Stage.ATTENDANCE
    names = {plain(column.name): column.name for column in definition.columns}
    names |= {REGISTER: REGISTER} if of_register else {}
    needed = [column.name for column in definition.columns if not column.is_optional]

    def find_header(lines: Sequence[Sequence[str]]) -> int | None:
        """The row that names most of the columns; the first that is not empty when none does."""
        said = [sum(plain(cell) in names for cell in line) for line in lines]
        if any(said):
            return said.index(max(said))
        return next((at for at, line in enumerate(lines) if any(line)), None)

    table = reading.read(content, file_name, find_header=find_header)
    found = {
        names[plain(header)]: cells
        for header, cells in zip(table.header, table.columns, strict=True)
        if plain(header) in names
    }
    if REGISTER in found:
        return table.numbers, _counted(table.numbers, found[REGISTER])
    missing = [name for name in needed if name not in found]
    if missing:
        raise BadCommand(
            f"The file has no column called {missing[0]}. {definition.code} needs "
            f"{', '.join(needed)}; the file has {', '.join(table.header[:20])}."
        )
    rows = [dict(zip(found, cells, strict=True)) for cells in zip(*found.values(), strict=True)]
    return table.numbers, rows


def _counted(numbers: Sequence[int], registers: Sequence[str]) -> list[dict[str, str]]:
    """Each pupil's register as the columns that measures of attendance ask for."""
    rows: list[dict[str, str]] = []
    wrong: list[Refusal] = []
    for number, marks in zip(numbers, registers, strict=True):
        try:
            sessions = sessions_of(marks.split())
        except ValueError as refusal:
            wrong.append(Refusal(number, REGISTER, marks, str(refusal)))
        else:
            rows.append({name: str(count) for name, count in sessions.as_columns().items()})
    if wrong:
        raise BadRows(wrong)
    return rows


def plain(header: str) -> str:
    """`Reading `, `reading` and `on january roll` as they are written in the glossary."""
    return "_".join(header.casefold().split())
