"""100 health checks by two worker processes against one, on the same job rows."""

import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from accounts.models import User
from bench import world
from bench.scratch import child
from bench.timing import Ratio
from core.models import Job, JobState
from dashboards.services.figures import compute_all
from dashboards.services.reports import request_health_check
from monitoring.models import Collection
from schools.models import School

REPORTS = 100
WAIT = 0.05


def measure() -> Iterator[Ratio]:
    world.empty_database()
    pupils = world.pupils_of(world.trust_of(10), 210)
    collection = world.a_collection(world.TERMS[0])
    world.returns(collection, pupils, seed=1)
    compute_all(actor=None, collection=collection)
    asker = world.executive()
    one = _seconds(asker, collection, workers=1)
    two = _seconds(asker, collection, workers=2)
    yield Ratio(
        f"{REPORTS} reports, one worker : two workers",
        one,
        two,
        target=1.7,
        at_least=True,
        note="worker processes on one SQLite database, each warm before the clock starts",
    )


def _seconds(asker: User, collection: Collection, *, workers: int) -> float:
    folder = Path(settings.DATABASES["default"]["NAME"]).parent
    working = [child("bench.worker", folder) for _ in range(workers)]
    for process in working:
        assert process.stdout
        process.stdout.readline()  # it is warm
    _ask(asker, collection)
    began = time.perf_counter()
    for process in working:
        print("go", file=process.stdin, flush=True)
    while Job.objects.exclude(state__in=[JobState.DONE, JobState.FAILED]).exists():
        time.sleep(WAIT)
    took = time.perf_counter() - began
    for process in working:
        process.communicate()
    if failed := Job.objects.filter(state=JobState.FAILED).first():
        raise SystemExit(f"A report failed: {failed.error}")
    return took


def _ask(asker: User, collection: Collection) -> None:
    schools = list(School.objects.all())
    for n in range(REPORTS):
        request_health_check(
            actor=asker, school=schools[n % len(schools)], collection=collection, token=uuid4()
        )
