"""A peer review with two reviewers: each writes alone, one has submitted and one still writes."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from uuid import UUID

from banding.models import ActivityType
from core.years import AcademicYear
from demo.cast import Cast
from demo.stories import HUMBER
from demo.timeline import Event, moment
from support import services
from support.models import Reviewer, Visit
from support.rules import Said
from support.selectors.templates import questions_for

ON = date(2026, 11, 19)
TOKEN = UUID("5a0c6c0e-8a3d-4b6e-9a41-2f9f7f0a1c77")
REVIEWED, FIRST, SECOND = 138467, 139511, 140247
WROTE = {
    "focus": "Reading in Years 1 to 3, with the reading lead and six children.",
    "strengths": "Children know the sounds they were taught and use them.",
    "develop": "The slowest readers should read to an adult every day.",
    "learned": "The way this school groups for phonics.",
}


def events(cast: Cast) -> Iterator[Event]:
    if cast.story is HUMBER and {REVIEWED, FIRST, SECOND} <= cast.urns:
        yield Event(moment(ON, 15, 30), partial(_begin, cast))
        yield Event(moment(ON, 16, 45), partial(_submit, cast))


def _activity() -> ActivityType:
    return ActivityType.objects.get(
        code="peer_review", edition__start_year=AcademicYear.of(ON).start_year
    )


def _begin(cast: Cast) -> None:
    lead = cast.lead(REVIEWED)
    visit = services.log_visit(
        actor=lead,
        form_token=TOKEN,
        school=cast.school(REVIEWED),
        activity=_activity(),
        on=ON,
        quarter_days=4,
        purpose="Peer review of reading",
    )
    people = [cast.head(FIRST), cast.head(SECOND)]
    services.name_reviewers(actor=lead, visit_id=visit.pk, people=people)


def _submit(cast: Cast) -> None:
    head = cast.head(FIRST)
    visit = Visit.objects.get(form_token=TOKEN)
    reviewer = Reviewer.objects.get(visit=visit, person=head)
    answers = {
        one.pk: Said(text=WROTE[one.code]) if one.code in WROTE else Said(value="yes")
        for one in questions_for(visit.template, visit.school)
    }
    written = services.write_review(
        actor=head, reviewer_id=reviewer.pk, version=1, findings="", answers=answers
    )
    services.submit_review(actor=head, reviewer_id=reviewer.pk, version=written.version)
