"""What a page about levels answers where the trust has none: why, and where to look instead."""

from django.http import HttpResponse
from django.template.response import TemplateResponse

from accounts.http import SignedInRequest
from banding.models import Edition
from schools.models import School


def no_levels(
    request: SignedInRequest, edition: Edition | None, school: School | None = None
) -> HttpResponse:
    """For the trust, or under the header of a school. Without an edition no model is in force."""
    page = "banding/no_levels_school.html" if school else "banding/no_levels.html"
    return TemplateResponse(request, page, {"edition": edition, "school": school})
