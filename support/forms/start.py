"""Where and what: then the questions of that kind of visit are asked."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from banding.models import ActivityType
from core.forms import helper
from schools.models import School
from support.forms.kinds import ActivityField


class StartForm(forms.Form):
    """Read from the address (a school by its URN) or from the note's own form (by its number)."""

    school = forms.ModelChoiceField(School.objects.none(), empty_label="Choose a school")
    activity = ActivityField(
        ActivityType.objects.none(),
        label="Kind of visit",
        empty_label="Choose what kind of visit it was",
    )

    def __init__(
        self,
        data: Any,
        *,
        schools: QuerySet[School],
        activities: QuerySet[ActivityType],
    ) -> None:
        self.schools, self.activities = schools, activities
        asked = {name: data.get(name, "") for name in ("school", "activity")}
        at = asked["school"]
        self.at: School | None = _found(schools, "urn", at) or _found(schools, "pk", at)
        self.kind: ActivityType | None = _found(activities, "pk", asked["activity"])
        super().__init__(initial={"school": self.at and self.at.urn})
        school = cast(forms.ModelChoiceField, self.fields["school"])
        school.queryset, school.to_field_name = schools, "urn"
        cast(forms.ModelChoiceField, self.fields["activity"]).queryset = activities
        self.helper = helper(button="Go on to the note", method="get")

    @property
    def is_chosen(self) -> bool:
        """A model without kinds of visit asks nothing here: its note is one page."""
        if not self.activities.exists():
            return True
        return self.at is not None and self.kind is not None


def _found(rows: QuerySet[Any], name: str, asked: str) -> Any:
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 19):
        return None
    return rows.filter(**{name: int(asked)}).first()
