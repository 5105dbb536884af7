"""The form of one section: its own fields, its rows, and the marks of what it was filled from."""

import json
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils import timezone

from monitoring.models import PupilGroup, YearGroup
from planning.forms.fields import DayField, LongField, PoundsField, choice, short
from planning.forms.rows import EMPTY_ROWS, HEADINGS, MOST_ROWS, ROWS, RowForm, WeekRow
from planning.models import Plan, PlanKind, SelfEvaluationArea
from planning.readings import MEASURES, term_name
from planning.rules.sections import AREA, FRAME, PREMIUM, PRIORITY, SUBJECT, shape_of
from planning.selectors.plans import doers_at, terms_for_baseline
from planning.services import Typed

LONG_LABELS = {
    "context": "Where the school is now",
    "horizon": "Where it will be in three years",
    "exit_criteria": "By what it is seen that the plan has done its work",
}


class FrameForm(forms.Form):
    title = short("Title", length=200, required=True)
    starts_on = DayField(label="First day")
    ends_on = DayField(label="Last day")
    lead_professional = short("Lead professional, by post")
    context = LongField(label=LONG_LABELS["context"], name="context")
    horizon = LongField(label=LONG_LABELS["horizon"], name="horizon")
    exit_criteria = LongField(label=LONG_LABELS["exit_criteria"], name="exit_criteria", rows=4)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = shape_of(FRAME, plan.kind).fields
        for name in [name for name in self.fields if name not in asked]:
            del self.fields[name]
        if plan.kind == PlanKind.POST_INSPECTION:
            self.fields["starts_on"].required = self.fields["ends_on"].required = False


class PriorityForm(forms.Form):
    title = short("Priority", length=200, required=True)
    outcome = LongField(label="What will be different, and for whom", name="outcome", rows=3)
    baseline = LongField(label="Where the school starts, in words", name="baseline", rows=3)
    measure = choice("Measure (optional)", MEASURES.items(), empty="None")
    cohort = choice("Of", YearGroup.choices, empty="Choose a year group")
    group = choice("Which pupils", PupilGroup.choices)
    baseline_point = choice("Baseline: the figure of", [], empty="None")
    target_percent = forms.IntegerField(
        label="Target in percent (optional)", required=False, min_value=0, max_value=100
    )
    sef_area = forms.ModelChoiceField(
        SelfEvaluationArea.objects.none(), label="Area of the self-evaluation (optional)",
        required=False, empty_label="None",
    )  # fmt: skip

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        points = [(f"{y}-{t}", term_name(y, t)) for y, t in terms_for_baseline(plan.start_year)]
        cast(forms.ChoiceField, self.fields["baseline_point"]).choices = [("", "None"), *points]
        areas = SelfEvaluationArea.objects.filter(
            plan__school=plan.school, plan__start_year=plan.start_year
        )
        cast(forms.ModelChoiceField, self.fields["sef_area"]).queryset = areas
        year, term = self.initial.get("baseline_year"), self.initial.get("baseline_term")
        self.initial["baseline_point"] = f"{year}-{term}" if term else ""

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        year, _, term = (said.pop("baseline_point", "") or "").partition("-")
        said["baseline_year"] = int(year) if term else None
        said["baseline_term"] = int(term) if term else None
        if said.get("measure") and not said.get("cohort"):
            self.add_error("cohort", "Say of which year group the measure is.")
        if not said.get("measure"):
            said["cohort"] = ""
        said["group"] = said.get("group") or PupilGroup.ALL
        return said


class AreaForm(forms.Form):
    judgement = choice("How the school judges itself (optional)", [], empty="Not judged yet")
    narrative = LongField(label="What it is like", name="narrative", rows=7)
    strengths = LongField(label="Strengths", name="strengths")

    def __init__(self, *args: Any, section: SelfEvaluationArea, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(word, word) for word in section.words]
        cast(forms.ChoiceField, self.fields["judgement"]).choices = [("", "Not judged"), *words]
        if not words:
            del self.fields["judgement"]


