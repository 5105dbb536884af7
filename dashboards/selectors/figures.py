"""The only door to figures. Nothing leaves here that its reader may not see (ADR 0005).

Every function costs a fixed number of queries, whatever the number of schools.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import (
    Case,
    F,
    FloatField,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from accounts.access import holds, holds_anywhere, schools_for
from accounts.models import User
from accounts.roles import Can
from dashboards.figures.groups import ALL, GROUPS
from dashboards.models import Figure, FigureState
from dashboards.selectors.shown import FigureRow, Shown, rows_of, shown_of
from monitoring.models import Collection, Submission, year_order
from monitoring.rules.measuring.definition import Good
from monitoring.selectors.collections import days_of, schools_asked
from schools.models import School
from schools.selectors import smallest_group

BySubject = dict[str, Shown]


@dataclass(frozen=True)
class TrustTable:
    """One cohort and group. `schools` is keyed by school id; schools without figures are not in
    it.
    """

    schools: dict[int, BySubject]
    trust: BySubject
    smallest_group: int


@dataclass(frozen=True)
class Point:
    """One collection of a history."""

    collection: Collection
    cells: BySubject


@dataclass(frozen=True)
class Coverage:
    """How much of what was asked is in the figures, and as at when.

    `is_in` counts schools with figures; a school that sent data a moment ago is still `missing`
    until its figures are made. `late` are the missing ones when the due day has passed.
    """

    asked: int
    is_in: int
    missing: list[School]
    due_on: date
    as_at: datetime | None
    extended: Mapping[int, date] = field(default_factory=dict)

    @property
    def missing_ids(self) -> set[int]:
        return {school.pk for school in self.missing}

    @property
    def is_complete(self) -> bool:
        return not self.missing

    def due_day(self, school_id: int) -> date:
        """The school's own, where it was given more time."""
        return self.extended.get(school_id, self.due_on)

    def late(self, today: date) -> list[School]:
        return [school for school in self.missing if today > self.due_day(school.pk)]


def trust_table(
    *,
    viewer: User,
    collection: Collection,
    cohort: str,
    group: str,
    schools: Iterable[School] | None = None,
) -> TrustTable:
    """The rows of the viewer's own schools (or those of one page of them) and the trust's.

    A headteacher gets one row, without anything withheld; other schools are not shown to heads at
    all, because who knows their own number could take it from the trust's (security.md, decision
    10).
    """
    mine = schools_for(viewer, Can.VIEW_TRUST_FIGURES)
    asked = None if schools is None else [school.pk for school in schools]
    figures = Figure.objects.filter(collection=collection, cohort=cohort, group=group)
    rows = figures.filter(school__in=mine)
    if asked is not None:
        rows = rows.filter(school__in=asked)
    everything = _sees_everything(viewer)
    by_school: dict[int, BySubject] = defaultdict(dict)
    for figure in rows:
        by_school[figure.school_id or 0][figure.subject] = shown_of(figure, everything=everything)
    return TrustTable(dict(by_school), _by_subject(figures.filter(school=None)), smallest_group())


def trust_groups(*, collection: Collection, cohort: str) -> dict[str, BySubject]:
    """The trust's own figures for one cohort, by group."""
    found: dict[str, BySubject] = defaultdict(dict)
    for figure in Figure.objects.filter(school=None, collection=collection, cohort=cohort):
        found[figure.group][figure.subject] = shown_of(figure)
    return found


def shares(
    *, viewer: User, collection: Collection, cohort: str, subject: str
) -> dict[int, tuple[int, int]]:
    """(at expected, pupils) of all pupils by school id: the viewer's schools, withheld left out.

    Light, because it is asked of every school at once.
    """
    found = Figure.objects.filter(
        collection=collection,
        cohort=cohort,
        subject=subject,
        group=ALL,
        school__in=schools_for(viewer, Can.VIEW_TRUST_FIGURES),
    )
    if not _sees_everything(viewer):
        found = found.filter(hides_expected=False)
    return {
        school: (expected, pupils)
        for school, expected, pupils in found.values_list("school", "expected", "pupils")
    }


def by_concern(
    *, viewer: User, collection: Collection, cohort: str, group: str, subject: str
) -> QuerySet[School]:
    """The viewer's schools, most concern first by what is good of the line, to be paged.

    Withheld ones come after, by name, so that their place says nothing; then those without figures.
    """
    line = next(line for line in collection.lines if line.code == subject)
    above, below = ("total", "base") if line.is_rate else ("expected", "pupils")
    hidden = Q(hides_expected=True) | (Q(hides_higher=True) if line.is_rate else Q())
    figure = Figure.objects.filter(
        school=OuterRef("pk"), collection=collection, cohort=cohort, group=group, subject=subject
    ).annotate(
        known=Case(
            When(hidden, then=Value(1)),
            When(**{below: 0}, then=Value(2)),
            default=Value(0),
            output_field=IntegerField(),
        ),
        standing=Case(
            When(known=0, then=F(above) * (-1.0 if line.good is Good.LOWER else 1.0) / F(below)),
            default=Value(0.0),
            output_field=FloatField(),
        ),
    )
    return (
        schools_for(viewer, Can.VIEW_TRUST_FIGURES)
        .annotate(
            known=Subquery(figure.values("known")[:1]),
            standing=Subquery(figure.values("standing")[:1]),
        )
        .order_by(F("known").asc(nulls_last=True), F("standing").asc(nulls_last=True), "name")
    )


