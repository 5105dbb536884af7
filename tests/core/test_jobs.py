"""A job row is worked once, by one worker, to an end that can be seen."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from core import jobs
from core.errors import DomainError, WrongState
from core.models import Job, JobState
from tests.world import a_person, a_school

pytestmark = pytest.mark.django_db


def later(job: Job, **changes) -> Job:
    """The job, once the changes time has made are written down."""
    Job.objects.filter(pk=job.pk).update(**changes)
    job.refresh_from_db()
    return job


def let_the_lease_lapse(job: Job) -> None:
    later(job, lease_until=timezone.now() - timedelta(seconds=1))


def let_the_pause_pass(job: Job) -> None:
    later(job, run_after=timezone.now())


def fail(error: Exception):
    def does(run):
        raise error

    return does


def test_a_job_is_done_once_and_keeps_its_result(errand):
    errand.does = lambda run: {"rows": run.args["id"]}
    job = errand.enqueue()
    assert jobs.work_off() == 1
    job.refresh_from_db()
    assert (job.state, job.progress, job.result) == (JobState.DONE, 100, {"rows": 7})
    assert job.finished_at is not None
    assert jobs.work_off() == 0


def test_a_job_remembers_who_asked_where_and_who_may_read_it(errand):
    person, school = a_person(), a_school()
    job = errand.enqueue(requested_by=person, school=school, needs="make_report")
    assert (job.requested_by, job.school_id, job.needs) == (person.pk, school.pk, "make_report")


def test_the_same_key_is_the_same_work(errand):
    first, second = errand.enqueue("figures:1"), errand.enqueue("figures:1")
    assert first.pk == second.pk
    assert jobs.work_off() == 1


def test_only_one_of_two_workers_gets_a_job(errand):
    job = errand.enqueue()
    assert jobs.claim(job.pk) is not None
    assert jobs.claim(job.pk) is None
    assert jobs.work(job.pk) is False


def test_a_worker_that_lost_its_lease_writes_nothing(errand):
    job = errand.enqueue()
    slow = jobs.claim(job.pk)
    let_the_lease_lapse(job)
    quick = jobs.claim(job.pk)
    assert (slow.attempt, quick.attempt) == (1, 2)
    with pytest.raises(jobs.LostLease), slow.writing():
        pytest.fail("it was allowed to write")
    with pytest.raises(jobs.LostLease):
        slow.progress(50)
    with quick.writing():
        pass
    quick.finish({"by": "the second"})
    job.refresh_from_db()
    assert job.result == {"by": "the second"}


def test_a_lapsed_lease_with_no_new_worker_may_still_finish(errand):
    job = errand.enqueue()
    run = jobs.claim(job.pk)
    let_the_lease_lapse(job)
    with run.writing():
        pass
    job.refresh_from_db()
    assert job.lease_until > timezone.now()


@pytest.mark.parametrize("how", [fail(ValueError("late")), fail(DomainError("late")), dict])
def test_losing_the_lease_ends_quietly_however_the_handler_ends(errand, how):
    job = errand.enqueue()

    def loses_it(run):
        let_the_lease_lapse(job)
        jobs.claim(job.pk)
        return how(run) if how is not dict else {"late": True}

    errand.does = loses_it
    assert jobs.work(job.pk) is True
    job.refresh_from_db()
    assert (job.state, job.attempts, job.result) == (JobState.RUNNING, 2, {})


def test_progress_is_kept_in_words_and_percent(errand):
    seen = []

    def does(run):
        run.progress(40, "Drawing charts")
        seen.append(Job.objects.get(pk=run.job.pk))

    errand.does = does
    errand.enqueue()
    jobs.work_off()
    assert [(job.progress, job.doing) for job in seen] == [(40, "Drawing charts")]


def test_what_a_failed_attempt_wrote_is_not_kept(errand):
    def does(run):
        with run.writing():
            a_school("Half written")
            raise OSError("disk full")

    errand.does = does
    errand.enqueue()
    jobs.work_off()
    assert not type(a_school()).objects.filter(name="Half written").exists()


def test_three_failures_end_it_where_the_person_can_see(errand):
    errand.does = fail(RuntimeError("no such table: it went wrong inside"))
    job = errand.enqueue()
    for attempt in range(1, jobs.MOST_ATTEMPTS + 1):
        let_the_pause_pass(job)
        assert jobs.work_off() == 1, f"attempt {attempt}"
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error_code) == (JobState.FAILED, 3, "RuntimeError")
    assert "Something went wrong on our side" in job.error
    assert "no such table" not in job.error


def test_a_failure_is_tried_again_after_a_pause(errand):
    errand.does = fail(DatabaseError("gone away"))
    job = errand.enqueue()
    assert jobs.work_off() == 1
    assert jobs.work_off() == 0
    errand.does = lambda run: {"second": "time"}
    let_the_pause_pass(job)
    jobs.work_off()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)


def test_a_refusal_ends_it_at_once_with_its_sentence(errand):
    errand.does = fail(WrongState("The collection is closed."))
    job = errand.enqueue()
    jobs.work_off()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, 1)
    assert (job.error, job.error_code) == ("The collection is closed.", "WrongState")


def test_a_person_can_have_a_failed_job_tried_again(errand):
    errand.does = fail(DomainError("Not yet."))
    job = errand.enqueue()
    jobs.work_off()
    job.refresh_from_db()
    errand.does = lambda run: None
    jobs.retry(job)
    jobs.work_off()
    job.refresh_from_db()
    assert (job.state, job.error, job.error_code) == (JobState.DONE, "", "")


def test_only_a_failed_job_is_tried_again(errand):
    job = errand.enqueue()
    jobs.work_off()
    jobs.retry(job)
    assert jobs.work_off() == 0


def test_the_sweep_rings_for_what_nobody_was_woken_for(errand):
    fresh, missed = errand.enqueue("fresh"), errand.enqueue("missed")
    later(missed, rung_at=timezone.now() - jobs.RING_AGAIN * 2)
    assert jobs.sweep() == 1
    assert jobs.sweep() == 0, "it was rung for a moment ago"
    fresh.refresh_from_db()
    assert fresh.rung_at < later(missed).rung_at


def test_the_sweep_wakes_a_job_whose_worker_died(errand):
    job = errand.enqueue()
    jobs.claim(job.pk)
    later(job, rung_at=timezone.now() - jobs.RING_AGAIN * 2)
    assert jobs.sweep() == 0, "its lease still stands"
    let_the_lease_lapse(job)
    assert jobs.sweep() == 1
    assert jobs.work(job.pk) is True


def test_the_sweep_gives_up_a_job_whose_workers_keep_dying(errand):
    job = errand.enqueue()
    for _ in range(jobs.MOST_ATTEMPTS):
        assert jobs.claim(job.pk) is not None
        let_the_lease_lapse(job)
    assert jobs.claim(job.pk) is None
    jobs.sweep()
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.FAILED, "WorkerDied")
    assert "tried 3 times" in job.error


def test_a_job_is_forgotten_with_the_transaction_that_caused_it(errand):
    with transaction.atomic():
        errand.enqueue()
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_two_handlers_of_one_kind_are_a_mistake(errand):
    with pytest.raises(LookupError, match="Two handlers"):
        jobs.handler("tests.core.errand", queue="figures")(errand.work)
