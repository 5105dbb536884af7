"""The short codes evidence is kept in: terms, subjects, year groups and groups of pupils."""

from django.db import models

from monitoring.rules.kinds import WHOLE_SCHOOL


class Term(models.IntegerChoices):
    AUTUMN = 1, "Autumn"
    SPRING = 2, "Spring"
    SUMMER = 3, "Summer"


class Subject(models.TextChoices):
    READING = "reading", "Reading"
    WRITING = "writing", "Writing"
    MATHS = "maths", "Maths"
    GPS = "gps", "Grammar, punctuation and spelling"
    SCIENCE = "science", "Science"


CORE_SUBJECTS = (Subject.READING.value, Subject.WRITING.value, Subject.MATHS.value)


class YearGroup(models.TextChoices):
    """Ordered as a school orders them; sort by `year_order`, never as text."""

    N1 = "N1", "Nursery 1"
    N2 = "N2", "Nursery 2"
    R = "R", "Reception"
    Y1 = "1", "Year 1"
    Y2 = "2", "Year 2"
    Y3 = "3", "Year 3"
    Y4 = "4", "Year 4"
    Y5 = "5", "Year 5"
    Y6 = "6", "Year 6"
    Y7 = "7", "Year 7"
    Y8 = "8", "Year 8"
    Y9 = "9", "Year 9"
    Y10 = "10", "Year 10"
    Y11 = "11", "Year 11"
    Y12 = "12", "Year 12"
    Y13 = "13", "Year 13"
    Y14 = "14", "Year 14"
    X = "X", "Year group not followed"


# What figures are of: a year group, or the whole school where a kind has no year groups.
COHORTS = [*YearGroup.choices, (WHOLE_SCHOOL, "Whole school")]


def year_order(code: str) -> int:
    return [cohort for cohort, _ in COHORTS].index(code)


def cohort_label(code: str) -> str:
    return dict(COHORTS)[code]


class SenProvision(models.TextChoices):
    NONE = "N", "No SEN"
    SUPPORT = "K", "SEN support"
    EHC_PLAN = "E", "EHC plan"


class Sex(models.TextChoices):
    FEMALE = "F", "Female"
    MALE = "M", "Male"


class PupilGroup(models.TextChoices):
    ALL = "ALL", "All pupils"
    DIS = "DIS", "Disadvantaged"
    NOT_DIS = "NOT_DIS", "Not disadvantaged"
    SEN_N = "SEN_N", "No SEN"
    SEN_K = "SEN_K", "SEN support"
    SEN_E = "SEN_E", "EHC plan"
    EAL = "EAL", "English as an additional language"
    NOT_EAL = "NOT_EAL", "English first language"
    F = "F", "Girls"
    M = "M", "Boys"
