"""Reads a Common Transfer File into the table any other export would be.

A transfer file holds far more than is asked for. Who the pupil is and the assessments are taken;
addresses, contacts, care, health and everything else are dropped here, before anything is kept or
logged (security.md 5.1), so what is stored is this table and never the file.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, astuple, dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from core import safe_xml
from core.errors import UnreadableFile
from core.spreadsheets import Table
from core.spreadsheets.csv_file import INVISIBLE
from core.years import AcademicYear
from monitoring.imports.ctf_codes import Code, known, name_of
from monitoring.rules.values import birthday_in, year_by_age

MOST_PUPILS = 5_000
ROOT = "CTfile"
PUPIL = "CTFpupilData/Pupil"
SOURCE = "Header/SourceSchool"
MOST_KINDS = 120
LONGEST_NAME = 80
RESULT = "R"  # other states are targets and estimates, which are not results

UPN, FORMER_UPN, YEAR_GROUP, ACADEMIC_YEAR = "UPN", "Former UPN", "Year group", "Academic year"
PERSON = {
    UPN: ("UPN",),
    FORMER_UPN: ("FormerUPN",),
    "Surname": ("Surname",),
    "Forename": ("Forename",),
    "Date of birth": ("DOB",),
    "Sex": ("Sex", "Gender"),
    YEAR_GROUP: ("NCyearActual", "NCYearActual"),
}
ABOUT_PUPILS = frozenset({*PERSON, ACADEMIC_YEAR})
LEFT_ALONE = (
    "Only numbers, names, dates of birth, sex and results were read. "
    "Nothing else of the file was kept."
)


@dataclass(frozen=True)
class Source:
    """The school that made the file; blank where it does not say. DfE's own files say XXX."""

    la: str = ""
    estab: str = ""
    urn: str = ""
    name: str = ""

    @property
    def laestab(self) -> str:
        """Seven digits, or blank when the file does not name a school."""
        told = f"{self.la}{self.estab}"
        return told if re.fullmatch(r"[0-9]{7}", told) else ""

    def __str__(self) -> str:
        number = f"{self.la}/{self.estab}" if self.laestab else f"URN {self.urn}"
        return f"{self.name} ({number})" if self.name else number


@dataclass(frozen=True)
class TransferFile:
    source: Source
    table: Table


@dataclass
class _Pupil:
    """The cells of one pupil: who it is, and results by year and code."""

    person: dict[str, str]
    results: dict[tuple[int, Code], list[str]] = field(default_factory=dict)
    other_states: int = 0


def is_ctf(file_name: str) -> bool:
    return file_name.lower().endswith(".xml")


def check_size(size: int) -> None:
    if size > safe_xml.MOST_BYTES:
        raise UnreadableFile(
            "E-XML-SIZE",
            f"The file is {size / 1024 / 1024:.1f} MB; the most we take is 10 MB. "
            "Export one year group at a time.",
        )


def read(content: bytes) -> TransferFile:
    """Read the bytes of a transfer file, or raise `UnreadableFile` with a code E-XML-…."""
    root = safe_xml.parse(content, root=ROOT)
    found = root.findall(PUPIL)
    if not found:
        raise UnreadableFile("E-XML-PUPILS", "There are no pupils in this file.")
    if len(found) > MOST_PUPILS:
        raise UnreadableFile(
            "E-XML-PUPILS", f"The file has more than {MOST_PUPILS:,} pupils. Send it in parts."
        )
    school = root.find(SOURCE)
    source = Source() if school is None else _source(school)
    said_year = "" if school is None else _text(school, "AcademicYear")
    return TransferFile(source, _table([_pupil(pupil) for pupil in found], said_year))


def read_plainly(content: bytes) -> tuple[list[str], dict[str, Any]]:
    """In a child of `core.apart`: what `read` gives, as plain data for `told`."""
    file = read(content)
    return list(astuple(file.source)), asdict(file.table)


def told(plain: Sequence[Any]) -> TransferFile:
    source, table = plain
    return TransferFile(Source(*source), Table(**table))


def _source(element: Element) -> Source:
    names = ("LEA", "Estab", "URN", "SchoolName")
    return Source(*(_text(element, name) for name in names))


def _text(element: Element, *names: str) -> str:
    """The text of the first of the children that is there, without what cannot be seen."""
    found = next(filter(None, (element.findtext(name) for name in names)), "")
    return " ".join(INVISIBLE.sub("", found).split())


