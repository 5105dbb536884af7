"""Making the PDF of a statement: worker's code, because WeasyPrint takes seconds to load."""

from typing import Any

from django.utils import timezone

from core import files, journal
from core.blocks import Document
from core.jobs import Run
from core.pdf import pdf_from
from schools.models import Trust
from support import verbs
from support.models import SupportStatement
from support.rules.printing import blocks_of

FOLDER = "statements"
TEMPLATE = "pdf/document.html"


def make_statement(run: Run) -> dict[str, Any]:
    """The work of a `support.statement` job. Run twice, it makes the same file again."""
    found = SupportStatement.objects.select_related("school", "issued_by")
    issued = found.get(pk=run.args["statement"])
    document = document_of(issued)
    front = {name: getattr(document, name) for name in Document.__dataclass_fields__}
    stored_as = files.store(pdf_from(TEMPLATE, front), FOLDER)
    with run.writing():
        issued.stored_as = stored_as
        issued.save(update_fields=["stored_as"])
        journal.record(
            actor=None, verb=verbs.STATEMENT_PRINTED, target=issued, school=issued.school
        )
    return {"statement": issued.pk}


def document_of(issued: SupportStatement) -> Document:
    trust = Trust.objects.first()
    return Document(
        title=f"Statement of support {issued.academic_year}",
        subtitle=f"{issued.school}, version {issued.number}",
        trust_name=trust.name if trust else "",
        made_by=issued.issued_by.get_full_name(),
        made_at=timezone.localtime(issued.created_at),
        made_from="the ledger of days and the diary of visits",
        recipient=str(issued.school),
        blocks=blocks_of(issued.said),
    )
