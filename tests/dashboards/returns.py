"""Returns as schools send them, for tests of figures: made by the services of the evidence room."""

import csv
import io
from datetime import date
from itertools import count

from monitoring import services
from monitoring.models import Collection, Submission, Way
from monitoring.rules.upn import check_letter
from schools.models import School

HEADER = ("UPN", "Surname", "Year", "Sex", "FSM6", "SEN", "EAL", "Reading", "Writing", "Maths")
MATCHED = {
    "upn": "UPN", "surname": "Surname", "year_group": "Year", "sex": "Sex",
    "disadvantaged": "FSM6", "sen": "SEN", "eal": "EAL",
    "reading": "Reading", "writing": "Writing", "maths": "Maths",
}  # fmt: skip
_serials = count(1)


def a_collection(name: str = "Autumn 2026", **fields) -> Collection:
    asked = {"due_on": date(2026, 12, 11), "year_groups": ["2", "6"]} | fields
    return services.open_collection(actor=None, name=name, **asked)


def pupil(results: str, *, sex="F", fsm="N", sen="N", eal="N", year="6", upn="") -> tuple:
    """One row; results are the codes for reading, writing and maths: "EXS GDS WTS"."""
    issuer, serial = divmod(next(_serials), 1000)
    body = f"001{issuer:04d}26{serial:03d}"
    upn = upn or check_letter(body) + body
    return (upn, f"Child {upn[-3:]}", year, sex, fsm, sen, eal, *results.split(" "))


def a_return(school: School, collection: Collection, pupils: list[tuple]) -> Submission:
    """An upload of these pupils, sent."""
    written = io.StringIO()
    csv.writer(written).writerows([HEADER, *pupils])
    draft = services.start_draft(actor=None, school=school, collection=collection, way=Way.UPLOAD)
    services.receive_upload(
        actor=None,
        submission_id=draft.pk,
        file_name="autumn.csv",
        content=written.getvalue().encode(),
        matched=MATCHED,
    )
    draft.refresh_from_db()
    said = {difference["code"]: "A new cohort." for difference in draft.differences}
    services.explain(actor=None, submission_id=draft.pk, explanations=said)
    return services.submit(actor=None, submission_id=draft.pk)
