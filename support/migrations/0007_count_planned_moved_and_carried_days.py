import django.db.models.deletion
from django.db import migrations, models

TERMS = [('autumn', 'Autumn'), ('spring', 'Spring'), ('summer', 'Summer')]


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_begin_the_taxonomy_of_areas'),
        ('support', '0006_say_what_kind_of_visit_it_was'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='ledgerentry', name='support_ledger_sign_follows_kind',
        ),
        migrations.RemoveConstraint(
            model_name='ledgerentry', name='support_ledger_a_visit_counts_once',
        ),
        migrations.RemoveConstraint(
            model_name='ledgerentry', name='support_ledger_a_visit_is_taken_back_once',
        ),
        migrations.RemoveConstraint(
            model_name='ledgerentry', name='support_ledger_taken_back_says_why',
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='kind',
            field=models.CharField(choices=[('planned', 'Planned'), ('moved', 'Moved'), ('cancelled', 'Cancelled'), ('made', 'Planned days that were given'), ('given', 'Given'), ('taken_back', 'Taken back'), ('carried', 'Carried'), ('bespoke', 'Agreed from the bespoke menu')], max_length=10),
        ),
        migrations.AlterField(
            model_name='ledgerentry', name='reason', field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='ledgerentry',
            name='term',
            field=models.CharField(choices=TERMS, default='autumn', max_length=6),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='ledgerentry',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
    ]
