"""What the gallery shows: every component once, with the figures of an invented trust."""

from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator

from accounts.places import Link
from core.charts import Chart, Series
from core.forms import helper

TERMS = ["Aut 24", "Spr 25", "Sum 25", "Aut 25", "Spr 26", "Sum 26", "Aut 26"]
YEARS = ["2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025"]

OVER_TIME = Chart(
    "Reading, writing and maths combined, Year 6, % at expected",
    "line",
    TERMS,
    [
        Series("Trust", [58, 60, 63, 61, 62, 65, 64], [56, 58, 61, 59, 60, 63, 62],
               [60, 62, 65, 63, 64, 67, 66]),
        Series("Disadvantaged, trust", [45, 47, 49, 46, 49, 52, 53], [42, 44, 46, 43, 46, 49, 50],
               [48, 50, 52, 49, 52, 55, 56], role="second"),
        Series("National", [61, 61, 62, 62, 62, 62, 62], dashed=True, role="comparator"),
    ],
    unit="%",
    note="Shaded: 95% interval. Teacher assessment in autumn and spring, tests in summer.",
    source="schools' returns; DfE 2025",
)  # fmt: skip
WITH_A_GAP = Chart(
    "Reading at expected, published results",
    "line",
    YEARS,
    [
        Series("Kingsway Primary", [71, 73, None, None, 70, 72, 75, 78]),
        Series("National", [75, 73, None, None, 75, 73, 74, 75], dashed=True, role="comparator"),
    ],
    unit="%",
    note="There were no assessments in 2020 and 2021.",
    source="DfE performance tables",
)
BY_SUBJECT = Chart(
    "Year 6 at expected by subject",
    "bar",
    ["Reading", "Writing", "Maths", "Reading, writing and maths"],
    [
        Series("Kingsway Primary", [71, 61, 75, 56], [57, 46, 61, 41], [82, 74, 85, 70]),
        Series("National", [75, 72, 74, 62], role="comparator"),
    ],
    unit="%",
    source="autumn return; DfE 2025",
)


@dataclass(frozen=True)
class Cell:
    value: int | None = None
    difference: int | None = None
    count: int = 44
    withheld: bool = False
    words: str = ""


WITHHELD = Cell(withheld=True)
SCHOOLS = [
    ("Kingsway Primary", "E proposed", "D", "watch", 44,
     [Cell(71, -4), Cell(61, -11), Cell(75, 1), Cell(56, -6), Cell(43, -3)], (22, 3, 62)),
    ("Dovecote Infant", "", "D", "watch", 52,
     [Cell(70, -5), Cell(59, -13), Cell(67, -7), Cell(51, -11), WITHHELD], (30, 12, 62)),
    ("Ashdown Primary", "", "B", "calm", 10,
     [Cell(85, 10, 10), Cell(67, -5, 10), Cell(75, 1, 10), WITHHELD, WITHHELD], (50, 6, 48)),
    ("Elm Grove Primary", "", "C", "neutral", 60,
     [Cell(79, 4), Cell(77, 5), Cell(75, 0), Cell(84, 12), Cell(43, -3)], (39, 0, 48)),
]  # fmt: skip


class VisitForm(forms.Form):
    date = forms.DateField(
        label="Date of the visit",
        error_messages={"required": "Say when the visit was.", "invalid": "Write a date."},
        help_text="For example 12 Dec 2026.",
    )
    purpose = forms.ChoiceField(
        choices=[("monitor", "Monitor a priority"), ("train", "Train staff")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the visit was for."},
    )
    line = forms.ChoiceField(label="Offer line", choices=[("", "Choose…"), ("core", "Core offer")])
    note = forms.CharField(label="What was found", widget=forms.Textarea(attrs={"rows": 3}))
    share = forms.BooleanField(label="Share with the head now", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(button="Save the visit")


class FilterForm(forms.Form):
    term = forms.ChoiceField(choices=[("a", "Autumn 2026"), ("s", "Summer 2026")], required=False)
    cohort = forms.ChoiceField(choices=[("6", "Year 6"), ("2", "Year 2")], required=False)
    group = forms.ChoiceField(choices=[("all", "All pupils")], required=False)
    name = forms.CharField(label="School", required=False)


def job(state: str, **fields: Any) -> SimpleNamespace:
    words = {"doing": "", "progress": 0, "error": "", "get_state_display": "Waiting to start"}
    return SimpleNamespace(
        pk="1", state=state, is_over=state in {"done", "failed"}, **words | fields
    )


def _words() -> dict[str, Any]:
    return {
        "tones": ["good", "calm", "neutral", "watch", "urgent"],
        "links": [Link("Overview", "/", is_here=True), Link("Data", "/", is_here=False)],
        "choices": [Link("Year 6", "?c=6", is_here=True), Link("Year 2", "?c=2", is_here=False)],
        "steps": [
            {"label": "Upload", "status": "Done", "tone": "good", "url": "/"},
            {"label": "Match columns", "status": "Remembered", "tone": "good", "url": "/"},
            {"label": "Check", "status": "3 to fix", "tone": "watch", "is_here": True},
            {"label": "Send", "status": "After step 3", "tone": "neutral"},
        ],
        "entries": [
            {"at": datetime(2026, 11, 4, tzinfo=UTC), "title": "Visit: maths", "text": "Shared."},
            {"at": datetime(2026, 9, 1, tzinfo=UTC), "title": "Band D from 1 Sep", "url": "/"},
        ],
        "facts": [("Headteacher", "Sam Okafor"), ("Pupils", 412), ("Hub", "North")],
    }


def _figures() -> dict[str, Any]:
    return {
        "schools": SCHOOLS,
        "subjects": ["Reading", "Writing", "Maths", "RWM", "RWM disadv."],
        "charts": [OVER_TIME, WITH_A_GAP, BY_SUBJECT],
        "page": Paginator(range(240), 25).page(5),
        "problems": [
            {"row": 17, "column": "Maths", "value": "EXP+", "reason": "Did you mean EXS?"},
            {"row": 203, "column": "Year group", "value": "15", "reason": "Choose 5."},
        ],
    }


def context() -> dict[str, Any]:
    return {
        **_words(),
        **_figures(),
        "form": VisitForm(),
        "wrong_form": VisitForm({"date": "soon"}, prefix="wrong"),
        "filter_form": FilterForm(),
        "jobs": [
            job("running", doing="Drawing charts", progress=40),
            job("done"),
            job("failed", error="Something went wrong on our side. It was tried 3 times."),
        ],
    }
