"""What was called cancelled was given and taken back; each line belongs to the term of its visit."""

from datetime import date

from django.db import migrations

TAKEN_BACK, CANCELLED = "taken_back", "cancelled"


def say(apps, schema_editor):
    entries = apps.get_model("support", "LedgerEntry").objects
    terms = apps.get_model("schools", "Term").objects.filter(school=None)
    began = list(terms.order_by("starts_on").values_list("start_year", "starts_on", "name"))
    for entry in entries.select_related("visit"):
        entry.on = entry.visit.on if entry.visit else entry.on
        entry.kind = TAKEN_BACK if entry.kind == CANCELLED else entry.kind
        entry.term = _term(entry, began)
        entry.save()


def _term(entry, began):
    own = [(starts, name) for year, starts, name in began if year == entry.start_year]
    if own:
        return ([name for starts, name in own if starts <= entry.on] or [own[0][1]])[-1]
    if entry.on < date(entry.start_year + 1, 1, 1):
        return "autumn"
    return "spring" if entry.on < date(entry.start_year + 1, 4, 1) else "summer"


def unsay(apps, schema_editor):
    entries = apps.get_model("support", "LedgerEntry").objects
    entries.filter(kind=TAKEN_BACK).update(kind=CANCELLED)


class Migration(migrations.Migration):

    dependencies = [
        ('schools', '0003_name_ofsted_s_four_regimes'),
        ('support', '0007_count_planned_moved_and_carried_days'),
    ]

    operations = [migrations.RunPython(say, unsay)]
