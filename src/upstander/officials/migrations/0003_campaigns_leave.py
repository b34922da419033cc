"""Campaigns leave for a room of their own, which finds their tables as they are."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('officials', '0002_reaching'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name='HistoricalStance'),
                migrations.DeleteModel(name='HistoricalCampaign'),
                migrations.DeleteModel(name='Stance'),
                migrations.DeleteModel(name='Tally'),
                migrations.DeleteModel(name='Receipt'),
                migrations.DeleteModel(name='Campaign'),
            ],
        ),
    ]
