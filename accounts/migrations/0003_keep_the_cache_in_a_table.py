from django.core.management import call_command
from django.db import migrations

TABLE = "accounts_cache"


def make_table(apps, schema_editor):
    call_command(
        "createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0
    )


def drop_table(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE {schema_editor.quote_name(TABLE)}")


class Migration(migrations.Migration):
    """The table of settings.CACHES, in the shape Django's database cache expects."""

    dependencies = [("accounts", "0002_end_roles_at_once_and_invite_people")]

    operations = [migrations.RunPython(make_table, drop_table)]
