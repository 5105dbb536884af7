"""Register codes with their dates and what each counts as (domain-reference 4.1).

The codes in force since 19 August 2024, and three retired ones that registers still hold: they are
read, never refused.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SessionClass(StrEnum):
    ATTENDING = "Attending"
    ELSEWHERE = "Attending an approved activity elsewhere"
    AUTHORISED = "Authorised absence"
    UNAUTHORISED = "Unauthorised absence"
    NOT_POSSIBLE = "Not a possible session"


NEW_CODES = date(2024, 8, 19)


@dataclass(frozen=True)
class AttendanceCode:
    """`valid_from` and `valid_to` are the first and the last day it may be written."""

    code: str
    label: str
    counts_as: SessionClass
    valid_from: date | None = None
    valid_to: date | None = None

    def is_valid(self, on: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or on <= self.valid_to)

    @property
    def days(self) -> str:
        """When it may be written, in words; nothing for one that always could be."""
        if self.valid_from:
            return f"From {_day(self.valid_from)}"
        return f"Until {_day(self.valid_to)}" if self.valid_to else ""


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


_C = SessionClass
_BEFORE = date(2024, 8, 18)

ATTENDANCE_CODES: tuple[AttendanceCode, ...] = (
    AttendanceCode("/", "Present in the morning", _C.ATTENDING),
    AttendanceCode("\\", "Present in the afternoon", _C.ATTENDING),
    AttendanceCode("L", "Late, before the register closed", _C.ATTENDING),
    AttendanceCode("K", "Education arranged by the local authority", _C.ELSEWHERE, NEW_CODES),
    AttendanceCode("V", "Educational visit or trip", _C.ELSEWHERE),
    AttendanceCode("P", "Sporting activity", _C.ELSEWHERE),
    AttendanceCode("W", "Work experience", _C.ELSEWHERE),
    AttendanceCode("B", "Other approved educational activity off site", _C.ELSEWHERE),
    AttendanceCode("J", "Interview, as it was once counted", _C.ELSEWHERE, None, _BEFORE),
    AttendanceCode("C1", "Regulated performance or work abroad", _C.AUTHORISED, NEW_CODES),
    AttendanceCode("M", "Medical or dental appointment", _C.AUTHORISED),
    AttendanceCode("J1", "Interview", _C.AUTHORISED, NEW_CODES),
    AttendanceCode("S", "Study leave", _C.AUTHORISED),
    AttendanceCode("C2", "Part-time timetable", _C.AUTHORISED, NEW_CODES),
    AttendanceCode("C", "Other leave in exceptional circumstances", _C.AUTHORISED),
    AttendanceCode("T", "Parent travelling for work", _C.AUTHORISED),
    AttendanceCode("R", "Religious observance", _C.AUTHORISED),
    AttendanceCode("I", "Illness", _C.AUTHORISED),
    AttendanceCode("E", "Suspended or excluded, nothing arranged", _C.AUTHORISED),
    AttendanceCode("H", "Holiday that was granted", _C.AUTHORISED, None, _BEFORE),
    AttendanceCode("G", "Holiday that was not granted", _C.UNAUTHORISED),
    AttendanceCode("N", "Reason not known yet", _C.UNAUTHORISED),
    AttendanceCode("O", "Other absence without leave", _C.UNAUTHORISED),
    AttendanceCode("U", "Arrived after the register closed", _C.UNAUTHORISED),
    AttendanceCode("D", "Dual registered, at the other school", _C.NOT_POSSIBLE),
    AttendanceCode("X", "Not of compulsory school age, not required", _C.NOT_POSSIBLE),
    AttendanceCode("Q", "No access arrangements were made", _C.NOT_POSSIBLE, NEW_CODES),
    AttendanceCode("Y", "Unable to attend", _C.NOT_POSSIBLE, None, _BEFORE),
    AttendanceCode("Y1", "Usual transport not available", _C.NOT_POSSIBLE, NEW_CODES),
    AttendanceCode("Y2", "Widespread disruption to travel", _C.NOT_POSSIBLE, NEW_CODES),
    AttendanceCode("Y3", "Part of the site closed", _C.NOT_POSSIBLE, NEW_CODES),
    AttendanceCode("Y4", "The whole site closed unexpectedly", _C.NOT_POSSIBLE, NEW_CODES),
    AttendanceCode("Y5", "Held by criminal justice", _C.NOT_POSSIBLE, NEW_CODES),
    AttendanceCode("Y6", "Public health law or guidance", _C.NOT_POSSIBLE, NEW_CODES),
    AttendanceCode("Y7", "Another cause that cannot be helped", _C.NOT_POSSIBLE, NEW_CODES),
    AttendanceCode("Z", "Prospective pupil, not on the register yet", _C.NOT_POSSIBLE),
    AttendanceCode("#", "The school is closed as planned", _C.NOT_POSSIBLE),
)
BY_CODE = {code.code: code for code in ATTENDANCE_CODES}


@dataclass(frozen=True)
class Sessions:
    """How many sessions, by class. Sums of schools and years are added up, never averaged.

    Illness is a part of what is authorised, and a holiday (code G) of what is not.
    """

    attending: int = 0
    elsewhere: int = 0
    authorised: int = 0
    unauthorised: int = 0
    illness: int = 0
    unauthorised_holiday: int = 0

    @property
    def attended(self) -> int:
        return self.attending + self.elsewhere

    @property
    def missed(self) -> int:
        return self.authorised + self.unauthorised

    @property
    def possible(self) -> int:
        return self.attended + self.missed

    def __add__(self, other: "Sessions") -> "Sessions":
        return Sessions(
            self.attending + other.attending,
            self.elsewhere + other.elsewhere,
            self.authorised + other.authorised,
            self.unauthorised + other.unauthorised,
            self.illness + other.illness,
            self.unauthorised_holiday + other.unauthorised_holiday,
        )

    def as_columns(self) -> dict[str, int]:
        """The columns that measures of attendance ask for."""
        return {
            "possible": self.possible,
            "missed": self.missed,
            "authorised": self.authorised,
            "unauthorised": self.unauthorised,
            "illness": self.illness,
            "unauthorised_holiday": self.unauthorised_holiday,
        }


def sessions_of(marks: Iterable[str]) -> Sessions:
    """A pupil's register marks, one for each session, counted. A mark nobody knows is refused.

    Raises `ValueError` with a sentence that names the mark.
    """
    times = Counter(mark.strip().upper() for mark in marks)
    unknown = next((mark for mark in times if mark not in BY_CODE), None)
    if unknown is not None:
        raise ValueError(f"'{unknown}' is not an attendance code. Use {' '.join(BY_CODE)}.")
    by_class: Counter[SessionClass] = Counter()
    for mark, number in times.items():
        by_class[BY_CODE[mark].counts_as] += number
    return Sessions(
        by_class[_C.ATTENDING], by_class[_C.ELSEWHERE],
        by_class[_C.AUTHORISED], by_class[_C.UNAUTHORISED],
        times["I"], times["G"],
    )  # fmt: skip


# Up to three for each suspension or exclusion (domain-reference 4.2).
SUSPENSION_REASONS = {
    "PP": "Physical assault on a pupil",
    "PA": "Physical assault on an adult",
    "VP": "Verbal abuse or threats to a pupil",
    "VA": "Verbal abuse or threats to an adult",
    "OW": "Offensive weapon or prohibited item",
    "BU": "Bullying",
    "RA": "Racist abuse",
    "LG": "Abuse for sexual orientation or gender identity",
    "DS": "Abuse for disability",
    "SM": "Sexual misconduct",
    "DA": "Drugs and alcohol",
    "DM": "Damage",
    "TH": "Theft",
    "MT": "Misuse of social media or online technology",
    "PH": "Breach of public health measures",
    "DB": "Persistent disruptive behaviour",
}
