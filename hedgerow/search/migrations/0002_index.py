from django.db import migrations

from hedgerow.search.backends import postgres, sqlite


def _backend(schema_editor):
    return sqlite if schema_editor.connection.vendor == "sqlite" else postgres


def make(apps, schema_editor):
    for statement in _backend(schema_editor).create().split(";"):
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    schema_editor.execute(_backend(schema_editor).drop())


class Migration(migrations.Migration):
    dependencies = [("search", "0001_begin")]
    operations = [migrations.RunPython(make, unmake)]
