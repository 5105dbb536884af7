"""Choosing what kind of visit it was, and whose days it uses."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator

from banding.models import ActivityKind, ActivityType, OfferLine

REVIEWS = {
    ActivityKind.SAFEGUARDING_REVIEW,
    ActivityKind.WEBSITE_CHECK,
    ActivityKind.HEALTH_SAFETY_REVIEW,
    ActivityKind.PEER_REVIEW,
    ActivityKind.DEEP_DIVE,
    ActivityKind.EXTERNAL_REVIEW,
    ActivityKind.MODERATION,
    ActivityKind.HEALTH_CHECK,
}
GROUPS = ("Visits", "Reviews and checks", "Support")


class ByYearAndPart(ModelChoiceIterator):
    """The offer as a person looks for a line in it: by year, then core, additional, bespoke."""

    def __iter__(self) -> Iterator[Any]:
        yield "", self.field.empty_label
        for heading, lines in groupby(self.queryset, key=_part):
            yield heading, [self.choice(line) for line in lines]


class OfferLineField(forms.ModelChoiceField):
    iterator = ByYearAndPart


class ByYearAndGroup(ModelChoiceIterator):
    """Kinds of visit: this year's before last year's, visits before reviews before support."""

    def __iter__(self) -> Iterator[Any]:
        yield "", self.field.empty_label
        found = sorted(self.queryset, key=lambda one: (-one.edition.start_year, _group(one)))
        for heading, activities in groupby(found, key=_heading):
            yield heading, [self.choice(activity) for activity in activities]


class ActivityField(forms.ModelChoiceField):
    iterator = ByYearAndGroup


def _part(line: OfferLine) -> str:
    return f"{line.get_part_display()}, {line.edition.academic_year}"


def _group(activity: ActivityType) -> int:
    if activity.kind == ActivityKind.SUPPORT:
        return 2
    return int(activity.kind in REVIEWS)


def _heading(activity: ActivityType) -> str:
    return f"{GROUPS[_group(activity)]}, {activity.edition.academic_year}"
