"""Oversight: an administrator's look inside one community, with a reason and an end, and what was looked at."""

from django.db import models


class Oversight(models.Model):
    """It counts on one device, until its end; that is asked at each request, so that it ends with no worker running."""

    community = models.ForeignKey(
        "communities.Community", on_delete=models.CASCADE, related_name="oversights"
    )
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    #: The device on which it was begun; no key, because the log outlives the device.
    device_id = models.BigIntegerField(db_index=True)
    why = models.CharField(max_length=300)
    started_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["community", "-id"], name="oversight_community")]

    def __str__(self) -> str:
        return f"oversight {self.pk}"


class OversightPage(models.Model):
    """One page that was opened under oversight."""

    oversight = models.ForeignKey(Oversight, on_delete=models.CASCADE, related_name="opened")
    path = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.path
