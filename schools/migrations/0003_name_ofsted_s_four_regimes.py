"""The four regimes of domain-reference 1.1, with what each grades and on which scale."""

from datetime import date

from django.db import migrations

ONE_TO_FOUR = [("1", "Outstanding"), ("2", "Good"), ("3", "Requires improvement"), ("4", "Inadequate")]
FIVE_POINTS = [
    ("EXCEPTIONAL", "Exceptional"),
    ("STRONG", "Strong standard"),
    ("EXPECTED", "Expected standard"),
    ("NEEDS_ATTENTION", "Needs attention"),
    ("URGENT", "Urgent improvement"),
]
SCALES = {
    "one_to_four": ("Outstanding to inadequate", ONE_TO_FOUR),
    "report_card": ("Report card", FIVE_POINTS),
}
OVERALL = ("OE", "Overall effectiveness", False)
PROVISION = [("EY", "Early years provision", True), ("6F", "Sixth form provision", True)]
CIF = [
    OVERALL,
    ("LM", "Effectiveness of leadership and management", False),
    ("QTLA", "Quality of teaching, learning and assessment", False),
    ("PDBW", "Personal development, behaviour and welfare", False),
    ("OUT", "Outcomes for pupils", False),
    *PROVISION,
]
EIF = [
    OVERALL,
    ("QE", "Quality of education", False),
    ("BA", "Behaviour and attitudes", False),
    ("PD", "Personal development", False),
    ("LM", "Leadership and management", False),
    *PROVISION,
]
CARD = [
    ("INC", "Inclusion", False),
    ("CT", "Curriculum and teaching", False),
    ("ACH", "Achievement", False),
    ("AB", "Attendance and behaviour", False),
    ("PDW", "Personal development and well-being", False),
    ("EYP", "Early years", True),
    ("P16", "Post-16 provision", True),
    ("LG", "Leadership and governance", False),
]
# From September 2024 the overall area stays, so that its absence can say why.
FRAMEWORKS = [
    ("CIF", "Common inspection framework", date(2015, 9, 1), date(2019, 8, 31), True, CIF, "one_to_four"),
    ("EIF_SHG", "Education inspection framework", date(2019, 9, 1), date(2024, 9, 1), True, EIF, "one_to_four"),
    ("EIF_NO_SHG", "Education inspection framework, without an overall grade", date(2024, 9, 2), date(2025, 11, 9), False, EIF, "one_to_four"),
    ("REPORT_CARD", "Report card", date(2025, 11, 10), None, False, CARD, "report_card"),
]


def name_regimes(apps, schema_editor):
    models = {name: apps.get_model("schools", name) for name in ("GradeScale", "Grade", "InspectionFramework", "EvaluationArea")}
    scales = {}
    for code, (name, grades) in SCALES.items():
        scales[code] = models["GradeScale"].objects.create(code=code, name=name)
        for worse, (grade, label) in enumerate(grades):
            models["Grade"].objects.create(
                scale=scales[code], code=grade, label=label, rank=len(grades) - worse
            )
    for code, name, valid_from, valid_to, overall, areas, scale in FRAMEWORKS:
        framework = models["InspectionFramework"].objects.create(
            code=code, name=name, valid_from=valid_from, valid_to=valid_to, has_overall_grade=overall
        )
        for sort, (area, label, is_provision) in enumerate(areas, start=1):
            models["EvaluationArea"].objects.create(
                framework=framework, code=area, label=label, sort=sort,
                is_provision=is_provision, scale=scales[scale],
            )


class Migration(migrations.Migration):
    dependencies = [("schools", "0002_hold_calendar_inspections_and_census")]
    operations = [migrations.RunPython(name_regimes, migrations.RunPython.noop)]
