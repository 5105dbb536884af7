"""A trust of a chosen size in a process that times what it is told to, one line at a time.

Two of them, one small and one large, are asked in turn. python -m bench.sized SCHOOLS
"""

import sys
from pathlib import Path

import django
from django.utils.module_loading import import_string

from bench.scratch import child

READY = "ready"


class Sized:
    """One such process, seen from the part that asks."""

    def __init__(self, folder: Path, schools: int) -> None:
        home = folder / str(schools)
        home.mkdir()
        self.process = child("bench.sized", home, str(schools))
        if self._heard() != READY:
            raise SystemExit("A trust could not be built; see the error above.")

    def ask(self, what: str) -> float:
        print(what, file=self.process.stdin, flush=True)
        return float(self._heard())

    def _heard(self) -> str:
        return self.process.stdout.readline().strip() if self.process.stdout else ""

    def close(self) -> None:
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait()


if __name__ == "__main__":
    django.setup()
    trust = import_string("bench.trusts.Trust")(int(sys.argv[1]))
    print(READY, flush=True)
    for line in sys.stdin:
        print(getattr(trust, line.strip())(), flush=True)
