"""A kind of job that only tests know, whose handler does what each test says."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from core import jobs
from core.models import Job, Queue

KIND = "tests.core.errand"


class Errand:
    """Enqueue it, say what it does, and see how often it was done."""

    def __init__(self) -> None:
        self.does: Callable[[jobs.Run], Any] = lambda run: None
        self.runs: list[jobs.Run] = []

    def work(self, run: jobs.Run) -> Any:
        self.runs.append(run)
        return self.does(run)

    def enqueue(self, key: str = "once", **about: Any) -> Job:
        return jobs.enqueue(kind=KIND, args={"id": 7}, key=key, **about)


@pytest.fixture
def errand() -> Iterator[Errand]:
    doing = Errand()
    jobs.handler(KIND, queue=Queue.FIGURES)(doing.work)
    yield doing
    del jobs.KINDS[KIND]
