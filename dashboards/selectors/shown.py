"""One figure as its reader may see it: what is withheld has no number here (ADR 0005, 0011)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.units import percent
from dashboards.models import Figure
from monitoring.models import Collection
from monitoring.rules.counting_lines import PARTS as MILLIONTHS
from monitoring.rules.counting_lines import value_of
from monitoring.rules.kinds import RATES, Line
from monitoring.rules.measures import Unit
from monitoring.rules.percentages import Interval, wilson
from schools.models import School

PARTS = ("expected", "higher")


@dataclass(frozen=True)
class Shown:
    """One line of one group as its reader may see it. None where a number is withheld.

    When one measure is withheld and the other is not, the pupils are still known from the other.
    Of a mean or a rate `rate` is its value, and nobody is at a standard.
    """

    pupils: int | None
    expected: int | None
    higher: int | None
    expected_withheld: bool = False
    higher_withheld: bool = False
    is_rate: bool = False
    rate: Fraction | None = None
    total: int | None = None  # in millionths
    base: int | None = None

    @property
    def is_known_of_somebody(self) -> bool:
        """Withheld, or of somebody: not the empty row of a group nobody is in."""
        return self.expected_withheld or bool(self.pupils)

    @property
    def expected_percent(self) -> float | None:
        return None if self.is_rate else _share(self.expected, self.pupils)

    @property
    def higher_percent(self) -> float | None:
        return None if self.is_rate else _share(self.higher, self.pupils)

    @property
    def expected_interval(self) -> Interval | None:
        """95%, in percent; shown as a band, never as a flag."""
        return None if self.is_rate else _interval(self.expected, self.pupils)

    @property
    def value(self) -> float | None:
        """What the line says: a percentage of pupils, or the mean or rate."""
        if self.is_rate:
            return None if self.rate is None else float(self.rate)
        return self.expected_percent

    def value_of(self, part: str) -> float | None:
        return self.value if part == "expected" else self.higher_percent

    def is_withheld(self, part: str) -> bool:
        return self.expected_withheld if part == "expected" else self.higher_withheld


@dataclass(frozen=True)
class FigureRow:
    """One figure as the `figures` command and a download give it; no school means the whole
    trust. `value` is the percentage, mean or rate; `pupils` is how many it is of.
    """

    school: School | None
    measure: str
    subject: str
    cohort: str
    group: str
    numerator: int | Fraction | None
    denominator: int | None
    percent: Decimal | None
    withheld: bool
    pupils: int | None = None
    value: Decimal | None = None
    is_rate: bool = False


def shown_of(figure: Figure, *, everything: bool = False) -> Shown:
    hides_expected = figure.hides_expected and not everything
    hides_higher = figure.hides_higher and not everything
    line = RATES.get(figure.subject)
    if line:
        return _shown_rate(figure, line, is_hidden=hides_expected or hides_higher)
    return Shown(
        pupils=None if hides_expected and hides_higher else figure.pupils,
        expected=None if hides_expected else figure.expected,
        higher=None if hides_higher else figure.higher,
        expected_withheld=hides_expected,
        higher_withheld=hides_higher,
    )


def _shown_rate(figure: Figure, line: Line, *, is_hidden: bool) -> Shown:
    """A mean or a rate is shown whole or not at all (ADR 0011)."""
    return Shown(
        pupils=None if is_hidden else figure.pupils,
        expected=None,
        higher=None,
        expected_withheld=is_hidden,
        higher_withheld=is_hidden,
        is_rate=True,
        rate=None if is_hidden else value_of(line, figure.total, figure.base),
        total=None if is_hidden else figure.total,
        base=None if is_hidden else figure.base,
    )


def rows_of(figure: Figure, collection: Collection, *, everything: bool) -> Iterator[FigureRow]:
    line = next((one for one in collection.lines if one.code == figure.subject), None)
    shown = shown_of(figure, everything=everything)
    for part, measure in zip(PARTS, line.measures if line else (), strict=False):
        withheld = shown.is_withheld(part)
        told: dict[str, Any] = {"numerator": None, "denominator": None, "percent": None}
        if not withheld:
            told = _told_rate(figure, line) if shown.is_rate else _told_share(figure, part)
        yield FigureRow(
            school=figure.school,
            measure=measure,
            subject=figure.subject,
            cohort=figure.cohort,
            group=figure.group,
            withheld=withheld,
            is_rate=shown.is_rate,
            **told,
        )


def _told_share(figure: Figure, part: str) -> dict[str, Any]:
    numerator = int(getattr(figure, part))
    share = percent(numerator, figure.pupils, places=1)
    return {
        "numerator": numerator,
        "denominator": figure.pupils,
        "percent": share,
        "pupils": figure.pupils,
        "value": share,
    }


def _told_rate(figure: Figure, line: Line | None) -> dict[str, Any]:
    found = value_of(line, figure.total, figure.base) if line else None
    value = None if found is None else round(Decimal(found.numerator) / found.denominator, 2)
    total = Fraction(figure.total, MILLIONTHS)
    return {
        "numerator": int(total) if total.denominator == 1 else total,
        "denominator": figure.base,
        "percent": value if line and line.unit is Unit.PERCENT else None,
        "pupils": figure.pupils,
        "value": value,
    }


def _share(numerator: int | None, pupils: int | None) -> float | None:
    return None if numerator is None or not pupils else 100 * numerator / pupils


def _interval(numerator: int | None, pupils: int | None) -> Interval | None:
    return None if numerator is None or not pupils else wilson(numerator, pupils)
