"""The few ways in which a row is counted; each makes a `Count` for a definition."""

from fractions import Fraction

from monitoring.rules.measuring.cells import Value
from monitoring.rules.measuring.dates import Limit
from monitoring.rules.measuring.definition import Count, Limits, Pair, Row, Wrong
from monitoring.rules.scales import Mark

OUT = None


def number(value: Value) -> int | Fraction | None:
    """The number of a cell that holds one; a code or a blank has none."""
    return value if isinstance(value, int | Fraction) else None


def is_out(value: Value) -> bool:
    """Blank, or a code that takes the pupil out of the denominator."""
    return value is None or (isinstance(value, Mark) and not value.counts)


def is_met(value: Value, enough: Fraction | None, *, higher: bool) -> bool:
    if isinstance(value, Mark):
        return value.higher if higher else value.expected
    score = number(value)
    return score is not None and enough is not None and score >= enough


def _discounted(row: Row) -> bool:
    return row.get("is_discounted") is True


def share_met(*columns: str, limit: Limit | None = None, higher: bool = False) -> Count:
    """Pupils who meet the standard in all the columns, of those who count in all of them."""

    def count(row: Row, limits: Limits) -> Pair | None:
        values = [row[name] for name in columns]
        if _discounted(row) or any(map(is_out, values)):
            return OUT
        enough = limits[limit] if limit else None
        return int(all(is_met(value, enough, higher=higher) for value in values)), 1

    return count


def share_of_code(column: str, code: str) -> Count:
    """Pupils given exactly this code, of those who count."""

    def count(row: Row, limits: Limits) -> Pair | None:
        value = row[column]
        if _discounted(row) or is_out(value):
            return OUT
        return int(isinstance(value, Mark) and value.code == code), 1

    return count


def mean_of(column: str) -> Count:
    """The mean of the numbers; codes and blanks are left out."""

    def count(row: Row, limits: Limits) -> Pair | None:
        found = number(row[column])
        return OUT if found is None or _discounted(row) else (found, 1)

    return count


def mean_difference(after: str, before: str, *, of: int = 1) -> Count:
    """The mean of one column less the other, in parts of `of`."""

    def count(row: Row, limits: Limits) -> Pair | None:
        late, early = number(row[after]), number(row[before])
        return OUT if late is None or early is None else (Fraction(late - early) / of, 1)

    return count


def share_at_least(column: str, other: str) -> Count:
    """Pupils whose number is at least that of another column."""

    def count(row: Row, limits: Limits) -> Pair | None:
        one, two = number(row[column]), number(row[other])
        return OUT if one is None or two is None else (int(one >= two), 1)

    return count


def sums(upper: str, lower: str) -> Count:
    """Σ of one column over Σ of another: sessions, or events over pupils."""

    def count(row: Row, limits: Limits) -> Pair | None:
        above, below = number(row[upper]), number(row[lower])
        return OUT if above is None or below is None else (int(above), int(below))

    return count


def share_yes(column: str, *, yes: bool = True) -> Count:
    """Pupils with a yes (or a no), of those of whom it is known."""

    def count(row: Row, limits: Limits) -> Pair | None:
        return OUT if row[column] is None else (int(row[column] is yes), 1)

    return count


def ranked(later: str, earlier: str, *, above: bool) -> Count:
    """Pupils whose level is the same or higher (or, `above`, higher) than before."""

    def count(row: Row, limits: Limits) -> Pair | None:
        now, then = row[later], row[earlier]
        if not (isinstance(now, Mark) and isinstance(then, Mark)):
            return OUT
        if not (now.has_level and then.has_level):
            return OUT
        return int(now.rank > then.rank if above else now.rank >= then.rank), 1

    return count


def missed_at_least(limit: Limit) -> Count:
    """Pupils who missed that percent of their own possible sessions or more, in whole numbers."""

    def count(row: Row, limits: Limits) -> Pair | None:
        possible, missed = number(row["possible"]), number(row["missed"])
        if not possible or missed is None:
            return OUT
        return int(missed * 100 >= limits[limit] * possible), 1

    return count


def no_more_than(part: str, whole: str) -> Wrong:
    """A part of a count cannot be more than the whole."""

    def wrong(row: Row) -> tuple[str, str] | None:
        some, every = number(row[part]), number(row[whole])
        if some is None or every is None or some <= every:
            return None
        return part, f"It cannot be more than {whole}, {every}. Correct one of the two."

    return wrong
