"""The words an administrator reads beside the fields of the rulebook, and what left empty means."""

from calendar import month_name
from typing import Any

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH

LABELS = {
    "activity": "Activity",
    "cadence": "How often",
    "cast": "Who takes part",
    "code": "Short name",
    "contribution_percent": "Contribution in percent",
    "deployable_percent": "For other schools, in percent",
    "doubt": "Doubt",
    "escalate_days": "Pass on after",
    "expectations": "What follows",
    "fte": "Full-time equivalent",
    "is_at_least": "At least",
    "is_needed": "Must be met",
    "joining_rule": "Rule for joining",
    "joins_day": "On day",
    "joins_month": "Only in",
    "label": "Name",
    "note_template": "Questions of its note",
    "offer_line": "Days it uses",
    "levy_effect": "Levy",
    "month": "By the end of",
    "remind_days": "Remind",
    "supported_school": "Supported School",
    "test": "Who belongs here",
    "text": "Text",
    "tone": "Colour",
    "week": "Week",
}
HELP = {
    "approver": "Who agrees to it. Nobody approves what they did themselves.",
    "cadence": "Weeks, half-terms and terms are those of each school's own calendar.",
    "builds_on": "The level whose criteria must be met as well: Band A is Band B and more.",
    "cast": "Everyone the document names for it.",
    "code": "Files and commands know it by this. Left empty, it is made from its words.",
    "doubt": "What the document leaves open. It is shown beside the value on screen.",
    "expectations": "In the document's words.",
    "kind": "What is done: it decides on which page of a school it is asked for.",
    "levy_effect": "What becomes of the school's levy. Percentages are entered as levy rates.",
    "month": "Only for what falls due once a year.",
    "overseer": "Who sees it too when it is late.",
    "owner": "Who does it.",
    "part": "Days for every school, days for one level, or the menu without days.",
    "role": "The role here that acts for it.",
    "scope": "Each school does its own, or the trust does it once for all.",
    "section": "Under which heading the document has it.",
    "test": "In the document's words.",
    "tone": "How it is tinted. Its name always carries the meaning.",
    "unit": "For how long the days are.",
    "week": "Only for the joining programme: its first week is 1.",
}
EMPTY = {
    "approver": "Nobody",
    "builds_on": "No other",
    "level": "Every school",
    "levy_effect": "No change",
    "offer_line": "None",
    "overseer": "Nobody",
    "role": "Nobody who signs in",
    "supported_school": "No",
}
TONES = {
    "good": "Green",
    "calm": "Blue",
    "neutral": "Grey",
    "watch": "Amber",
    "urgent": "Red",
}


class Plainly:
    """The `Meta` of forms whose fields are said in these words."""

    labels = LABELS
    help_texts = HELP


def month_field(empty: str, **said: Any) -> forms.TypedChoiceField:
    months = [(str(number), month_name[number]) for number in range(1, 13)]
    return forms.TypedChoiceField(
        choices=[("", empty), *months], coerce=int, empty_value=None, required=False, **said
    )


def say_plainly(form: forms.BaseForm) -> None:
    """Name what an empty choice means, and colours; a short name may be left to us."""
    for name, field in form.fields.items():
        said = EMPTY.get(name, "Choose one")
        if isinstance(field, forms.ModelChoiceField) and field.empty_label:
            field.empty_label = said
        elif isinstance(field, forms.TypedChoiceField):
            field.choices = [_said(choice, said) for choice in choices_of(field)]
    tone = form.fields.get("tone")
    if isinstance(tone, forms.ChoiceField):
        tone.choices = list(TONES.items())
    if "code" in form.fields:
        form.fields["code"].required = False


def choices_of(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    """The choices read once: a field of rows from the database asks for them at every use."""
    return list(field.choices)  # type: ignore[arg-type]


def _said(choice: tuple[Any, Any], said: str) -> tuple[Any, Any]:
    return ("", said) if choice == BLANK_CHOICE_DASH[0] else choice
