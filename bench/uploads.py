"""Reading an upload with validation, against csv.reader keeping the rows of the same file."""

import csv
import io
import random
from collections.abc import Iterator
from datetime import date

from bench import scratch, world
from bench.timing import Ratio, paired, timed
from core import spreadsheets
from monitoring.rules import columns
from monitoring.rules.checks import Asked, check
from monitoring.rules.upn import check_letter
from monitoring.selectors.scales import scale_rules

ROWS = 20_000
HEADER = ["UPN", "Surname", "Forename", "Year", "Sex", "PP", "SEN", "EAL"]
FIELDS = ("upn", "surname", "forename", "year_group", "sex", "disadvantaged", "sen", "eal")
SUBJECTS = ("reading", "writing", "maths")
ALL = [*HEADER, "Reading", "Writing", "Maths"]
GRADES = ("PKS", "WTS", "EXS", "GDS")


def measure() -> Iterator[Ratio]:
    world.empty_database()
    collection = world.a_collection("Autumn 2026")
    content = _file(random.Random(1))
    text = content.decode()
    matched = dict(zip((*FIELDS, *SUBJECTS), ALL, strict=True))
    asked = Asked(SUBJECTS, world.YEARS, scale_rules(collection.on_scale), date(2026, 11, 22))

    def read() -> int:
        table = spreadsheets.read_upload(content, "marks.csv", find_header=columns.find_header)
        checked = check(
            header=table.header,
            columns=table.columns,
            numbers=table.numbers,
            matched=matched,
            asked=asked,
        )
        if checked.errors:
            raise SystemExit(f"The file should have no errors: {checked.errors[0]}")
        return checked.read

    def plain() -> list[list[str]]:
        return list(csv.reader(io.StringIO(text)))

    yield Ratio(
        "Reading an upload with validation : csv.reader keeping the rows",
        *paired(lambda: timed(read), lambda: timed(plain), rounds=9),
        target=3,
        note=f"{ROWS:,} rows by {len(ALL)} columns, no errors in them",
    )


def _file(pick: random.Random) -> bytes:
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(ALL)
    for n in range(ROWS):
        body = f"001{n // 1000:04d}26{n % 1000:03d}"
        sex, disadvantaged, sen, eal = scratch.pupil(pick)
        who = [check_letter(body) + body, f"Surname{n}", f"Forename{n}", world.YEARS[n % 7], sex]
        flags = ["Y" if disadvantaged else "N", sen, "Y" if eal else "N"]
        rows.writerow(who + flags + pick.choices(GRADES, (6, 26, 50, 18), k=len(SUBJECTS)))
    return written.getvalue().encode()