class PremiumForm(forms.Form):
    years_covered = short("Academic years the strategy covers", length=40)
    publish_on = DayField(label="Published on", required=False)
    review_on = DayField(label="To be reviewed on", required=False)
    authorised_by = short("Authorised by, by post")
    lead = short("Pupil premium lead, by post")
    governor_lead = short("Governor or trustee lead, by post")
    allocation_pence = PoundsField(label="Pupil premium allocation in £")
    carried_forward_pence = PoundsField(label="Carried forward from last year in £")
    intent = LongField(label="Statement of intent", name="intent")
    review = LongField(label="Part B: the outcomes of last year")
    programmes = LongField(label="Externally provided programmes", rows=3)
    service_pupils = LongField(label="Service pupil premium (optional)", rows=3)


class SubjectForm(forms.Form):
    subject = short("Subject", length=60, required=True)
    leader = short("Who leads it, by post", required=True)
    aim = LongField(label="Aim", name="aim", rows=3)
    steps = LongField(label="Steps", name="steps")
    impact = LongField(label="Impact so far", rows=3)


Forms = dict[str, type[forms.Form]]
FORMS: Forms = {
    FRAME: FrameForm,
    PRIORITY: PriorityForm,
    AREA: AreaForm,
    PREMIUM: PremiumForm,
    SUBJECT: SubjectForm,
}


class RowSet(forms.BaseFormSet):
    """Lines of one kind, those that are there first; empty ones wait closed below."""

    heading: str
    name: str

    @property
    def there(self) -> list[RowForm]:
        return [row for row in self.forms if row.is_there]

    @property
    def new(self) -> list[RowForm]:
        return [row for row in self.forms if not row.is_there]

    @property
    def new_is_used(self) -> bool:
        return not self.there or any(row.errors for row in self.new if self.is_bound)

    @property
    def given(self) -> list[dict[str, Any]]:
        return [row.given for row in self.forms if row.given is not None]


class SectionForm:
    """`seen` are the marks of the texts it was filled from; they travel with the form."""

    def __init__(
        self,
        data: Any,
        *,
        plan: Plan,
        section: Any,
        place: str,
        values: Typed,
        seen: Mapping[str, str],
    ) -> None:
        sort = place.partition("-")[0]
        self.shape = shape_of(place, plan.kind)
        more: dict[str, Any] = {"plan": plan} if sort in {FRAME, PRIORITY} else {}
        if sort == AREA:
            more = {"section": section}
        self.main = FORMS[sort](data, initial=dict(values.fields), **more)
        self.rows = [
            self._rows(data, rows.name, plan, values, may_grow=rows.may_change_number)
            for rows in self.shape.rows
        ]
        self.rows = [rows for rows in self.rows if rows.forms]
        self.seen = _read(data.get("seen", "")) if data is not None else dict(seen)

    def _rows(self, data: Any, name: str, plan: Plan, values: Typed, *, may_grow: bool) -> RowSet:
        form = WeekRow if name == "milestones" and plan.kind == PlanKind.RAP else ROWS[name]
        made = forms.formset_factory(
            form,
            formset=RowSet,
            extra=EMPTY_ROWS if may_grow else 0,
            max_num=MOST_ROWS,
            absolute_max=MOST_ROWS + EMPTY_ROWS,
        )
        doers = {"doers": doers_at(plan.school, timezone.localdate())} if name == "actions" else {}
        rows = cast(
            RowSet,
            made(
                data,
                initial=[dict(row) for row in values.rows.get(name, [])],
                prefix=name,
                form_kwargs=doers,
            ),
        )
        rows.heading, rows.name = HEADINGS[name], name
        return rows

    @property
    def seen_text(self) -> str:
        return json.dumps(self.seen)

    def is_valid(self) -> bool:
        said = [self.main.is_valid(), *(rows.is_valid() for rows in self.rows)]
        if not all(said[1:]):
            self.main.add_error(None, "One of the lines below is not complete.")
        return all(said)

    @property
    def typed(self) -> Typed:
        fields = {k: v for k, v in self.main.cleaned_data.items() if k in self.shape.fields}
        return Typed(fields, {rows.name: rows.given for rows in self.rows})


def _read(text: str) -> dict[str, str]:
    """The marks as a form sent them; anything else is none, and then everything is compared."""
    try:
        marks = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(marks, dict):
        return {}
    return {str(key): str(mark) for key, mark in marks.items()}
