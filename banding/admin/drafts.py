"""What every line of an edition has in the administration site: its edition, order and doubts."""

from typing import Any, ClassVar
from urllib.parse import parse_qs

from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Model, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.views.decorators.http import require_POST

from banding import services
from banding.forms.rulebook import NumberedRows, PartForm
from banding.models import Criterion, Edition, EditionState
from banding.services.ordering import number_of
from core.admin import JournalledAdmin
from core.errors import DomainError

OF_AN_EDITION = "edition__id__exact"


def edition_of(obj: Model | None) -> Edition | None:
    if obj is None or isinstance(obj, Edition):
        return obj
    return obj.level.edition if isinstance(obj, Criterion) else getattr(obj, "edition", None)


def edition_asked(request: HttpRequest) -> Edition | None:
    """The edition whose lines are listed, on its list or on the page for adding to it."""
    kept = parse_qs(request.GET.get("_changelist_filters", "")).get(OF_AN_EDITION, [""])
    asked = request.GET.get(OF_AN_EDITION) or kept[0]
    return Edition.objects.filter(pk=asked).first() if asked.isdigit() else None


def admin_url(thing: Model | type[Model], page: str, *args: Any) -> str:
    meta = thing._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=args)


def list_url(model: type[Model], edition: Edition) -> str:
    return f"{admin_url(model, 'changelist')}?{OF_AN_EDITION}={edition.pk}"


def doubt_of(thing: Any) -> str:
    """The doubt with the way to settle it, or how it was settled."""
    if not thing.doubt or thing.pk is None:
        return str(thing.doubt)
    return format_html("{} <br>{}", thing.doubt, settling_of(thing))


def settling_of(thing: Any) -> str:
    """How a doubt was settled or the way to settle it, where the doubt itself is typed."""
    if not thing.doubt or thing.pk is None:
        return ""
    if thing.settled:
        return format_html("<strong>Settled:</strong> {}", thing.settled)
    edition = edition_of(thing)
    url = reverse(
        "admin:banding_edition_settle",
        args=[edition and edition.pk, thing._meta.model_name, thing.pk],
    )
    return format_html('<a href="{}">Settle this doubt</a>', url)


class PlainTitles:
    """A page is named for what it shows; Django would say "Select level to change"."""

    opts: Any

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        said = {"title": capfirst(self.opts.verbose_name)} if object_id else {}
        around = said | (extra_context or {})
        return super().changeform_view(request, object_id, form_url, around)  # type: ignore[misc]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        said = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, said | (extra_context or {}))  # type: ignore[misc]


class OnlyChosen:
    """What a line points to is chosen from a list; it is not edited from inside another form."""

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class DraftOnly:
    """What belongs to an edition changes only while the edition is a draft.

    Mixed into an admin it is asked about the object, mixed into an inline about the parent.
    """

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        edition = edition_of(obj)
        return edition is None or edition.state == EditionState.DRAFT

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and self.has_change_permission(request, obj)


class NumberedInline(OnlyChosen, DraftOnly, admin.TabularInline):
    """Rows of one list, with a number to order them by and their doubts beneath them.

    `read` are the columns where nothing can be typed, `about` is said above the rows, and `opens`
    is what the way to a row's own page is called.
    """

    template = "admin/banding/numbered.html"
    formset = NumberedRows
    extra = 0
    about, opens = "", ""
    read: ClassVar[list[str]] = []

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Where nothing can be typed, Django shows plain values and knows no field of a form."""
        return self.fields if self.has_change_permission(request, obj) else self.read

    @admin.display(description="number")
    def shown_number(self, thing: Any) -> str:
        return str(getattr(thing, number_of(self.model)))

    @admin.display(description="doubt")
    def beside(self, thing: Any) -> str:
        """Beneath the row. Where the doubt is a field of the row, only its settling is."""
        edition = edition_of(thing)
        is_draft = edition is not None and edition.state == EditionState.DRAFT
        is_typed = is_draft and "doubt" in (self.fields or [])
        return settling_of(thing) if is_typed else doubt_of(thing)


class EditionsOwn:
    """Choices of a form are those of the edition at hand: its levels, its parties."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        self._narrow(db_field, request, kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        self._narrow(db_field, request, kwargs)
        kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]

    def _narrow(self, db_field: Any, request: HttpRequest, kwargs: dict[str, Any]) -> None:
        edition = self.edition_at_hand(request)
        if edition and hasattr(db_field.related_model, "edition"):
            kwargs["queryset"] = db_field.related_model._default_manager.filter(edition=edition)

    def edition_at_hand(self, request: HttpRequest) -> Edition | None:
        raise NotImplementedError


