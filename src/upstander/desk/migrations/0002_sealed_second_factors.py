"""Secrets of authenticator apps, and seeds of recovery codes, are kept unreadable from now on."""

from django.db import migrations

from upstander.desk.sealing import seal, unseal


def seal_all(apps, schema_editor):
    _each_secret(apps, seal)


def unseal_all(apps, schema_editor):
    _each_secret(apps, unseal)


def _each_secret(apps, change):
    for factor in apps.get_model("mfa", "Authenticator").objects.all():
        for name in ("secret", "seed"):
            if name in factor.data:
                factor.data[name] = change(factor.data[name])
        if "migrated_codes" in factor.data:
            factor.data["migrated_codes"] = [change(code) for code in factor.data["migrated_codes"]]
        factor.save(update_fields=["data"])


class Migration(migrations.Migration):

    dependencies = [
        ("desk", "0001_initial"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(seal_all, unseal_all)]
