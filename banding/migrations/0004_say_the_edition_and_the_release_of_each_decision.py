from django.db import migrations
from django.db.models import F, OuterRef, Subquery


def say(apps, schema_editor):
    """What was approved before releases existed was seen by its school at once."""
    decisions = apps.get_model("banding", "BandDecision").objects
    levels = apps.get_model("banding", "Level").objects
    own = levels.filter(pk=OuterRef("level_id")).values("edition_id")[:1]
    decisions.filter(edition=None).update(edition_id=Subquery(own))
    decisions.filter(state="approved").update(
        state="released", released_at=F("approved_at"), released_by=F("approved_by")
    )


class Migration(migrations.Migration):
    dependencies = [("banding", "0003_hold_whole_models_judgements_and_obligations")]

    operations = [migrations.RunPython(say, migrations.RunPython.noop)]
