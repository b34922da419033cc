"""Corrected numbers become corrections of every kind; each row and its history stay."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('officials', '0003_campaigns_leave'),
    ]

    operations = [
        migrations.RenameModel(old_name='NumberCorrection', new_name='OfficeCorrection'),
        migrations.RenameModel(
            old_name='HistoricalNumberCorrection', new_name='HistoricalOfficeCorrection'
        ),
        migrations.AlterModelOptions(
            name='historicalofficecorrection',
            options={'get_latest_by': ('history_date', 'history_id'), 'ordering': ('-history_date', '-history_id'), 'verbose_name': 'historical correction of an office', 'verbose_name_plural': 'historical corrections of offices'},
        ),
        migrations.AlterModelOptions(
            name='officecorrection',
            options={'ordering': ['office_id', 'kind', 'since'], 'verbose_name': 'correction of an office', 'verbose_name_plural': 'corrections of offices'},
        ),
        migrations.RemoveConstraint(
            model_name='officecorrection',
            name='one_correction_per_office_and_number',
        ),
        migrations.AddField(
            model_name='historicalofficecorrection',
            name='elected',
            field=models.DateField(blank=True, null=True, verbose_name='day of the election'),
        ),
        migrations.AddField(
            model_name='historicalofficecorrection',
            name='ends',
            field=models.DateField(blank=True, null=True, verbose_name='last day of the term, or of the vacancy'),
        ),
        migrations.AddField(
            model_name='historicalofficecorrection',
            name='kind',
            field=models.CharField(choices=[('held', 'who holds it now'), ('left', 'somebody left'), ('vacant', 'nobody holds it'), ('number', 'a telephone number'), ('term-ends', 'when the term ends'), ('elected', 'who was elected, and takes office later')], default='number', max_length=10, verbose_name='what'),
        ),
        migrations.AddField(
            model_name='historicalofficecorrection',
            name='name',
            field=models.CharField(blank=True, max_length=160, verbose_name='name of the person'),
        ),
        migrations.AddField(
            model_name='historicalofficecorrection',
            name='party',
            field=models.CharField(blank=True, max_length=80, verbose_name='party'),
        ),
        migrations.AddField(
            model_name='historicalofficecorrection',
            name='person_id',
            field=models.CharField(blank=True, help_text='As the lists have it, such as B001328 or ocd-person/…, if you know it.', max_length=80, verbose_name='id of the person'),
        ),
        migrations.AddField(
            model_name='historicalofficecorrection',
            name='since',
            field=models.DateField(blank=True, help_text='The first day on which this is so.', null=True, verbose_name='since'),
        ),
        migrations.AddField(
            model_name='historicalofficecorrection',
            name='source_title',
            field=models.CharField(blank=True, max_length=200, verbose_name='source'),
        ),
        migrations.AddField(
            model_name='officecorrection',
            name='elected',
            field=models.DateField(blank=True, null=True, verbose_name='day of the election'),
        ),
        migrations.AddField(
            model_name='officecorrection',
            name='ends',
            field=models.DateField(blank=True, null=True, verbose_name='last day of the term, or of the vacancy'),
        ),
        migrations.AddField(
            model_name='officecorrection',
            name='kind',
            field=models.CharField(choices=[('held', 'who holds it now'), ('left', 'somebody left'), ('vacant', 'nobody holds it'), ('number', 'a telephone number'), ('term-ends', 'when the term ends'), ('elected', 'who was elected, and takes office later')], default='number', max_length=10, verbose_name='what'),
        ),
        migrations.AddField(
            model_name='officecorrection',
            name='name',
            field=models.CharField(blank=True, max_length=160, verbose_name='name of the person'),
        ),
        migrations.AddField(
            model_name='officecorrection',
            name='party',
            field=models.CharField(blank=True, max_length=80, verbose_name='party'),
        ),
        migrations.AddField(
            model_name='officecorrection',
            name='person_id',
            field=models.CharField(blank=True, help_text='As the lists have it, such as B001328 or ocd-person/…, if you know it.', max_length=80, verbose_name='id of the person'),
        ),
        migrations.AddField(
            model_name='officecorrection',
            name='since',
            field=models.DateField(blank=True, help_text='The first day on which this is so.', null=True, verbose_name='since'),
        ),
        migrations.AddField(
            model_name='officecorrection',
            name='source_title',
            field=models.CharField(blank=True, max_length=200, verbose_name='source'),
        ),
        migrations.AlterField(
            model_name='historicalofficecorrection',
            name='as_of',
            field=models.DateField(help_text='The day on which you checked it.', verbose_name='as of'),
        ),
        migrations.AlterField(
            model_name='historicalofficecorrection',
            name='source_url',
            field=models.URLField(blank=True, max_length=500, verbose_name='web address of the source'),
        ),
        migrations.AlterField(
            model_name='officecorrection',
            name='as_of',
            field=models.DateField(help_text='The day on which you checked it.', verbose_name='as of'),
        ),
        migrations.AlterField(
            model_name='officecorrection',
            name='source_url',
            field=models.URLField(blank=True, max_length=500, verbose_name='web address of the source'),
        ),
        migrations.AddConstraint(
            model_name='officecorrection',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'number')), fields=('office_id', 'wrong'), name='one_correction_per_office_and_number', violation_error_message='This number is corrected already. Change that one.'),
        ),
        migrations.AddConstraint(
            model_name='officecorrection',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'number'), _negated=True), fields=('office_id', 'kind', 'since'), name='one_correction_per_office_kind_and_day', violation_error_message='There is one for this office and day already. Change that one.'),
        ),
    ]
