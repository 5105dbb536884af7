"""Invented schools in the scratch database. Written as rows: it is the reading that is measured."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from accounts.models import RoleAssignment, User
from accounts.roles import Role
from bench import scratch
from core import bulk
from monitoring import services
from monitoring.models import Collection, Pupil, PupilRecord, Submission
from schools.models import Phase, School, Trust, TrustMembership

RECORD = (
    "submission", "pupil", "row", "year_group",
    "sex", "is_disadvantaged", "sen_provision", "is_eal", "results",
)  # fmt: skip
PUPIL = ("created_at", "school", "pseudonym", "upn", "former_upn", "surname", "forename")
YEARS = ("R", "1", "2", "3", "4", "5", "6")
INVENTED = 9_973  # so many different pupils; a prime, so that schools differ
TERMS = ("Autumn 2026", "Spring 2027", "Summer 2027")


def empty_database() -> None:
    call_command("migrate", verbosity=0)


def trust_of(how_many: int) -> list[School]:
    trust = Trust.objects.create(name="Bench Learning Trust")
    joined = date(2019, 9, 1)
    School.objects.bulk_create(
        School(urn=100_000 + n, name=f"School {n:04d}", phase=Phase.PRIMARY, low_age=3, high_age=11)
        for n in range(how_many)
    )
    schools = list(School.objects.order_by("urn"))
    TrustMembership.objects.bulk_create(
        TrustMembership(trust=trust, school=school, starts_on=joined) for school in schools
    )
    return schools


def executive() -> User:
    person = User.objects.create_user(email="chief@example.org", name="Sam Chief")
    RoleAssignment.objects.create(user=person, role=Role.EXECUTIVE, starts_on=date(2019, 9, 1))
    return person


def a_collection(name: str) -> Collection:
    return services.open_collection(actor=None, name=name, due_on=scratch.DUE, year_groups=YEARS)


@transaction.atomic
def pupils_of(schools: list[School], per_school: int) -> dict[int, list[int]]:
    """The ids of the pupils of each school."""
    now = timezone.now()
    bulk.insert(
        Pupil,
        PUPIL,
        (
            (now, school.pk, f"{school.pk}-{n}", "", "", "", "")
            for school in schools
            for n in range(per_school)
        ),
    )
    found: dict[int, list[int]] = {school.pk: [] for school in schools}
    for pupil, school in Pupil.objects.order_by("pk").values_list("pk", "school_id").iterator():
        found[school].append(pupil)
    return found


@transaction.atomic
def returns(
    collection: Collection, pupils: dict[int, list[int]], *, seed: int, version: int = 1
) -> None:
    """A version for each school, the first one submitted, with three results for each pupil."""
    state = "submitted" if version == 1 else "superseded"
    now = timezone.now()
    Submission.objects.bulk_create(
        Submission(
            school_id=school,
            collection=collection,
            version=version,
            way="upload",
            state=state,
            submitted_at=now,
            pupils=len(theirs),
        )
        for school, theirs in pupils.items()
    )
    given = Submission.objects.filter(collection=collection, version=version)
    invented = scratch.class_of(seed, INVENTED)
    bulk.insert(PupilRecord, RECORD, _records(given, pupils, invented))


def _records(
    given: Iterable[Submission], pupils: dict[int, list[int]], invented: list[tuple[Any, ...]]
) -> Iterator[tuple[Any, ...]]:
    for number, one in enumerate(given):
        for n, pupil in enumerate(pupils[one.school_id]):
            like = invented[(31 * number + n) % len(invented)]
            yield one.pk, pupil, n + 1, YEARS[n % 7], *like
