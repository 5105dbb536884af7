"""The rota of triads: made in one action, changed by hand, published; and a head's own triads."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.access import fetch_visible, needs, schools_for
from accounts.http import SignedInRequest
from accounts.roles import Can
from core.errors import DomainError
from core.years import AcademicYear
from support.forms.triads import MoveForm, RotaForm, SwapForm
from support.models import RotaState, TriadRota
from support.policies.triads import may_plan
from support.selectors import triads as selectors
from support.selectors.peer_reviews import readable_triads
from support.services import triads as services
from support.views.places import places_for


@require_GET
@needs(Can.VIEW_REVIEWS)
def triad_list(request: SignedInRequest) -> HttpResponse:
    """A head's own triads, and for those who plan them the rotas there are."""
    today = timezone.localdate()
    context: dict[str, Any] = {
        "places": places_for(request.user, "support:triad-list"),
        "terms": selectors.by_term(readable_triads(request.user), AcademicYear.of(today), today),
        "is_one_school": schools_for(request.user, Can.VIEW_TRIADS)[:2].count() == 1,
        "may_plan": may_plan(request.user),
    }
    if may_plan(request.user):
        rotas = list(selectors.visible_rotas(request.user))
        years = [year for year in _years() if year not in _published(rotas)]
        context["rotas"] = rotas
        context["form"] = RotaForm(years=years) if years else None
    return TemplateResponse(request, "support/triad_list.html", context)


def _years() -> list[int]:
    this_year = AcademicYear.of(timezone.localdate()).start_year
    return [this_year, this_year + 1]


def _published(rotas: list[TriadRota]) -> set[int]:
    return {rota.start_year for rota in rotas if rota.state == RotaState.PUBLISHED}


@require_POST
@needs(Can.PLAN_ROTA)
def rota_propose(request: SignedInRequest) -> HttpResponse:
    form = RotaForm(request.POST, years=_years())
    if not form.is_valid():
        messages.error(request, " ".join(str(said) for one in form.errors.values() for said in one))
        return redirect("support:triad-list")
    said = form.cleaned_data
    try:
        rota = services.propose_rota(
            actor=request.user, year=AcademicYear(said["year"]), apart=said["apart"]
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("support:triad-list")
    messages.success(request, "Made. It is a draft until you publish it.")
    return redirect("support:rota-detail", pk=rota.pk)


@require_GET
@needs(Can.PLAN_ROTA)
def rota_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return _rota_page(request, _fetch(request, pk))


def _rota_page(request: SignedInRequest, rota: TriadRota, **forms: Any) -> HttpResponse:
    said = selectors.as_it_is(rota)
    terms = selectors.arranged(rota, said)
    context = {
        "rota": rota,
        "said": said,
        "terms": terms,
        "is_draft": rota.state == RotaState.DRAFT,
        "not_placed": selectors.not_placed(rota),
        "changes": selectors.changes_of(rota),
        "swap_form": _swap_form(rota, terms),
        "move_form": _move_form(rota),
        "places": places_for(request.user, "support:triad-list"),
    }
    return TemplateResponse(request, "support/rota_detail.html", context | forms)


def _swap_form(rota: TriadRota, terms: list[selectors.TermOfRota], data: Any = None) -> SwapForm:
    schools = {school for term in terms for group in term.groups for school in group.schools}
    return SwapForm(data, rota=rota, schools=list(schools))


def _move_form(rota: TriadRota, data: Any = None) -> MoveForm:
    return MoveForm(data, rota=rota, triads=selectors.with_schools(rota.triads.all()))


@require_POST
@needs(Can.PLAN_ROTA)
def rota_swap(request: SignedInRequest, pk: int) -> HttpResponse:
    rota = _fetch(request, pk)
    form = _swap_form(rota, selectors.arranged(rota, selectors.as_it_is(rota)), request.POST)
    return _changed(request, rota, "swap_form", form, services.swap_schools)


@require_POST
@needs(Can.PLAN_ROTA)
def rota_move(request: SignedInRequest, pk: int) -> HttpResponse:
    rota = _fetch(request, pk)
    form = _move_form(rota, request.POST)
    return _changed(request, rota, "move_form", form, _move)


def _move(*, triad: Any, **said: Any) -> services.Changed:
    return services.move_school(triad_id=triad.pk, **said)


def _changed(
    request: SignedInRequest,
    rota: TriadRota,
    name: str,
    form: SwapForm | MoveForm,
    act: Callable[..., services.Changed],
) -> HttpResponse:
    """A refusal keeps what was chosen, so that only the reason is left to be written."""
    if form.is_valid():
        try:
            done = act(actor=request.user, rota_id=rota.pk, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done.words)
            return redirect("support:rota-detail", pk=rota.pk)
    return _rota_page(request, rota, **{name: form})


@require_POST
@needs(Can.PLAN_ROTA)
def rota_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    rota = _fetch(request, pk)
    try:
        services.publish_rota(actor=request.user, rota_id=rota.pk)
        messages.success(request, "Published. Each school sees its own triads.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("support:rota-detail", pk=rota.pk)


@require_POST
@needs(Can.PLAN_ROTA)
def rota_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    rota = _fetch(request, pk)
    try:
        services.discard_rota(actor=request.user, rota_id=rota.pk)
        messages.success(request, "Discarded.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("support:rota-detail", pk=rota.pk)
    return redirect("support:triad-list")


def _fetch(request: SignedInRequest, pk: int) -> TriadRota:
    return fetch_visible(selectors.visible_rotas(request.user), pk=pk)
