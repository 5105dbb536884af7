"""The expertise register: brought in by a lead as it was kept, then made good use of."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from accounts.models import User
from accounts.roles import Role
from demo.cast import Cast
from demo.timeline import Event, moment
from people.imports.grid import read_file
from people.models import Area, Expertise, KeyStage, Person, Release
from people.rules.answers import AliasAnswer, Answers, SameAnswer
from people.services import imports, lending, profiles
from people.services.profiles import Said

FILE = "register.tsv"
CONFIRMED = ("statutory_moderator", "s2s_leader", "subject_area_lead")
LEFT_OPEN = 6  # every so many of these, so that a lead has something to confirm
SPECIALIST_DAYS, STAFF_DAYS = 24, 8  # in quarter-days
LAPSES = date(2027, 1, 29)
YEAR = (date(2026, 9, 21), date(2027, 7, 16))
SPRING = (date(2027, 1, 11), date(2027, 3, 19))


def events(cast: Cast) -> Iterator[Event]:
    if not cast.story.path(FILE).exists():
        return
    yield Event(moment(date(2026, 9, 14), 10), partial(_bring_in, cast))
    yield Event(moment(date(2026, 9, 15), 9), partial(_link, cast))
    yield Event(moment(date(2026, 9, 17), 14), partial(_confirm, cast))
    yield Event(moment(date(2026, 9, 18), 16), partial(_offer, cast))
    yield Event(moment(date(2026, 9, 22), 8, 30), partial(_agree, cast))
    yield Event(moment(date(2026, 11, 19), 16), partial(_offer_more, cast))


def _lead(cast: Cast) -> User:
    return cast.the(Role.IMPROVEMENT_LEAD)


def _bring_in(cast: Cast) -> None:
    """Every proposal is agreed to, and the two names that are alike are two people."""
    grid = read_file(cast.story.path(FILE).read_bytes(), FILE)
    run = imports.start_import(actor=_lead(cast), source="Expertise 2026.tsv", grid=grid)
    asked = imports.reading_of(run).preview
    answers = Answers(
        [
            AliasAnswer(one.label, str(one.school.urn))
            for one in asked.proposals
            if one.school is not None
        ],
        [SameAnswer(one.a, one.b, one.school, is_same=False) for one in asked.questions],
    )
    imports.answer_import(actor=_lead(cast), import_id=run.pk, answers=answers)
    imports.apply_import(actor=_lead(cast), import_id=run.pk)


def _link(cast: Cast) -> None:
    for role in (Role.SPECIALIST, Role.SCHOOL_STAFF, Role.IMPROVEMENT_LEAD):
        user = cast.the(role)
        profiles.link_login(actor=_lead(cast), person_id=_entry(user.name).pk, user=user)
    profiles.claim(
        actor=cast.the(Role.SPECIALIST),
        person=_entry(cast.the(Role.SPECIALIST).name),
        said=Said(
            kind="subject_area_lead",
            area=Area.objects.get(name="Writing"),
            key_stage=KeyStage.KS2,
            ends_on=LAPSES,
        ),
    )


def _confirm(cast: Cast) -> None:
    """By the lead, but for the lead's own."""
    lead = _lead(cast)
    claims = Expertise.objects.filter(kind__in=CONFIRMED).exclude(person__user=lead)
    for place, claim in enumerate(claims.order_by("pk"), 1):
        if place % LEFT_OPEN:
            profiles.confirm_claim(actor=lead, claim_id=claim.pk, version=claim.version)


def _offer(cast: Cast) -> None:
    """A specialist's days for the year, and one school that somebody had better not go to."""
    user = cast.the(Role.SPECIALIST)
    person, starts, ends = _entry(user.name), *YEAR
    home = person.employments.get().school
    if home is None:
        return
    lending.offer_release(
        actor=user, person=person, school=home, quarter_days=SPECIALIST_DAYS,
        starts_on=starts, ends_on=ends, note="Not on Fridays",
    )  # fmt: skip
    other = cast.school(cast.schools_of(cast.person(Role.HEADTEACHER))[0])
    lending.declare_conflict(
        actor=user, person=person, school=other, reason="My sister leads year 4 there."
    )


def _agree(cast: Cast) -> None:
    for release in Release.objects.filter(state="offered").select_related("school"):
        lending.decide_release(
            actor=cast.head(release.school.urn), release_id=release.pk, agreed=True
        )


def _offer_more(cast: Cast) -> None:
    """Waits for the headteacher who shows the demonstration."""
    user = cast.the(Role.SCHOOL_STAFF)
    person, starts, ends = _entry(user.name), *SPRING
    home = person.employments.get().school
    if home is not None:
        lending.offer_release(
            actor=user, person=person, school=home, quarter_days=STAFF_DAYS,
            starts_on=starts, ends_on=ends,
        )  # fmt: skip


def _entry(name: str) -> Person:
    return Person.objects.get(name=name)
