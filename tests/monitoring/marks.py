"""Marksheets as schools export them, with invented pupils and numbers of a pseudo authority."""

import csv
import io

from openpyxl import Workbook

from monitoring.rules.upn import check_letter

HEADER = [
    "UPN", "Surname", "Forename", "DOB", "Year", "Sex", "PP", "SEN", "EAL",
    "Reading", "Writing", "Maths",
]  # fmt: skip
GRADES = ("WTS", "EXS", "EXS", "GDS")


def a_upn(serial: int, laestab: str = "0019999", year: str = "26") -> str:
    body = f"{laestab}{year}{serial:03d}"
    return f"{check_letter(body)}{body}"


def a_row(at: int, *, year: int | str | None = None, **changes: str) -> list[str]:
    row = dict(
        zip(
            HEADER,
            [
                a_upn(at % 1000, year=f"{10 + at // 1000:02d}"),
                f"Surname{at}",
                f"Forename{at}",
                f"{at % 28 + 1:02d}/{at % 12 + 1:02d}/2017",
                str(year if year is not None else at % 6 + 1),
                "FM"[at % 2],
                "YNN"[at % 3],
                "NNKE"[at % 4],
                "NNNY"[at % 4],
                GRADES[at % 4],
                GRADES[(at // 3) % 4],
                GRADES[(at // 2) % 4],
            ],
            strict=True,
        )
    )
    return list({**row, **changes}.values())


def rows(many: int) -> list[list[str]]:
    return [a_row(at) for at in range(many)]


def as_csv(lines: list[list[str]], header: list[str] | None = None) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([header or HEADER, *lines])
    return out.getvalue().encode()


def as_xlsx(lines: list[list[object]], header: list[str] | None = None) -> bytes:
    book = Workbook()
    for line in [header or HEADER, *lines]:
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def a_marksheet(many: int = 30) -> bytes:
    return as_csv(rows(many))
