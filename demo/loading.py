"""Loads the whole story into an empty database, in one transaction: all of it or nothing.

Imports what every room has, so the commands load it only when there is something to be loaded.
"""

from collections.abc import Iterator
from itertools import chain
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from core import jobs
from core.errors import BadCommand
from dashboards.services.figures import compute_all
from dashboards.services.reports import request_health_check
from demo import (
    aiming,
    calendar,
    deploying,
    diary,
    doing,
    joining,
    judging,
    kinds,
    moderating,
    passphrase,
    planning,
    published,
    registering,
    reviewing,
    triads,
    trying,
    visiting,
    watching,
    weeks,
)
from demo.cast import Cast
from demo.collecting import ROUNDS, Collecting
from demo.timeline import Event, play
from monitoring.models import Collection
from schools.models import School, Trust
from schools.services.trusts import put_up_notice

REPORT = UUID("b5f6a1f0-6a0d-4c1e-8d6e-3f7c2d0b9a11")


def load(cast: Cast) -> None:
    """Refused where anything is already: the demonstration never mixes with a trust's own data."""
    if trust := Trust.objects.first():
        raise BadCommand(
            f"This database belongs to {trust}. The demonstration is loaded into an empty database "
            "only: set DATABASE_URL to another one."
        )
    if School.objects.exists() or User.objects.exists():
        raise BadCommand(
            "This database holds schools or people already. The demonstration is loaded into an "
            "empty database only: set DATABASE_URL to another one."
        )
    secret = passphrase.invent()
    with transaction.atomic():
        play(_events(cast, secret))
        put_up_notice(actor=cast.admin(), notice=cast.story.notice)
        _ask_for_a_report(cast)
        passphrase.keep(secret)
    _make_figures()
    jobs.work_off()


def _make_figures() -> None:
    """Each collection's in one go; the jobs of its returns then find nothing left to do."""
    for collection in Collection.objects.select_related("scale"):
        compute_all(actor=None, collection=collection)


def _events(cast: Cast, secret: str) -> Iterator[Event]:
    collecting = Collecting(cast)
    return chain(
        published.events(cast),
        joining.events(cast, secret),
        calendar.events(cast),
        judging.events(cast),
        trying.events(cast),
        doing.events(cast),
        collecting.events(),
        kinds.events(collecting),
        aiming.events(cast),
        weeks.events(cast),
        moderating.events(cast),
        visiting.events(cast),
        reviewing.events(cast),
        registering.events(cast),
        planning.events(cast),
        triads.events(cast),
        deploying.events(cast),
        diary.events(cast),
        watching.events(cast),
    )


def _ask_for_a_report(cast: Cast) -> None:
    reported = cast.schools_of(cast.person(Role.HEADTEACHER))[0]
    request_health_check(
        actor=cast.lead(reported),
        school=cast.school(reported),
        collection=Collection.objects.get(name=ROUNDS[-1].name),
        token=REPORT,
    )
