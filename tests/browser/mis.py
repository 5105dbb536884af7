"""An autumn marksheet as a school's own system exports it, with the mistakes such files have."""

from tests.monitoring.marks import a_upn, as_csv

TITLE = [["Elm Grove Primary School"], ["Assessment marksheet: autumn, teacher assessment"], []]
HEADER = [
    "Pupil Name", "UPN Number", "NC Year", "Gender", "PP Indicator", "SEN Stage", "EAL Y/N",
    "Rdg Aut TA", "Writing (Aut)", "Mathematics Autumn", "Target Rdg",
]  # fmt: skip
GRADES = ("WTS", "EXS", "EXS", "GDS")
FIRST_ROW = len(TITLE) + 2  # as a spreadsheet counts
WRONG_LETTER = FIRST_ROW + 4
YEAR_15 = FIRST_ROW + 12
NO_MATHS = FIRST_ROW + 20


def an_export(many: int = 60, *, with_mistakes: bool = True) -> bytes:
    """Years 2 to 6 as they come, so nobody of Year 1; the year group is written as Yr 3."""
    lines = [_pupil(at) for at in range(many)]
    if with_mistakes:
        for at in range(4):
            lines[at][HEADER.index("Rdg Aut TA")] = "EXP+"
        wrong = lines[WRONG_LETTER - FIRST_ROW]
        wrong[1] = _with_another_letter(wrong[1])
        lines[YEAR_15 - FIRST_ROW][HEADER.index("NC Year")] = "15"
        lines[NO_MATHS - FIRST_ROW][HEADER.index("Mathematics Autumn")] = ""
    return as_csv([*TITLE[1:], HEADER, *lines], header=TITLE[0])


TWELVE = {  # the pupil's place, our name of the column, what stands there
    **dict.fromkeys([(at, "Rdg Aut TA") for at in (3, 50, 90, 170)], "EXP+"),
    (12, "NC Year"): "15",
    (20, "Mathematics Autumn"): "",
    (31, "Gender"): "Q",
    (44, "PP Indicator"): "maybe",
    (60, "SEN Stage"): "School action",
    (75, "Writing (Aut)"): "GD5",
    (130, "EAL Y/N"): "Polish",
    (200, "UPN Number"): a_upn(199),
}


def an_export_of_a_large_school(many: int = 420) -> bytes:
    """Every year group from 2 to 6, and the twelve mistakes."""
    lines = [_pupil(at) for at in range(many)]
    for (at, column), value in TWELVE.items():
        lines[at][HEADER.index(column)] = value
    return as_csv([*TITLE[1:], HEADER, *lines], header=TITLE[0])


def _pupil(at: int) -> list[str]:
    return [
        f"Surname{at}, Forename{at}", a_upn(at), f"Yr {at % 5 + 2}", "FM"[at % 2], "YNN"[at % 3],
        "NNKE"[at % 4], "NNNY"[at % 4],
        GRADES[at % 4], GRADES[(at // 3) % 4], GRADES[(at // 2) % 4], "EXS",
    ]  # fmt: skip


def _with_another_letter(upn: str) -> str:
    return ("B" if upn[0] == "A" else "A") + upn[1:]
