"""A school's published key stage 2 results over the years, with England, gaps left as gaps."""

from core.charts import Chart, Series
from dashboards.filters import COMBINED
from monitoring.selectors.results import HistoryPoint, benchmark, published_history
from schools.models import School

MEASURE = f"{COMBINED}_expected"
NOTE = "Nothing was published for schools in 2020, 2021 and 2022."


def published_chart(school: School) -> Chart | None:
    """Reading, writing and maths at expected; None when nothing was ever published."""
    history = published_history(urns=[school.urn], measures=[MEASURE])
    points = history[school.urn, MEASURE, "ALL"]
    if not any(point.value is not None for point in points):
        return None
    return Chart(
        title="Published key stage 2, reading, writing and maths, % at expected",
        kind="line",
        x_labels=[str(point.start_year + 1) for point in points],
        series=[
            Series(school.name, [_number(point.value) for point in points]),
            Series(
                "National", [_england(point) for point in points], dashed=True, role="comparator"
            ),
        ],
        unit="%",
        note=NOTE if points[-1].start_year >= 2019 else "",
        source="DfE performance tables",
    )


def _england(point: HistoryPoint) -> float | None:
    found = benchmark(measure=MEASURE, start_year=point.start_year)
    return float(found.value) if found and found.start_year == point.start_year else None


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))
