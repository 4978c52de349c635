"""Activity: one line for each thing that happened, written by the action that did it."""

from django.db import models


class Activity(models.Model):
    """Plain keys and no imports upward; nobody reads it without asking `visible_to` of what it names."""

    verb = models.CharField(max_length=40)
    person_id = models.BigIntegerField(null=True)
    community_id = models.BigIntegerField(null=True)
    room_id = models.BigIntegerField(null=True)
    item_id = models.BigIntegerField(null=True)
    item_code = models.CharField(max_length=12, blank=True)
    reply_id = models.BigIntegerField(null=True)
    subject_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "activity"
        indexes = [
            models.Index(fields=["community_id", "-at"], name="activity_community"),
            models.Index(fields=["item_id", "-at"], name="activity_item"),
        ]

    def __str__(self) -> str:
        return self.verb
