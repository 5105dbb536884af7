"""Without Redis, a thread of the web process works the same job rows."""

import pytest

from core import jobs, worker
from core.models import Job, JobState


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_it_does_what_is_waiting(errand):
    job = errand.enqueue()
    worker.work_once()
    assert Job.objects.get(pk=job.pk).state == JobState.DONE


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nothing_that_happens_in_a_job_ends_the_thread(errand, monkeypatch, caplog):
    def breaks() -> int:
        raise MemoryError("no room")

    job = errand.enqueue()
    with monkeypatch.context() as broken:
        broken.setattr(jobs, "sweep", breaks)
        worker.work_once()
    assert "it tries again" in caplog.text
    worker.work_once()
    assert Job.objects.get(pk=job.pk).state == JobState.DONE
