"""The improvement model in force, to be read beside the trust's own document."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.http import SignedInRequest
from accounts.roles import Can
from banding.places import edition_for
from banding.selectors.contents import contents_of


@require_GET
@needs(Can.VIEW_OBLIGATIONS)
def model_detail(request: SignedInRequest) -> HttpResponse:
    edition = edition_for(request.user)
    contents = contents_of(edition) if edition else None
    context = {"edition": edition, "contents": contents}
    return TemplateResponse(request, "banding/model_detail.html", context)
