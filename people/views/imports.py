"""Bringing a register in: read, look, answer, apply, and undo."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import fetch_visible, needs
from accounts.http import SignedInRequest, posted
from accounts.roles import Can
from core.errors import DomainError, UnreadableFile
from people.forms.imports import AnswersForm, SheetForm
from people.imports.grid import Grid, read_file, read_text
from people.models import ImportState, RegisterImport
from people.presenters import show_fte
from people.services import imports

PER_PAGE = 10
MOST_PROBLEMS = 200
UNREADABLE = 422


@require_http_methods(["GET", "POST"])
@needs(Can.IMPORT_REGISTER)
def import_list(request: SignedInRequest) -> HttpResponse:
    form, status = SheetForm(posted(request), request.FILES or None), 200
    if form.is_bound and form.is_valid():
        try:
            run = imports.start_import(actor=request.user, source=_source(form), grid=_grid(form))
            return redirect("people:import-detail", pk=run.pk)
        except UnreadableFile as refusal:
            form.add_error(None, f"{refusal} ({refusal.code})")
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    if form.is_bound:
        status = UNREADABLE
    runs = RegisterImport.objects.select_related("started_by")
    page = Paginator(runs, PER_PAGE).get_page(request.GET.get("page"))
    return TemplateResponse(
        request, "people/import_list.html", {"form": form, "page": page}, status=status
    )


def _source(form: SheetForm) -> str:
    file = form.cleaned_data["file"]
    return file.name if file else imports.PASTED


def _grid(form: SheetForm) -> Grid:
    told = form.cleaned_data
    if told["file"]:
        content = told["file"].read()
        return read_file(content, told["file"].name, is_cp1252=told["is_cp1252"])
    return read_text(told["pasted"])


@require_GET
@needs(Can.IMPORT_REGISTER)
def import_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _fetch(pk))


@require_POST
@needs(Can.IMPORT_REGISTER)
def import_apply(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answers and the import in one step, or the answers alone, to look again."""
    run = _fetch(pk)
    if run.state != ImportState.READ:
        return redirect("people:import-detail", pk=run.pk)
    form = AnswersForm(request.POST, reading=imports.reading_of(run))
    if not form.is_valid():
        return _page(request, run, form=form)
    try:
        imports.answer_import(actor=request.user, import_id=run.pk, answers=form.answers)
        if request.POST.get("step") == "look":
            messages.success(request, "Your answers are kept. This is what they make of it.")
        else:
            applied = imports.apply_import(actor=request.user, import_id=run.pk)
            messages.success(request, _said(applied))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("people:import-detail", pk=run.pk)


@require_POST
@needs(Can.IMPORT_REGISTER)
def import_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    try:
        imports.undo_import(actor=request.user, import_id=_fetch(pk).pk)
        messages.success(request, "Undone. What somebody has changed since is still there.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("people:import-detail", pk=pk)


def _fetch(pk: int) -> RegisterImport:
    return fetch_visible(RegisterImport.objects.select_related("started_by"), pk=pk)


def _said(run: RegisterImport) -> str:
    made = run.counts
    if not any(number for name, number in made.items() if name != "read"):
        return "Everything in this sheet was in the register already: nothing was changed."
    return f"{made['people']} people and {made['expertise']} claims of expertise are new."


def _page(
    request: SignedInRequest, run: RegisterImport, *, form: AnswersForm | None = None
) -> HttpResponse:
    context: dict[str, Any] = {"run": run}
    if run.state == ImportState.READ:
        reading = imports.reading_of(run)
        sheet = reading.sheet
        context |= {
            "reading": reading,
            "form": form or AnswersForm(reading=reading),
            "columns": [
                (
                    column.heading,
                    sheet.cells[column.heading],
                    sheet.designations[column.heading],
                    sheet.totals.get(column.heading),
                )
                for column in sheet.counted()
            ],
            "fte": show_fte(sheet.fte),
            "problems": sheet.problems[:MOST_PROBLEMS],
            "more_problems": max(len(sheet.problems) - MOST_PROBLEMS, 0),
        }
    return TemplateResponse(request, "people/import_detail.html", context)
