"""Headline figures as evidence for a judgement, as anybody of the whole trust may see them."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from accounts.access import holds
from accounts.models import User
from accounts.roles import Can
from banding.evidence import Offered
from banding.models import EvidenceKind
from dashboards.figures.groups import ALL
from dashboards.models import FigureState
from dashboards.presenters.choice import Choice
from dashboards.presenters.shown import share
from dashboards.selectors import figures
from monitoring.rules.kinds import Kind
from schools.models import School


def offered_figures(school: School, user: User) -> Iterable[Offered]:
    """The latest termly assessment with figures, each year group's headline with its pupils.

    What is withheld beyond the school stays withheld: trustees and governors read it here too.
    """
    if not holds(user, Can.VIEW_SCHOOL_FIGURES, school):
        return
    made = FigureState.objects.filter(school=school).exclude(submission_id=None)
    made = made.filter(collection__kind=Kind.TERMLY).select_related("collection__scale")
    latest = made.order_by("-collection__start_year", "-collection__term", "-pk").first()
    if latest is None:
        return
    collection = latest.collection
    shown = figures.school_figures(viewer=None, school=school, collection=collection)
    for cohort, groups in shown.items():
        choice = Choice(collection, cohort, ALL)
        cell = groups.get(ALL, {}).get(choice.headline.code)
        if cell is None or cell.expected_percent is None:
            continue
        label = choice.headline.label
        yield Offered(
            kind=EvidenceKind.FIGURES,
            key=f"{collection.pk}-{cohort}",
            text=f"{collection}, {choice.cohort_label}, {label} at expected: "
            f"{share(cell, choice.headline)} pupils",
            on=timezone.localdate(latest.made_at),
            url=reverse("dashboards:school-data", args=[school.urn]),
        )
