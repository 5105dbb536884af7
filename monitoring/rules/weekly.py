"""A school's week in whole numbers: sessions, pupils who came and went, and where cohorts stand.

Attendance of a school is the sessions attended of all possible ones, never a mean of percentages
(domain-reference 4.1).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from monitoring.rules.grids import GridProblem

COUNTS = {
    "possible": "Sessions possible",
    "missed": "Sessions missed",
    "joiners": "Joiners",
    "leavers": "Leavers",
}
PARTS = {
    "pupils": "Pupils",
    "on_track": "On track",
    "predicted": "Predicted for July",
}
MOST = {"possible": 99_999, "missed": 99_999}
MOST_PUPILS = 999
_WEEK = re.compile(r"(?P<year>20\d{2})-W(?P<week>\d{2})")

LONGEST_NUMBER = 9  # signs: Python takes a thousand times more and then refuses


@dataclass(frozen=True)
class Cohort:
    """One year group: on track, and predicted to be at expected in July, of so many pupils."""

    pupils: int
    on_track: int
    predicted: int


@dataclass(frozen=True)
class Week:
    """What a week's page says: the counts by name, and the year groups somebody wrote about."""

    counts: dict[str, int]
    cohorts: dict[str, Cohort]
    problems: list[GridProblem]


def week_of(day: date) -> str:
    """2026-W48, as ISO 8601 names the week a day lies in; the name obligations use as well."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def monday_of(week: str) -> date:
    """The Monday of 2026-W48. ValueError when there is no such week."""
    found = _WEEK.fullmatch(week)
    if found is None:
        raise ValueError(f"“{week}” is not a week. Write it like 2026-W48.")
    return date.fromisocalendar(int(found["year"]), int(found["week"]), 1)


def weeks_before(day: date, count: int) -> list[date]:
    """The Mondays of the week of a day and of those before it, the newest first."""
    monday = day - timedelta(days=day.weekday())
    return [monday - timedelta(weeks=back) for back in range(count)]


def cell(year: str, part: str) -> str:
    return f"{year}-{part}"


def read(typed: Mapping[str, str], years: Sequence[str]) -> Week:
    """Every count is needed; a year group is whole or left empty."""
    problems: list[GridProblem] = []
    counts = {}
    for name, label in COUNTS.items():
        number = _number(typed, name, label, MOST.get(name, MOST_PUPILS), problems)
        if number is not None:
            counts[name] = number
    if counts.get("missed", 0) > counts.get("possible", counts.get("missed", 0)):
        said = (
            f"{counts['missed']} sessions missed are more than the {counts['possible']} possible."
        )
        problems.append(GridProblem("missed", said))
    cohorts = {}
    for year in years:
        cohort = _cohort(typed, year, problems)
        if cohort:
            cohorts[year] = cohort
    return Week(counts, cohorts, problems)


def _cohort(typed: Mapping[str, str], year: str, problems: list[GridProblem]) -> Cohort | None:
    if not any(typed.get(cell(year, part), "").strip() for part in PARTS):
        return None
    name = "Reception" if year == "R" else f"Year {year}"
    numbers = {
        part: _number(typed, cell(year, part), f"{name}, {label.lower()}", MOST_PUPILS, problems)
        for part, label in PARTS.items()
    }
    whole = {part: number for part, number in numbers.items() if number is not None}
    if len(whole) < len(PARTS):
        return None
    for part in ("on_track", "predicted"):
        if whole[part] > whole["pupils"]:
            words = (
                f"{whole[part]} {PARTS[part].lower()} are more than the {whole['pupils']} pupils"
            )
            problems.append(GridProblem(cell(year, part), f"{name}: {words}."))
    return Cohort(**whole)


def _number(
    typed: Mapping[str, str], name: str, label: str, most: int, problems: list[GridProblem]
) -> int | None:
    text = typed.get(name, "").strip().replace(",", "")
    if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER and int(text) <= most:
        return int(text)
    said = f"“{text[:12]}” is no whole number up to {most:,}" if text else "write 0 if none"
    problems.append(GridProblem(name, f"{label}: {said}."))
    return None
