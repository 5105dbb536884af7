"""Pages beside the edition's own form: choosing a model, preview of effect, doubts, joining."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from banding import selectors, services
from banding.forms.rulebook import ChoosePackForm, JoinForm, SettleForm
from banding.models import (
    Aspect,
    Clause,
    Criterion,
    Duty,
    Edition,
    EditionState,
    Level,
    OfferLine,
    Party,
    Post,
)
from banding.packs.reader import available, read_pack
from banding.packs.writer import write_pack
from banding.selectors.wording import pack_of
from core.errors import DomainError
from core.years import AcademicYear

KINDS = {
    model._meta.model_name: model
    for model in (Aspect, Clause, Criterion, Duty, Edition, Level, OfferLine, Party, Post)
}


class EditionPages:
    """Mixed into the edition's admin. Only administrators come this far (`TrustAdminSite`)."""

    admin_site: Any

    def get_urls(self) -> list[Any]:
        pages: list[tuple[str, Callable[..., HttpResponse], str]] = [
            ("choose/", self.choose_view, "choose"),
            ("join/", self.join_view, "join"),
            ("<int:pk>/preview/", self.preview_view, "preview"),
            ("<int:pk>/retire/", self.retire_view, "retire"),
            ("<int:pk>/copy/", self.copy_view, "copy"),
            ("<int:pk>/export/", self.export_view, "export"),
            ("<int:pk>/doubts/", self.doubts_view, "doubts"),
            ("<int:pk>/doubts/<str:kind>/<int:thing>/", self.settle_view, "settle"),
        ]
        return [
            path(where, self.admin_site.admin_view(view), name=f"banding_edition_{name}")
            for where, view, name in pages
        ] + super().get_urls()  # type: ignore[misc]

    def choose_view(self, request: HttpRequest) -> HttpResponse:
        form = ChoosePackForm(request.POST or None)
        if form.is_valid():
            return self._load(request, form)
        packs = [_told(code) for code in available()]
        return self._page(request, "choose", "Choose an improvement model", form=form, packs=packs)

    def _load(self, request: HttpRequest, form: Form) -> HttpResponse:
        typed = form.cleaned_data
        try:
            loaded = services.load_pack(
                actor=request.user,  # type: ignore[arg-type]
                pack=read_pack(typed["pack"]),
                start_year=typed["year"],
                as_draft=True,
            )
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:banding_edition_choose")
        if loaded.is_new:
            messages.success(request, f"{loaded.edition} is loaded as a draft.")
        else:
            messages.warning(request, f"{loaded.edition} was there already; nothing was changed.")
        return redirect("admin:banding_edition_change", loaded.edition.pk)

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = _edition(pk)
        if request.method == "POST":
            return self._settled(
                request,
                lambda: services.put_in_force(
                    actor=request.user,  # type: ignore[arg-type]
                    edition=edition,
                    replaces=True,
                ),
                then=f"{edition} is in force.",
                otherwise=redirect("admin:banding_edition_preview", pk),
                to=edition,
            )
        seen = selectors.preview(edition)
        title = f"What changes with {edition}"
        context = {"preview": seen, "effect": seen.effect, "doubts": seen.doubts}
        context["is_draft"] = edition.state == EditionState.DRAFT
        return self._page(request, "preview", title, edition=edition, **context)

    def retire_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = _edition(pk)
        if request.method == "POST":
            return self._settled(
                request,
                lambda: services.retire(actor=request.user, edition=edition),  # type: ignore[arg-type]
                then=f"{edition} is retired.",
                otherwise=redirect("admin:banding_edition_change", pk),
                to=edition,
            )
        return self._page(request, "retire", f"Retire {edition}", edition=edition)

    def copy_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = _edition(pk)
        year = AcademicYear(edition.start_year + 1)
        if request.method != "POST":
            title = f"Copy {edition} to a draft for {year}"
            return self._page(request, "copy", title, edition=edition, year=year)
        try:
            copy = services.copy_edition(
                actor=request.user,  # type: ignore[arg-type]
                edition=edition,
                start_year=year.start_year,
            )
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:banding_edition_change", pk)
        messages.success(request, f"{copy} is made as a draft. Edit it, then put it in force.")
        return redirect("admin:banding_edition_change", copy.pk)

    def export_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = _edition(pk)
        answer = HttpResponse(write_pack(pack_of(edition)), content_type="application/yaml")
        name = f"{edition.model.code}-{edition.start_year}.yaml"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        answer["Cache-Control"] = "no-store"
        return answer

    def doubts_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = _edition(pk)
        doubts = selectors.open_doubts(edition)
        title = f"What is left open in {edition}"
        return self._page(request, "doubts", title, edition=edition, doubts=doubts)

    def settle_view(self, request: HttpRequest, pk: int, kind: str, thing: int) -> HttpResponse:
        edition, doubted = _edition(pk), _doubted(pk, kind, thing)
        form = SettleForm(request.POST or None, initial={"words": doubted.settled})
        if form.is_valid():
            said = form.cleaned_data["words"]
            return self._settled(
                request,
                lambda: services.settle_doubt(actor=request.user, thing=doubted, words=said),  # type: ignore[arg-type]
                then=f"The doubt about “{doubted}” is settled.",
                otherwise=redirect("admin:banding_edition_doubts", pk),
                to=None,
                done=redirect("admin:banding_edition_doubts", pk),
            )
        return self._page(
            request, "settle", "Settle a doubt", edition=edition, doubted=doubted, form=form
        )

    def join_view(self, request: HttpRequest) -> HttpResponse:
        form = JoinForm(request.POST or None)
        if form.is_valid():
            school, on = form.cleaned_data["school"], form.cleaned_data["on"]
            try:
                services.join_trust(actor=request.user, school=school, on=on)  # type: ignore[arg-type]
            except DomainError as refusal:
                form.add_error("on", str(refusal))
            else:
                messages.success(request, f"{school} joins the trust on {on:%-d %B %Y}.")
                return redirect("admin:schools_school_change", school.pk)
        rule = getattr(selectors.working_edition(), "joining_rule", "")
        return self._page(request, "join", "Record that a school joins", form=form, rule=rule)

    def _settled(
        self,
        request: HttpRequest,
        do: Callable[[], Any],
        *,
        then: str,
        otherwise: HttpResponse,
        to: Edition | None,
        done: HttpResponse | None = None,
    ) -> HttpResponse:
        """Do it and say so, or say why not."""
        try:
            do()
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return otherwise
        messages.success(request, then)
        return done or redirect("admin:banding_edition_change", to and to.pk)

    def _page(self, request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
        shown = self.admin_site.each_context(request) | {"title": title, "opts": Edition._meta}
        return TemplateResponse(request, f"admin/banding/{name}.html", shown | context)


def _edition(pk: int) -> Edition:
    edition = Edition.objects.select_related("model").filter(pk=pk).first()
    if edition is None:
        raise Http404
    return edition


def _doubted(edition: int, kind: str, pk: int) -> Any:
    """A line of this edition, whatever kind it is."""
    model = KINDS.get(kind)
    if model is None:
        raise Http404
    own = {Edition: "pk", Criterion: "level__edition"}.get(model, "edition")
    found = model._default_manager.filter(**{own: edition}, pk=pk).first()
    if found is None:
        raise Http404
    return found


def _told(code: str) -> dict[str, Any]:
    """A pack as somebody chooses it: its name, its years and what it holds."""
    pack = read_pack(code)
    newest = max(pack.editions, key=lambda edition: edition.first_year)
    return {
        "code": code,
        "name": pack.name,
        "source": newest.source,
        "first_year": AcademicYear(min(edition.first_year for edition in pack.editions)),
        "levels": [level.label for level in newest.levels],
    }
