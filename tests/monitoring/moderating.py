"""A moderation as a trust holds it: planned across schools, with somebody to judge."""

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from monitoring import services
from monitoring.models import Collection, Judgement, Moderation, Sample
from monitoring.services import Judged
from schools.models import School
from tests.monitoring.marks import a_row, as_csv
from tests.world import a_collection, a_person, a_return, a_school

NOTE = "Statutory moderator, key stage 2 writing, 2026/27"
IN_YEAR_6 = 24


def year_6(
    codes: str = "WTS EXS EXS GDS", many: int = IN_YEAR_6, but: dict[str, str] | None = None
) -> bytes:
    """A marksheet of Year 6, the codes of writing in turn, and other ones by surname."""
    given, but = codes.split(), but or {}
    lines = [
        a_row(at, year=6, Writing=but.get(f"Surname{at}", given[at % len(given)]))
        for at in range(many)
    ]
    return as_csv(lines)


def a_moderation(
    *schools: School, collection: Collection | None = None, size: int = 8, **fields
) -> Moderation:
    """Year 6 writing, today, of schools that have sent their data; or as `sizes` say."""
    collection = collection or a_collection()
    for school in schools:
        if not school_has_sent(school, collection):
            a_return(school, collection, year_6())
    said = {"actor": None, "subject": "writing", "year_group": "6", "held_on": timezone.localdate()}
    return services.plan_moderation(
        **said | {"collection": collection, "sizes": dict.fromkeys(schools, size)} | fields
    )


def school_has_sent(school: School, collection: Collection) -> bool:
    return collection.submissions.filter(school=school).exists()


def a_moderator(moderation: Moderation, *, by: User | None = None) -> User:
    """Somebody who is named on the event: a specialist of another school, unless told who."""
    person = by or a_person(Role.SPECIALIST, at=a_school("Moors"), name="Mona")
    services.name_moderator(
        actor=None, moderation_id=moderation.pk, user=person, accreditation=NOTE
    )
    return person


def judgements(sample: Sample) -> list[Judgement]:
    return list(sample.judgements.select_related("pupil").order_by("place"))


def all_agreed(sample: Sample, *, but: dict[int, Judged] | None = None) -> dict[int, Judged]:
    """Everybody agreed, but those at these places in the order of drawing."""
    but = but or {}
    return {
        one.pk: but.get(one.place, Judged("agreed")) for one in judgements(sample)
    }  # fmt: skip


def another_code(judgement: Judgement) -> str:
    return "WTS" if judgement.code != "WTS" else "EXS"


def with_changes(sample: Sample, changed: int, unresolved: int = 0) -> dict[int, Judged]:
    """The first few at another grade, the next unresolved, the others agreed."""
    rows = judgements(sample)
    but = {
        one.place: Judged("changed", another_code(one), "The independent writing shows less.")
        for one in rows[:changed]
    }
    but |= {
        one.place: Judged("unresolved", reason="Only one piece was there.")
        for one in rows[changed : changed + unresolved]
    }
    return all_agreed(sample, but=but)


def a_closed_moderation(
    school: School, *, changed: int = 1, by: User | None = None, **fields
) -> Moderation:
    moderation = a_moderation(school, **fields)
    sample = moderation.samples.get(school=school)
    services.judge(
        actor=a_moderator(moderation, by=by),
        sample_id=sample.pk,
        judged=with_changes(sample, changed),
    )
    return services.close_moderation(actor=None, moderation_id=moderation.pk)
