"""A school's marksheet as its own system exports it: four systems, four ways of saying the same."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from demo.pupils import SUBJECTS, Given

TERM_NAMES = {1: "Autumn", 2: "Spring", 3: "Summer"}
OTHER_LANGUAGES = ("Polish", "Romanian", "Arabic", "Kurdish", "Lithuanian", "Bengali")
Cell = Callable[[Given], str]


@dataclass(frozen=True)
class Style:
    """`titles` stand above the header; `{term}`, `{year}` and `{school}` are filled in."""

    titles: Sequence[Sequence[str]]
    columns: Mapping[str, Cell]
    subjects: Mapping[str, str]
    spelling: Mapping[str, str]
    encoding: str = "utf-8"


def _full_name(given: Given) -> str:
    return f"{given.pupil.surname}, {given.pupil.forename}"


def _born(given: Given) -> str:
    return f"{given.pupil.born:%d/%m/%Y}"


def _year(given: Given) -> str:
    return "Reception" if given.year_group == "R" else f"Year {given.year_group}"


def _yes_no(yes: str, no: str, told: Callable[[Given], bool]) -> Cell:
    return lambda given: yes if told(given) else no


def _pp(given: Given) -> bool:
    return given.pupil.is_disadvantaged


def _eal(given: Given) -> bool:
    return given.pupil.is_eal


def _language(given: Given) -> str:
    languages = OTHER_LANGUAGES if given.pupil.is_eal else ("English",)
    return languages[int(given.pupil.upn[-3:]) % len(languages)]


def _sen(words: Mapping[str, str]) -> Cell:
    return lambda given: words[given.pupil.sen_provision]


MARKSHEET = Style(
    titles=[["Marksheet: Teacher assessment {term} {year}"], ["{school}"], []],
    columns={
        "UPN": lambda given: given.pupil.upn,
        "Name": _full_name,
        "Year": _year,
        "Gender": lambda given: given.pupil.sex,
        "PP": _yes_no("Y", "", _pp),
        "SEN": lambda given: given.pupil.sen_provision,
        "EAL": _yes_no("Y", "N", _eal),
    },
    subjects={"reading": "{short} Rdg", "writing": "{short} Wri", "maths": "{short} Mat"},
    spelling={},
)
STUDENT_LIST = Style(
    titles=[],
    columns={
        "Last name": lambda given: given.pupil.surname,
        "First name": lambda given: given.pupil.forename,
        "Date of birth": _born,
        "Unique pupil number": lambda given: given.pupil.upn,
        "Year group": _year,
        "Sex": _yes_no("Female", "Male", lambda given: given.pupil.sex == "F"),
        "Pupil premium eligible": _yes_no("Yes", "No", _pp),
        "SEN status": _sen({"N": "No SEN", "K": "SEN support", "E": "EHC plan"}),
        "English as an additional language": _yes_no("Yes", "No", _eal),
    },
    subjects={
        "reading": "Reading: {term} {year}",
        "writing": "Writing: {term} {year}",
        "maths": "Mathematics: {term} {year}",
    },
    spelling={"EXS": "Expected", "GDS": "Greater depth", "WTS": "Working towards"},
    encoding="utf-8-sig",
)
ASSESSMENT_EXPORT = Style(
    titles=[["Assessment export, {school}, {term} {year}"]],
    columns={
        "Legal surname": lambda given: given.pupil.surname,
        "Legal forename": lambda given: given.pupil.forename,
        "UPN": lambda given: given.pupil.upn,
        "DOB": _born,
        "NC Year": lambda given: given.year_group,
        "M/F": lambda given: given.pupil.sex,
        "FSM Ever 6": _yes_no("T", "F", _pp),
        "SEND status": _sen({"N": "N", "K": "K", "E": "EHCP"}),
        "First language": _language,
        "Reading target": lambda given: "EXS",
    },
    subjects={"reading": "Reading TA", "writing": "Writing TA", "maths": "Maths TA"},
    spelling={},
)
CLASS_SHEET = Style(
    titles=[["{school}"], ["Whole school {term}"], [], []],
    columns={
        "Pupil": _full_name,
        "UPN": lambda given: given.pupil.upn,
        "Yr": lambda given: f"Y{given.year_group}",
        "Sex": lambda given: given.pupil.sex,
        "Ever 6": _yes_no("1", "0", _pp),
        "SEND": _sen({"N": "", "K": "K", "E": "E"}),
        "EAL": _yes_no("Y", "N", _eal),
    },
    subjects={"reading": "R {short}", "writing": "W {short}", "maths": "M {short}"},
    spelling={"EXS": "EXP", "GDS": "GD", "WTS": "WT"},
)
STYLES = (MARKSHEET, STUDENT_LIST, ASSESSMENT_EXPORT, CLASS_SHEET)


def style_of(urn: int) -> Style:
    return STYLES[urn % len(STYLES)]


def marksheet(urn: int, school: str, given: Iterable[Given], *, on: date, term: int) -> bytes:
    """The file a school would upload: its rows by year group and surname."""
    style, name = style_of(urn), TERM_NAMES[term]
    words = {"school": school, "term": name, "short": name[:3], "year": str(on.year)}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([[cell.format(**words) for cell in title] for title in style.titles])
    writer.writerow([*style.columns, *(style.subjects[s].format(**words) for s in SUBJECTS)])
    for one in sorted(given, key=lambda one: (-one.pupil.entered, one.pupil.surname)):
        grades = [one.grades[s] for s in SUBJECTS]
        row = [cell(one) for cell in style.columns.values()]
        writer.writerow([*row, *(style.spelling.get(grade, grade) for grade in grades)])
    return out.getvalue().encode(style.encoding)
