"""The page on which a school prepares a file: its steps, problems with their cures, and counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import zip_longest
from typing import Any

from django.utils import timezone
from django.utils.timesince import timesince

from core.models import JournalEntry
from core.units import percent
from monitoring import policies
from monitoring.models import (
    Collection,
    Subject,
    Submission,
    Upload,
    UploadState,
    YearGroup,
    cohort_label,
)
from monitoring.rules import summaries
from monitoring.rules.columns import LABELS
from monitoring.rules.counting_lines import value_of
from monitoring.rules.kinds import WHOLE_SCHOOL
from monitoring.rules.kinds import Line as FigureLine
from monitoring.rules.measured import Measured
from monitoring.rules.measures import Unit
from monitoring.rules.problems import rows_said
from monitoring.rules.scales import Scale
from monitoring.selectors.submissions import sent_before

SHOWN = 50
PENDING = "pending"
OF_ONE_PUPIL = ("upn", "date_of_birth")
CLASH = "E-ROW-CLASH"
FEW = 6  # fewer disadvantaged pupils than this are a number, not a percentage
NOT_KNOWN = ("-", "Not known")
CHOICES: dict[str, list[tuple[str, str]]] = {
    "sex": [("F", "Girl"), ("M", "Boy"), NOT_KNOWN],
    "disadvantaged": [("Y", "Yes"), ("N", "No"), NOT_KNOWN],
    "eal": [("Y", "Yes"), ("N", "No"), NOT_KNOWN],
    "sen": [("N", "N: no SEN"), ("K", "K: SEN support"), ("E", "E: EHC plan"), NOT_KNOWN],
    "upn": [("", "Go on without the UPN")],
}


@dataclass(frozen=True)
class Step:
    label: str
    status: str
    tone: str
    is_here: bool = False
    url: str = ""


def steps_of(submission: Submission, upload: Upload | None, *, was_remembered: bool) -> list[Step]:
    """Upload, match, check, explain, send: each state derived, none stored."""
    wrong, open_ones = policies.blocking(submission, upload), policies.unexplained(submission)
    is_copy = upload is None and bool(submission.summary)
    is_read = is_copy or (upload is not None and upload.state != UploadState.REFUSED)
    is_checked = is_copy or (upload is not None and upload.state == UploadState.CHECKED)
    matched = "Remembered" if was_remembered else "Done"
    checked = f"{wrong} to fix" if wrong else "Done"
    explained = f"{open_ones} to explain" if open_ones else "Done"
    told = [
        ("Upload", is_read, "From last version" if is_copy else "Done", "To do", True),
        ("Match columns", is_checked, "Not needed" if is_copy else matched, "To do", is_read),
        ("Check", is_checked and not wrong, checked, checked, is_checked),
        ("Explain", is_checked and not open_ones, explained, explained, is_checked),
        ("Send", False, "", "Ready", is_checked and not wrong and not open_ones),
    ]
    steps: list[Step] = []
    here = next((at for at, (_, done, _, _, can) in enumerate(told) if can and not done), 0)
    for at, (label, done, said, todo, can) in enumerate(told):
        status = said if done else todo if can else f"After step {here + 1}"
        tone = "good" if done else "watch" if at == here else "neutral"
        steps.append(Step(label, status, tone, is_here=at == here))
    return steps


@dataclass(frozen=True)
class Trouble:
    """Rows that say the same wrong thing in the same column, with what can be done about them."""

    rows: list[int]
    pupil: str
    column: str
    field: str
    value: str
    problem: str
    fix: str
    suggestion: str
    choices: list[tuple[str, str]]
    code: str
    is_written: bool = False  # a number may stand there, so it is written and not chosen

    @property
    def where(self) -> str:
        return rows_said(self.rows).partition(" ")[2]

    @property
    def rows_joined(self) -> str:
        return ",".join(map(str, self.rows))

    @property
    def alike(self) -> int:
        return len(self.rows)


def troubles(
    problems: Sequence[Mapping[str, Any]],
    severity: str,
    scale: Scale | Measured,
    years: Sequence[str],
) -> list[Trouble]:
    """Problems of one severity, gathered where one cure serves several rows."""
    gathered: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for problem in problems:
        if problem["severity"] == severity:
            is_own = problem["field"] in OF_ONE_PUPIL or problem.get("code") == CLASH
            key = (problem["field"], problem["value"], problem["problem"])
            gathered.setdefault((*key, problem["row"] if is_own else None), []).append(problem)
    return [_trouble(alike, scale, years) for alike in list(gathered.values())[:SHOWN]]


def _trouble(
    alike: Sequence[Mapping[str, Any]], scale: Scale | Measured, years: Sequence[str]
) -> Trouble:
    first = alike[0]
    field = first["field"]
    choices = CHOICES.get(field, [])
    if field == "year_group":
        choices = [(year, YearGroup(year).label) for year in years]
    elif isinstance(scale, Measured):
        choices = choices or scale.choices(field) if field in scale.asking.fields else choices
    elif field in Subject.values:
        codes = [scale.marks[code] for code in scale.codes_for(field)]
        choices = [(mark.code, f"{mark.code}: {mark.label}") for mark in codes]
    if "same pupil" in first["problem"]:
        choices = []
    return Trouble(
        [problem["row"] for problem in alike],
        first["pupil"] + (f" and {len(alike) - 1} more" if len(alike) > 1 else ""),
        first["column"], field, first["value"], first["problem"], first["fix"],
        first["suggestion"], choices, first.get("code", ""),
        isinstance(scale, Measured) and field in scale.asking.fields and not scale.is_chosen(field),
    )  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """What is sent, and what was sent of the same pupils last time (blank when nothing was)."""

    now: str
    before: str = ""


@dataclass(frozen=True)
class Line:
    """A year group of what will be sent, in words."""

    label: str
    pupils: Cell
    cells: list[Cell]
    disadvantaged: Cell


def lines_of(submission: Submission, compared: Submission | None) -> list[Line]:
    """Year groups, oldest first, beside where those pupils were last time."""
    collection = submission.collection
    order = list(YearGroup.values)
    up = submission.collection.start_year - compared.collection.start_year if compared else 0
    lines = []
    for at, year in reversed(list(enumerate(order))):
        if year in submission.summary:
            then = compared.summary.get(order[at - up]) if compared and at >= up else None
            lines.append(_line(YearGroup(year).label, submission.summary[year], then, collection))
    if collection.cohorts == [WHOLE_SCHOOL] and len(lines) > 1:
        everybody = summaries.of_everybody(submission.summary)
        lines.append(_line(cohort_label(WHOLE_SCHOOL), everybody, None, collection))
    return lines


def _line(
    label: str, now: Mapping[str, Any], then: Mapping[str, Any] | None, collection: Collection
) -> Line:
    counted = _of_lines if collection.asking else _of_subjects
    beside = counted(then, collection) if then else []
    return Line(
        label,
        Cell(str(now["pupils"]), str(then["pupils"]) if then else ""),
        [Cell(*pair) for pair in zip_longest(counted(now, collection), beside, fillvalue="")],
        Cell(_disadvantaged(now["dis"]), _disadvantaged(then["dis"]) if then else ""),
    )


def _of_subjects(year: Mapping[str, Any], collection: Collection) -> list[str]:
    return [_cell(year[subject]) if subject in year else "" for subject in collection.subjects]


def _of_lines(year: Mapping[str, Any], collection: Collection) -> list[str]:
    lines = collection.asking.lines if collection.asking else []
    counted = year.get("lines", {})
    return [_line_cell(line, counted[line.code]) if line.code in counted else PENDING
            for line in lines]  # fmt: skip


def _line_cell(line: FigureLine, counted: Mapping[str, int]) -> str:
    """80% (36 of 45); 21.0 of 26 pupils."""
    if not line.is_rate:
        return _cell({"of": counted["pupils"], "expected": counted["expected"]})
    value = value_of(line, counted["total"], counted["base"])
    if value is None:
        return "none"
    sign = "%" if line.unit is Unit.PERCENT else ""
    return f"{float(value):.1f}{sign} ({counted['pupils']} pupils)"


def _cell(counted: Mapping[str, int]) -> str:
    share = percent(counted["expected"], counted["of"])
    return "none" if share is None else f"{share}% ({counted['expected']})"


def _disadvantaged(counted: Mapping[str, int]) -> str:
    share = percent(counted["expected"], counted["of"])
    if share is None or counted["of"] < FEW:
        return f"{counted['pupils']} pupil{'' if counted['pupils'] == 1 else 's'}"
    return f"{share}% ({counted['expected']} of {counted['of']})"


def subject_names(submission: Submission) -> list[str]:
    """Over the counts of what is sent: subjects, or the lines of a kind."""
    collection = submission.collection
    if collection.asking:
        return [line.short for line in collection.asking.lines]
    return [LABELS.get(subject, subject) for subject in collection.subjects]


def asked_names(submission: Submission) -> list[str]:
    """What was asked for: subjects, or the columns of a kind."""
    return [LABELS.get(subject, subject) for subject in submission.collection.subjects]


def compared_with(submission: Submission) -> Submission | None:
    return sent_before(submission.school, submission.collection)


def saved(submission: Submission) -> str:
    """When the draft last changed, in words, from its journal."""
    entries = JournalEntry.objects.filter(
        target_type=submission._meta.label_lower, target_id=str(submission.pk)
    )
    at = entries.order_by("-pk").values_list("at", flat=True).first()
    if at is None or timezone.now() - at < timedelta(minutes=1):
        return "a moment ago"
    return f"{timesince(at)} ago"
