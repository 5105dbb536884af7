"""Inspections as evidence, each in its own words and none converted."""

from collections.abc import Iterable

from accounts.access import holds, holds_trust_wide
from accounts.models import User
from accounts.roles import Can
from banding.evidence import Offered
from banding.models import EvidenceKind
from banding.rules.days import show_day
from schools.models import School
from schools.selectors import InspectionCard, inspections_of

LATEST = 3
LONGEST = 300


def offered_inspections(school: School, user: User) -> Iterable[Offered]:
    """The latest few. Of a school outside the trust too, because they are public."""
    if not holds(user, Can.VIEW_SCHOOL, school) and not holds_trust_wide(user, Can.VIEW_SCHOOL):
        return
    for card in inspections_of(school)[:LATEST]:
        found = card.inspection
        yield Offered(
            kind=EvidenceKind.INSPECTION,
            key=str(found.pk),
            text=_in_its_words(card),
            on=found.starts_on,
            url=found.report_url,
        )


def _in_its_words(card: InspectionCard) -> str:
    found = card.inspection
    headline = card.single_headline_grade
    graded = [headline] if headline else card.grades
    says = [f"{grade.area}: {grade.says}" for grade in graded]
    if found.outcome:
        says.insert(0, found.outcome)
    labels = f" ({', '.join(card.labels)})" if card.labels else ""
    text = f"{found.get_kind_display()}, {show_day(found.starts_on)}{labels}"
    for part in says:
        if len(text) + len(part) + 2 > LONGEST:
            return text
        text += f"; {part}"
    return text
