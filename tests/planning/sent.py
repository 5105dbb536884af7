"""Documents that heads send, and files made for readers."""

from uuid import uuid4

from planning.models import Plan, PlanFile, PlanImport
from planning.services import files, importing
from schools.models import School
from tests import world
from tests.core.papers import a_word_file
from tests.planning.plans import a_head

HEADS = ["Action", "Lead", "By when", "Cost", "Success criteria", "Ref"]
READING = ["Daily reading", "English lead", "18/12/26", "£1,200", "80% read well", "A1"]
MATHS = ["Fluency daily", "Maths lead", "ongoing", "release time", "", ""]


def a_plan_document() -> bytes:
    """Two priorities, a context, and a column nobody knows."""
    return a_word_file(
        ("Our plan", 1), "We have 210 pupils and a new building.",
        ("Priority 1: Raise reading", 2), [HEADS, READING],
        ("Priority 2: Raise maths", 2), [HEADS, MATHS],
    )  # fmt: skip


def a_sent_plan(school: School | None = None, *, by=None, content: bytes = b"", **fields):
    """A document that was read and is still to be checked."""
    school = school or world.a_school()
    said = {"start_year": world.this_year().start_year, "file_name": "plan.docx"} | fields
    found: PlanImport = importing.receive_document(
        actor=by or a_head(school), school=school, content=content or a_plan_document(), **said
    )
    return found


def a_file(plan: Plan, *, by=None, version=None, kind: str = "pdf") -> PlanFile:
    """A file somebody asked for; its work is still to be done."""
    return files.request_file(
        actor=by or plan.writers.first(), plan=plan, version=version, kind=kind, token=uuid4()
    )
