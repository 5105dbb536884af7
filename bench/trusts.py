"""A whole trust in the scratch database, and what of it can be timed."""

from http import HTTPStatus

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from bench import world
from bench.timing import timed
from core import journal
from dashboards.services.figures import compute_all, refresh
from dashboards.verbs import FIGURES_MADE
from monitoring.models import Submission
from schools.models import School

PUPILS = 210
SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"
ONE_QUERY = (
    "SELECT school_id, subject, pupils, expected, higher FROM dashboards_figure"
    " WHERE collection_id = %s AND cohort = '6' AND \"group\" = 'ALL'"
    " ORDER BY school_id LIMIT 100"
)


class Trust:
    """Schools of 210 pupils in seven year groups, each with a return; one school has two more."""

    def __init__(self, schools: int) -> None:
        world.empty_database()
        pupils = world.pupils_of(world.trust_of(schools), PUPILS)
        self.collection = world.a_collection(world.TERMS[0])
        world.returns(self.collection, pupils, seed=1)
        compute_all(actor=None, collection=self.collection)
        self.school = School.objects.get(pk=next(iter(pupils)))
        ours = {self.school.pk: pupils[self.school.pk]}
        for version in (2, 3):
            world.returns(self.collection, ours, seed=version, version=version)
        self.client = Client()
        self.client.force_login(world.executive(), backend=SIGN_IN)

    def recompute(self) -> float:
        """What a worker does after a return: versions 2 and 3 take turns to be the one that
        counts.
        """
        theirs = Submission.objects.filter(school=self.school, collection=self.collection)
        coming = theirs.exclude(version=1).exclude(state="submitted").order_by("version")[0]
        theirs.filter(state="submitted").update(state="superseded")
        theirs.filter(pk=coming.pk).update(state="submitted")
        return timed(lambda: refresh(actor=None, school=self.school, collection=self.collection))

    def page(self) -> float:
        return timed(lambda: self._get(reverse("dashboards:trust-page")))

    def changed_page(self) -> float:
        """The first read after a change, when nothing is kept of it."""
        with transaction.atomic():
            journal.record(actor=None, verb=FIGURES_MADE, target=self.collection)
        return self.page()

    def bare_page(self) -> float:
        """One raw query for the rows of a page, and a page of the project with nothing on it."""

        def both() -> None:
            with connection.cursor() as cursor:
                cursor.execute(ONE_QUERY, [self.collection.pk])
                cursor.fetchall()
            self._get(reverse("bench-empty"))

        return timed(both)

    def _get(self, path: str) -> None:
        answer = self.client.get(path)
        if answer.status_code != HTTPStatus.OK:
            raise SystemExit(f"{path} answered {answer.status_code}.")
