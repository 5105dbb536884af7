"""Help between schools: two requests that wait, one deployment that runs, one that was reviewed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID, uuid5

from accounts.roles import Role
from banding.models import OfferLine
from core.units import quarters_from_days
from demo.cast import Cast
from demo.registering import FILE, YEAR
from demo.timeline import Event, moment
from monitoring.models import YearGroup
from people.models import Area, KeyStage, Person
from people.services import lending
from planning.models import Impact, Priority
from schools.models import School
from support.models import Deployment, SupportRequest
from support.services import deployments, requests, running
from support.services.deployments import HOST, LEND, Brief

FORMS = UUID("0d0f6a4e-5f0c-4a55-8d1d-3f6c3f0b8a10")
LINE = "bespoke_subject_experts"
BUDE_PARK, MAYBURY, HIGHLANDS, PICKERING = 139511, 140246, 139512, 140902


@dataclass(frozen=True)
class Asked:
    urn: int
    area: str
    key_stage: str
    purpose: str
    needed_by: date
    days: str
    measure: str = ""

    @property
    def token(self) -> UUID:
        return uuid5(FORMS, f"{self.urn} {self.area}")


WRITING = Asked(
    HIGHLANDS, "Writing", KeyStage.KS2,
    "Year 4 teachers edit with pupils in the lesson, so that more reach the expected standard.",
    date(2026, 11, 13), "2",
)  # fmt: skip
MATHS = Asked(
    BUDE_PARK, "Maths", KeyStage.KS2,
    "Year 6 teachers plan arithmetic and reasoning from one sequence.",
    date(2026, 12, 16), "3", "rwm_expected",
)  # fmt: skip
READING = Asked(
    BUDE_PARK, "Reading", "", "Reading is taught in the same way in every class of years 3 and 4.",
    date(2027, 3, 12), "2.5", "reading_expected",
)  # fmt: skip
SEND = Asked(
    MAYBURY, "SEND", "", "Support plans say what the class teacher does differently.",
    date(2027, 2, 26), "1.5",
)  # fmt: skip


def events(cast: Cast) -> Iterator[Event]:
    if not cast.story.path(FILE).exists():
        return
    if {HIGHLANDS, MAYBURY} <= cast.urns:
        yield from _reviewed(cast)
    if {BUDE_PARK, PICKERING} <= cast.urns:
        yield from _running(cast)
    for asked, day in ((READING, date(2026, 11, 24)), (SEND, date(2026, 11, 25))):
        if asked.urn in cast.urns:
            yield Event(moment(day, 16), partial(_ask, cast, asked))


def _reviewed(cast: Cast) -> Iterator[Event]:
    """By a specialist with a login, who recorded both days."""
    yield Event(moment(date(2026, 9, 23), 8), partial(_ask, cast, WRITING))
    yield Event(moment(date(2026, 9, 23), 15), partial(_propose_writing, cast))
    for day, did in (
        (date(2026, 10, 6), "Taught an editing lesson beside each teacher; they taught the next."),
        (date(2026, 11, 3), "Read twelve books together and chose what every pupil edits first."),
    ):
        yield Event(moment(day, 16), partial(_record, cast, WRITING, Role.SPECIALIST, day, did))
    yield Event(moment(date(2026, 11, 13), 16), partial(_end, cast, WRITING))
    yield Event(moment(date(2026, 11, 20), 9), partial(_review, cast))


def _running(cast: Cast) -> Iterator[Event]:
    """By somebody without a login: the lead records the days."""
    yield Event(moment(date(2026, 10, 12), 8), partial(_ask, cast, MATHS))
    yield Event(moment(date(2026, 10, 13), 15), partial(_propose_maths, cast))
    for day, did in (
        (date(2026, 11, 10), "Agreed the order of arithmetic for the term with both teachers."),
        (date(2026, 11, 24), "Planned three reasoning lessons and taught the first of them."),
    ):
        lead = Role.IMPROVEMENT_LEAD
        yield Event(moment(day, 17), partial(_record, cast, MATHS, lead, day, did))
    yield Event(moment(date(2026, 11, 24), 18), partial(_plan, cast, date(2026, 12, 8)))


def _ask(cast: Cast, asked: Asked) -> None:
    priorities = Priority.objects.standing().filter(
        plan__school__urn=asked.urn, plan__start_year=2026, measure=asked.measure
    )
    requests.ask_support(
        actor=cast.head(asked.urn),
        form_token=asked.token,
        school=cast.school(asked.urn),
        area=Area.objects.get(name=asked.area),
        key_stage=asked.key_stage,
        purpose=asked.purpose,
        needed_by=asked.needed_by,
        quarter_days=quarters_from_days(asked.days),
        priority=priorities.first() if asked.measure else None,
    )


def _propose_writing(cast: Cast) -> None:
    brief = Brief(
        person=Person.objects.get(user=cast.the(Role.SPECIALIST)),
        purpose=WRITING.purpose,
        quarter_days=quarters_from_days(WRITING.days),
        starts_on=date(2026, 9, 28),
        ends_on=WRITING.needed_by,
        offer_line=_line(),
        measure="writing_expected",
        cohort=YearGroup.Y4,
        baseline=(2025, 3),
        target_percent=85,
        shows_figures=True,
    )
    _agreed(cast, WRITING, brief)


def _propose_maths(cast: Cast) -> None:
    """Days are offered with the proposal; the home school releases them when it agrees."""
    person = Person.objects.get(name="Absalom Kettlewick")
    lending.offer_release(
        actor=None, person=person, school=cast.school(PICKERING), quarter_days=16,
        starts_on=YEAR[0], ends_on=YEAR[1],
    )  # fmt: skip
    brief = Brief(
        person=person,
        purpose=MATHS.purpose,
        quarter_days=quarters_from_days(MATHS.days),
        starts_on=date(2026, 11, 2),
        ends_on=MATHS.needed_by,
        offer_line=_line(),
        measure="maths_expected",
        cohort=YearGroup.Y6,
        baseline=(2025, 3),
        target_percent=75,
        worded_measure="Both teachers plan from the same sequence of lessons.",
        shows_priority=True,
    )
    _agreed(cast, MATHS, brief)


def _agreed(cast: Cast, asked: Asked, brief: Brief) -> None:
    found = SupportRequest.objects.get(form_token=asked.token)
    made = deployments.propose_deployment(
        actor=cast.the(Role.IMPROVEMENT_LEAD), request_id=found.pk, brief=brief
    )
    sides: list[tuple[str, School | None]] = [(LEND, made.home), (HOST, made.school)]
    for side, school in sides:
        if school:
            deployments.agree_deployment(
                actor=cast.head(school.urn), deployment_id=made.pk, side=side
            )


def _made(asked: Asked) -> Deployment:
    return Deployment.objects.get(request__form_token=asked.token)


def _record(cast: Cast, asked: Asked, role: Role, day: date, did: str) -> None:
    running.record_day(
        actor=cast.the(role), deployment_id=_made(asked).pk, on=day, quarter_days=4, done=did
    )


def _plan(cast: Cast, day: date) -> None:
    running.plan_day(
        actor=cast.the(Role.IMPROVEMENT_LEAD),
        deployment_id=_made(MATHS).pk,
        on=day,
        quarter_days=4,
    )


def _end(cast: Cast, asked: Asked) -> None:
    running.end_deployment(actor=cast.the(Role.IMPROVEMENT_LEAD), deployment_id=_made(asked).pk)


def _review(cast: Cast) -> None:
    running.review_deployment(
        actor=cast.head(WRITING.urn),
        deployment_id=_made(WRITING).pk,
        impact=Impact.SOME,
        words="Pupils edit in the lesson now. Spelling is still to come, and we go on with it.",
        would_again=True,
        after=(2026, 1),
    )


def _line() -> OfferLine:
    return OfferLine.objects.get(edition__start_year=2026, code=LINE)
