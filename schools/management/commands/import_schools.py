from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.core.management.base import CommandParser

from core.commands import JsonCommand
from core.errors import BadCommand
from core.imports import Refusal
from core.published import PublishedFile, open_published
from schools.imports import establishments, groups, links
from schools.models import Trust
from schools.rules.rows import LinkRow
from schools.services import Whose, keep_schools


class Command(JsonCommand):
    help = "Keep schools and who is in the trust, from GIAS or any list with URNs and names."

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument(
            "--trust-uid", type=int, help="only this trust's schools become members"
        )
        parser.add_argument("--groups", metavar="FILE", help="GIAS group links: dates of joining")
        parser.add_argument("--links", metavar="FILE", help="GIAS predecessors and successors")
        parser.add_argument(
            "--directory", action="store_true", help="keep the rest as schools outside the trust"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen")

    def answer(self, **options: Any) -> dict[str, Any]:
        files = [_open(path) for path in options["files"]]
        notes = [note for file in files if (note := establishments.missing_columns(file))]
        whose = _whose(options)
        report = keep_schools(
            actor=None,
            rows=chain.from_iterable(_parse(file, notes) for file in files),
            whose=whose,
            links=_links(options["links"], notes),
            source=", ".join(file.path.name for file in files),
            notes=notes,
            dry_run=options["dry_run"],
        )
        return report.as_dict()


def _open(path: str) -> PublishedFile:
    file = open_published(path, needs=["URN"])
    if not file.has(*establishments.NAME):
        raise BadCommand(f"{file.path.name} has no column with the schools' names.")
    return file


def _parse(file: PublishedFile, notes: list[str]) -> Iterator[establishments.Parsed]:
    parse = groups.parse_schools if groups.is_group_links(file) else establishments.parse
    return parse(file, notes)


def _whose(options: dict[str, Any]) -> Whose:
    uid, path = options["trust_uid"], options["groups"]
    memberships = {}
    if path:
        file = open_published(path, needs=["URN", groups.GROUP_UID])
        memberships = groups.memberships_of(file, uid)
    name = next((row.group_name for row in memberships.values()), "") if uid else ""
    known = Trust.objects.filter(group_uid=uid).first() if uid else None
    return Whose(uid, options["directory"], memberships, name or (known.name if known else ""))


def _links(path: str | None, notes: list[str]) -> Iterator[LinkRow]:
    if path is None:
        return
    for row in links.parse(open_published(path, needs=links.NEEDS)):
        if isinstance(row, Refusal):
            notes.append(f"Links, row {row.row}: {row.reason}")
        else:
            yield row
