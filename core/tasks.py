"""What Celery runs: a wake-up for one job, and the sweep for those nobody was woken for."""

from celery import shared_task

from core import jobs


@shared_task(name="core.work", ignore_result=True)
def work(job_id: str) -> None:
    jobs.work(job_id)


@shared_task(name="core.sweep", ignore_result=True)
def sweep() -> None:
    jobs.sweep()
