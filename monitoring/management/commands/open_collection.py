from datetime import date
from typing import Any

from django.core.management.base import CommandParser

from core.commands import JsonCommand
from core.errors import BadCommand
from monitoring import services
from monitoring.models import CORE_SUBJECTS, Collection
from monitoring.rules.kinds import Kind
from monitoring.services.collections import DEFAULT_PURPOSE, DEFAULT_SCALE, DEFAULT_YEARS


class Command(JsonCommand):
    help = (
        "Asks every school for a term's data, or for a kind of results. A collection that is there "
        'already is left as it is and "created" is false.'
    )

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help='the term, such as "Autumn 2026"')
        kinds = ", ".join(kind for kind in Kind if kind != Kind.TERMLY)
        parser.add_argument("--kind", default=Kind.TERMLY, help=f"instead of subjects: {kinds}")
        parser.add_argument(
            "--special-only",
            action="store_true",
            help="of a kind: ask special schools and no other",
        )
        parser.add_argument("--due", required=True, help="the last day, YYYY-MM-DD")
        parser.add_argument("--opens", help="the first day, today unless said")
        parser.add_argument("--year-groups", default=",".join(DEFAULT_YEARS), help="1,2,3 …")
        parser.add_argument("--subjects", default=",".join(CORE_SUBJECTS))
        parser.add_argument("--scale", default=DEFAULT_SCALE, help="the code of a scale")
        parser.add_argument("--purpose", default=DEFAULT_PURPOSE, help="why it is asked")
        parser.add_argument("--special-schools", action="store_true", help="ask them as well")

    def answer(self, **options: Any) -> dict[str, Any]:
        there = set(Collection.objects.values_list("pk", flat=True))
        collection = services.open_collection(
            actor=None,
            name=options["name"],
            due_on=_day(options["due"]),
            opens_on=_day(options["opens"]) if options["opens"] else None,
            subjects=_listed(options["subjects"]),
            year_groups=_listed(options["year_groups"]),
            kind=options["kind"],
            special_only=options["special_only"],
            scale=options["scale"],
            purpose=options["purpose"],
            asks_special_schools=options["special_schools"],
        )
        return {
            "created": collection.pk not in there,
            "collection": collection.name,
            "academic_year": str(collection.academic_year),
            "term": collection.get_term_display(),
            "due_on": collection.due_on.isoformat(),
            "subjects": collection.subjects,
            "year_groups": collection.year_groups,
            "kind": collection.kind,
            "scale": collection.scale.code if collection.scale else "",
            "special_only": collection.special_only,
            "purpose": collection.purpose,
            "state": collection.state,
        }


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as bad:
        raise BadCommand(f"'{written}' is not a day. Write it like 2026-12-11.") from bad


def _listed(written: str) -> list[str]:
    return [part.strip() for part in written.split(",") if part.strip()]
