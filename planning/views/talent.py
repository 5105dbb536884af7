"""Expertise against this year's priorities: for those who read plans and the whole register."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import needs, schools_for
from accounts.http import SignedInRequest
from accounts.roles import Can
from core.years import AcademicYear
from people.policies import reads_everybody
from planning.selectors.talent import talent
from planning.views.shown import trust_links


@require_GET
@needs(Can.READ_PLANS)
def talent_map(request: SignedInRequest) -> HttpResponse:
    if not reads_everybody(request.user):
        raise PermissionDenied
    year = AcademicYear.of(timezone.localdate())
    schools = schools_for(request.user, Can.READ_PLANS)
    context = {
        "year": year,
        "links": trust_links(request.user, "planning:talent-map"),
        "found": talent(schools, year.start_year),
    }
    return TemplateResponse(request, "planning/talent_map.html", context)
