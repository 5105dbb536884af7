"""The last day of a collection: a hundred schools send 600 pupils each, and all are counted."""

import csv
import io
import random
from collections.abc import Iterator
from functools import partial

from bench import scratch, world
from bench.timing import Ratio, timed
from core import jobs
from core.models import Job, JobState
from dashboards.models import Figure
from monitoring import services
from monitoring.models import Collection, Submission, Way
from monitoring.rules.upn import check_letter
from schools.models import School

SCHOOLS = 100
PUPILS = 600
SUBJECTS = {
    "reading": "Reading",
    "writing": "Writing",
    "maths": "Maths",
    "gps": "SPaG",
    "science": "Science",
}
GRADES = ("PKS", "WTS", "EXS", "GDS")
HEADER = ["UPN", "Surname", "Forename", "Year group", "Sex", "Disadvantaged", "SEN", "EAL"]
EVERYBODY = {"school": None, "group": "ALL"}


def measure() -> Iterator[Ratio]:
    world.empty_database()
    schools = world.trust_of(SCHOOLS)
    collection = services.open_collection(
        actor=None,
        name=world.TERMS[0],
        due_on=scratch.DUE,
        year_groups=world.YEARS,
        subjects=list(SUBJECTS),
    )
    sent = [timed(partial(_send, school, collection, n)) for n, school in enumerate(schools)]
    counted = timed(jobs.work_off)
    lost = _lost(collection)
    tenth = SCHOOLS // 10
    yield Ratio(
        f"{SCHOOLS} schools send {PUPILS} pupils by {len(SUBJECTS)} subjects, last ten : first ten",
        sum(sent[-tenth:]) / tenth,
        sum(sent[:tenth]) / tenth,
        target=1.2,
        note=(
            f"sent in {sum(sent):.0f} s, read in a child each; {Job.objects.count()} jobs done in "
            f"{counted:.0f} s; lost: {lost}"
        ),
    )


def _send(school: School, collection: Collection, seed: int) -> None:
    """As a head does it: a file, its columns, what is asked about it, and send."""
    draft = services.start_draft(actor=None, school=school, collection=collection, way=Way.UPLOAD)
    upload = services.receive_upload(
        actor=None, submission_id=draft.pk, file_name="marks.csv", content=_file(school, seed)
    )
    services.confirm_columns(actor=None, submission_id=draft.pk, matched=upload.columns)
    draft.refresh_from_db()
    said = {difference["code"]: "It is so." for difference in draft.differences}
    services.explain(actor=None, submission_id=draft.pk, explanations=said)
    services.submit(actor=None, submission_id=draft.pk)


def _file(school: School, seed: int) -> bytes:
    pick = random.Random(seed)
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow([*HEADER, *SUBJECTS.values()])
    for n in range(PUPILS):
        body = f"{school.urn % 1000:03d}{n:04d}26001"[:12]
        sex, disadvantaged, sen, eal = scratch.pupil(pick)
        who = [check_letter(body) + body, f"Surname{n}", f"Forename{n}", world.YEARS[n % 7], sex]
        flags = ["Y" if disadvantaged else "N", sen, "Y" if eal else "N"]
        rows.writerow(who + flags + pick.choices(GRADES, (6, 26, 50, 18), k=len(SUBJECTS)))
    return written.getvalue().encode()


def _lost(collection: Collection) -> str:
    """What was sent and is not in the trust's figures."""
    undone = Job.objects.exclude(state=JobState.DONE).count()
    sent = Submission.objects.counting().filter(collection=collection)
    pupils = sum(sent.values_list("pupils", flat=True))
    counted = Figure.objects.filter(collection=collection, subject="reading", **EVERYBODY)
    in_figures = sum(counted.values_list("pupils", flat=True))
    missing = SCHOOLS * PUPILS - min(pupils, in_figures)
    return f"{undone} jobs, {missing} of {SCHOOLS * PUPILS} pupils"
