"""A small taxonomy to begin with: a trust adds its own areas, and what each covers."""

from django.db import migrations

AREAS = {
    "English": "Literacy",
    "Reading": "",
    "Writing": "",
    "Phonics": "Early reading",
    "Maths": "Mathematics, Numeracy",
    "Maths Mastery": "Mastery, Teaching for Mastery",
    "Science": "",
    "History": "",
    "Geography": "",
    "Humanities": "",
    "Art": "Art and design",
    "Music": "",
    "PE": "Physical education",
    "RE": "Religious education",
    "Computing": "ICT",
    "DT": "D&T, Design and technology",
    "MFL": "Languages, Modern foreign languages",
    "PSHE": "RSHE, PSHCE",
    "SEND": "SEN, Special educational needs",
    "Autism": "ASD",
    "EAL": "",
    "Pupil premium": "PP, Disadvantaged, Disadvantaged pupils",
    "Curriculum": "",
    "Assessment": "",
    "Assessment & Moderation": "Assessment and moderation",
    "Moderation": "",
    "Teaching & Learning": "T&L, Teaching and learning, Pedagogy",
    "Behaviour": "Behaviour and attitudes, B&A",
    "Attendance": "",
    "Safeguarding": "Child protection",
    "Leadership": "",
    "ITT": "Initial teacher training",
    "ECT": "NQT, Early career teachers",
    "CPD": "Professional development",
    "Outdoor learning": "",
    "Forest School": "",
}
COVERS = {
    "English": ["Reading", "Writing", "Phonics"],
    "Reading": ["Phonics"],
    "Maths": ["Maths Mastery"],
    "Humanities": ["History", "Geography", "RE"],
    "SEND": ["Autism"],
    "Assessment & Moderation": ["Assessment", "Moderation"],
    "Outdoor learning": ["Forest School"],
}


def begin(apps, schema_editor):
    area = apps.get_model("people", "Area")
    made = {
        name: area.objects.create(name=name, spellings=spellings)
        for name, spellings in AREAS.items()
    }
    for name, narrower in COVERS.items():
        made[name].covers.add(*(made[other] for other in narrower))


class Migration(migrations.Migration):
    dependencies = [("people", "0001_hold_the_expertise_register")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
