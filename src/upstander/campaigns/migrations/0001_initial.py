"""Campaigns get a room of their own: tables and rows stay where they are.

What points at a campaign by its content type (translations and their history, permissions, the
log of the desk's tables) follows, for the content type stays one row with another room's name.
"""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import upstander.campaigns.models

MOVED = ("campaign", "historicalcampaign", "stance", "historicalstance", "tally", "receipt")
POINTING = (("hub", "Translation"), ("hub", "HistoricalTranslation"), ("admin", "LogEntry"))


def move_content_types(apps, editor, old, new):
    """Gives each content type its new room; one that the new room has already gives way."""
    types = apps.get_model("contenttypes", "ContentType").objects.using(editor.connection.alias)
    for name in MOVED:
        kept = types.filter(app_label=old, model=name).first()
        if kept is None:
            continue
        for second in types.filter(app_label=new, model=name):
            for room, model in POINTING:
                rows = apps.get_model(room, model).objects.using(editor.connection.alias)
                rows.filter(content_type_id=second.pk).update(content_type_id=kept.pk)
            second.delete()
        kept.app_label = new
        kept.save()


def to_campaigns(apps, editor):
    move_content_types(apps, editor, "officials", "campaigns")


def to_officials(apps, editor):
    move_content_types(apps, editor, "campaigns", "officials")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('officials', '0003_campaigns_leave'),
        ('learn', '0001_initial'),
        ('hub', '0001_initial'),
        ('admin', '0003_logentry_add_action_flag_choices'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Receipt',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('token_hash', models.CharField(max_length=64, unique=True)),
                        ('on', models.DateField()),
                    ],
                    options={
                        'db_table': 'officials_receipt',
                    },
                ),
                migrations.CreateModel(
                    name='Campaign',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('language', models.CharField(choices=[('en', 'English'), ('es', 'Spanish')], default='en', max_length=10, verbose_name='written in')),
                        ('slug', models.SlugField(help_text='Small letters, digits, hyphens.', max_length=80, unique=True, verbose_name='address')),
                        ('status', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default='draft', max_length=10, verbose_name='status')),
                        ('created', models.DateTimeField(auto_now_add=True)),
                        ('updated', models.DateTimeField(auto_now=True)),
                        ('title', models.CharField(max_length=120, verbose_name='title')),
                        ('request', models.TextField(help_text='One sentence, specific.', max_length=400, verbose_name='the one request')),
                        ('script', models.TextField(help_text='Leave an empty line between paragraphs. Variables: {title} {name} {office} {place} {district} {committee} {request} {claims} {own_words}.', max_length=4000, verbose_name='script of a call')),
                        ('letter', models.TextField(help_text='Leave an empty line between paragraphs. Variables: {title} {name} {office} {place} {district} {committee} {request} {claims} {own_words}.', max_length=8000, verbose_name='letter')),
                        ('script_supports', models.TextField(blank=True, max_length=4000, verbose_name='script for those who support it')),
                        ('letter_supports', models.TextField(blank=True, max_length=8000, verbose_name='letter to those who support it')),
                        ('script_opposes', models.TextField(blank=True, max_length=4000, verbose_name='script for those who oppose it')),
                        ('letter_opposes', models.TextField(blank=True, max_length=8000, verbose_name='letter to those who oppose it')),
                        ('kinds', models.JSONField(blank=True, default=upstander.campaigns.models.congress, verbose_name='who is addressed')),
                        ('states', models.JSONField(blank=True, default=list, verbose_name='only in these states')),
                        ('committees', models.JSONField(blank=True, default=list, verbose_name='only on these committees')),
                        ('named', models.JSONField(blank=True, default=list, verbose_name='also these offices')),
                        ('claims', models.ManyToManyField(blank=True, related_name='campaigns', to='learn.claim', verbose_name='claims it cites')),
                        ('guide', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='learn.guide', verbose_name='guide')),
                    ],
                    options={
                        'verbose_name': 'campaign',
                        'verbose_name_plural': 'campaigns',
                        'db_table': 'officials_campaign',
                        'ordering': ['title', 'slug'],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalCampaign',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                        ('language', models.CharField(choices=[('en', 'English'), ('es', 'Spanish')], default='en', max_length=10, verbose_name='written in')),
                        ('slug', models.SlugField(help_text='Small letters, digits, hyphens.', max_length=80, verbose_name='address')),
                        ('status', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default='draft', max_length=10, verbose_name='status')),
                        ('created', models.DateTimeField(blank=True, editable=False)),
                        ('updated', models.DateTimeField(blank=True, editable=False)),
                        ('title', models.CharField(max_length=120, verbose_name='title')),
                        ('request', models.TextField(help_text='One sentence, specific.', max_length=400, verbose_name='the one request')),
                        ('script', models.TextField(help_text='Leave an empty line between paragraphs. Variables: {title} {name} {office} {place} {district} {committee} {request} {claims} {own_words}.', max_length=4000, verbose_name='script of a call')),
                        ('letter', models.TextField(help_text='Leave an empty line between paragraphs. Variables: {title} {name} {office} {place} {district} {committee} {request} {claims} {own_words}.', max_length=8000, verbose_name='letter')),
                        ('script_supports', models.TextField(blank=True, max_length=4000, verbose_name='script for those who support it')),
                        ('letter_supports', models.TextField(blank=True, max_length=8000, verbose_name='letter to those who support it')),
                        ('script_opposes', models.TextField(blank=True, max_length=4000, verbose_name='script for those who oppose it')),
                        ('letter_opposes', models.TextField(blank=True, max_length=8000, verbose_name='letter to those who oppose it')),
                        ('kinds', models.JSONField(blank=True, default=upstander.campaigns.models.congress, verbose_name='who is addressed')),
                        ('states', models.JSONField(blank=True, default=list, verbose_name='only in these states')),
                        ('committees', models.JSONField(blank=True, default=list, verbose_name='only on these committees')),
                        ('named', models.JSONField(blank=True, default=list, verbose_name='also these offices')),
                        ('history_id', models.AutoField(primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_change_reason', models.CharField(max_length=100, null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('guide', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='learn.guide', verbose_name='guide')),
                        ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'historical campaign',
                        'verbose_name_plural': 'historical campaigns',
                        'db_table': 'officials_historicalcampaign',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='HistoricalStance',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                        ('office_id', models.CharField(max_length=80, verbose_name='office')),
                        ('side', models.CharField(choices=[('supports', 'supports it'), ('opposes', 'opposes it')], max_length=10, verbose_name='stance')),
                        ('source_url', models.URLField(max_length=500, verbose_name='where they said so')),
                        ('as_of', models.DateField(verbose_name='as of')),
                        ('history_id', models.AutoField(primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_change_reason', models.CharField(max_length=100, null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('campaign', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='campaigns.campaign')),
                        ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'historical stance',
                        'verbose_name_plural': 'historical stances',
                        'db_table': 'officials_historicalstance',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='Stance',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('office_id', models.CharField(max_length=80, verbose_name='office')),
                        ('side', models.CharField(choices=[('supports', 'supports it'), ('opposes', 'opposes it')], max_length=10, verbose_name='stance')),
                        ('source_url', models.URLField(max_length=500, verbose_name='where they said so')),
                        ('as_of', models.DateField(verbose_name='as of')),
                        ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stances', to='campaigns.campaign')),
                    ],
                    options={
                        'verbose_name': 'stance',
                        'verbose_name_plural': 'stances',
                        'db_table': 'officials_stance',
                        'ordering': ['office_id'],
                        'constraints': [models.UniqueConstraint(fields=('campaign', 'office_id'), name='one_stance_per_office_and_campaign')],
                    },
                ),
                migrations.CreateModel(
                    name='Tally',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('on', models.DateField(verbose_name='day')),
                        ('outcome', models.CharField(choices=[('talked', 'talked to someone'), ('message', 'left a message'), ('busy', 'line busy'), ('full', 'mailbox full'), ('wrong', 'wrong number'), ('written', 'letter sent'), ('visited', 'visit made')], max_length=10, verbose_name='outcome')),
                        ('count', models.PositiveIntegerField(default=0, verbose_name='count')),
                        ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='campaigns.campaign')),
                    ],
                    options={
                        'verbose_name': "day's count",
                        'verbose_name_plural': "day's counts",
                        'db_table': 'officials_tally',
                        'ordering': ['on', 'outcome'],
                        'constraints': [models.UniqueConstraint(fields=('campaign', 'on', 'outcome'), name='one_count_per_day_and_outcome')],
                    },
                ),
            ],
        ),
        migrations.RunPython(to_campaigns, to_officials, elidable=False),
    ]
