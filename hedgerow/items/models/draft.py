"""A draft: what somebody is writing, saved within a second, and the key that makes posting it happen once."""

from django.db import models
from django.db.models import Q

from hedgerow.base.codes import new_code


class Draft(models.Model):
    """Only its writer ever sees it. `item` set: a reply to that item. `edited_item` or `edited_reply` set: a change of
    that text, which is posted already."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=12, default="discussion")
    community = models.ForeignKey(
        "communities.Community", null=True, on_delete=models.CASCADE, related_name="+"
    )
    room = models.ForeignKey("communities.Room", null=True, on_delete=models.SET_NULL, related_name="+")
    item = models.ForeignKey("items.Item", null=True, on_delete=models.CASCADE, related_name="+")
    edited_item = models.ForeignKey("items.Item", null=True, on_delete=models.CASCADE, related_name="+")
    edited_reply = models.ForeignKey("items.Reply", null=True, on_delete=models.CASCADE, related_name="+")
    replying_to = models.ForeignKey("items.Reply", null=True, on_delete=models.SET_NULL, related_name="+")
    audience = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField(auto_now=True)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True)
    published_item = models.ForeignKey("items.Item", null=True, on_delete=models.SET_NULL, related_name="+")
    published_reply = models.ForeignKey("items.Reply", null=True, on_delete=models.SET_NULL, related_name="+")
    published_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-saved_at"], condition=Q(published_at=None), name="draft_open")
        ]

    def __str__(self) -> str:
        return self.title or self.code

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def is_change(self) -> bool:
        """Whether it changes something that is posted already."""
        return self.edited_item_id is not None or self.edited_reply_id is not None

    def files(self) -> list[dict[str, object]]:
        """The files attached so far, for the composer; none once it was published."""
        if self.is_published:
            return []
        found = self.attachments.filter(item=None).select_related("blob").order_by("pk")
        return [{"code": file.code, "name": file.name, "size": file.blob.size} for file in found]
