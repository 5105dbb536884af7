"""A school's own sheet to fill in for a collection: its pupils, and what each column wants."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Case, Exists, OuterRef, Q, Value, When

from core.spreadsheets.writing import Column
from monitoring.models import (
    Collection,
    PupilRecord,
    SenProvision,
    Sex,
    Submission,
    YearGroup,
    year_order,
)
from monitoring.rules.columns import LABELS, OURS
from monitoring.rules.kinds import Kind
from monitoring.rules.measured import Measured
from monitoring.rules.scales import Scale
from monitoring.selectors.collections import years_of
from monitoring.selectors.scales import answers_of
from schools.models import School

MOST_LOOKED_AT = 5  # returns, for pupils of the years asked for
YES_OR_NO = ("Y", "N")
YES_OR_NO_OF = {True: "Y", False: "N", None: ""}
WIDTHS = {"upn": 17, "surname": 20, "forename": 20, "date_of_birth": 14}
EXPLAINS = {
    "upn": "A letter and 12 digits, or 11 digits and a letter while it is temporary. Blank if "
    "there is none yet: then the names and the date of birth tell who it is.",
    "surname": "As in your own system. Seen inside your school only.",
    "forename": "As in your own system. Seen inside your school only.",
    "date_of_birth": "Day first, like 31/12/2016.",
    "sex": "F or M. Blank if it is not known.",
    "disadvantaged": "Y for free school meals in the last six years, or ever in care. N for "
    "everybody else, service children too.",
    "sen": "N for none, K for support, E for an EHC plan.",
    "eal": "Y when another language than English was learnt first.",
}


class Line(NamedTuple):
    """One pupil as the sheet begins with it; blank text where nothing is known."""

    upn: str
    surname: str
    forename: str
    date_of_birth: date | str
    year_group: int | str
    sex: str
    disadvantaged: str
    sen: str
    eal: str


def lines_for(school: School, collection: Collection) -> list[Line]:
    """The pupils the school last sent who are now in the years asked for, oldest year first."""
    found = (_lines_from(sent, school, collection) for sent in _with_pupils(school, collection))
    return next(filter(None, found), [])


def _lines_from(sent: Submission, school: School, collection: Collection) -> list[Line]:
    up = collection.start_year - sent.collection.start_year
    asked = years_of(collection, school)
    records = PupilRecord.objects.filter(submission=sent).select_related("pupil")
    now = [(_year_after(record.year_group, up), record) for record in records]
    return [
        _line(year, record)
        for year, record in sorted((one for one in now if one[0] in asked), key=_order)
    ]


def _with_pupils(school: School, collection: Collection) -> list[Submission]:
    """Those that count, of this collection or earlier ones, the newest first.

    Of this kind, then termly ones, whatever their scale: others are of a few year groups only.
    """
    earlier = Q(collection__start_year__lt=collection.start_year) | Q(
        collection__start_year=collection.start_year, collection__term__lte=collection.term
    )
    like_it = Case(
        When(collection__kind=collection.kind, collection__start_year=collection.start_year,
             then=Value(0)),
        When(collection__kind=Kind.TERMLY, then=Value(1)),
        default=Value(2),
    )  # fmt: skip
    return list(
        Submission.objects.counting()
        .filter(
            earlier, Exists(PupilRecord.objects.filter(submission=OuterRef("pk"))), school=school
        )
        .select_related("collection")
        .order_by(like_it, "-collection__start_year", "-collection__term")[:MOST_LOOKED_AT]
    )


def _year_after(year_group: str, years: int) -> str:
    """The year group so many summers later; X stays X, and nobody is after the last."""
    order = [year for year in YearGroup.values if year != YearGroup.X]
    if year_group not in order:
        return year_group
    return dict(enumerate(order)).get(order.index(year_group) + years, "")


def _order(one: tuple[str, PupilRecord]) -> tuple[int, str, str]:
    year, record = one
    return -year_order(year), record.pupil.surname, record.pupil.forename


def _line(year: str, record: PupilRecord) -> Line:
    pupil = record.pupil
    return Line(
        pupil.upn,
        pupil.surname,
        pupil.forename,
        pupil.date_of_birth or "",
        int(year) if year.isdigit() else year,
        record.sex,
        YES_OR_NO_OF[record.is_disadvantaged],
        record.sen_provision,
        YES_OR_NO_OF[record.is_eal],
    )


def columns_for(school: School, collection: Collection) -> list[Column]:
    """Called what we call them, so that the sheet needs no matching when it comes back."""
    answers = answers_of(collection)
    years = years_of(collection, school)
    choices: dict[str, Sequence[str]] = {
        "year_group": years,
        "sex": Sex.values,
        "disadvantaged": YES_OR_NO,
        "sen": SenProvision.values,
        "eal": YES_OR_NO,
    }
    about = EXPLAINS | {"year_group": f"One of {', '.join(years)}."}
    people = [
        Column(LABELS[name], about[name], WIDTHS.get(name, 12), choices.get(name, ()))
        for name in OURS
    ]
    return people + [_result_column(subject, answers) for subject in collection.subjects]


def _result_column(subject: str, scale: Scale | Measured) -> Column:
    if isinstance(scale, Measured):
        chosen = [code for code, _ in scale.choices(subject)] if scale.is_chosen(subject) else []
        return Column(LABELS[subject], scale.explains(subject), choices=chosen)
    codes = scale.codes_for(subject)
    told = [f"{code}: {scale.marks[code].label}" for code in codes if not code.isdigit()]
    if scale.scores and len(told) < len(codes):
        told.insert(0, f"A score from {scale.scores.lowest} to {scale.scores.highest}")
    return Column(LABELS.get(subject, subject), ". ".join(told) + ".", choices=codes)
