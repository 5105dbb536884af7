"""More time for one school."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import fetch_school, fetch_visible, needs
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from core.errors import DomainError
from monitoring import services
from monitoring.forms import ExtendForm
from monitoring.models import Collection
from monitoring.selectors.returns import request_to


@require_http_methods(["GET", "POST"])
@needs(Can.REVIEW_DATA)
def collection_extend(request: SignedInRequest, urn: int, pk: int) -> HttpResponse:
    school = fetch_school(urn, user=request.user, can=Can.REVIEW_DATA)
    collection = fetch_visible(Collection.objects.all(), pk=pk)
    asked = request_to(school, collection)
    form = ExtendForm(posted(request))
    if form.is_valid():
        try:
            given = services.extend(
                actor=request.user, collection_id=pk, school=school, **form.cleaned_data
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            said = f"{school} has until {given.due_on:%A %-d %B} for {collection}."
            messages.success(request, f"{said} The school sees the day and your reason.")
            return redirect(f"{reverse('monitoring:return-list')}?collection={pk}")
    return TemplateResponse(
        request,
        "monitoring/collection_extend.html",
        {"form": form, "school": school, "collection": collection, "asked": asked},
        status=422 if form.errors else 200,
    )
