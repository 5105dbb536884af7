"""Files of a kind as schools send them, and what becomes of them: by commands, as people would."""

import io
import json
from collections.abc import Mapping, Sequence
from itertools import count

from django.core.management import call_command

from core import jobs
from monitoring.models import Collection, Submission
from monitoring.rules.columns import LABELS
from monitoring.rules.kinds import ASKINGS, Kind
from schools.models import School
from tests.monitoring.marks import a_upn, as_csv
from tests.world import a_return

PEOPLE = ["UPN", "Surname", "Forename", "Year group", "Sex", "Disadvantaged", "SEN", "EAL"]
_serials = count(1)


def run(*args):
    out = io.StringIO()
    call_command(*args, "--json", stdout=out)
    return json.loads(out.getvalue())


def asked(kind: Kind, term: str = "Summer 2026", **fields) -> Collection:
    told = {"due_on": "2026-07-17", "purpose": "Governors see it in September."} | fields
    call_command("open_collection", term, f"--kind={kind}", f"--due={told['due_on']}",
                 f"--purpose={told['purpose']}",
                 *(["--special-only"] if fields.get("special_only") else []),
                 stdout=io.StringIO())  # fmt: skip
    return Collection.objects.latest("pk")


def a_file(
    kind: Kind,
    results: Sequence[Mapping[str, str]],
    *,
    year: str = "",
    people: Sequence[Mapping[str, str]] = (),
) -> bytes:
    """A row for each pupil; `results` by our field, `people` by the columns above."""
    asking = ASKINGS[kind]
    fields = list(asking.fields)
    lines = []
    for at, one in enumerate(results):
        serial = next(_serials)
        about = {
            "UPN": a_upn(serial % 1000, year=f"{10 + serial // 1000 % 90:02d}"),
            "Surname": f"Surname{serial}",
            "Forename": f"Forename{serial}",
            "Year group": year or asking.year_groups[0],
            "Sex": "FM"[at % 2],
            "Disadvantaged": "YN"[at % 2],
            "SEN": "N",
            "EAL": "N",
        } | dict(people[at] if people else {})
        lines.append([*(about[name] for name in PEOPLE), *(one.get(f, "") for f in fields)])
    return as_csv(lines, [*PEOPLE, *(LABELS[field] for field in fields)])


def given(
    school: School, collection: Collection, results: Sequence[Mapping[str, str]], **more
) -> Submission:
    """Sent by the school, and counted."""
    kind = Kind(collection.kind)
    submission = a_return(school, collection, a_file(kind, results, **more))
    jobs.work_off()
    return submission


def figures(collection: Collection, *options: str) -> dict[tuple, dict]:
    """What the command prints, by (urn, measure, group)."""
    rows = run("figures", "--collection", collection.name, *options)
    return {(row["urn"], row["measure"], row["group"]): row for row in rows}
