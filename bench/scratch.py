"""Where a measurement lives: its own folder, its own database, its own environment; and chance."""

import os
import random
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

SETTINGS = "bench.settings"


def environment(folder: Path, **more: str) -> dict[str, str]:
    """A process of the project that shares nothing with this machine's own."""
    ours = {
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
        "MEDIA_ROOT": str(folder / "media"),
        "REDIS_URL": "",
    }
    return os.environ | ours | more


def child(part: str, folder: Path, *words: str, **more: str) -> subprocess.Popen[str]:
    """A Python process in that environment that is spoken to by lines."""
    return subprocess.Popen(
        [sys.executable, "-m", part, *words],
        env=environment(folder, **more),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def class_of(seed: int, size: int) -> list[tuple[Any, ...]]:
    """Pupils' characteristics and results, for records in the order of `world.RECORD`."""
    pick = random.Random(seed)
    return [(*pupil(pick), results(pick)) for _ in range(size)]


def results(pick: random.Random) -> str:
    """Like a primary's, and like itself: who reads well mostly writes well."""
    level = pick.choices((0, 1, 2, 3), (6, 26, 50, 18))[0]
    codes = ("PKS", "WTS", "EXS", "GDS")
    each = (codes[max(0, min(3, level + pick.choice((-1, 0, 0, 0, 1))))] for _ in range(3))
    return '{{"reading": "{}", "writing": "{}", "maths": "{}"}}'.format(*each)


def pupil(pick: random.Random) -> tuple[Any, ...]:
    """Sex, disadvantage, SEN and first language, about as often as in England."""
    return (
        pick.choice("FM"),
        pick.random() < 0.27,
        pick.choices("NKE", (78, 17, 5))[0],
        pick.random() < 0.22,
    )


DUE = date(2026, 12, 11)
