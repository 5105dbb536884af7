import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from monitoring.models import PublishedResult

FILES = Path(__file__).parents[2] / "fixtures" / "results"


@pytest.fixture
def run():
    """Run a command as another program would: its one JSON value, with the rows adding up."""

    def answered(command, *args):
        out = io.StringIO()
        files = [str(FILES / arg) if str(arg).endswith(".csv") else str(arg) for arg in args]
        call_command(command, *files, "--json", stdout=out)
        report = json.loads(out.getvalue())
        went = sum(report[way] for way in ("created", "changed", "unchanged", "skipped"))
        assert report["read"] == went + len(report["refused"])
        return report

    return answered


@pytest.fixture
def a_copy(tmp_path):
    """A fixture with cells of some rows replaced, and perhaps another name or another header."""

    def written(file: str, cells=None, *, name: str = "", header=None, drop=()) -> Path:
        with (FILES / file).open(encoding="utf-8-sig", newline="") as stream:
            columns, *rows = csv.reader(stream)
        for (row, column), value in (cells or {}).items():
            rows[row][columns.index(column)] = value
        kept = [at for at, column in enumerate(columns) if not column.endswith(tuple(drop) or "\0")]
        path = tmp_path / (name or file)
        with path.open("w", encoding="utf-8", newline="") as stream:
            out = csv.writer(stream)
            out.writerow([(header or columns)[at] for at in kept])
            out.writerows([[row[at] for at in kept if at < len(row)] for row in rows])
        return path

    return written


@pytest.fixture
def said():
    """A school's (or trust's) standing figure: (value, missing code), or None where it is blank."""

    def found(urn, measure, group="ALL", **more):
        by = {"result_set__trust_uid" if urn < 100_000 else "result_set__urn": urn}
        result = PublishedResult.objects.filter(
            measure=measure, group=group, result_set__superseded_at=None, **by, **more
        ).first()
        return result and (result.value, result.missing)

    return found
