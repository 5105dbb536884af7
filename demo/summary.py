"""What is in the demonstration trust, for those who load it and those who sign in to it."""

from django.db import connection

from accounts.models import User
from accounts.roles import Role
from core.errors import BadCommand
from demo.cast import Cast
from demo.people import Invented
from demo.stories import STORIES, Story
from monitoring.models import Pupil, Submission, SubmissionState
from schools.models import School, Trust
from support.models import Visit


def loaded_story() -> Story | None:
    """Loading is one transaction, so the trust's name stands for all of it.

    A database without tables raises `BadCommand` with what to run.
    """
    if Trust._meta.db_table not in connection.introspection.table_names():
        raise BadCommand("This database has no tables yet: run migrate, then demo_trust.")
    names = set(Trust.objects.values_list("name", flat=True))
    return next((story for story in STORIES.values() if story.trust in names), None)


def counts() -> dict[str, int]:
    return {
        "schools": School.objects.members().count(),
        "pupils": Pupil.objects.count(),
        "returns": Submission.objects.count(),
        "visits": Visit.objects.count(),
        "people": User.objects.count(),
    }


def one_of_each_role(story: Story) -> list[dict[str, str]]:
    """The first of each role that was loaded, with where the role is held."""
    names = dict(School.objects.values_list("urn", "name"))
    cast = Cast(story, frozenset(names))
    first: dict[Role, Invented] = {}
    for person in cast.people:
        first.setdefault(person.role, person)
    return [
        {
            "role": role.label,
            "name": person.name,
            "email": person.email,
            "school": _schools(cast, person, names),
            "where": _schools(cast, person, names) or person.hub or "the whole trust",
        }
        for role, person in first.items()
    ]


def head_with_a_return_to_finish() -> str:
    """The address of a headteacher whose return is being prepared, with mistakes to mend."""
    draft = Submission.objects.filter(state=SubmissionState.DRAFT).select_related("started_by")
    found = draft.exclude(started_by=None).first()
    return found.started_by.email if found and found.started_by else ""


def _schools(cast: Cast, person: Invented, names: dict[int, str]) -> str:
    return "" if person.hub else " and ".join(names[urn] for urn in cast.schools_of(person))
