"""A school's own record: its visits and actions, and its statement of days."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import fetch_school, holds, needs
from accounts.http import SignedInRequest
from accounts.roles import Can
from banding.selectors import edition_in_force
from core.years import AcademicYear
from support import policies, selectors
from support.rules import totals
from support.selectors import bookings
from support.selectors.issued import levy_said, visible_statements

LATEST = 10


@require_GET
@needs(Can.READ_VISITS)
def record_detail(request: SignedInRequest, urn: int) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.READ_VISITS)
    visits = selectors.visible_visits(request.user).filter(school=school).for_listing()
    return TemplateResponse(
        request,
        "support/record_detail.html",
        {
            "school": school,
            "actions": selectors.actions_of(viewer=request.user, school=school),
            "visits": visits[:LATEST],
            "how_many": visits.count(),
            "planned": bookings.plans_of(school),
            "today": timezone.localdate(),
            "may_log": not policies.why_not_log(request.user, school),
            "may_finish": holds(request.user, Can.LOG_VISIT, school)
            or holds(request.user, Can.REPLY_TO_VISIT, school),
        },
    )


@require_GET
@needs(Can.VIEW_SUPPORT)
def statement_detail(request: SignedInRequest, urn: int) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.VIEW_SUPPORT)
    year = AcademicYear.of(timezone.localdate())
    lines = selectors.statement(school=school, start_year=year.start_year)
    edition = edition_in_force(year.start_year)
    reads_visits = holds(request.user, Can.READ_VISITS, school)
    issued = visible_statements(request.user).filter(school=school)
    return TemplateResponse(
        request,
        "support/statement_detail.html",
        {
            "school": school,
            "year": year,
            "edition": edition,
            "lines": lines,
            "total": totals(lines),
            "ledger": selectors.ledger_of(school=school, start_year=year.start_year),
            "reads_visits": reads_visits,
            "issued": issued.filter(start_year=year.start_year).order_by("-number"),
            "may_grant": bool(lines) and holds(request.user, Can.GRANT_DAYS, school),
            "may_issue": holds(request.user, Can.ISSUE_STATEMENT, school),
            "levy": levy_said(school, year.start_year, edition),
        },
    )
