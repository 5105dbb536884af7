"""The trust's own scale and the key stage 2 scale (domain-reference 3.5 and 3.7).

Each grade: code, label, rank, in the denominator, expected, higher, other spellings.
"""

from django.db import migrations

TEACHER = [
    ("PKS", "Pre-key stage", 0, True, False, False,
     "PK,BLW,BLW WTS,Below,Pre key stage,Pre-key stage,EM,PK1,PK2,PK3,PK4,PK5,PK6"),
    ("WTS", "Working towards the expected standard", 1, True, False, False,
     "WT,Working towards,Working towards standard,Towards,WTS+,WTS-,Emerging"),
    ("EXS", "At the expected standard", 2, True, True, False,
     "EXP,Expected,Expected standard,ARE,At,At standard,Secure"),
    ("GDS", "At greater depth", 3, True, True, True,
     "GD,Greater depth,Greater depth standard,Above,Deep"),
    ("A", "Absent: counted, standard not met", -1, True, False, False, "Absent,Abs"),
    ("L", "Left: not counted", -2, False, False, False, "Left,Leaver"),
]  # fmt: skip

KEY_STAGE_2 = [
    ("PKS", "Pre-key stage: counted, standard not met", 0, True, False, False,
     "PK,EM,PK1,PK2,PK3,PK4,PK5,PK6"),
    ("WTS", "Working towards the expected standard (writing)", 1, True, False, False, "WT"),
    ("EXS", "At the expected standard (writing)", 2, True, True, False, "EXP,Expected"),
    ("GDS", "At greater depth (writing)", 3, True, True, True, "GD,Greater depth"),
    ("N", "Too few marks for a scaled score", -1, True, False, False, ""),
    ("A", "Absent", -2, True, False, False, "Absent"),
    ("B", "Working below the standard of the test", -3, True, False, False, ""),
    ("H", "Pupil cheating", -4, True, False, False, ""),
    ("J", "Just arrived", -5, True, False, False, ""),
    ("Q", "Maladministration", -6, True, False, False, ""),
    ("U", "Unable to access the test", -7, True, False, False, ""),
    ("T", "Unable to access the test", -8, True, False, False, ""),
    ("L", "Left", -9, False, False, False, "Left"),
    ("M", "Missing script", -10, False, False, False, ""),
    ("F", "Will take the test in another year", -11, False, False, False, ""),
    ("P", "Took the test in another year", -12, False, False, False, ""),
]  # fmt: skip

FIELDS = ("code", "label", "rank", "in_denominator", "is_expected", "is_higher", "also_written")


def seed(apps, schema_editor):
    scales = apps.get_model("monitoring", "AssessmentScale").objects
    grades = apps.get_model("monitoring", "Grade").objects
    teacher = scales.create(
        code="teacher_assessment", name="Teacher assessment", family="point_in_time"
    )
    tests = scales.create(
        code="ks2_scaled_score",
        name="Key stage 2 scaled score",
        family="scaled_score",
        lowest=80,
        highest=120,
        expected_from=100,
        higher_from=110,
    )
    for scale, rows in ((teacher, TEACHER), (tests, KEY_STAGE_2)):
        for row in rows:
            grades.create(scale=scale, **dict(zip(FIELDS, row, strict=True)))


def unseed(apps, schema_editor):
    apps.get_model("monitoring", "AssessmentScale").objects.filter(
        code__in=["teacher_assessment", "ks2_scaled_score"]
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0002_uploads_keep_what_was_decided")]

    operations = [migrations.RunPython(seed, unseed)]
