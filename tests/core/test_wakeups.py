"""A lost wake-up costs nothing, and a broker in trouble is never the person's trouble."""

import logging
import os
import socket
import time
from contextlib import closing

import pytest
from celery import Celery
from django.db import transaction

from core import wakeups
from core.models import Job, JobState


def nobody_listens() -> int:
    """A port that refuses."""
    with closing(socket.socket()) as briefly:
        briefly.bind(("127.0.0.1", 0))
        return briefly.getsockname()[1]


@pytest.fixture
def frozen():
    """A port that takes calls and never answers, like a broker that hangs."""
    with closing(socket.socket()) as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        yield silent.getsockname()[1]


@pytest.fixture
def broker_at(settings, monkeypatch):
    """Use the broker at a port, with the time limits of the real settings."""
    settings.JOBS_ENGINE = "celery"
    monkeypatch.setattr(wakeups, "_broker_resting_until", 0.0)

    def use(port: int) -> None:
        app = Celery("broken", broker=f"redis://127.0.0.1:{port}/0", set_as_current=False)
        app.conf.broker_transport_options = {
            **settings.CELERY_BROKER_TRANSPORT_OPTIONS,
            "socket_timeout": 0.2,
            "socket_connect_timeout": 0.2,
        }
        monkeypatch.setattr(wakeups, "current_app", app)

    yield use
    wakeups._ringer(os.getpid()).shutdown()
    wakeups._ringer.cache_clear()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_frozen_broker_never_reaches_the_request(errand, broker_at, frozen, caplog):
    broker_at(frozen)
    before = time.monotonic()
    with transaction.atomic():
        job = errand.enqueue()
    assert time.monotonic() - before < 0.2, "the request waited for the broker"
    assert Job.objects.get(pk=job.pk).state == JobState.QUEUED


@pytest.mark.django_db
def test_the_sweep_hears_that_a_broker_refuses_and_leaves_it_alone_for_a_while(
    errand, broker_at, caplog
):
    broker_at(nobody_listens())
    job = errand.enqueue()
    with caplog.at_level(logging.WARNING):
        assert wakeups.wake(job) is False
        assert wakeups.wake(job) is False
    assert len(caplog.records) == 1, "the second time it was not even asked"
    assert "the sweep will" in caplog.text


@pytest.mark.django_db
def test_without_a_broker_the_thread_of_this_process_is_rung_for(errand, settings):
    settings.JOBS_ENGINE = "thread"
    wakeups.THREAD_BELL.clear()
    assert wakeups.wake(errand.enqueue()) is True
    assert wakeups.THREAD_BELL.is_set()
    wakeups.THREAD_BELL.clear()
