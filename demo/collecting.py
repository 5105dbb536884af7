"""Three terms of data: asked for, uploaded by each school as it would, explained, sent, judged."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial

from accounts.roles import Role
from demo.cast import Cast
from demo.exports import TERM_NAMES, marksheet
from demo.pupils import SUBJECTS, YEAR_GROUPS, Given, InventedPupil, SchoolShape, returns, roll_of
from demo.shapes import shape_of
from demo.timeline import Event, moment, next_weekday
from monitoring import services
from monitoring.models import Collection, Submission, UploadState, Way

FIRST_ENTRY, LAST_ENTRY = 2019, 2026  # who is in Reception to Year 6 in any of the three terms

WRITING_IS_PARTLY_BLANK = (
    "Writing is blank for most of Year 4. Please add the judgements from the October moderation "
    "and send it again."
)
MATHS_IS_A_COPY = (
    "Reading and maths are the same for every pupil in Year 6, so the maths column looks like a "
    "copy. Please check it and send it again."
)
EXPLAINED = {
    (144669, "year-4"): "A fourth class opened in September: new homes on the estate are occupied.",
    (140246, "alike-6-reading-maths"): "The class teacher filled both columns in one go.",
}
LOOK_AT_YEAR_3 = "Please look at Year 3 first: the new teacher wrote some grades her own way."
MOVED = "Families moved over the holiday. The roll agrees with the census."

Change = Callable[[list[Given]], list[Given]]


@dataclass(frozen=True)
class Round:
    """One collection. `first_in` is the day on which the first school sends its file."""

    start_year: int
    term: int
    opens_on: date
    due_on: date
    first_in: date
    purpose: str
    closes_on: date | None = None

    @property
    def name(self) -> str:
        return f"{TERM_NAMES[self.term]} {self.due_on.year}"


ROUNDS = (
    Round(
        2025,
        2,
        opens_on=date(2026, 2, 23),
        due_on=date(2026, 3, 20),
        first_in=date(2026, 3, 9),
        purpose="It shows which year groups need support before the summer, and where it can come "
        "from.",
        closes_on=date(2026, 4, 17),
    ),
    Round(
        2025,
        3,
        opens_on=date(2026, 6, 1),
        due_on=date(2026, 7, 3),
        first_in=date(2026, 6, 22),
        purpose="Next year's targets rest on it, and so does what is planned from September.",
        closes_on=date(2026, 7, 17),
    ),
    Round(
        2026,
        1,
        opens_on=date(2026, 11, 2),
        due_on=date(2026, 12, 11),
        first_in=date(2026, 11, 9),
        purpose="Visits in the spring term are planned from it, and trustees see it in January.",
    ),
)


def as_they_are(given: list[Given]) -> list[Given]:
    return given


@dataclass(frozen=True)
class Collecting:
    cast: Cast
    rolls: dict[int, tuple[SchoolShape, list[InventedPupil]]] = field(default_factory=dict)

    def events(self) -> Iterator[Event]:
        schools = sorted(self.cast.urns.difference(self.cast.story.not_asked))
        for round_ in ROUNDS:
            yield Event(moment(round_.opens_on, 8, 30), partial(self._open, round_))
            for place, urn in enumerate(schools):
                yield from self._school(round_, urn, place)
            if round_.closes_on:
                yield Event(moment(round_.closes_on, 16), partial(self._close, round_))

    def _school(self, round_: Round, urn: int, place: int) -> Iterator[Event]:
        sent = moment(
            school_day(round_.first_in, place),
            8 + (5 * place + round_.term) % 9,
            (7 * place + 13 * round_.term) % 60,
        )
        looked_at = moment(next_weekday(sent.date()), 10, 5 * place % 60)
        autumn, is_latest = self.cast.story.autumn, round_ is ROUNDS[-1]
        if is_latest and urn == autumn.not_sent:
            yield Event(sent, partial(self._prepare, round_, urn, _with_slips))
            yield Event(sent + timedelta(minutes=20), partial(self._share, round_, urn))
        elif is_latest and urn == autumn.sent_back:
            yield Event(sent, partial(self._send, round_, urn, _writing_partly_blank))
            yield Event(looked_at, partial(self._return, round_, urn, WRITING_IS_PARTLY_BLANK))
        elif is_latest and urn == autumn.sent_again:
            yield Event(sent, partial(self._send, round_, urn, _maths_is_a_copy))
            yield Event(looked_at, partial(self._return, round_, urn, MATHS_IS_A_COPY))
            again = moment(next_weekday(looked_at.date()), 14)
            yield Event(again, partial(self._send, round_, urn, as_they_are))
            yield Event(again + timedelta(hours=2), partial(self._accept, round_, urn))
        else:
            yield Event(sent, partial(self._send, round_, urn, as_they_are))
            if not (is_latest and urn in autumn.not_looked_at):
                yield Event(looked_at, partial(self._accept, round_, urn))

    def _open(self, round_: Round) -> None:
        services.open_collection(
            actor=self.cast.executive(),
            name=round_.name,
            due_on=round_.due_on,
            subjects=SUBJECTS,
            year_groups=YEAR_GROUPS,
            purpose=round_.purpose,
        )

    def _close(self, round_: Round) -> None:
        services.close_collection(actor=self.cast.executive(), collection_id=_collection(round_).pk)

    def _prepare(self, round_: Round, urn: int, change: Change) -> Submission:
        """A draft with the school's file read. Columns are matched the first time only."""
        head, school = self.cast.head(urn), self.cast.school(urn)
        draft = services.start_draft(
            actor=head, school=school, collection=_collection(round_), way=Way.UPLOAD
        )
        upload = services.receive_upload(
            actor=head,
            submission_id=draft.pk,
            file_name=f"{round_.name.lower().replace(' ', '-')}.csv",
            content=marksheet(
                urn,
                school.name,
                change(self.given(round_, urn)),
                on=round_.due_on,
                term=round_.term,
            ),
        )
        if upload.state == UploadState.MAPPING:
            services.confirm_columns(actor=head, submission_id=draft.pk, matched=upload.columns)
        draft.refresh_from_db()
        return draft

    def _share(self, round_: Round, urn: int) -> None:
        """The head asks somebody on the staff, where there is anybody, to look after writing."""
        person = self.cast.who_acts(Role.SCHOOL_STAFF, urn)
        if person is None:
            return
        draft = Submission.objects.get(collection__name=round_.name, school__urn=urn)
        services.ask_for_section(
            actor=self.cast.head(urn),
            submission_id=draft.pk,
            subject="writing",
            person=person,
            note=LOOK_AT_YEAR_3,
        )

    def given(self, round_: Round, urn: int) -> list[Given]:
        """Who is on roll in the term, with their termly grades."""
        if urn not in self.rolls:
            shape = shape_of(urn, years=len(self._years(urn)))
            roll = roll_of(shape, first_entry=FIRST_ENTRY, last_entry=LAST_ENTRY)
            self.rolls[urn] = shape, roll
        shape, roll = self.rolls[urn]
        everybody = returns(shape, roll, start_year=round_.start_year, term=round_.term)
        return [given for given in everybody if given.year_group in self._years(urn)]

    def _years(self, urn: int) -> tuple[str, ...]:
        return self.cast.story.years.get(urn, YEAR_GROUPS)

    def _send(self, round_: Round, urn: int, change: Change) -> None:
        head, draft = self.cast.head(urn), self._prepare(round_, urn, change)
        codes = [difference["code"] for difference in draft.differences]
        said = {code: EXPLAINED.get((urn, code), MOVED) for code in codes}
        if said:
            services.explain(actor=head, submission_id=draft.pk, explanations=said)
        services.submit(actor=head, submission_id=draft.pk, seen=draft.content_hash)

    def _accept(self, round_: Round, urn: int) -> None:
        services.accept(actor=self.cast.lead(urn), submission_id=_sent(round_, urn))

    def _return(self, round_: Round, urn: int, reason: str) -> None:
        services.return_to_school(
            actor=self.cast.lead(urn), submission_id=_sent(round_, urn), reason=reason
        )


