"""Stored bytes, and where they are attached."""

from django.db import models

from hedgerow.base.codes import new_code
from hedgerow.items.querysets import AttachmentQuerySet


class Blob(models.Model):
    """Bytes kept once inside one community, never shared across communities."""

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    path = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    #: Smaller pictures made from it: name of the derivative -> path in the store.
    derivatives = models.JSONField(default=dict)
    #: When these bytes were last added here; what nothing names any more goes a day later.
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "sha256"], name="one_blob")]

    def __str__(self) -> str:
        return f"{self.kind} {self.size}"


class Attachment(models.Model):
    """A file under an item or a reply; while its text is a draft, only the writer sees it."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=200)
    draft = models.ForeignKey("items.Draft", null=True, on_delete=models.SET_NULL, related_name="attachments")
    item = models.ForeignKey("items.Item", null=True, on_delete=models.CASCADE, related_name="attachments")
    reply = models.ForeignKey("items.Reply", null=True, on_delete=models.CASCADE, related_name="attachments")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
