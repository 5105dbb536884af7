"""The words every figure is filed under: measures, groups, and what each is measured in.

One vocabulary serves a school's own returns, published results and national figures, so that they
can be laid side by side. Names are the field's (domain-reference 9).
"""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    PERCENT = "percent"
    SCORE = "score"  # an average scaled score, 80 to 120
    PROGRESS = "progress"  # points above or below pupils with the same start
    POINTS = "points"  # other averages: key stage 1 points, check marks, Attainment 8
    RATE = "rate"  # per 100 pupils on roll
    PUPILS = "pupils"
    BAND = "band"  # of progress: 1 well above average to 5 well below


@dataclass(frozen=True)
class Measure:
    label: str
    unit: Unit


SUBJECTS = {
    "rwm": "reading, writing and maths",
    "reading": "reading",
    "writing": "writing",
    "maths": "maths",
    "gps": "grammar, punctuation and spelling",
    "science": "science",
}
PUPILS = "eligible_pupils"
SHARE = "pupil_share"

_KINDS = {
    "expected": Measure("Expected standard in {}", Unit.PERCENT),
    "higher": Measure("Higher standard in {}", Unit.PERCENT),
    "average": Measure("Average scaled score in {}", Unit.SCORE),
    "absent": Measure("Absent or not able to take the test in {}", Unit.PERCENT),
    "wts": Measure("Working towards the standard in {}", Unit.PERCENT),
    "progress": Measure("Progress in {}", Unit.PROGRESS),
    "progress_unadjusted": Measure("Progress in {}, extreme scores left in", Unit.PROGRESS),
    "expected_3yr": Measure("Expected standard in {}, three years", Unit.PERCENT),
    "higher_3yr": Measure("Higher standard in {}, three years", Unit.PERCENT),
    "average_3yr": Measure("Average scaled score in {}, three years", Unit.SCORE),
}
_KS1 = {
    f"ks1_{subject}_{kind}": Measure(f"Key stage 1 {SUBJECTS[subject]}, {words}", Unit.PERCENT)
    for subject in ("reading", "writing", "maths")
    for kind, words in (("expected", "expected standard"), ("higher", "greater depth"))
}

MEASURES: dict[str, Measure] = {
    **{
        f"{subject}_{code}": Measure(kind.label.format(words), kind.unit)
        for subject, words in SUBJECTS.items()
        for code, kind in _KINDS.items()
    },
    **_KS1,
    PUPILS: Measure("Pupils eligible", Unit.PUPILS),
    f"{PUPILS}_3yr": Measure("Pupils eligible, three years", Unit.PUPILS),
    SHARE: Measure("Share of the year group", Unit.PERCENT),
    "ks1_points": Measure("Key stage 1 average points", Unit.POINTS),
    "gld": Measure("Good level of development", Unit.PERCENT),
    "phonics_expected": Measure("Phonics, expected standard in year 1", Unit.PERCENT),
    "mtc_average": Measure("Multiplication tables check, average mark", Unit.POINTS),
    "mtc_full_marks": Measure("Multiplication tables check, full marks", Unit.PERCENT),
    "attendance": Measure("Attendance", Unit.PERCENT),
    "absence": Measure("Absence", Unit.PERCENT),
    "absence_authorised": Measure("Authorised absence", Unit.PERCENT),
    "absence_unauthorised": Measure("Unauthorised absence", Unit.PERCENT),
    "absence_illness": Measure("Absence for illness", Unit.PERCENT),
    "absence_unauthorised_holiday": Measure("Unauthorised holiday", Unit.PERCENT),
    "persistent_absence": Measure("Persistent absence (10% or more)", Unit.PERCENT),
    "severe_absence": Measure("Severe absence (50% or more)", Unit.PERCENT),
    "suspension_rate": Measure("Suspensions per 100 pupils", Unit.RATE),
    "exclusion_rate": Measure("Permanent exclusions per 100 pupils", Unit.RATE),
    "fsm_share": Measure("Eligible for free school meals", Unit.PERCENT),
    "fsm6_share": Measure("Free school meals in the last six years", Unit.PERCENT),
    "eal_share": Measure("English as an additional language", Unit.PERCENT),
    "sen_support_share": Measure("SEN support", Unit.PERCENT),
    "ehc_plan_share": Measure("EHC plan", Unit.PERCENT),
    "attainment_8": Measure("Attainment 8", Unit.POINTS),
    "progress_8": Measure("Progress 8", Unit.PROGRESS),
    "english_maths_4": Measure("English and maths, grade 4 or above", Unit.PERCENT),
    "english_maths_5": Measure("English and maths, grade 5 or above", Unit.PERCENT),
}

# Groups beyond those a school reports on (models.PupilGroup), as published files know them.
MORE_GROUPS = {
    "PA_LOW": "Low prior attainment",
    "PA_MID": "Middle prior attainment",
    "PA_HIGH": "High prior attainment",
    "PA_NONE": "No prior attainment",
    "NON_MOB": "At the school since the start of year 5",
    "LANG_NK": "First language not known",
    "SEN": "SEN support or EHC plan",
    "FSM": "Eligible for free school meals",
    "NOT_FSM": "Not eligible for free school meals",
    "NO_EHCP": "SEN without an EHC plan",
    "WHITE": "White pupils",
    "MIXED": "Pupils of mixed ethnicity",
    "ASIAN": "Asian pupils",
    "BLACK": "Black pupils",
    "CHINESE": "Chinese pupils",
    "OTHER": "Pupils of another ethnic group",
}


def measure_label(code: str) -> str:
    """The measure in words; one we hold only because a source published it is shown by its code."""
    return MEASURES[code].label if code in MEASURES else code