def school_figures(
    *, viewer: User | None, school: School, collection: Collection
) -> dict[str, dict[str, BySubject]]:
    """All of one school's figures, by cohort (in school order) and group.

    Nothing is withheld from those who may see the school's small numbers.
    """
    everything = sees_small_numbers(viewer, school)
    found: dict[str, dict[str, BySubject]] = defaultdict(lambda: defaultdict(dict))
    for figure in Figure.objects.filter(school=school, collection=collection):
        found[figure.cohort][figure.group][figure.subject] = shown_of(figure, everything=everything)
    return {cohort: dict(found[cohort]) for cohort in sorted(found, key=year_order)}


def history(
    *, viewer: User | None, school: School | None, collection: Collection, cohort: str, group: str
) -> list[Point]:
    """The same cohort in this and earlier collections, oldest first; no school means the trust.

    Only collections that may share an axis.
    """
    everything = sees_small_numbers(viewer, school)
    figures = Figure.objects.filter(
        Q(collection__start_year__lt=collection.start_year)
        | Q(collection__start_year=collection.start_year, collection__term__lte=collection.term),
        alike(collection),
        school=school,
        cohort=cohort,
        group=group,
    )
    points: dict[Collection, BySubject] = defaultdict(dict)
    in_order = ("collection__start_year", "collection__term", "collection_id")
    for figure in figures.select_related("collection").order_by(*in_order):
        points[figure.collection][figure.subject] = shown_of(figure, everything=everything)
    return [Point(point, cells) for point, cells in points.items()]


def alike(collection: Collection) -> Q:
    """Figures of collections whose results may be laid beside these: the same family of assessment,
    or the same kind of the same sort of schools.
    """
    if collection.scale:
        return Q(collection__scale__family=collection.scale.family)
    return Q(collection__kind=collection.kind, collection__special_only=collection.special_only)


def figure_rows(
    *,
    viewer: User | None,
    collection: Collection,
    school: School | None = None,
    measure: str = "",
    group: str = "",
) -> Iterator[FigureRow]:
    """Every figure as the viewer sees it: the trust's first, then the schools' by name.

    No viewer stands for a trust-wide user. `school` leaves only that school's.
    """
    figures = Figure.objects.filter(collection=collection).select_related("school")
    everything = False
    if viewer is not None:
        everything = _sees_everything(viewer, Can.VIEW_SCHOOL_FIGURES)
        reached = Q(school__in=schools_for(viewer, Can.VIEW_SCHOOL_FIGURES))
        if holds_anywhere(viewer, Can.VIEW_TRUST_FIGURES):
            reached |= Q(school=None)
        figures = figures.filter(reached)
    if school is not None:
        figures = figures.filter(school=school)
    if group:
        figures = figures.filter(group=group)
    rows = [
        row
        for figure in figures
        for row in rows_of(figure, collection, everything=everything and figure.school is not None)
    ]
    yield from sorted((row for row in rows if measure in {"", row.measure}), key=_reading_order)


def coverage(*, collection: Collection) -> Coverage:
    """Of the schools asked, how many are in the figures."""
    asked = schools_asked(collection)
    states = FigureState.objects.filter(collection=collection)
    made = states.exclude(submission_id=None).values("school")
    missing, of = list(asked.exclude(pk__in=made)), asked.count()
    latest = states.aggregate(latest=Max("made_at"))["latest"]
    return Coverage(of, of - len(missing), missing, collection.due_on, latest, days_of(collection))


def as_at(*, school: School, collection: Collection) -> FigureState | None:
    """When and from which submission a school's figures were made."""
    return FigureState.objects.filter(school=school, collection=collection).first()


def are_fresh(*, school: School, collection: Collection) -> bool:
    """Are the school's figures made from the submission that counts now?"""
    counting = Submission.objects.counting().filter(school=school, collection=collection).first()
    state = as_at(school=school, collection=collection)
    return (counting.pk if counting else None) == (state.submission_id if state else None)


def sees_small_numbers(viewer: User | None, school: School | None) -> bool:
    """No viewer stands for a trust-wide user; no school for the trust. Neither sees them."""
    return bool(viewer and school and holds(viewer, Can.VIEW_SMALL_NUMBERS, school))


def _sees_everything(viewer: User, can: Can = Can.VIEW_TRUST_FIGURES) -> bool:
    """Only somebody whose every row is a school of which they may see the small numbers."""
    mine = set(schools_for(viewer, can).values_list("pk", flat=True))
    return mine <= set(schools_for(viewer, Can.VIEW_SMALL_NUMBERS).values_list("pk", flat=True))


def _by_subject(figures: Iterable[Figure]) -> BySubject:
    return {figure.subject: shown_of(figure) for figure in figures}


def _reading_order(row: FigureRow) -> tuple[bool, str, int, int, str]:
    school = row.school
    name = f"{school.name} {school.urn}" if school else ""
    cohort, group = year_order(row.cohort), GROUPS.index(row.group)
    return school is not None, name, cohort, group, row.measure
