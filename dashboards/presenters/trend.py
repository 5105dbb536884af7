"""One subject over the terms as a chart, with England beside it where England is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.charts import Chart, Role, Series
from dashboards.presenters.national import National
from dashboards.selectors.figures import Point
from monitoring.models import Collection
from monitoring.rules.kinds import Line as FigureLine

SHORT_TERM = {1: "Aut", 2: "Spr", 3: "Sum"}
NOTE = "Shaded: 95% interval."


@dataclass(frozen=True)
class Line:
    """The terms of the trust, a school or a group of pupils, under a name."""

    name: str
    points: Sequence[Point]
    role: Role = "main"


def trend(
    *, title: str, line: FigureLine, lines: Sequence[Line], national: National, group: str
) -> Chart:
    """A term without a figure, or with a withheld one, is a gap; nothing is drawn across it."""
    terms = _terms([line.points for line in lines])
    series = [_series(one, terms, line.code) for one in lines]
    england = national.same(line.met, group)
    if england is not None and terms:
        series.append(Series("National", [england] * len(terms), dashed=True, role="comparator"))
    return Chart(
        title=title,
        kind="line",
        x_labels=[_short(term) for term in terms],
        series=series,
        unit="%" if line.per == 100 else "",
        note=NOTE if len(terms) > 1 and not line.is_rate else "",
        source=f"schools' returns; {national.label}" if national.label else "schools' returns",
    )


def at_expected(collection: Collection) -> str:
    """Ends the title of a chart of a termly collection; a line of a kind says what it is."""
    return "" if collection.asking else ", % at expected"


def _terms(histories: Sequence[Sequence[Point]]) -> list[Collection]:
    every = {point.collection for points in histories for point in points}
    return sorted(every, key=lambda term: (term.start_year, term.term))


def _series(line: Line, terms: list[Collection], subject: str) -> Series:
    by_term = {point.collection: point.cells for point in line.points}
    shown = [by_term.get(term, {}).get(subject) for term in terms]
    spans = [cell.expected_interval if cell else None for cell in shown]
    return Series(
        line.name,
        [cell.value if cell else None for cell in shown],
        low=[span.low if span else None for span in spans],
        high=[span.high if span else None for span in spans],
        role=line.role,
    )


def _short(term: Collection) -> str:
    """Aut 26: the calendar year in which the term falls."""
    year = term.start_year + (1 if term.term > 1 else 0)
    return f"{SHORT_TERM[term.term]} {year % 100:02d}"
