import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction

from core import files
from core.commands import JsonCommand
from core.errors import BadCommand
from monitoring import policies, services
from monitoring.models import Collection, Submission, Upload, UploadState, Way
from monitoring.rules import columns
from monitoring.selectors.moves import moves_of
from monitoring.selectors.submissions import draft_of
from monitoring.services.reading import check_file_size
from monitoring.services.submissions import NothingNew
from schools.models import School

NOT_STORED = "not stored"


class Command(JsonCommand):
    help = (
        "Gives a school's file to a collection and prints what became of it, with every problem's "
        "row, column and value. A file with errors is not stored: the JSON says why, with "
        '"accepted": 0, and the exit code is 1. The same content again changes nothing and gives '
        "the receipt there is."
    )

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV, XLSX, or XML (a Common Transfer File)")
        parser.add_argument("--school", required=True, type=int, metavar="URN")
        parser.add_argument("--collection", required=True, help='such as "Autumn 2026"')
        parser.add_argument("--map", type=Path, help='JSON: {"reading": "Y6 Rdg Aut", …}')
        parser.add_argument("--preview", action="store_true", help="check it and store nothing")
        parser.add_argument("--explain", default="Given by command.", help="for every difference")

    def answer(self, **options: Any) -> dict[str, Any]:
        school, collection = school_of(options["school"]), collection_called(options["collection"])
        check_file_size(options["file"].name, options["file"].stat().st_size)
        content, matched = options["file"].read_bytes(), _matched(options["map"])
        kept: list[str] = []
        try:
            with transaction.atomic():
                told = _give(school, collection, options, content, matched, kept)
                if options["preview"] or not told["receipt"]:
                    transaction.set_rollback(True)
        finally:
            for stored_as in kept:
                files.remove(stored_as)
        if not told["receipt"] and not options["preview"]:
            self.stdout.write(self._said(told, as_json=options["json"]))
            raise CommandError(_why_not(told))
        return told

    def _said(self, told: dict[str, Any], *, as_json: bool) -> str:
        return json.dumps(told, ensure_ascii=False) if as_json else self.show(told)


def _give(
    school: School,
    collection: Collection,
    options: dict[str, Any],
    content: bytes,
    matched: dict[str, str] | None,
    kept: list[str],
) -> dict[str, Any]:
    """Start, read, explain and send, as a head would; the caller decides whether it stays.

    `kept` is told of the stored file, which is needed no longer whatever the outcome.
    """
    if draft_of(school, collection):
        raise BadCommand(f"{school} is preparing this itself. Send or discard that draft first.")
    draft = services.start_draft(actor=None, school=school, collection=collection, way=Way.UPLOAD)
    upload = services.receive_upload(
        actor=None,
        submission_id=draft.pk,
        file_name=options["file"].name,
        content=content,
        matched=matched,
    )
    kept.append(upload.stored_as)
    if upload.state == UploadState.REFUSED:
        raise BadCommand(upload.notes[0])
    if upload.state == UploadState.MAPPING:
        upload = services.confirm_columns(
            actor=None, submission_id=draft.pk, matched=upload.columns
        )
    draft.refresh_from_db()
    told = _told(draft, upload)
    if options["preview"] or policies.blocking(draft, upload) or not draft.summary:
        return told
    said = dict.fromkeys([d["code"] for d in draft.differences], options["explain"])
    services.explain(actor=None, submission_id=draft.pk, explanations=said)
    return told | _sent(draft)


def _sent(draft: Submission) -> dict[str, Any]:
    try:
        sent = services.submit(actor=None, submission_id=draft.pk)
    except NothingNew as same:
        services.discard_draft(actor=None, submission_id=draft.pk)
        return _receipt(same.counting) | {"unchanged": True}
    return _receipt(sent) | {"unchanged": False}


def _receipt(sent: Submission) -> dict[str, Any]:
    return {
        "state": sent.state,
        "accepted": sent.pupils,
        "receipt": str(sent.receipt),
        "version": sent.version,
    }


def _told(draft: Submission, upload: Upload) -> dict[str, Any]:
    blocked = policies.blocking(draft, upload)
    shown = ("code", "row", "column", "value", "problem", "fix", "severity")
    found = services.every_problem(upload)
    problems = [{key: problem[key] for key in shown} for problem in found]
    other_years = [p for p in found if p["field"] == "year_group"]
    return {
        "school": draft.school.urn,
        "collection": draft.collection.name,
        "state": NOT_STORED,
        "rows": upload.rows_read,
        "accepted": 0 if blocked else draft.pupils,
        "left_out": sum(p["alike"] for p in other_years if p["severity"] == "warning"),
        "problems": [p for p in problems if p["severity"] == "error"],
        "warnings": [p for p in problems if p["severity"] == "warning"],
        "differences": [difference["text"] for difference in draft.differences],
        **_moves(draft),
        "notes": upload.notes,
        "columns": upload.columns,
        "receipt": "",
        "version": draft.version,
        "unchanged": False,
    }


def _moves(draft: Submission) -> dict[str, Any]:
    """How many pupils came, went, and may be in the file twice: names stay in the school."""
    moves = moves_of(draft)
    if moves is None:
        return {
            "compared_with": "",
            "joined": 0,
            "left": 0,
            "starting": 0,
            "possible_duplicates": 0,
        }
    found = moves.found
    return {
        "compared_with": moves.since,
        "joined": len(found.joined),
        "left": len(found.left),
        "starting": len(found.starting),
        "possible_duplicates": len(found.pairs),
    }


def _why_not(told: dict[str, Any]) -> str:
    errors = len(told["problems"])
    if not errors:
        return "No row could be taken, so nothing was stored."
    return f"Nothing was stored: {errors} problem{'s' if errors > 1 else ''} to mend first."


def school_of(urn: int) -> School:
    found = School.objects.members().filter(urn=urn).first()
    if found is None:
        raise BadCommand(f"No school of the trust has the URN {urn}.")
    return found


def collection_called(name: str) -> Collection:
    found = Collection.objects.filter(name__iexact=name.strip()).first()
    if found is None:
        raise BadCommand(f"There is no collection called {name}. Open it first.")
    return found


def _matched(path: Path | None) -> dict[str, str] | None:
    if path is None:
        return None
    try:
        told = json.loads(path.read_text())
    except ValueError as bad:
        raise BadCommand(f"{path} is not JSON.") from bad
    if not isinstance(told, dict) or not set(told) <= set(columns.LABELS):
        raise BadCommand(f"{path} matches fields we do not have. Use {', '.join(columns.LABELS)}.")
    return {field: str(name) for field, name in told.items()}
