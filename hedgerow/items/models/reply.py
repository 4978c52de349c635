"""A reply: one answer under an Item."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hedgerow.base.codes import new_code
from hedgerow.items.querysets import ReplyQuerySet


class Reply(models.Model):
    """Flat; `replying_to` names the reply it answers. The number is given at first publication and never changes."""

    access_kind: ClassVar[str] = "reply"

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="replies")
    number = models.PositiveIntegerField(null=True)
    state = models.CharField(
        max_length=10, choices=[(s, s) for s in ("published", "held", "removed")], default="published"
    )
    era = models.PositiveSmallIntegerField(default=1)
    author = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="replies")
    #: The community by which its writer came over a bridge; none for those of the item's own.
    via = models.ForeignKey(
        "communities.Community",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )
    replying_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    source = models.TextField()
    html = models.TextField()
    plain = models.TextField()
    renderer = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    removed_why = models.CharField(max_length=300, blank=True)
    #: The state that it was removed from ("answer": a published reply that was the chosen one), so that undo gives it back.
    removed_from = models.CharField(max_length=10, blank=True)
    quiet = models.BooleanField(default=False)
    helpful = models.PositiveIntegerField(default=0)
    thanks = models.PositiveIntegerField(default=0)
    me_too = models.PositiveIntegerField(default=0)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "replies"
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="one_number_each")]
        indexes = [
            models.Index(fields=["author", "-created_at"], name="reply_by_author"),
            models.Index(fields=["removed_at"], condition=Q(state="removed"), name="reply_removed"),
            # SPEED: most replies answer nobody in particular; with all of those in it SQLite shuns the index.
            models.Index(
                fields=["replying_to"], condition=Q(replying_to__isnull=False), name="reply_answers"
            ),
        ]

    def __str__(self) -> str:
        return f"reply {self.number} to {self.item_id}"
