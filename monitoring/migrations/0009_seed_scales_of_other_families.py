"""Scales that must not be mixed with the first two (domain-reference 3.7 and 3.9).

Each grade: code, label, rank, in the denominator, expected, higher, other spellings.
"""

from django.db import migrations

FIVE_BANDS = [
    ("B", "Below what has been taught so far", 0, True, False, False, "Below"),
    ("JB", "Just below", 1, True, False, False, "Just below"),
    ("AT", "At what has been taught so far", 2, True, True, False, "At,Expected"),
    ("JA", "Just above", 3, True, True, False, "Just above"),
    ("AB", "Above", 4, True, True, True, "Above"),
    ("A", "Absent: counted, standard not met", -1, True, False, False, "Absent,Abs"),
    ("L", "Left: not counted", -2, False, False, False, "Left,Leaver"),
]  # fmt: skip

YEAR_STEPS = [
    ("EM", "Emerging: little of the year's curriculum yet", 0, True, False, False, "Emerging"),
    ("DE", "Developing: some of it", 1, True, False, False, "Developing"),
    ("SE", "Secure: most of it", 2, True, True, False, "Secure"),
    ("A", "Absent: counted, standard not met", -1, True, False, False, "Absent,Abs"),
    ("L", "Left: not counted", -2, False, False, False, "Left,Leaver"),
]  # fmt: skip

PERSONAL_STEPS = [
    ("BELOW", "Below the pupil's own expectation", 0, True, False, False, "Below"),
    ("MEETING", "Meeting it", 1, True, True, False, "Meeting,Met"),
    ("EXCEEDS", "Exceeding it", 2, True, True, True, "Exceeding,Exceeded"),
    ("NJ", "Not judged this term: not counted", -1, False, False, False, "Not judged"),
    ("L", "Left: not counted", -2, False, False, False, "Left,Leaver"),
]  # fmt: skip

SCALES = [
    ("five_bands", "Teacher assessment, five bands", "point_in_time", FIVE_BANDS),
    ("year_steps", "Steps through the year's curriculum", "linear", YEAR_STEPS),
    ("personal_steps", "Personal expectations, small steps", "personal_steps", PERSONAL_STEPS),
]
FIELDS = ("code", "label", "rank", "in_denominator", "is_expected", "is_higher", "also_written")


def seed(apps, schema_editor):
    scales = apps.get_model("monitoring", "AssessmentScale").objects
    grades = apps.get_model("monitoring", "Grade").objects
    for code, name, family, rows in SCALES:
        scale, made = scales.get_or_create(code=code, defaults={"name": name, "family": family})
        if made:  # a trust that has a scale of this code keeps its own
            for row in rows:
                grades.create(scale=scale, **dict(zip(FIELDS, row, strict=True)))


def unseed(apps, schema_editor):
    apps.get_model("monitoring", "AssessmentScale").objects.filter(
        code__in=[code for code, *_ in SCALES]
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0008_numbers_and_years_of_measures")]

    operations = [migrations.RunPython(seed, unseed)]
