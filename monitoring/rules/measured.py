"""Reads the cells of a kind by the columns of its measures, and says what to write instead.

It answers a file's checks as a scale of the trust does (`rules.scales.Scale`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from monitoring.rules.columns import LABELS
from monitoring.rules.kinds import Asking
from monitoring.rules.measuring.cells import Codes, Unread, Value, Word
from monitoring.rules.measuring.codes import in_year
from monitoring.rules.measuring.definition import Row, Wrong
from monitoring.rules.problems import Said
from monitoring.rules.scales import Mark, plain

TRUE, FALSE = "Y", "N"


@dataclass(frozen=True)
class Measured:
    """A kind's cells in one academic year."""

    asking: Asking
    year: int

    def read(self, written: str, field: str) -> str | None:
        """The cell in the one spelling it is kept in, or None where a person has to say."""
        try:
            return kept(self.asking.fields[field].read(written, self.year), written)
        except Unread:
            return None

    def is_wanted(self, field: str) -> bool:
        """A blank has to be filled: there is a code for every reason."""
        return not self.asking.fields[field].may_be_blank

    def unknown(self, field: str, written: str) -> tuple[Said, str]:
        """What is said of a cell that cannot be used, and the code that was probably meant."""
        what = "Not a result of this kind." if written else "There is no result."
        nearest = self._nearest(field, written)
        if nearest:
            return Said(what, f"Did you mean {nearest}?", "RESULT"), nearest
        allowed = self.asking.fields[field].reader.allowed(self.year)
        return Said(what, f"Write {allowed}, or leave the row out.", "RESULT"), ""

    def _nearest(self, field: str, written: str) -> str:
        codes = [code for code, _ in self.choices(field) if len(code) > 1]
        close = get_close_matches(plain(written), map(plain, codes), n=1, cutoff=0.6)
        return next((code for code in codes if close and plain(code) == close[0]), "")

    def choices(self, field: str) -> list[tuple[str, str]]:
        """The codes of a column, each with what it means; numbers are written and not chosen."""
        reader = self.asking.fields[field].reader
        if isinstance(reader, Word):
            return [(word, word) for word in reader.words]
        marks = dict.fromkeys(in_year(reader.codes, self.year).values())
        return [(mark.code, f"{mark.code}: {mark.label}") for mark in marks]

    def is_chosen(self, field: str) -> bool:
        """Nothing but a code or a word of a list can stand there."""
        return isinstance(self.asking.fields[field].reader, Codes | Word)

    def explains(self, field: str) -> str:
        """What the column wants, for the sheet a school fills in."""
        said = self.asking.fields[field].reader.allowed(self.year)
        told = [f"{said[:1].upper()}{said[1:]}", *(label for _, label in self.choices(field))]
        return ". ".join([told[0], *(label for label in told[1:] if ":" in label)]) + "."

    def clash(self, results: Mapping[str, str]) -> tuple[str, Said] | None:
        """What contradicts itself in a row: our field and what to do about it."""
        row = read_again(self.asking, results, self.year)
        for wrong in self._wrongs():
            found = wrong(row)
            if found:
                field = next(n for n, c in self.asking.fields.items() if c.name == found[0])
                said = self._in_our_words(found[1])
                return field, Said("This contradicts the rest of the row.", said, "CLASH")
        return None

    def _in_our_words(self, fix: str) -> str:
        """A definition names another column by its own name, and the school knows ours."""
        for name, column in self.asking.fields.items():
            fix = fix.replace(f"more than {column.name},", f"more than {LABELS[name].lower()},")
        return fix

    def _wrongs(self) -> list[Wrong]:
        return list(dict.fromkeys(one.wrong for one in self.asking.definitions if one.wrong))


def read_again(asking: Asking, results: Mapping[str, str], year: int) -> Row:
    """What was kept of a pupil as the definitions read it; None where there is nothing."""
    return {
        column.name: column.reader.read(results[name], year) if results.get(name) else None
        for name, column in asking.fields.items()
    }


def kept(value: Value, written: str) -> str:
    """Codes by their own name, yes and no by a letter, numbers as they are written."""
    if isinstance(value, Mark):
        return value.code
    if isinstance(value, bool):
        return TRUE if value else FALSE
    return "" if value is None else plain(written).removesuffix(".0").replace("\u2212", "-")
