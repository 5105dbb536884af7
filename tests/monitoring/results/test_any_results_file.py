"""Whatever is in the cells, an import answers with counts that add up, and never with a crash."""

import csv
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.monitoring.results.conftest import FILES

CELLS = st.sampled_from(
    ["", " ", "NULL", "SUPP", "NA", "NEW", "LOWCOV", "115851", "115852.0", "1E+11", "-1", "0%"]
) | st.sampled_from(
    ["9" * 40, "101%", "1", "3", "5", "20190601", "31/02/2020", "x" * 300, "é;,\n", "-", "62.345%"]
)
LAYOUTS = [
    ("import_results", "2018-2019_850_ks2final.csv", ["--year", "2018/19"]),
    ("import_results", "2024-2025_919_ks2final.csv", []),
    ("import_results", "2024-2025_england_ks2-mats-performance.csv", []),
    ("import_results", "ks2_reduced_2018.csv", []),
    ("import_results", "ks2_school_attainment_data.csv", []),
    ("import_benchmarks", "england_benchmarks.csv", []),
    ("import_benchmarks", "ks2_tables_national_and_la_rows.csv", []),
    ("import_benchmarks", "lait.csv", []),
]
SAYS_YEARS = {"TIME_PERIOD", "Academic Year", "time_period"}


@st.composite
def damaged(draw, header, rows):
    """Real rows, cut short or long, with some cells replaced. A file keeps its years: see below."""
    row = list(draw(st.sampled_from(rows)))
    for at in draw(st.sets(st.integers(0, len(row) - 1), max_size=6)):
        if header[at] not in SAYS_YEARS:
            row[at] = draw(CELLS)
    if draw(st.booleans()):
        return row
    return row[: draw(st.integers(1, len(row)))] + draw(st.lists(CELLS, max_size=2))


@pytest.mark.django_db
@pytest.mark.parametrize(("command", "layout", "args"), LAYOUTS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_an_import_survives_any_cells(run, tmp_path, command, layout, args, data):
    with (FILES / layout).open(encoding="utf-8-sig", newline="") as stream:
        header, *real = csv.reader(stream)
    path: Path = tmp_path / "any.csv"
    rows = [real[0], *data.draw(st.lists(damaged(header, real), max_size=6))]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    with transaction.atomic():
        first = run(command, path, *args)
        second = run(command, path, *args)
        transaction.set_rollback(True)
    assert second["created"] == second["changed"] == 0
    assert first["read"] == second["read"]
