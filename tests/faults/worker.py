"""bin/worker as a process that can be killed, whole or in part."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from core.models import Job, JobState

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 150.0


class Check(Protocol):
    """Say whether something is so, and end everything when it is not."""

    def __call__(self, what: str, is_so: bool) -> None: ...


class Worker:
    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)

    def start(self) -> None:
        self.process = subprocess.Popen(
            [ROOT / "bin" / "worker", "--concurrency", "2"], start_new_session=True
        )

    def kill_everything(self) -> None:
        """kill -9 of the worker, its children and its beat, all at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def kill_one_child(self) -> None:
        """kill -9 of a process in the middle of its work; its parent lives on."""
        os.kill(self._children_that_work()[0], signal.SIGKILL)

    def _children_that_work(self) -> list[int]:
        """Workers' pool processes: the grandchildren of bin/worker."""
        return [child for parent in _children(self.process.pid) for child in _children(parent)]


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def wait_until(what: str, is_so: Callable[[], bool]) -> float:
    """Seconds until something is so; gives up with its name."""
    began = time.monotonic()
    while not is_so():
        if time.monotonic() - began > PATIENCE_SECONDS:
            raise SystemExit(f"FAILED: waited {PATIENCE_SECONDS:.0f} s and still not: {what}")
        time.sleep(0.1)
    return time.monotonic() - began


def in_state(kind: str, state: JobState) -> int:
    return Job.objects.filter(kind=kind, state=state).count()
