"""Access beyond membership: grants to guests, bridges to a second community, and sealed attributions."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from hedgerow.base.codes import new_code


class Grant(models.Model):
    """Access for one person to one item or one room, with why and until when.

    Until somebody has taken it up it is an invitation: `person` is empty, and `email` says where it was sent.
    """

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="grants"
    )
    item = models.ForeignKey(
        "items.Item", null=True, blank=True, on_delete=models.CASCADE, related_name="grants"
    )
    room = models.ForeignKey(
        "communities.Room", null=True, blank=True, on_delete=models.CASCADE, related_name="grants"
    )
    token = models.OneToOneField(
        "people.Token", null=True, blank=True, on_delete=models.SET_NULL, related_name="grant"
    )
    #: Forgotten once the invitation was taken up.
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=80, blank=True)
    why = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    thanked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=False, room=None) | Q(item=None, room__isnull=False),
                name="grant_for_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(accepted_at=None), name="grant_taken_up_by_somebody"
            ),
            models.UniqueConstraint(
                fields=["person", "item"], condition=Q(item__isnull=False), name="one_item_grant"
            ),
            models.UniqueConstraint(
                fields=["person", "room"], condition=Q(room__isnull=False), name="one_room_grant"
            ),
        ]

    def __str__(self) -> str:
        return f"grant {self.pk}"

    @property
    def ended_at(self) -> datetime:
        """When it ends, or ended: on its day, or when it was withdrawn before that."""
        return min(self.revoked_at, self.ends_at) if self.revoked_at is not None else self.ends_at


class Bridge(models.Model):
    """An item shown in a second community, once both sides agreed: `agreed_at` is set while it is in force, and no longer."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="bridges")
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="bridges")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    #: When it was declined, taken back or ended; proposing it again clears this.
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "community"], name="one_bridge"),
            models.CheckConstraint(
                condition=Q(agreed_at=None) | Q(ended_at=None), name="bridge_in_force_has_not_ended"
            ),
        ]
        indexes = [
            models.Index(fields=["community"], condition=Q(agreed_at__isnull=False), name="bridge_in_force")
        ]

    def __str__(self) -> str:
        return f"bridge {self.pk}"


class Attribution(models.Model):
    """Who wrote a quiet item or reply in the name of which placeholder. Sealed: only the steward's logged look reads it.

    One person has one placeholder in one item, and another in every other. The code of the form stands here, because a
    draft of quiet words is deleted when they are posted: posting happens once all the same.
    """

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="+")
    reply = models.ForeignKey("items.Reply", null=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    mask = models.ForeignKey("people.Person", null=True, on_delete=models.CASCADE, related_name="+")
    draft_code = models.CharField(max_length=12, blank=True)
    draft_digest = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["person", "draft_code"], name="attribution_of_draft")]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(reply=None), name="one_item_attribution"),
            models.UniqueConstraint(
                fields=["reply"], condition=Q(reply__isnull=False), name="one_reply_attribution"
            ),
        ]

    def __str__(self) -> str:
        return f"attribution {self.pk}"


class Look(models.Model):
    """One look of a steward at who wrote quiet words, with the reason. Facilitators and the writer read it."""

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="+")
    reply = models.ForeignKey("items.Reply", null=True, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.CharField(max_length=500)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["item", "-at"], name="look_at_item")]

    def __str__(self) -> str:
        return f"look {self.pk}"
