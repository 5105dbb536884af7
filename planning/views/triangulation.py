"""Gaps first, then what serves each priority: of one school, and of all a reader's schools."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import fetch_school, needs, schools_for
from accounts.http import SignedInRequest
from accounts.roles import Can
from core.years import AcademicYear
from planning.rules.shared import joint_sessions, needs_of, shared_priorities
from planning.rules.triangulation import KINDS, Gap, Row, counts, gaps_of, matrix
from planning.selectors.triangulation import facts_of
from planning.views.shown import links, trust_links


@require_GET
@needs(Can.READ_PLANS)
def triangulation_school(request: SignedInRequest, urn: int) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.READ_PLANS)
    today = timezone.localdate()
    year = AcademicYear.of(today)
    facts = facts_of(request.user, [school], year.start_year, today)[school.pk]
    standing = {one.id for one in facts.priorities}
    context = {
        "school": school,
        "year": year,
        "links": links(school, request.user, "planning:triangulation-school"),
        "groups": _grouped(gaps_of(facts, today)),
        "rows": [_row(row) for row in matrix(facts, today)],
        "looks_without": [one for one in facts.looks if one.priority not in standing],
        "helps_without": [one for one in facts.helps if one.priority not in standing],
    }
    return TemplateResponse(request, "planning/triangulation_school.html", context)


@require_GET
@needs(Can.READ_PLANS)
def triangulation_trust(request: SignedInRequest) -> HttpResponse:
    today = timezone.localdate()
    year = AcademicYear.of(today)
    schools = list(schools_for(request.user, Can.READ_PLANS).order_by("name"))
    facts = facts_of(request.user, schools, year.start_year, today, only_deciding_figures=True)
    with_plan = [school for school in schools if facts[school.pk].priorities]
    gaps = {school.pk: gaps_of(facts[school.pk], today) for school in with_plan}
    said = list(facts.values())
    needs_there = [need for one in said for need in needs_of(one)]
    context = {
        "year": year,
        "links": trust_links(request.user, "planning:triangulation-trust"),
        "without_plan": [school for school in schools if school not in with_plan],
        "rows": [
            (school, len(facts[school.pk].priorities), _counted(gaps[school.pk]))
            for school in sorted(with_plan, key=lambda one: (-len(gaps[one.pk]), one.name))
        ],
        "total": _counted([gap for found in gaps.values() for gap in found]),
        "shared": shared_priorities(said),
        "sessions": joint_sessions(needs_there),
        "needs": len(needs_there),
    }
    return TemplateResponse(request, "planning/triangulation_trust.html", context)


def _grouped(gaps: list[Gap]) -> list[tuple[str, list[Gap]]]:
    return [
        (label, found)
        for kind, label in KINDS.items()
        if (found := [gap for gap in gaps if gap.kind == kind])
    ]


def _counted(gaps: list[Gap]) -> list[tuple[str, int]]:
    return [(KINDS[kind], many) for kind, many in counts(gaps).items() if many]


def _row(row: Row) -> dict[str, Any]:
    one = row.priority
    return {
        "row": row,
        "one": one,
        "open_needs": [need for need in row.needs if not need.is_done],
        "met_needs": [need for need in row.needs if need.is_done],
    }
