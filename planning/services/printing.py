"""Making files of plans: worker's code, because WeasyPrint takes seconds to load."""

from typing import Any

from django.db import transaction

from core import files
from core.blocks import Document
from core.jobs import Run
from core.pdf import pdf_from
from core.word import docx_of
from planning import verbs
from planning.models import FileKind, PlanFile
from planning.policies import printing as policies
from planning.presenters.printed import copy_for
from planning.services.plans import note

FOLDER = "plans"
TEMPLATE = "pdf/document.html"


def make_file(run: Run) -> dict[str, Any]:
    """The work of a `planning.file` job. The reader's permission is asked again here."""
    found = PlanFile.objects.select_related("plan__school", "plan__framework", "version")
    file = found.select_related("requested_by").get(pk=run.args["file"])
    policies.check_can_read_file(file.requested_by, file)
    run.progress(20, "Reading the plan and its figures")
    document = copy_for(file.requested_by, file.plan, file.version)
    run.progress(50, "Writing the file")
    stored_as = files.store(written(document, file.kind), FOLDER)
    with run.writing():
        _keep(file, stored_as, made_from=document.made_from)
    return {"file": str(file.pk)}


def written(document: Document, kind: str) -> bytes:
    """The document as a file of a kind."""
    if kind == FileKind.DOCX:
        return docx_of(document)
    front = {name: getattr(document, name) for name in Document.__dataclass_fields__}
    return pdf_from(TEMPLATE, front)


def _keep(file: PlanFile, stored_as: str, *, made_from: str) -> None:
    earlier = file.stored_as
    file.stored_as, file.made_from = stored_as, made_from[:200]
    file.save(update_fields=["stored_as", "made_from"])
    after = {"file": str(file.pk), "from": made_from, "for": file.requested_by_id}
    note(verbs.FILE_MADE, actor=None, plan=file.plan, after=after)
    if earlier:
        transaction.on_commit(lambda: files.remove(earlier))
