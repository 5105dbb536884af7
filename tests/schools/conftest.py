import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

FILES = Path(__file__).parent.parent / "fixtures" / "schools"


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
def a_list(tmp_path):
    """A CSV file with these rows."""

    def written(*rows: str, name: str = "list.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes("\r\n".join(rows).encode(encoding))
        return path

    return written
