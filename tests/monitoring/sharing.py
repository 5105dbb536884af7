"""Parts of a school's data, shared out."""

from accounts.models import User
from accounts.roles import Role
from monitoring import services
from monitoring.models import SectionAsked, Submission
from monitoring.rules.grids import PARTS, cell
from schools.models import School
from tests.world import a_person


def a_head(school: School) -> User:
    return a_person(Role.HEADTEACHER, at=school, name="Hanna")


def a_teacher(school: School, name: str = "Tariq") -> User:
    return a_person(Role.SCHOOL_STAFF, at=school, name=name)


def a_section(
    draft: Submission, subject: str = "maths", *, of: User | None = None, note: str = ""
) -> SectionAsked:
    return services.ask_for_section(
        actor=a_head(draft.school),
        submission_id=draft.pk,
        subject=subject,
        person=of or a_teacher(draft.school),
        note=note,
    )


def typed(year: str = "6", **subjects: tuple[object, object, object]) -> dict[str, str]:
    """maths=(30, 20, 5) for all pupils of Year 6."""
    return {
        cell(year, subject, "ALL", part): str(number)
        for subject, numbers in subjects.items()
        for part, number in zip(PARTS, numbers, strict=True)
    }
