"""Kill workers (kill -9) while they compute, make the broker forget, and see that all is done.

Run by .ci/run with PostgreSQL and Redis: python -m tests.faults.kill_worker
"""

import os
from collections import Counter

import django
from django.conf import settings

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.faults.settings"
django.setup()

import redis  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from core import jobs  # noqa: E402
from core.models import Job, JobState, JournalEntry  # noqa: E402
from tests.faults.slow_work import COUNTED, KIND, STEPS  # noqa: E402
from tests.faults.worker import Worker, wait_until  # noqa: E402

JOBS = 40


def check(what: str, *, is_so: bool) -> None:
    print(f"{'ok' if is_so else 'FAILED'}: {what}")
    if not is_so:
        raise SystemExit(1)


def in_state(state: JobState) -> int:
    return Job.objects.filter(kind=KIND, state=state).count()


def main() -> None:
    check("there is a Redis", is_so=settings.JOBS_ENGINE == "celery")
    check("there is a PostgreSQL", is_so=connection.vendor == "postgresql")
    with connection.cursor() as cursor:
        for setting in ("fsync", "synchronous_commit"):
            cursor.execute(f"SHOW {setting}")
            check(f"{setting} is on", is_so=cursor.fetchone()[0] == "on")
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        for n in range(JOBS):
            jobs.enqueue(kind=KIND, args={"n": n}, key=f"{KIND}:{n}")

    with Worker() as worker:
        wait_until("two jobs are running", lambda: in_state(JobState.RUNNING) == 2)
        worker.kill_one_child()
        wait_until("some are done", lambda: in_state(JobState.DONE) >= 4)
        wait_until("two jobs are running", lambda: in_state(JobState.RUNNING) >= 2)
        worker.kill_everything()
        redis.from_url(settings.REDIS_URL).flushall()
        check("some were not done when it was killed", is_so=in_state(JobState.DONE) < JOBS)
        worker.start()
        seconds = wait_until("every job is done", lambda: in_state(JobState.DONE) == JOBS)
    print(f"all {JOBS} done {seconds:.0f} s after the restart")
    check_the_outcome()


def check_the_outcome() -> None:
    done = list(Job.objects.filter(kind=KIND))
    attempts = Counter(job.attempts for job in done)
    check(f"the kills hit work in hand (attempts: {dict(attempts)})", is_so=max(attempts) >= 2)
    expected = {str(job.pk): job.args["n"] * sum(range(STEPS + 1)) for job in done}
    check(
        "every result is what an undisturbed run gives",
        is_so={str(job.pk): job.result["total"] for job in done} == expected,
    )
    written = JournalEntry.objects.filter(verb=COUNTED).values_list("target_id", "after__total")
    check("every result was written once", is_so=sorted(written) == sorted(expected.items()))


if __name__ == "__main__":
    main()
