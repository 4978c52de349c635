"""What one person marks on an item: a reaction, following or muting, and how far they have read."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

REACTIONS = [("helpful", _("Helpful")), ("thanks", _("Thank you")), ("me_too", _("Me too"))]


class Reaction(models.Model):
    """One word from one person on an item or a reply; setting it twice changes nothing."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="reactions")
    reply = models.ForeignKey(
        "items.Reply", null=True, blank=True, on_delete=models.CASCADE, related_name="reactions"
    )
    kind = models.CharField(max_length=8, choices=REACTIONS)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "item", "kind"], condition=Q(reply=None), name="one_reaction_item"
            ),
            models.UniqueConstraint(
                fields=["person", "reply", "kind"],
                condition=Q(reply__isnull=False),
                name="one_reaction_reply",
            ),
        ]
        indexes = [models.Index(fields=["item", "reply"], name="reaction_on")]

    def __str__(self) -> str:
        return self.kind


class Follow(models.Model):
    """Tell me about this, or stop; kept now, read by whatever tells people."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="follows")
    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="follows")
    level = models.CharField(max_length=8, choices=[("follow", "follow"), ("mute", "mute")], default="follow")
    why = models.CharField(
        max_length=10, choices=[(w, w) for w in ("chose", "started", "replied")], default="chose"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "item"], name="one_follow")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.level} {self.item_id}"


class ReadMark(models.Model):
    """The highest number a person has seen; opening an item sets it to the item's last number."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    #: What `number` was before everything was marked as read at once, so that it can be undone; -1: there was no mark.
    before = models.IntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "item"], name="one_read_mark")]

    def __str__(self) -> str:
        return f"{self.person_id} read {self.item_id} to {self.number}"


class Mention(models.Model):
    """Somebody called by name in an item's text or in a reply: written with the text, asked again when anything is told."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="+")
    reply = models.ForeignKey(
        "items.Reply", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "item"], condition=Q(reply=None), name="one_mention_in_item"
            ),
            models.UniqueConstraint(
                fields=["person", "reply"], condition=Q(reply__isnull=False), name="one_mention_in_reply"
            ),
        ]
        indexes = [models.Index(fields=["person", "-at"], name="mention_of")]

    def __str__(self) -> str:
        return f"{self.person_id} named in {self.item_id}"
