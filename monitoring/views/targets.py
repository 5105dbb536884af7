"""Targets: every school's for the trust, one school's on its tab, and agreeing them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import fetch_school, holds, needs, schools_for
from accounts.http import SignedInRequest
from accounts.http import typed as typed_by
from accounts.places import Link
from accounts.roles import Can
from core.errors import DomainError, EditedMeanwhile
from core.exports import csv_response
from core.htmx import page_or_partial
from core.years import AcademicYear
from monitoring import policies, services
from monitoring.filters import TargetFilter
from monitoring.models import Aim, AimKind, PupilGroup, Standard, YearGroup
from monitoring.rules.columns import LABELS
from monitoring.selectors import targets as selectors
from monitoring.services.targets import Impossible
from monitoring.views.target_grid import grid_of, typed_as
from schools.models import School

PER_PAGE, MOST_REVISIONS = 25, 25
CONFLICT = 409
CSV_HEADER = (
    "School", "URN", "Year", "Year group", "Pupils", "Subject", "Standard", "Target %",
    "Benchmark", "Set on", "Agreed on",
)  # fmt: skip


@require_GET
@needs(Can.VIEW_TARGETS)
def target_list(request: SignedInRequest) -> HttpResponse:
    """Whose targets are set, whose are missing and whose wait to be agreed."""
    found = _filtered(request)
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
    context = {"filter": found, "page": page, "query": request.GET.urlencode()}
    return page_or_partial(
        request,
        page="monitoring/target_list.html",
        partial="monitoring/partials/target_table.html",
        context=context | {"year": AcademicYear(int(found.data["year"]))},
    )


@require_GET
@needs(Can.VIEW_TARGETS)
def target_download(request: SignedInRequest) -> HttpResponseBase:
    """The targets of the schools on the list, each with its benchmark and its dates."""
    found = _filtered(request)
    year = AcademicYear(int(found.data["year"]))
    rows = selectors.target_rows(
        School.objects.filter(pk__in=found.qs.values("pk")), year.start_year
    )
    name = f"targets-{str(year).replace('/', '-')}.csv"
    return csv_response(name, CSV_HEADER, (_cells(row) for row in rows))


def _cells(row: selectors.TargetRow) -> tuple[Any, ...]:
    return (
        row.school, row.urn, row.year, row.year_group, row.group, row.subject, row.standard,
        row.percent, row.level, _day(row.set_at), _day(row.agreed_at),
    )  # fmt: skip


def _day(at: Any) -> str:
    return timezone.localtime(at).date().isoformat() if at else ""


def _filtered(request: SignedInRequest) -> TargetFilter:
    start_year = _chosen_year(request)
    schools = schools_for(request.user, Can.VIEW_TARGETS)
    return TargetFilter(
        request.GET,
        chosen=str(start_year),
        choices=[(str(y), str(AcademicYear(y))) for y in selectors.years_to_choose()],
        queryset=selectors.with_targets(schools, start_year),
    )


def _chosen_year(request: SignedInRequest) -> int:
    asked = request.GET.get("year", "")
    known = {str(year): year for year in selectors.years_to_choose()}
    return known.get(asked) or selectors.year_aimed_at(timezone.localdate())


@dataclass(frozen=True)
class Chosen:
    """The pupils and the standard a page of targets is about; unknown words fall back."""

    group: str
    standard: str

    @classmethod
    def of(cls, said: Any) -> "Chosen":
        group, standard = said.get("group", ""), said.get("standard", "")
        return cls(
            group if group in selectors.KEY_GROUPS else PupilGroup.ALL.value,
            standard if standard in Standard.values else Standard.EXPECTED.value,
        )

    @property
    def words(self) -> str:
        return f"{PupilGroup(self.group).label}, {Standard(self.standard).label.lower()}"

    def query(self, **more: Any) -> str:
        return urlencode({"group": self.group, "standard": self.standard} | more)


@require_GET
@needs(Can.VIEW_TARGETS)
def target_school(request: SignedInRequest, urn: int) -> HttpResponse:
    """The school's tab: what stands for one year, group and standard, and what became of it."""
    school = fetch_school(urn, user=request.user, can=Can.VIEW_TARGETS)
    start_year, chosen = _chosen_year(request), Chosen.of(request.GET)
    aims = selectors.aims_of(school, start_year)
    standing = [aim for aim in aims if aim.superseded_at is None]
    waiting = [a for a in standing if a.kind == AimKind.TARGET and a.agreed_at is None]
    sees_predictions = holds(request.user, Can.VIEW_SMALL_NUMBERS, school)
    may_agree = holds(request.user, Can.AGREE_TARGETS, school)
    context = {
        "school": school,
        "year": AcademicYear(start_year),
        "start_year": start_year,
        "chosen": chosen,
        "links": _links(school, start_year, chosen),
        "subjects": [LABELS.get(s, "All three") for s in selectors.SUBJECTS],
        "rows": _rows(school, standing, chosen, sees_predictions=sees_predictions),
        "sees_predictions": sees_predictions,
        "waiting": waiting,
        "waiting_where": Counter(
            f"{aim.get_group_display()}, {aim.get_standard_display().lower()}" for aim in waiting
        ).items(),
        "agreed": [aim for aim in standing if aim.agreed_at],
        "revisions": selectors.revisions(aims)[:MOST_REVISIONS],
        "may_set": holds(request.user, Can.SET_TARGETS, school)
        and not policies.why_not_aim_at(start_year, timezone.localdate()),
        "may_agree": may_agree,
        "why_not": policies.why_not_agree_targets(request.user, school, waiting),
        "stamp": selectors.stamp(aims),
    }
    return TemplateResponse(request, "monitoring/target_school.html", context)


