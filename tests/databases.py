"""A migrated SQLite database that the tests copy, because migrating takes half a minute."""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection

LEADS_TO_IT = ("*/migrations/*.py", "support/note_templates/*", "requirements/dev.lock")


def copy_the_migrated() -> None:
    """Replace all that is in the (empty) test database, and what is given back after a flush."""
    with sqlite3.connect(_migrated()) as migrated:
        migrated.backup(connection.connection)
    migrated.close()
    ContentType.objects.clear_cache()
    contents = connection.creation.serialize_db_to_string()
    connection._test_serialized_contents = contents  # type: ignore[attr-defined]


def _migrated() -> Path:
    """Made by whoever comes first, and named after all that leads to it."""
    folder = settings.BASE_DIR / "var"
    folder.mkdir(exist_ok=True)
    path = folder / f"tests-{_digest()}.sqlite3"
    with (folder / "tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            for old in folder.glob("tests-*.sqlite3"):
                old.unlink()
            _migrate(path)
    return path


def _digest() -> str:
    found = hashlib.sha256()
    for pattern in LEADS_TO_IT:
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            found.update(path.read_bytes())
    return found.hexdigest()[:16]


def _migrate(path: Path) -> None:
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    asked = {"DATABASE_URL": f"sqlite:///{unfinished}", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    subprocess.run(command, cwd=settings.BASE_DIR, env=os.environ | asked, check=True)
    unfinished.replace(path)
