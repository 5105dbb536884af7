"""Workers killed, and the broker made to forget, while they do work that takes a second each."""

from collections import Counter

import redis
from django.conf import settings
from django.db import transaction

from core import jobs
from core.models import Job, JobState, JournalEntry
from tests.faults.slow_work import COUNTED, KIND, STEPS
from tests.faults.worker import Check, Worker, in_state, wait_until

JOBS = 40


def run(check: Check) -> None:
    with transaction.atomic():
        for n in range(JOBS):
            jobs.enqueue(kind=KIND, args={"n": n}, key=f"{KIND}:{n}")
    with Worker() as worker:
        wait_until("two jobs are running", lambda: in_state(KIND, JobState.RUNNING) == 2)
        worker.kill_one_child()
        wait_until("some are done", lambda: in_state(KIND, JobState.DONE) >= 4)
        wait_until("two jobs are running", lambda: in_state(KIND, JobState.RUNNING) >= 2)
        worker.kill_everything()
        redis.from_url(settings.REDIS_URL).flushall()
        check("jobs were left undone by the kill", in_state(KIND, JobState.DONE) < JOBS)
        worker.start()
        seconds = wait_until("all are done", lambda: in_state(KIND, JobState.DONE) == JOBS)
    check(f"all {JOBS} jobs were done {seconds:.0f} s after the restart", is_so=True)
    _outcome(check)


def _outcome(check: Check) -> None:
    done = list(Job.objects.filter(kind=KIND))
    attempts = Counter(job.attempts for job in done)
    check(f"the kills hit work in hand (attempts: {dict(attempts)})", max(attempts) >= 2)
    expected = {str(job.pk): job.args["n"] * sum(range(STEPS + 1)) for job in done}
    results = {str(job.pk): job.result["total"] for job in done}
    check("every result is what an undisturbed run gives", results == expected)
    written = JournalEntry.objects.filter(verb=COUNTED).values_list("target_id", "after__total")
    check("every result was written once", sorted(written) == sorted(expected.items()))
