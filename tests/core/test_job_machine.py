"""Whatever order workers start, stall, die and finish in, a job has at most one result."""

import uuid
from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import settings as effort
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import integers

from core import jobs
from core.models import Job, JobState, Queue

WHICH = integers(0, 9)


class Workers(RuleBasedStateMachine):
    """One job, and any number of workers that may each be anywhere in their attempt at it."""

    def __init__(self):
        super().__init__()
        self.job = Job.objects.create(kind="any", key=str(uuid.uuid4()), queue=Queue.FIGURES)
        self.alive: list[jobs.Run] = []
        self.results: list[int] = []

    @rule()
    def somebody_claims_it(self):
        if run := jobs.claim(self.job.pk):
            self.alive.append(run)

    @rule()
    def time_passes_without_a_heartbeat(self):
        Job.objects.filter(pk=self.job.pk, state=JobState.RUNNING).update(
            lease_until=timezone.now() - timedelta(seconds=1)
        )
        Job.objects.filter(pk=self.job.pk).update(run_after=timezone.now())

    @rule()
    def the_sweep_runs(self):
        jobs.sweep()

    @precondition(lambda self: self.alive)
    @rule(which=WHICH)
    def one_finishes(self, which):
        run = self.one_of_them(which)
        with suppress(jobs.LostLease):
            run.finish({"by": run.attempt})
            self.results.append(run.attempt)

    @precondition(lambda self: self.alive)
    @rule(which=WHICH)
    def one_fails(self, which):
        with suppress(jobs.LostLease):
            self.one_of_them(which).try_again_or_give_up(ValueError())

    @precondition(lambda self: self.alive)
    @rule(which=WHICH)
    def one_is_killed(self, which):
        self.one_of_them(which)

    def one_of_them(self, which: int) -> jobs.Run:
        return self.alive.pop(which % len(self.alive))

    @invariant()
    def there_is_at_most_one_result(self):
        self.job.refresh_from_db()
        assert len(self.results) <= 1
        assert (self.job.state == JobState.DONE) == bool(self.results)

    @invariant()
    def it_is_never_tried_more_often_than_agreed(self):
        assert self.job.attempts <= jobs.MOST_ATTEMPTS

    @invariant()
    def it_can_always_come_to_an_end(self):
        waiting = self.job.state == JobState.QUEUED
        leased = self.job.state == JobState.RUNNING and self.job.lease_until
        assert waiting or leased or self.job.is_over


@pytest.mark.django_db
def test_a_job_has_at_most_one_result():
    run_state_machine_as_test(
        Workers, settings=effort(max_examples=60, stateful_step_count=25, deadline=None)
    )
