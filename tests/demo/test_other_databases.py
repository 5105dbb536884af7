import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts.models import User
from tests import world


def test_another_trusts_database_is_left_alone(db):
    world.a_school()
    with pytest.raises(CommandError, match="belongs to Northgate Learning Trust"):
        call_command("demo_trust")
    assert not User.objects.exists()


def test_people_without_the_trust_are_refused_with_what_to_do(db):
    with pytest.raises(CommandError, match="run demo_trust"):
        call_command("demo_people")


@pytest.mark.parametrize("command", ["demo_people", "demo_trust"])
def test_a_database_without_tables_is_refused_in_one_line_with_what_to_run(command, tmp_path):
    result = subprocess.run(
        [sys.executable, "manage.py", command, "--json"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert result.stdout == ""
    [line] = result.stderr.splitlines()
    assert "run migrate, then demo_trust" in line
