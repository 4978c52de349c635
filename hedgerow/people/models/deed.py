"""A deed: one line of the platform's log, written by whatever an administrator did."""

from django.db import models


class Deed(models.Model):
    """Who did what to whom, when and why, in numbers, and what would undo it. Lines are never changed, only undone."""

    verb = models.CharField(max_length=40)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    community_id = models.BigIntegerField(null=True)
    #: What exactly: the name of a setting, the code of a community.
    about = models.CharField(max_length=60, blank=True)
    why = models.CharField(max_length=300, blank=True)
    numbers = models.JSONField(default=dict)
    before = models.JSONField(default=None, null=True)
    after = models.JSONField(default=None, null=True)
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["verb", "about", "-id"], name="deed_about"),
            models.Index(fields=["community_id", "-id"], name="deed_community"),
        ]

    def __str__(self) -> str:
        return self.verb
