"""Counts typed on one page, saved as often as wanted, sent when they agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.http import SignedInRequest
from accounts.http import typed as typed_by
from accounts.roles import Can
from core.errors import DomainError, EditedMeanwhile
from core.htmx import is_swap
from monitoring import services
from monitoring.models import Submission, SubmissionState, Way, YearGroup
from monitoring.rules import grids
from monitoring.rules.columns import LABELS
from monitoring.selectors.collections import years_of
from monitoring.services.grids import stamp
from monitoring.views.drafts import own_submission, to_receipt
from monitoring.views.submissions import page_of

GROUP_NAMES = {"ALL": "All pupils", "DIS": "Disadvantaged"}
PART_NAMES = {"pupils": "Pupils", "expected": "Expected or above", "higher": "Higher"}


@dataclass(frozen=True)
class Cell:
    name: str
    label: str
    value: str
    problem: str


@dataclass(frozen=True)
class Row:
    label: str
    cells: list[Cell]


@dataclass(frozen=True)
class Year:
    label: str
    rows: list[Row]


@require_http_methods(["GET", "POST"])
@needs(Can.SUBMIT_DATA)
def submission_grid(request: SignedInRequest, urn: int, receipt: UUID) -> HttpResponse:
    submission = own_submission(request, urn, receipt)
    if submission.state != SubmissionState.DRAFT:
        return to_receipt(submission)
    if submission.way != Way.GRID:
        return redirect("monitoring:submission-prepare", urn, receipt)
    if request.method == "GET":
        return _page(request, submission, submission.typed.get("cells", {}))
    try:
        saved = services.save_grid(
            actor=request.user,
            submission_id=submission.pk,
            typed=typed_by(request),
            seen=request.POST.get("stamp"),
        )
    except DomainError as refusal:
        if is_swap(request):
            return kept(request, why_not=refusal)
        messages.error(request, str(refusal))
        status = 409 if isinstance(refusal, EditedMeanwhile) else 422
        return _page(request, submission, typed_by(request), status=status)
    if is_swap(request):
        return kept(request, stamp=stamp(saved))
    if "later" in request.POST and not saved.typed["problems"]:
        messages.success(request, "Saved. Come back when you like; nothing is lost.")
        return redirect("monitoring:asked-list")
    messages.success(request, "Saved.")
    return redirect("monitoring:submission-grid", urn, receipt)


def kept(
    request: SignedInRequest, *, stamp: str = "", why_not: DomainError | None = None
) -> HttpResponse:
    """The answer to a grid that saves itself while it is typed: when, or why it was not saved."""
    context = {"at": timezone.localtime(), "stamp": stamp, "why_not": why_not}
    return TemplateResponse(request, "monitoring/partials/grid_kept.html", context)


def _page(
    request: SignedInRequest, submission: Submission, typed: Mapping[str, str], status: int = 200
) -> HttpResponse:
    problems = submission.typed.get("problems", [])
    context = page_of(submission, None) | {
        **grid_of(submission, grids.subjects_of(submission.collection.subjects), typed, problems),
        "stamp": stamp(submission),
        "filled": sum(1 for value in typed.values() if value),
    }
    return TemplateResponse(request, "monitoring/submission_grid.html", context, status=status)


def grid_of(
    submission: Submission,
    subjects: Sequence[str],
    typed: Mapping[str, str],
    problems: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """The grid of these subjects as its template reads it, with what is wrong in its cells."""
    said = {problem["cell"]: problem["sentence"] for problem in problems}
    years = reversed(years_of(submission.collection, submission.school))
    return {
        "heads": [(group, list(PART_NAMES.values())) for group in GROUP_NAMES.values()],
        "years": [
            Year(YearGroup(year).label, [_row(year, subject, typed, said) for subject in subjects])
            for year in years
        ],
        "problems": problems,
    }


def _row(year: str, subject: str, typed: Mapping[str, str], said: Mapping[str, str]) -> Row:
    label = LABELS.get(subject, "All three")
    where = f"{YearGroup(year).label}, {label.lower()}"
    cells = []
    for group, group_name in GROUP_NAMES.items():
        for part, part_name in PART_NAMES.items():
            name = grids.cell(year, subject, group, part)
            told = f"{where}, {group_name.lower()}: {part_name.lower()}"
            cells.append(Cell(name, told, typed.get(name, ""), said.get(name, "")))
    return Row(label, cells)
