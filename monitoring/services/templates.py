"""The sheet a school fills in, made with its own pupils. Making it is a reading of their names."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from core import journal
from core.errors import WrongState
from core.spreadsheets.writing import Guide, workbook
from monitoring import policies, verbs
from monitoring.models import Collection
from monitoring.selectors.collections import last_day, years_of
from monitoring.selectors.templates import columns_for, lines_for
from schools.models import School

SHEET, GUIDE = "Pupils", "What each column wants"


@dataclass(frozen=True)
class Template:
    file_name: str
    content: bytes
    pupils: int
    columns: list[str]


@transaction.atomic
def make_template(*, actor: User | None, school: School, collection: Collection) -> Template:
    """An XLSX workbook for one school and collection, for those who give the school's data.

    Raises `NotAllowed`, and `WrongState` when the collection asks nothing of the school.
    """
    policies.check_can_prepare(actor, school)
    if not years_of(collection, school):
        raise WrongState(f"{collection.name} asks for no year group of {school.name}.")
    columns, lines = columns_for(school, collection), lines_for(school, collection)
    content = workbook(SHEET, columns, lines, Guide(GUIDE, _lines(school, collection)))
    journal.record(
        actor=actor,
        verb=verbs.TEMPLATE_MADE,
        target=collection,
        school=school,
        after={"pupils": len(lines)},
    )
    name = f"{slugify(collection.name)}-{school.urn}.xlsx"
    return Template(name, content, len(lines), [column.name for column in columns])


def _lines(school: School, collection: Collection) -> list[str]:
    how = (
        f"Fill in the sheet called {SHEET}, one row for each pupil. Add who has joined below the "
        "last row and delete who has left. Leave a result blank when there is none."
    )
    return [
        f"{collection.name}: {school.name}",
        f"Why we ask: {collection.purpose}",
        f"Last day to send: {last_day(collection, school):%d/%m/%Y}",
        how,
        "The headings are locked, so that nothing has to be matched when you upload the file.",
        "",
    ]
