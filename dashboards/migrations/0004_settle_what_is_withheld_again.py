"""What schools hide is added up in another way, which the next figures of a collection start anew.

They do so whenever a `smallest` is not the trust's, and no trust has chosen 0.
"""

from django.db import migrations


def settle_again(apps, schema_editor):
    apps.get_model("dashboards", "Withholding").objects.update(smallest=0)


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0003_index_figures_once")]

    operations = [migrations.RunPython(settle_again, settle_again)]
