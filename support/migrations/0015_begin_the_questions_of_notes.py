"""The first versions of the questions, and the state and school of each action there is."""

from pathlib import Path

from django.db import migrations
from django.db.models import OuterRef, Subquery
from ruamel.yaml import YAML

FOLDER = Path(__file__).parent.parent / "note_templates"


def begin(apps, schema_editor):
    for path in sorted(FOLDER.glob("*.yaml")):
        for written in YAML(typ="safe", pure=True).load(path)["templates"]:
            _write(apps, written)


def _write(apps, written):
    template = apps.get_model("support", "NoteTemplate").objects.create(
        code=written["code"],
        name=written["name"],
        valid_from=written["valid_from"],
        source=written["source"],
    )
    for place, told in enumerate(written["sections"], start=1):
        section = apps.get_model("support", "NoteSection").objects.create(
            template=template,
            position=place,
            title=told["title"],
            guidance=told.get("guidance", ""),
        )
        question = apps.get_model("support", "NoteQuestion")
        question.objects.bulk_create(
            question(
                section=section,
                position=at,
                code=asked["code"],
                kind=asked["kind"],
                text=asked["text"],
                help=asked.get("help", ""),
                is_required=asked.get("required", False),
                level=asked.get("level", ""),
                phases=asked.get("phases", []),
                legal_basis=asked.get("legal_basis", ""),
            )
            for at, asked in enumerate(told["questions"], start=1)
        )


def complete(apps, schema_editor):
    action = apps.get_model("support", "VisitAction")
    visit = apps.get_model("support", "Visit").objects.filter(pk=OuterRef("visit"))
    action.objects.update(school=Subquery(visit.values("school")[:1]))
    action.objects.exclude(done_at=None).update(state="done")


class Migration(migrations.Migration):
    dependencies = [("support", "0014_ask_questions_and_keep_one_list_of_actions")]
    operations = [
        migrations.RunPython(begin, migrations.RunPython.noop),
        migrations.RunPython(complete, migrations.RunPython.noop),
    ]
