"""Year 6 writing of the summer, moderated across schools before it is used for the bands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from accounts.models import User
from accounts.roles import Role
from demo.cast import Cast
from demo.timeline import Event, moment
from monitoring import services
from monitoring.models import Collection, Judgement, Moderation, Outcome, Sample, Spread
from monitoring.services import Judged

COLLECTION, SUBJECT, YEAR_GROUP = "Summer 2026", "writing", "6"
HELD_ON = date(2026, 7, 8)
SEED = "humber-summer-2026"
FOCUS = "Where the expected standard begins: spelling and cohesion in longer pieces"
LEAD_NOTE = "Statutory moderator, key stage 2 writing, accredited by the local authority, 2025/26"
SPECIALIST_NOTE = "Accredited in the trust after two years beside the authority's moderators"
ACCREDITED_UNTIL = date(2026, 8, 31)
LOWER = {"GDS": "EXS", "EXS": "WTS", "WTS": "PKS"}
TOO_HIGH = "Cohesion holds within paragraphs and not across them; spelling was corrected for them."
NOT_ENOUGH = "One independent piece only. The school brings more in September."


@dataclass(frozen=True)
class Told:
    """How many are drawn, and the places in the order of drawing that were not agreed."""

    size: int
    changed: tuple[int, ...] = ()
    unresolved: tuple[int, ...] = ()


# Of the Humber demonstration; the judgements are invented, as its pupils are.
SCHOOLS: Mapping[int, Told] = {
    139511: Told(10, changed=(3,)),
    139512: Told(10),
    140246: Told(10, changed=(1, 5), unresolved=(8,)),
    140902: Told(10, unresolved=(2,)),
    144676: Told(12, changed=(1, 4, 9)),
}


def events(cast: Cast) -> Iterator[Event]:
    if cast.story.model != "humber" or not cast.urns.intersection(SCHOOLS):
        return
    yield Event(moment(date(2026, 7, 7), 15), partial(_plan, cast))
    yield Event(moment(HELD_ON, 14), partial(_judge, cast))
    yield Event(moment(date(2026, 7, 9), 11), partial(_close, cast))


def _plan(cast: Cast) -> None:
    sizes = {cast.school(urn): told.size for urn, told in SCHOOLS.items() if urn in cast.urns}
    moderation = services.plan_moderation(
        actor=cast.executive(),
        collection=Collection.objects.get(name=COLLECTION),
        subject=SUBJECT,
        year_group=YEAR_GROUP,
        held_on=HELD_ON,
        sizes=sizes,
        spread=Spread.EXPECTED,
        focus=FOCUS,
        seed=SEED,
    )
    for person, note in _moderators(cast):
        services.name_moderator(
            actor=cast.executive(),
            moderation_id=moderation.pk,
            user=person,
            accreditation=note,
            accredited_until=ACCREDITED_UNTIL,
        )


def _moderators(cast: Cast) -> list[tuple[User, str]]:
    """A lead, and a specialist where one takes part."""
    found = [(cast.the(Role.IMPROVEMENT_LEAD), LEAD_NOTE)]
    specialists = [person for person in cast.people if person.role == Role.SPECIALIST]
    return found + [(cast.user(person), SPECIALIST_NOTE) for person in specialists[:1]]


def _judge(cast: Cast) -> None:
    people = [person for person, _ in _moderators(cast)]
    samples = Sample.objects.filter(moderation=_moderation()).select_related("school")
    for at, sample in enumerate(samples):
        services.judge(
            actor=people[at % len(people)],
            sample_id=sample.pk,
            judged={one.pk: _judged(SCHOOLS[sample.school.urn], one) for one in _rows(sample)},
        )


def _rows(sample: Sample) -> list[Judgement]:
    return list(sample.judgements.order_by("place"))


def _judged(told: Told, one: Judgement) -> Judged:
    if one.place in told.changed and one.code in LOWER:
        return Judged(Outcome.CHANGED, LOWER[one.code], TOO_HIGH)
    if one.place in told.unresolved:
        return Judged(Outcome.UNRESOLVED, reason=NOT_ENOUGH)
    return Judged(Outcome.AGREED)


def _close(cast: Cast) -> None:
    services.close_moderation(actor=cast.executive(), moderation_id=_moderation().pk)


def _moderation() -> Moderation:
    return Moderation.objects.get(seed=SEED)
