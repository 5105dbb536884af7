"""Whatever is in the cells, an import answers with counts that add up, and never with a crash."""

import csv
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.schools.conftest import FILES

CELLS = st.sampled_from(
    ["", " ", "NULL", "SUPP", "NA", "139511", "139512.0", "1E+11", "-1", "9" * 40, "2", "9"]
) | st.sampled_from(
    ["16-01-2020", "31/02/2020", "x" * 300, "Open", "Closed", "Met", "No", "Not judged", "é;,\n"]
)
COMMANDS = [
    ("import_schools", "gias_full_2025.csv", []),
    ("import_schools", "group_links.csv", ["--directory"]),
    ("import_census", "census_2024.csv", ["--year", "2024/25"]),
    ("import_inspections", "ofsted_2026.csv", []),
]


@st.composite
def damaged(draw, rows):
    """Real rows, cut short or long, with some cells replaced."""
    row = list(draw(st.sampled_from(rows)))
    for at in draw(st.sets(st.integers(0, len(row) - 1), max_size=4)):
        row[at] = draw(CELLS)
    return row[: draw(st.integers(1, len(row)))] + draw(st.lists(CELLS, max_size=2))


@pytest.mark.django_db
@pytest.mark.parametrize(("command", "layout", "args"), COMMANDS)
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_an_import_survives_any_cells(run, tmp_path, command, layout, args, data):
    with (FILES / layout).open(encoding="utf-8-sig", newline="") as stream:
        header, *real = csv.reader(stream)
    path: Path = tmp_path / "any.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *data.draw(st.lists(damaged(real), max_size=6))])
    with transaction.atomic():
        first = run(command, path, *args)
        second = run(command, path, *args)
        transaction.set_rollback(True)
    assert second["created"] == second["changed"] == 0
    assert first["read"] == second["read"]
