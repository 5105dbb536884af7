"""Phonics and the early years profile of last summer, and attendance of this autumn so far."""

import csv
import io
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from demo.collecting import Collecting, Round, school_day
from demo.pupils import Given
from demo.timeline import Event, moment, next_weekday
from monitoring import services
from monitoring.models import Collection, Submission, Way
from monitoring.rules.columns import LABELS, OURS
from monitoring.rules.kinds import ASKINGS, Kind
from monitoring.rules.measures import GOALS

Results = Mapping[str, str]
SESSIONS_SO_FAR = 118  # from September to the middle of November
SHARE_AWAY = 0.046
SHARE_HARDLY_THERE = 0.012
EXPLAINED = "Families moved over the holiday. The roll agrees with the census."


def _phonics(given: Given, chance: random.Random) -> Results:
    if chance.random() < 0.01:
        return {"phonics": "A"}
    mark = round(34.5 + 4.5 * given.pupil.ability["reading"] + chance.gauss(0, 2.5))
    return {"phonics": str(min(max(mark, 0), 40))}


def _profile(given: Given, chance: random.Random) -> Results:
    """Goals go together in one child: what is hard is hard for everybody."""
    if given.pupil.sen_provision == "E" and chance.random() < 0.1:
        return dict.fromkeys(GOALS, "A")
    own = 1.3 + given.pupil.ability["writing"] + chance.gauss(0, 0.3)
    hard = {"E09": 0.25, "E10": 0.45, "E08": 0.1, "E11": 0.1}
    return {
        goal: "2" if own - hard.get(goal, 0) + chance.gauss(0, 0.25) > 0 else "1" for goal in GOALS
    }


def _sessions(given: Given, chance: random.Random) -> Results:
    """Most miss a few sessions and a few miss many, more often where there is need."""
    need = 1.6 if given.pupil.is_disadvantaged else 0.9
    need *= {"N": 0.95, "K": 1.25, "E": 1.5}[given.pupil.sen_provision]
    away = min(chance.expovariate(1 / (SHARE_AWAY * need)), 0.9)
    if chance.random() < SHARE_HARDLY_THERE * need:
        away = chance.uniform(0.5, 0.85)
    return {"possible": str(SESSIONS_SO_FAR), "missed": str(round(away * SESSIONS_SO_FAR))}


@dataclass(frozen=True)
class Extra:
    """A collection of a kind; `round` says when it is asked, sent and closed."""

    kind: Kind
    round: Round
    invent: Callable[[Given, random.Random], Results]

    @property
    def name(self) -> str:
        return f"{self.kind.label}, {self.round.name}"


EXTRAS = (
    Extra(
        Kind.PHONICS,
        Round(
            2025, 3, opens_on=date(2026, 6, 15), due_on=date(2026, 6, 30),
            first_in=date(2026, 6, 22), closes_on=date(2026, 7, 17),
            purpose="Who is checked again in Year 2, and where teaching of phonics needs support.",
        ),
        _phonics,
    ),
    Extra(
        Kind.EARLY_YEARS,
        Round(
            2025, 3, opens_on=date(2026, 6, 15), due_on=date(2026, 6, 30),
            first_in=date(2026, 6, 23), closes_on=date(2026, 7, 17),
            purpose="What Year 1 starts from, beside the national aim for 2028.",
        ),
        _profile,
    ),
    Extra(
        Kind.ATTENDANCE,
        Round(
            2026, 1, opens_on=date(2026, 11, 9), due_on=date(2026, 11, 20),
            first_in=date(2026, 11, 10),
            purpose="Attendance leads agree in December which families to help first.",
        ),
        _sessions,
    ),
)  # fmt: skip


def events(collecting: Collecting) -> Iterator[Event]:
    cast = collecting.cast
    schools = sorted(cast.urns.difference(cast.story.not_asked))
    for extra in EXTRAS:
        when = extra.round
        yield Event(moment(when.opens_on, 8, 45), partial(_open, collecting, extra))
        for place, urn in enumerate(schools):
            day = min(school_day(when.first_in, place), when.due_on)
            sent = moment(day, 9 + place % 7, 11 * place % 60)
            yield Event(sent, partial(_send, collecting, extra, urn))
            looked_at = moment(next_weekday(sent.date()), 11, 7 * place % 60)
            yield Event(looked_at, partial(_accept, collecting, extra, urn))
        if when.closes_on:
            closes = moment(when.closes_on, 16, 30)
            yield Event(closes, partial(_close, collecting, extra))


def _open(collecting: Collecting, extra: Extra) -> None:
    services.open_collection(
        actor=collecting.cast.executive(),
        name=extra.round.name,
        due_on=extra.round.due_on,
        kind=extra.kind,
        purpose=extra.round.purpose,
    )


def _send(collecting: Collecting, extra: Extra, urn: int) -> None:
    pupils = _pupils(collecting, extra, urn)
    if not pupils:
        return
    head = collecting.cast.head(urn)
    draft = services.start_draft(
        actor=head,
        school=collecting.cast.school(urn),
        collection=Collection.objects.get(name=extra.name),
        way=Way.UPLOAD,
    )
    services.receive_upload(
        actor=head,
        submission_id=draft.pk,
        file_name=f"{extra.kind.label.lower()}.csv",
        content=_file(extra, pupils),
    )
    draft.refresh_from_db()
    said = {difference["code"]: EXPLAINED for difference in draft.differences}
    if said:
        services.explain(actor=head, submission_id=draft.pk, explanations=said)
    services.submit(actor=head, submission_id=draft.pk, seen=draft.content_hash)


def _pupils(collecting: Collecting, extra: Extra, urn: int) -> list[Given]:
    years = ASKINGS[extra.kind].year_groups
    return [one for one in collecting.given(extra.round, urn) if one.year_group in years]


def _file(extra: Extra, pupils: list[Given]) -> bytes:
    """Under our own names, so that nobody has to match a column."""
    fields = list(ASKINGS[extra.kind].fields)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([LABELS[name] for name in (*OURS, *fields)])
    for one in pupils:
        chance = random.Random(f"{one.pupil.upn} {extra.name}")  # noqa: S311 - invented people
        results = extra.invent(one, chance)
        writer.writerow([*_about(one), *(results[name] for name in fields)])
    return out.getvalue().encode()


def _about(one: Given) -> list[str]:
    pupil = one.pupil
    return [
        pupil.upn, pupil.surname, pupil.forename, f"{pupil.born:%d/%m/%Y}", one.year_group,
        pupil.sex, "Y" if pupil.is_disadvantaged else "N", pupil.sen_provision,
        "Y" if pupil.is_eal else "N",
    ]  # fmt: skip


def _accept(collecting: Collecting, extra: Extra, urn: int) -> None:
    sent = Submission.objects.counting().filter(collection__name=extra.name, school__urn=urn)
    for one in sent:
        services.accept(actor=collecting.cast.lead(urn), submission_id=one.pk)


def _close(collecting: Collecting, extra: Extra) -> None:
    collection = Collection.objects.get(name=extra.name)
    services.close_collection(actor=collecting.cast.executive(), collection_id=collection.pk)
