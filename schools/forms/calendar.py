"""A year's calendar as one page: three terms with their holidays, and the days all are closed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django import forms

from core.years import AcademicYear
from schools.models import ClosedDay, Term, TermName
from schools.rules.calendar import TermDates

DATES = {
    "starts_on": "First day",
    "ends_on": "Last day",
    "half_term_starts_on": "Half-term holiday, first day",
    "half_term_ends_on": "Half-term holiday, last day",
}
WRITTEN = "%d/%m/%Y"


class CalendarForm(forms.Form):
    """Terms of one academic year. `terms` and `closed` are what was typed, once it is valid."""

    closed_days = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="One a line, the date first: 02/09/2026 Training day. They replace what was "
        "published for these terms. Days on which one school is closed are added by themselves.",
    )

    def __init__(self, *args: Any, year: AcademicYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        for term in TermName:
            for name, label in DATES.items():
                self.fields[f"{term}_{name}"] = forms.DateField(
                    label=label,
                    required=not name.startswith("half"),
                    widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                    error_messages={"required": "Give the date."},
                )

    def by_term(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields as the page shows them, term by term."""
        return [(term.label, [self[f"{term}_{name}"] for name in DATES]) for term in TermName]

    @property
    def terms(self) -> list[TermDates]:
        return [_term(term, self.cleaned_data) for term in TermName]

    @property
    def closed(self) -> Sequence[tuple[date, str]]:
        return self.cleaned_data["closed_days"]

    def clean_closed_days(self) -> list[tuple[date, str]]:
        return list(_read(self.cleaned_data["closed_days"].splitlines()))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for term in TermName:
            self._check(term, typed)
        named = [f"{term}_{name}" for term in TermName for name in ("starts_on", "ends_on")]
        ends = [day for name in named if (day := typed.get(name))]
        if len(ends) == len(named):
            self._check_closed(min(ends), max(ends), typed.get("closed_days", []))
        return typed

    def _check_closed(self, first: date, last: date, closed: Sequence[tuple[date, str]]) -> None:
        days = [on for on, _ in closed]
        for on in days:
            if not first <= on <= last:
                self.add_error("closed_days", f"{on:{WRITTEN}} lies outside these terms.")
        for on in sorted({on for on in days if days.count(on) > 1}):
            self.add_error("closed_days", f"{on:{WRITTEN}} is written twice.")

    def _check(self, term: TermName, typed: dict[str, Any]) -> None:
        first, last, off, on = (typed.get(f"{term}_{name}") for name in DATES)
        for name in DATES:
            day = typed.get(f"{term}_{name}")
            if day and day not in self.year:
                self.add_error(f"{term}_{name}", f"This day is not in {self.year}.")
        if first and last and last <= first:
            self.add_error(f"{term}_ends_on", "A term ends after it has begun.")
        if (off is None) != (on is None):
            self.add_error(f"{term}_half_term_ends_on", "Give both days of the holiday, or none.")
        elif off and on and first and last and not first < off <= on < last:
            self.add_error(f"{term}_half_term_ends_on", "The holiday lies inside its term.")


def published(terms: Iterable[Term], closed: Iterable[ClosedDay]) -> dict[str, Any]:
    """What the form shows of a year that was published before."""
    dates = {f"{term.name}_{name}": getattr(term, name) for term in terms for name in DATES}
    lines = [f"{day.on:{WRITTEN}} {day.reason}" for day in closed]
    return dates | {"closed_days": "\n".join(lines)}


def _term(term: TermName, typed: dict[str, Any]) -> TermDates:
    first, last, off, on = (typed[f"{term}_{name}"] for name in DATES)
    return TermDates(first, last, term.value, (off, on) if off and on else None)


def _read(lines: Iterable[str]) -> Iterator[tuple[date, str]]:
    for line in lines:
        written, _, reason = line.strip().partition(" ")
        if not written:
            continue
        try:
            on = datetime.strptime(written, WRITTEN).date()  # noqa: DTZ007 a day has no zone
        except ValueError:
            raise forms.ValidationError(
                f"“{line.strip()}” does not begin with a date like 02/09/2026."
            ) from None
        if not reason.strip():
            raise forms.ValidationError(f"Say why schools are closed on {written}.")
        yield on, reason.strip()
