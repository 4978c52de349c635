"""Grants that are still invitations, bridges that were proposed or have ended, and by which side a reply came."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hedgerow.base.codes import new_code


def give_codes(apps, schema_editor):
    for name in ("Grant", "Bridge"):
        model = apps.get_model("items", name)
        for pk in model.objects.values_list("pk", flat=True):
            model.objects.filter(pk=pk).update(code=new_code())


class Migration(migrations.Migration):
    # PostgreSQL changes no table within the transaction that has just changed rows of it.
    atomic = False

    dependencies = [
        ("items", "0008_quiet_words"),
        ("communities", "0004_steward"),
        ("people", "0002_contact"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("grant", "code", models.CharField(default="", editable=False, max_length=12)),
        migrations.AddField("bridge", "code", models.CharField(default="", editable=False, max_length=12)),
        migrations.RunPython(give_codes, migrations.RunPython.noop),
        migrations.AlterField(
            "grant", "code", models.CharField(default=new_code, editable=False, max_length=12, unique=True)
        ),
        migrations.AlterField(
            "bridge", "code", models.CharField(default=new_code, editable=False, max_length=12, unique=True)
        ),
        migrations.AlterField(
            "grant",
            "person",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="grants",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "grant",
            "token",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="grant",
                to="people.token",
            ),
        ),
        migrations.AddField(
            "grant",
            "email",
            models.EmailField(blank=True, default="", max_length=254),
            preserve_default=False,
        ),
        migrations.AddField(
            "grant", "name", models.CharField(blank=True, default="", max_length=80), preserve_default=False
        ),
        migrations.AddField("grant", "declined_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("grant", "thanked_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddConstraint(
            "grant",
            models.CheckConstraint(
                condition=models.Q(("person__isnull", False), ("accepted_at", None), _connector="OR"),
                name="grant_taken_up_by_somebody",
            ),
        ),
        migrations.AddField(
            "bridge",
            "agreed_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("bridge", "ended_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddConstraint(
            "bridge",
            models.CheckConstraint(
                condition=models.Q(("agreed_at", None), ("ended_at", None), _connector="OR"),
                name="bridge_in_force_has_not_ended",
            ),
        ),
        migrations.AddIndex(
            "bridge",
            models.Index(
                condition=models.Q(("agreed_at__isnull", False)), fields=["community"], name="bridge_in_force"
            ),
        ),
        migrations.AddField(
            "reply",
            "via",
            models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="communities.community",
            ),
        ),
    ]