class PartAdmin(PlainTitles, OnlyChosen, DraftOnly, EditionsOwn, JournalledAdmin):
    """A list of one kind of line. It is reached from its edition, so the index leaves it out."""

    form = PartForm
    list_filter: ClassVar[Any] = ["edition"]
    list_select_related: ClassVar[Any] = ["edition__model"]
    change_list_template = "admin/banding/part_list.html"
    change_form_template = "admin/banding/part.html"
    list_per_page = 200
    show_facets = admin.ShowFacets.NEVER

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        edition = edition_of(obj) or edition_asked(request)
        return edition is not None and edition.state == EditionState.DRAFT

    def edition_at_hand(self, request: HttpRequest) -> Edition | None:
        pk = request.resolver_match and request.resolver_match.kwargs.get("object_id")
        if pk:
            return edition_of(self.model._default_manager.select_related("edition").get(pk=pk))
        return edition_asked(request)

    def get_form(self, request: HttpRequest, obj: Any = None, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, *args, **kwargs)
        return type(form.__name__, (form,), {"edition": edition_of(obj) or edition_asked(request)})

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["beside", "settling"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        shown = list(super().get_fields(request, obj))
        if obj is None:
            return shown
        if self.has_change_permission(request, obj):
            return [*shown, "settling"] if obj.doubt else shown
        return ["beside" if name == "doubt" else name for name in shown]

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Among the lines of one edition, which edition goes without saying."""
        shown = list(super().get_list_display(request))
        return [name for name in shown if name != "edition" or not edition_asked(request)]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related(*self.list_select_related)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        if not change:
            setattr(obj, number_of(self.model), len(services.siblings(obj)) + 1)
        obj.code = obj.code or services.code_for(obj, obj.edition)
        super().save_model(request, obj, form, change)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        edition = edition_asked(request)
        return super().changelist_view(request, {"edition": edition} | (extra_context or {}))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        edition = self.edition_at_hand(request)
        around = {"edition": edition, "list": edition and list_url(self.model, edition)}
        return super().changeform_view(request, object_id, form_url, around | (extra_context or {}))

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return redirect(list_url(self.model, obj.edition))

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return redirect(list_url(self.model, obj.edition))

    def get_urls(self) -> list[Any]:
        moved = self.admin_site.admin_view(require_POST(self.move_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_move"
        return [path("<int:pk>/move/", moved, name=name), *super().get_urls()]

    def move_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        thing = self.model._default_manager.get(pk=pk)
        by = -1 if request.POST.get("by") == "-1" else 1
        try:
            services.move(actor=request.user, thing=thing, by=by)  # type: ignore[arg-type]
        except DomainError as refusal:
            messages.warning(request, str(refusal))
        return redirect(list_url(self.model, thing.edition))

    @admin.display(description="order")
    def order(self, thing: Any) -> str:
        """Two buttons of the list's own form; in an edition that is read, the number."""
        number = getattr(thing, number_of(self.model))
        if thing.edition.state != EditionState.DRAFT:
            return str(number)
        return format_html(
            '<span class="move">{} <button class="button" formaction="{}" name="by" value="-1"'
            ' aria-label="Move {} up">↑</button> <button class="button" formaction="{}" name="by"'
            ' value="1" aria-label="Move {} down">↓</button></span>',
            number,
            url := admin_url(thing, "move", thing.pk),
            thing,
            url,
            thing,
        )

    @admin.display(description="doubt", empty_value="")
    def beside(self, thing: Any) -> str:
        return doubt_of(thing)

    @admin.display(description="settling")
    def settling(self, thing: Any) -> str:
        return settling_of(thing)


class SavedInOrder:
    """Mixed into an admin with numbered inlines: rows are numbered anew as they were typed."""

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001
        number = number_of(formset.model)
        taken = max((getattr(row.instance, number) or 0 for row in formset.forms), default=0)
        for at, row in enumerate(formset.forms, start=1):
            if row.instance.pk is None:
                setattr(row.instance, number, taken + at)
        super().save_formset(request, form, formset, change)  # type: ignore[misc]
        _number_anew(formset, number)


def _number_anew(formset: Any, number: str) -> None:
    rows = [form for form in formset.forms if form.instance.pk and not _is_gone(form)]
    typed = {
        form.instance.pk: form.cleaned_data.get("number") for form in rows if form.has_changed()
    }
    lists: dict[Any, list[Any]] = {}
    for form in rows:
        lists.setdefault(services.list_of(form.instance), []).append(form.instance)
    for lines in lists.values():
        lines.sort(key=lambda line: _place(typed.get(line.pk), getattr(line, number)))
        services.renumber(lines)


def _place(typed: Any, now: int) -> tuple[float, int]:
    """A typed number that another line has already goes before it when it came from behind."""
    place = float(now if typed is None else typed)
    return (place, 0) if typed is None or place == now else (place - 0.5 * (place < now), 1)


def _is_gone(form: Any) -> bool:
    return bool(form.cleaned_data.get("DELETE"))
