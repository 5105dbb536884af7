"""Workers killed while they make figures: afterwards the figures are those of no kill at all."""

import random
from collections import Counter
from typing import Any

from core.models import Job, JobState
from dashboards.models import Figure, FigureState, Withholding
from dashboards.services.figures import compute_all
from monitoring.models import Collection
from tests.dashboards.returns import a_collection, a_return, pupil
from tests.faults.worker import Check, Worker, in_state, wait_until
from tests.world import a_school

KIND = "dashboards.figures"
SCHOOLS = 10
PUPILS = 60
GRADES = ("WTS", "EXS", "EXS", "GDS", "A")


def run(check: Check) -> None:
    chance = random.Random(2026)
    collection = a_collection()
    for number in range(SCHOOLS):
        pupils = [_somebody(chance) for _ in range(PUPILS)]
        a_return(a_school(f"School {number}"), collection, pupils)
    check(f"{SCHOOLS} returns wait for their figures", in_state(KIND, JobState.QUEUED) == SCHOOLS)
    with Worker() as worker:
        wait_until("two are being made", lambda: in_state(KIND, JobState.RUNNING) == 2)
        worker.kill_everything()
        check("figures were left unmade by the kill", in_state(KIND, JobState.DONE) < SCHOOLS)
        worker.start()
        seconds = wait_until("all are made", lambda: in_state(KIND, JobState.DONE) == SCHOOLS)
    check(f"all figures were there {seconds:.0f} s after the restart", is_so=True)
    attempts = Counter(job.attempts for job in Job.objects.filter(kind=KIND))
    check(f"the kill hit work in hand (attempts: {dict(attempts)})", max(attempts) >= 2)
    _compare(check, collection)


def _somebody(chance: random.Random) -> tuple[Any, ...]:
    return pupil(
        " ".join(chance.choices(GRADES, k=3)),
        sex=chance.choice("FM"),
        fsm=chance.choice("NNY"),
        sen=chance.choice("NNNK"),
        year=chance.choice("26"),
    )


def _compare(check: Check, collection: Collection) -> None:
    disturbed = _everything()
    for model in (Figure, FigureState, Withholding):
        model.objects.all().delete()
    compute_all(actor=None, collection=collection)
    undisturbed = _everything()
    check(f"there are figures ({len(undisturbed)})", len(undisturbed) > SCHOOLS)
    check("they equal the figures of a run without the kill", disturbed == undisturbed)


def _everything() -> list[tuple[Any, ...]]:
    kept = [field.attname for field in Figure._meta.fields if not field.primary_key]
    return sorted(Figure.objects.values_list(*kept), key=str)
