"""One subject over the terms as a chart: the trust or a school, its groups, and England."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from core.charts import Chart, Role, Series
from dashboards.presenters.national import National
from dashboards.selectors import figures
from dashboards.selectors.figures import Point, Shown
from monitoring.models import Collection, PupilGroup
from schools.models import School

SHORT_TERM = {1: "Aut", 2: "Spr", 3: "Sum"}
NOTE = "Shaded: 95% interval."


@dataclass(frozen=True)
class Line:
    """A school's (or, without one, the trust's) results of one group, under a name."""

    name: str
    group: str
    role: Role
    school: School | None = None


def trust_lines(group: str) -> list[Line]:
    """All pupils and the disadvantaged; or only the group somebody chose."""
    if group != PupilGroup.ALL:
        return [Line(f"{PupilGroup(group).label}, trust", group, "main")]
    disadvantaged = Line("Disadvantaged, trust", PupilGroup.DIS, "second")
    return [Line("Trust", PupilGroup.ALL, "main"), disadvantaged]


def school_lines(school: School) -> list[Line]:
    trust = Line("Trust", PupilGroup.ALL, "second")
    return [Line(school.name, PupilGroup.ALL, "main", school), trust]


def trend(
    *,
    title: str,
    viewer: User | None,
    collection: Collection,
    cohort: str,
    subject: str,
    lines: Sequence[Line],
    national: National,
) -> Chart:
    """A term without a figure, or with a withheld one, is a gap; nothing is drawn across it."""
    found = [
        figures.history(
            viewer=viewer,
            school=line.school,
            collection=collection,
            cohort=cohort,
            group=line.group,
        )
        for line in lines
    ]
    terms = _terms(found)
    series = [
        _series(line, {point.collection.pk: point.cells for point in points}, terms, subject)
        for line, points in zip(lines, found, strict=True)
    ]
    england = national.same(subject, lines[0].group)
    if england is not None and terms:
        series.append(Series("National", [england] * len(terms), dashed=True, role="comparator"))
    return Chart(
        title=title,
        kind="line",
        x_labels=[_short(term) for term in terms],
        series=series,
        unit="%",
        note=NOTE,
        source=f"schools' returns; {national.label}" if national.label else "schools' returns",
    )


def _terms(histories: Sequence[Sequence[Point]]) -> list[Collection]:
    every = {point.collection for points in histories for point in points}
    return sorted(every, key=lambda term: (term.start_year, term.term))


def _series(
    line: Line, by_term: dict[int, dict[str, Shown]], terms: list[Collection], subject: str
) -> Series:
    shown = [by_term.get(term.pk, {}).get(subject) for term in terms]
    spans = [cell.expected_interval if cell else None for cell in shown]
    return Series(
        line.name,
        [cell.expected_percent if cell else None for cell in shown],
        low=[span.low if span else None for span in spans],
        high=[span.high if span else None for span in spans],
        role=line.role,
    )


def _short(term: Collection) -> str:
    """Aut 26: the calendar year in which the term falls."""
    year = term.start_year + (1 if term.term > 1 else 0)
    return f"{SHORT_TERM[term.term]} {year % 100:02d}"
