"""What a text said before it was edited."""

from django.db import models


class Revision(models.Model):
    """One earlier state of an item's title and text, or of a reply's text; seen by whoever sees the thing itself."""

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="revisions")
    reply = models.ForeignKey(
        "items.Reply", null=True, blank=True, on_delete=models.CASCADE, related_name="revisions"
    )
    title = models.CharField(max_length=150, blank=True)
    source = models.TextField(blank=True)
    plain = models.TextField(blank=True)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["item", "reply", "-at"], name="revision_of")]

    def __str__(self) -> str:
        return f"revision {self.pk}"
