"""From an address to what its reader wants to see; what is wrong in it falls back to the newest."""

from django.http import QueryDict

from dashboards.filters import FigureFilter
from dashboards.presenters.choice import Choice
from monitoring.models import Collection


def chosen_figures(asked: QueryDict) -> tuple[FigureFilter, Choice] | None:
    """The filter to show and the choice it stands for; None before there is any collection.

    Nothing asked for is the newest termly assessment, where there is one.
    """
    newest = Collection.objects.select_related("scale").newest_first()
    term = asked.get("term", "")
    asked_for = newest.filter(pk=term).first() if term.isdecimal() else None
    collection = asked_for or newest.termly().first() or newest.first()
    if collection is None:
        return None
    chosen = FigureFilter(asked, collection=collection)
    chosen.form.is_valid()
    said = chosen.form.cleaned_data
    choice = Choice(
        collection,
        cohort=said.get("cohort") or chosen.first["cohort"],
        group=said.get("group") or chosen.first["group"],
        subject=said.get("subject") or "",
    )
    return chosen, choice


def first_choice() -> Choice | None:
    """What is shown to somebody who has chosen nothing yet."""
    found = chosen_figures(QueryDict())
    return found[1] if found else None
