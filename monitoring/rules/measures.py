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
    MONTHS = "months"  # between a reading age and an age
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

GOALS = {  # of the early years foundation stage profile; the first twelve make GLD
    "E01": "listening, attention and understanding",
    "E02": "speaking",
    "E03": "self-regulation",
    "E04": "managing self",
    "E05": "building relationships",
    "E06": "gross motor skills",
    "E07": "fine motor skills",
    "E08": "comprehension",
    "E09": "word reading",
    "E10": "writing",
    "E11": "number",
    "E12": "numerical patterns",
    "E13": "past and present",
    "E14": "people, culture and communities",
    "E15": "the natural world",
    "E16": "creating with materials",
    "E17": "being imaginative and expressive",
}
_EYFS = {
    **{
        f"eyfs_{goal.lower()}": Measure(f"{goal}, expected in {words}", Unit.PERCENT)
        for goal, words in GOALS.items()
    },
    "eyfs_all_goals": Measure("Expected in all 17 early learning goals", Unit.PERCENT),
    "eyfs_goals_average": Measure("Early learning goals at expected, average", Unit.POINTS),
}
_KS1_OPTIONAL = {
    f"ks1_optional_{subject}_{kind}": Measure(
        f"Optional key stage 1 test in {subject}, {words}", unit
    )
    for subject in ("reading", "maths")
    for kind, words, unit in (
        ("expected", "scaled score of 100 or more", Unit.PERCENT),
        ("average", "average scaled score", Unit.SCORE),
    )
}
_SECONDARY = {
    **{
        f"ks3_{subject}_expected": Measure(
            f"Key stage 3 {subject.capitalize()}, at or above expected", Unit.PERCENT
        )
        for subject in ("english", "maths", "science")
    },
    "ks3_reading_test": Measure("Year 8 reading test", Unit.PERCENT),
    "ebacc_entry": Measure("Entered for the English Baccalaureate", Unit.PERCENT),
    "ebacc_4": Measure("English Baccalaureate, grade 4 or above", Unit.PERCENT),
    "ebacc_5": Measure("English Baccalaureate, grade 5 or above", Unit.PERCENT),
    "ebacc_average": Measure("English Baccalaureate, average point score", Unit.POINTS),
}
_TERMLY = {
    "teacher_expected": Measure("Teacher assessment, at or above expected", Unit.PERCENT),
    "teacher_higher": Measure("Teacher assessment, greater depth", Unit.PERCENT),
    "teacher_rwm_expected": Measure(
        "Teacher assessment, expected in reading, writing and maths", Unit.PERCENT
    ),
    "teacher_held": Measure("Teacher assessment, same band or higher than before", Unit.PERCENT),
    "teacher_risen": Measure("Teacher assessment, higher band than before", Unit.PERCENT),
    "linear_secure": Measure("Steps through the year, secure", Unit.PERCENT),
    "linear_average": Measure("Steps through the curriculum, average", Unit.POINTS),
    "linear_gained": Measure("Steps gained, average", Unit.POINTS),
    "standardised_average": Measure("Standardised score, average", Unit.POINTS),
    "standardised_100": Measure("Standardised score of 100 or more", Unit.PERCENT),
    "age_standardised_average": Measure("Age-standardised score, average", Unit.POINTS),
    "reading_age_reached": Measure("Reading age at or above own age", Unit.PERCENT),
    "reading_age_difference": Measure("Reading age less own age, average", Unit.MONTHS),
}
_SPECIAL = {
    "engagement_pupils": Measure("Pupils assessed by the engagement model", Unit.PUPILS),
    "pre_key_stage_pupils": Measure("Pupils at a pre-key stage standard", Unit.PUPILS),
    "personal_met": Measure("Meeting or exceeding personal expectations", Unit.PERCENT),
    **{
        f"personal_met_{code}": Measure(
            f"Meeting or exceeding personal expectations, {words}", Unit.PERCENT
        )
        for code, words in (("pmld", "PMLD"), ("sld", "SLD"), ("mld_asd", "MLD and ASD"))
    },
    "personal_exceeded": Measure("Exceeding personal expectations", Unit.PERCENT),
    "ehcp_outcomes_met": Measure("Outcomes of EHC plans met", Unit.PERCENT),
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
    **_EYFS,
    "phonics_expected": Measure("Phonics, expected standard in year 1", Unit.PERCENT),
    "phonics_year2": Measure("Phonics, met by the end of year 2", Unit.PERCENT),
    "phonics_average": Measure("Phonics, average mark", Unit.POINTS),
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
    "suspended_rate": Measure("Pupils suspended at least once, per 100", Unit.RATE),
    "suspended_twice_rate": Measure("Pupils suspended at least twice, per 100", Unit.RATE),
    "suspended_ten_rate": Measure("Pupils suspended ten times or more, per 100", Unit.RATE),
    "suspension_length": Measure("Sessions to a suspension, average", Unit.POINTS),
    "turbulence": Measure("Joiners and leavers per 100 pupils", Unit.RATE),
    "stability": Measure("Admitted at the standard time", Unit.PERCENT),
    "mobile_share": Measure("Mobile pupils", Unit.PERCENT),
    "disadvantaged_share": Measure("Disadvantaged pupils", Unit.PERCENT),
    "fsm_share": Measure("Eligible for free school meals", Unit.PERCENT),
    "fsm6_share": Measure("Free school meals in the last six years", Unit.PERCENT),
    "eal_share": Measure("English as an additional language", Unit.PERCENT),
    "sen_support_share": Measure("SEN support", Unit.PERCENT),
    "ehc_plan_share": Measure("EHC plan", Unit.PERCENT),
    "attainment_8": Measure("Attainment 8", Unit.POINTS),
    "progress_8": Measure("Progress 8", Unit.PROGRESS),
    "english_maths_4": Measure("English and maths, grade 4 or above", Unit.PERCENT),
    "english_maths_5": Measure("English and maths, grade 5 or above", Unit.PERCENT),
    **_KS1_OPTIONAL,
    **_SECONDARY,
    **_TERMLY,
    **_SPECIAL,
    # Teachers judge writing: the grade above expected has a name of its own (3.5).
    "writing_higher": Measure("Greater depth in writing", Unit.PERCENT),
}

# How people and commands also call them.
ALSO_CALLED = {
    "phonics": "phonics_expected",
    "mtc_mean": "mtc_average",
    "good_level_of_development": "gld",
    **{f"{subject}_mean": f"{subject}_average" for subject in ("reading", "maths", "gps")},
    "writing_gds": "writing_higher",
    "writing_greater_depth": "writing_higher",
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