def school_day(first: date, place: int) -> date:
    """One or two schools a day from Monday to Friday, over two weeks."""
    day = place * 5 // 7
    return first + timedelta(days=day + 2 * (day // 5))


def _collection(round_: Round) -> Collection:
    return Collection.objects.get(name=round_.name)


def _sent(round_: Round, urn: int) -> int:
    counting = Submission.objects.counting()
    return counting.get(collection__name=round_.name, school__urn=urn).pk


def _with_slips(given: list[Given]) -> list[Given]:
    """A grade nobody knows in one class, and a number that lost its last character."""
    changed = [
        _graded(one, writing="EXC") if at % 11 == 0 and one.year_group == "3" else one
        for at, one in enumerate(given)
    ]
    one = changed[7]
    changed[7] = replace(one, pupil=replace(one.pupil, upn=one.pupil.upn[:-1]))
    return changed


def _writing_partly_blank(given: Sequence[Given]) -> list[Given]:
    return [
        _graded(one, writing="") if one.year_group == "4" and at % 5 else one
        for at, one in enumerate(given)
    ]


def _maths_is_a_copy(given: Sequence[Given]) -> list[Given]:
    return [
        _graded(one, maths=one.grades["reading"]) if one.year_group == "6" else one for one in given
    ]


def _graded(given: Given, **grades: str) -> Given:
    return replace(given, grades={**given.grades, **grades})
