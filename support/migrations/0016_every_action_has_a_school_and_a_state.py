import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("schools", "0005_hold_what_must_not_be_deleted"),
        ("support", "0015_begin_the_questions_of_notes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="visitaction",
            name="school",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.school"),
        ),
        migrations.AddConstraint(
            model_name='visitaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at', None), ('done_by', None), ('state', 'open')), models.Q(('done_at__isnull', False), ('done_by__isnull', False), ('state__in', ['done', 'not_needed'])), _connector='OR'), name='support_action_done_is_whole'),
        ),
    ]