def _pupil(element: Element) -> _Pupil:
    pupil = _Pupil({name: _text(element, *tags) for name, tags in PERSON.items()})
    for stage in element.findall("StageAssessments/KeyStage"):
        for one in stage.findall("StageAssessment"):
            _add(pupil, _text(stage, "Stage"), one)
    return pupil


def _add(pupil: _Pupil, stage: str, one: Element) -> None:
    result, year = _text(one, "Result"), _text(one, "Year")
    if not result:
        return
    if _text(one, "ResultStatus") not in (RESULT, ""):
        pupil.other_states += 1
        return
    parts = (_text(one, name) for name in ("Subject", "Method", "Component", "ResultQualifier"))
    of_year = int(year) if re.fullmatch(r"[0-9]{4}", year) else 0
    kept = pupil.results.setdefault((of_year, Code(stage, *parts)), [])
    if result not in kept:
        kept.append(result)


def _table(pupils: list[_Pupil], said_year: str) -> Table:
    """One row per pupil: who it is, then a column for each kind of result of the newest year."""
    newest = max((year for pupil in pupils for year, _ in pupil.results), default=0)
    start_year = newest - 1 if newest else _start_year(said_year)
    codes = sorted({code for p in pupils for year, code in p.results if year == newest})
    if len(codes) > MOST_KINDS:
        raise UnreadableFile(
            "E-XML-KINDS", f"The file has more than {MOST_KINDS} kinds of result of one year."
        )
    notes = [LEFT_ALONE, *_years_worked_out(pupils, newest, start_year)]
    notes += _not_read(pupils, newest)
    person = [name for name in PERSON if name != FORMER_UPN or any(p.person[name] for p in pupils)]
    columns = [[pupil.person[name] for pupil in pupils] for name in person]
    year = str(AcademicYear(start_year)) if start_year else ""
    columns.append([year] * len(pupils))
    for code in codes:
        columns.append([" / ".join(p.results.get((newest, code), [])) for p in pupils])
    header = [*person, ACADEMIC_YEAR, *_names(codes)]
    return Table(header, columns, list(range(1, len(pupils) + 1)), notes)


def _names(codes: list[Code]) -> list[str]:
    """A name for each column, none of them twice."""
    names: list[str] = []
    taken = {name.casefold() for name in ABOUT_PUPILS}
    for code in codes:
        name = plain = name_of(code)[:LONGEST_NAME]
        times = 1
        while name.casefold() in taken:
            times += 1
            name = f"{plain} ({times})"
        taken.add(name.casefold())
        names.append(name)
    return names


def _start_year(said: str) -> int:
    return int(said) if re.fullmatch(r"20[0-9]{2}", said) else 0


def _years_worked_out(pupils: Iterable[_Pupil], newest: int, start_year: int) -> list[str]:
    """Fill in the year groups the file does not give, and say so."""
    by_check = by_age = 0
    for pupil in pupils:
        if pupil.person[YEAR_GROUP]:
            continue
        taken = {
            its.year_group for year, c in pupil.results if year == newest and (its := known(c))
        }
        if len(taken) == 1:
            pupil.person[YEAR_GROUP] = taken.pop()
            by_check += 1
            continue
        born = birthday_in(pupil.person["Date of birth"])
        pupil.person[YEAR_GROUP] = year_by_age(born, start_year) if born and start_year else ""
        by_age += bool(pupil.person[YEAR_GROUP])
    ways = [(by_check, "the check they took"), (by_age, "their date of birth")]
    told = " and ".join(f"{many} from {how}" for many, how in ways if many)
    return [f"The file gives no year group, so we worked it out: {told}."] if told else []


def _not_read(pupils: Iterable[_Pupil], newest: int) -> list[str]:
    earlier = Counter(year for p in pupils for year, _ in p.results if year != newest)
    targets = sum(pupil.other_states for pupil in pupils)
    notes = []
    if earlier:
        years = ", ".join(str(year) if year else "no year" for year in sorted(earlier))
        notes.append(f"{earlier.total()} results of other years ({years}) were left alone.")
    if targets:
        notes.append(f"{targets} targets and estimates were left alone: they are no results.")
    return notes


def kept(table: Table) -> bytes:
    """What is stored of the file, for `read_again`."""
    return json.dumps(asdict(table), ensure_ascii=False).encode()


def read_again(content: bytes) -> Table:
    return Table(**json.loads(content))
