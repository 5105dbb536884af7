"""A return arrives and figures follow: one school's slice, and the trust's by the difference."""

import itertools
import random

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from core import jobs
from core.models import Job, JobState, JournalEntry
from dashboards import verbs
from dashboards.models import Figure, FigureState, Withholding
from dashboards.services import gathering
from dashboards.services.figures import compute_all, refresh
from dashboards.services.rows import FIELDS
from monitoring import services as monitoring
from tests.dashboards.returns import a_collection, a_return, pupil
from tests.world import a_person, a_school, the_trust

pytestmark = pytest.mark.django_db


def digest():
    """Everything about figures except when they were made."""
    figures = Figure.objects.order_by("school_id", "collection_id", "cohort", "subject", "group")
    withholding = Withholding.objects.order_by("collection_id", "cohort")
    states = FigureState.objects.order_by("school_id", "collection_id")
    return (
        list(figures.values_list(*FIELDS)),
        list(withholding.values_list("collection_id", "cohort", "smallest", "crowd", "partners")),
        list(states.values_list("school_id", "collection_id", "submission_id")),
    )  # fmt: skip


def rebuilt(collection):
    """The same digest after making everything again from nothing."""
    Figure.objects.all().delete()
    Withholding.objects.all().delete()
    compute_all(actor=None, collection=collection)
    return digest()


def some_pupils(number, seed=1, years="26"):
    pick = random.Random(seed)
    codes = ["WTS", "EXS", "EXS", "GDS", "A", "L"]
    return [
        pupil(
            " ".join(pick.choice(codes) for _ in range(3)),
            sex=pick.choice("FM"),
            fsm=pick.choice("YNN"),
            sen=pick.choice("NNNNKE"),
            eal=pick.choice(["Y", "N", "N", ""]),
            year=pick.choice(years),
        )
        for _ in range(number)
    ]


def counts(school, subject="reading", group="ALL", cohort="6"):
    figure = Figure.objects.filter(school=school, subject=subject, group=group, cohort=cohort)
    return figure.values_list("expected", "higher", "pupils").first()


def test_a_submitted_return_becomes_figures_of_the_school_and_the_trust():
    collection, elm, oak = a_collection(), a_school("Elm"), a_school("Oak")
    a_return(elm, collection, [pupil("EXS EXS WTS"), pupil("GDS EXS EXS"), pupil("L L L")])
    a_return(oak, collection, [pupil("WTS A EXS", fsm="Y")])
    jobs.work_off()
    assert counts(elm) == (2, 1, 2)
    assert counts(elm, "rwm") == (1, 0, 2)
    assert counts(oak, "writing") == (0, 0, 1)
    assert counts(None) == (2, 1, 3)
    assert counts(None, group="DIS") == (0, 0, 1)


def test_a_later_version_replaces_the_first_in_both():
    collection, elm, oak = a_collection(), a_school("Elm"), a_school("Oak")
    a_return(oak, collection, [pupil("EXS EXS EXS")])
    a_return(elm, collection, [pupil("WTS WTS WTS"), pupil("EXS EXS EXS")])
    jobs.work_off()
    a_return(elm, collection, [pupil("EXS EXS EXS", year="2")])
    jobs.work_off()
    assert counts(elm) is None
    assert counts(elm, cohort="2") == (1, 0, 1)
    assert counts(None) == (1, 0, 1)


def test_a_returned_submission_leaves_the_figures():
    collection, elm, oak = a_collection(), a_school("Elm"), a_school("Oak")
    sent = a_return(elm, collection, some_pupils(20))
    a_return(oak, collection, some_pupils(30, seed=2))
    jobs.work_off()
    lead = a_person(Role.IMPROVEMENT_LEAD)
    monitoring.return_to_school(actor=lead, submission_id=sent.pk, reason="Two classes are missing")
    jobs.work_off()
    assert not Figure.objects.filter(school=elm).exists()
    assert FigureState.objects.get(school=elm).submission_id is None
    assert digest() == rebuilt(collection)