def _links(school: School, start_year: int, chosen: Chosen) -> dict[str, list[Link]]:
    """The years, groups and standards a reader can change to, each keeping the other two."""
    here = reverse("monitoring:target-school", args=[school.urn])

    now = {"year": str(start_year), "group": chosen.group, "standard": chosen.standard}

    def link(label: str, **change: str) -> Link:
        asked = now | change
        return Link(label, f"{here}?{urlencode(asked)}", asked == now)

    return {
        "years": [
            link(str(AcademicYear(year)), year=str(year)) for year in selectors.years_to_choose()
        ],
        "groups": [link(PupilGroup(group).label, group=group) for group in selectors.KEY_GROUPS],
        "standards": [link(standard.label, standard=standard.value) for standard in Standard],
    }


@dataclass(frozen=True)
class Held:
    """What stands for one year group and subject, as words."""

    subject: str
    target: str
    beside: str
    waits: bool


def _rows(
    school: School, standing: Iterable[Aim], chosen: Chosen, *, sees_predictions: bool
) -> list[tuple[str, list[Held]]]:
    ours = {
        (aim.year_group, aim.subject, aim.kind): aim
        for aim in standing
        if (aim.group, aim.standard) == (chosen.group, chosen.standard)
    }
    return [
        (
            YearGroup(year).label,
            [_held(ours, year, s, sees_predictions=sees_predictions) for s in selectors.SUBJECTS],
        )
        for year in selectors.years_taught(school)
    ]


def _held(
    ours: dict[tuple[str, str, str], Aim], year: str, subject: str, *, sees_predictions: bool
) -> Held:
    target = ours.get((year, subject, AimKind.TARGET))
    estimate = ours.get((year, subject, AimKind.ESTIMATE))
    prediction = ours.get((year, subject, AimKind.PREDICTION)) if sees_predictions else None
    beside = [f"{estimate.get_level_display()} estimate {estimate.percent}%"] if estimate else []
    beside += [f"predicted {prediction.percent}%"] if prediction else []
    said = f"{target.percent}% ({target.get_level_display()})" if target else ""
    return Held(
        LABELS.get(subject, "All three"),
        said,
        ", ".join(beside),
        bool(target and target.agreed_at is None),
    )


@require_http_methods(["GET", "POST"])
@needs(Can.SET_TARGETS)
def target_edit(request: SignedInRequest, urn: int, start_year: int) -> HttpResponse:
    """Type a group's targets on one page. What cannot be saved comes back as it was typed."""
    school = fetch_school(urn, user=request.user, can=Can.SET_TARGETS)
    chosen = Chosen.of(request.POST if request.method == "POST" else request.GET)
    if request.method == "GET":
        return _grid(request, school, start_year, chosen)
    try:
        new = services.set_targets(
            actor=request.user,
            school=school,
            start_year=start_year,
            typed=typed_by(request),
            group=chosen.group,
            standard=chosen.standard,
            reason=request.POST.get("reason", ""),
            seen=request.POST.get("stamp"),
        )
    except Impossible as refusal:
        return _grid(request, school, start_year, chosen, problems=refusal.problems, status=422)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        status = CONFLICT if isinstance(refusal, EditedMeanwhile) else 422
        return _grid(request, school, start_year, chosen, status=status)
    said = (
        f"Saved: {len(new)} changed or new."
        if new
        else "Nothing was different, so nothing changed."
    )
    messages.success(request, said)
    here = reverse("monitoring:target-school", args=[urn])
    return redirect(f"{here}?{chosen.query(year=start_year)}")


def _grid(
    request: SignedInRequest,
    school: School,
    start_year: int,
    chosen: Chosen,
    *,
    problems: Any = (),
    status: int = 200,
) -> HttpResponse:
    aims = [
        aim
        for aim in selectors.aims_of(school, start_year)
        if aim.superseded_at is None
        and (aim.group, aim.standard) == (chosen.group, chosen.standard)
    ]
    typed = typed_by(request) if request.method == "POST" else typed_as(aims)
    beside = typed_as(aims) if status == CONFLICT else typed
    context = {
        "school": school,
        "year": AcademicYear(start_year),
        "start_year": start_year,
        "chosen": chosen,
        "years": grid_of(selectors.years_taught(school), typed, beside, problems),
        "problems": problems,
        "needs_reason": any(aim.agreed_at for aim in aims),
        "reason": request.POST.get("reason", ""),
        "stamp": selectors.stamp(aims),
    }
    return TemplateResponse(request, "monitoring/target_edit.html", context, status=status)


@require_POST
@needs(Can.AGREE_TARGETS)
def target_agree(request: SignedInRequest, urn: int, start_year: int) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.AGREE_TARGETS)
    try:
        agreed = services.agree_targets(
            actor=request.user,
            school=school,
            start_year=start_year,
            seen=request.POST.get("stamp"),
        )
        messages.success(request, f"Agreed: {len(agreed)} targets of {school}.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    here = reverse("monitoring:target-school", args=[urn])
    return redirect(f"{here}?{urlencode({'year': start_year})}")
