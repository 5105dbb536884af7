"""Starting a judgement, and what was found against each criterion and aspect."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from crispy_forms.layout import Field, Layout
from django import forms
from django.forms import BoundField

from banding.evidence import Offered
from banding.models import Answer, Aspect, Criterion, Edition, EvidenceKind, Level, Occasion
from banding.selectors import Sheet
from banding.services import AspectPlaced, Found
from core.forms import helper

TYPED = [
    (EvidenceKind.OTHER, EvidenceKind.OTHER.label),
    (EvidenceKind.DEPLOYMENT, EvidenceKind.DEPLOYMENT.label),
]


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {
        "required": "Choose the day it counts from.",
        "invalid": "Write the day like 31/01/2027.",
    }


class StartForm(forms.Form):
    """In the open round, or a change during the year with what made it needed."""

    occasion = forms.ChoiceField(
        label="Why now?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why it is judged now."},
    )
    trigger = forms.CharField(
        label="What made a change during the year needed? (not for the round)",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    from_date = DayField(label="From (not for the round)", required=False)

    def __init__(self, *args: Any, round_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mid_year = (Occasion.MID_YEAR.value, "A change during the year")
        in_round = (Occasion.ROUND.value, f"The round: {round_name}")
        self.fields["occasion"].choices = [in_round, mid_year] if round_name else [mid_year]  # type: ignore[attr-defined]
        self.fields["occasion"].initial = in_round[0] if round_name else mid_year[0]
        if not round_name:
            self.fields["trigger"].label = "What made a change during the year needed?"
            self.fields["from_date"].label = "From"
        self.helper = helper(button="Start")
        self.helper.layout = Layout("occasion", Field("trigger"), "from_date")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("occasion") == Occasion.MID_YEAR:
            if not said.get("trigger"):
                self.add_error("trigger", "Say what made a change during the year needed.")
            if not said.get("from_date") and "from_date" not in self.errors:
                self.add_error("from_date", "Choose the day it counts from.")
        return said


@dataclass(frozen=True)
class CriterionRow:
    criterion: Criterion
    answer: BoundField
    comment: BoundField
    evidence: BoundField | None
    typed: BoundField
    typed_kind: BoundField


@dataclass(frozen=True)
class LevelRows:
    level: Level
    rows: list[CriterionRow]


@dataclass(frozen=True)
class AspectRow:
    aspect: Aspect
    level: BoundField
    comment: BoundField


class FindingsForm(forms.Form):
    """A criterion has an answer, a comment, evidence to tick and evidence to type."""

    def __init__(
        self, *args: Any, sheet: Sheet, offered: Sequence[Offered], edition: Edition, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sheet, self.edition = sheet, edition
        self.known: dict[int, dict[str, Offered]] = {}
        for group in sheet.levels:
            for line in group.lines:
                kept = [_kept(one) for one in line.finding.evidence.all()] if line.finding else []
                self.known[line.criterion.pk] = {one.value: one for one in [*kept, *offered]}
                self._add_criterion(line.criterion.pk, line, [one.value for one in kept])
        for aspect in sheet.profile:
            self._add_aspect(aspect)

    def _add_criterion(self, pk: int, line: Any, kept: list[str]) -> None:
        self.fields[f"answer_{pk}"] = forms.ChoiceField(
            choices=Answer, widget=forms.RadioSelect, initial=line.answer, required=False
        )
        self.fields[f"comment_{pk}"] = forms.CharField(
            required=False,
            max_length=2000,
            initial=line.finding.comment if line.finding else "",
            widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        )
        self.fields[f"evidence_{pk}"] = forms.MultipleChoiceField(
            required=False,
            initial=kept,
            choices=[(value, one.text) for value, one in self.known[pk].items()],
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields[f"typed_{pk}"] = forms.CharField(
            required=False,
            max_length=300,
            widget=forms.TextInput(attrs={"class": "form-control"}),
        )
        self.fields[f"kind_{pk}"] = forms.ChoiceField(
            required=False, choices=TYPED, widget=forms.Select(attrs={"class": "form-select"})
        )

    def _add_aspect(self, line: Any) -> None:
        levels = [(str(group.level.pk), group.level.label) for group in self.sheet.levels]
        placed = line.finding
        self.fields[f"aspect_{line.aspect.pk}"] = forms.ChoiceField(
            required=False,
            choices=[("", "Not yet known"), *levels],
            initial=str(placed.level_id or "") if placed else "",
            widget=forms.Select(attrs={"class": "form-select"}),
        )
        self.fields[f"aspect_comment_{line.aspect.pk}"] = forms.CharField(
            required=False,
            max_length=2000,
            initial=placed.comment if placed else "",
            widget=forms.TextInput(attrs={"class": "form-control"}),
        )

    def levels(self) -> Iterator[LevelRows]:
        for group in self.sheet.levels:
            yield LevelRows(group.level, [self._row(line.criterion) for line in group.lines])

    def aspects(self) -> list[AspectRow]:
        return [
            AspectRow(
                line.aspect, self[f"aspect_{line.aspect.pk}"],
                self[f"aspect_comment_{line.aspect.pk}"],
            )
            for line in self.sheet.profile
        ]  # fmt: skip

    def _row(self, criterion: Criterion) -> CriterionRow:
        pk = criterion.pk
        evidence = self[f"evidence_{pk}"] if self.known[pk] else None
        return CriterionRow(
            criterion, self[f"answer_{pk}"], self[f"comment_{pk}"], evidence,
            self[f"typed_{pk}"], self[f"kind_{pk}"],
        )  # fmt: skip

    def findings(self) -> dict[Criterion, Found]:
        return {
            line.criterion: self._found(line.criterion.pk)
            for group in self.sheet.levels
            for line in group.lines
        }

    def _found(self, pk: int) -> Found:
        said = self.cleaned_data
        evidence = [self.known[pk][value] for value in said[f"evidence_{pk}"]]
        if typed := said[f"typed_{pk}"]:
            kind = said[f"kind_{pk}"] or EvidenceKind.OTHER.value
            evidence.append(Offered(kind, "", typed))
        return Found(said[f"answer_{pk}"] or Answer.UNKNOWN, said[f"comment_{pk}"], evidence)

    def profile(self) -> dict[Aspect, AspectPlaced]:
        levels = {str(group.level.pk): group.level for group in self.sheet.levels}
        said = self.cleaned_data
        return {
            line.aspect: AspectPlaced(
                levels.get(said[f"aspect_{line.aspect.pk}"]),
                said[f"aspect_comment_{line.aspect.pk}"],
            )
            for line in self.sheet.profile
        }


def _kept(evidence: Any) -> Offered:
    return Offered(evidence.kind, evidence.key, evidence.text, evidence.on, evidence.url)