def test_counts_typed_on_a_grid_become_the_same_figures():
    collection, elm = a_collection(year_groups=["6"]), a_school("Elm")
    draft = monitoring.start_draft(actor=None, school=elm, collection=collection, way="grid")
    typed = {"reading": (9, 5, 1), "writing": (9, 4, 1), "maths": (9, 6, 2), "rwm": (9, 3, 0)}
    cells = {
        f"6-{subject}-{group}-{part}": str(number)
        for subject, numbers in typed.items()
        for group, these in (("ALL", numbers), ("DIS", (2, 1, 0)))
        for part, number in zip(("pupils", "expected", "higher"), these, strict=True)
    }
    monitoring.save_grid(actor=None, submission_id=draft.pk, typed=cells)
    monitoring.submit(actor=None, submission_id=draft.pk)
    jobs.work_off()
    assert counts(elm) == (5, 1, 9)
    assert counts(elm, "rwm") == (3, 0, 9)
    assert counts(elm, group="NOT_DIS") == (4, 1, 7)
    assert counts(None, "maths") == (6, 2, 9)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_jobs_may_run_in_any_order_and_twice(order):
    collection = a_collection()
    schools = [a_school(name) for name in ("Elm", "Oak")]
    a_return(schools[0], collection, some_pupils(25, seed=3))
    a_return(schools[1], collection, some_pupils(35, seed=4))
    a_return(schools[0], collection, some_pupils(26, seed=5))
    waiting = list(Job.objects.filter(kind="dashboards.figures").order_by("created_at"))
    for number in (*order, *order):
        job = waiting[number]
        Job.objects.filter(pk=job.pk).update(
            state=JobState.QUEUED, attempts=0, finished_at=None, run_after=timezone.now()
        )
        jobs.perform(jobs.claim(job.pk))
    assert Job.objects.filter(state=JobState.DONE).count() >= 3
    assert digest() == rebuilt(collection)


def test_school_by_school_comes_to_the_same_as_all_at_once():
    collection = a_collection()
    for number in range(9):
        school = a_school(f"School {number}")
        a_return(school, collection, some_pupils(6 + 9 * number, seed=number))
        jobs.work_off()
        if number % 3 == 2:
            a_return(school, collection, some_pupils(14, seed=100 + number))
            jobs.work_off()
    assert digest() == rebuilt(collection)


PUPILS = st.builds(
    some_pupils, st.integers(1, 60), st.integers(0, 999), st.sampled_from(["2", "6", "26"])
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.tuples(st.integers(0, 4), st.none() | PUPILS), min_size=1, max_size=10))
def test_any_returns_and_data_handed_back_come_to_the_same_as_all_at_once(steps, db):
    """A step is a school with a new return, or whose return is handed back to it."""
    with transaction.atomic():
        collection, schools = a_collection(), [a_school(f"School {n}") for n in range(5)]
        for number, pupils in steps:
            counting = gathering.counting(collection, schools[number].pk)
            if pupils:
                a_return(schools[number], collection, pupils)
            elif counting:
                monitoring.return_to_school(actor=None, submission_id=min(counting), reason="No")
            jobs.work_off()
        assert digest() == rebuilt(collection)
        transaction.set_rollback(True)


def test_when_the_trust_chooses_another_smallest_group_the_next_figures_follow_it():
    collection, elm, oak = a_collection(), a_school("Elm"), a_school("Oak")
    a_return(elm, collection, some_pupils(40))
    a_return(oak, collection, some_pupils(50, seed=2))
    jobs.work_off()
    trust = the_trust()
    trust.smallest_group = 11
    trust.save()
    a_return(elm, collection, some_pupils(41, seed=3))
    jobs.work_off()
    assert set(Withholding.objects.values_list("smallest", flat=True)) == {11}
    assert digest() == rebuilt(collection)


def test_figures_that_are_right_are_left_alone_and_nothing_is_recorded():
    collection, elm = a_collection(), a_school("Elm")
    a_return(elm, collection, some_pupils(12))
    jobs.work_off()
    kept = set(Figure.objects.values_list("pk", flat=True))
    assert not refresh(actor=None, school=elm, collection=collection).changed
    assert not compute_all(actor=None, collection=collection).changed
    assert set(Figure.objects.values_list("pk", flat=True)) == kept
    assert JournalEntry.objects.filter(verb=verbs.FIGURES_MADE).count() == 1


def test_totals_that_went_wrong_are_put_right():
    collection = a_collection()
    a_return(a_school("Elm"), collection, some_pupils(12))
    jobs.work_off()
    right = digest()
    Figure.objects.filter(school=None, group="ALL").update(pupils=999)
    assert compute_all(actor=None, collection=collection).changed
    assert digest() == right


def test_the_state_says_from_what_and_up_to_which_entry():
    collection, elm = a_collection(), a_school("Elm")
    sent = a_return(elm, collection, some_pupils(12))
    jobs.work_off()
    state = FigureState.objects.get(school=elm)
    entry = JournalEntry.objects.get(verb="monitoring.submission.submitted")
    assert (state.submission_id, state.last_entry) == (sent.pk, entry.pk)
