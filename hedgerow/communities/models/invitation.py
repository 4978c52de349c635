"""Invitations: to one address, and by a link that a facilitator shares."""

from django.db import models


class Invitation(models.Model):
    """One address invited. The secret that the mail carries is a Token; accepting needs a POST."""

    community = models.ForeignKey(
        "communities.Community", on_delete=models.CASCADE, related_name="invitations"
    )
    token = models.OneToOneField(
        "people.Token", null=True, on_delete=models.SET_NULL, related_name="invitation"
    )
    email = models.EmailField()
    name = models.CharField(max_length=80, blank=True)
    part = models.CharField(max_length=16, default="member")
    message = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "email"],
                condition=models.Q(accepted_at=None, declined_at=None, revoked_at=None),
                name="one_open_invitation",
            )
        ]

    def __str__(self) -> str:
        return self.email


class InvitationLink(models.Model):
    """A link that lets whoever holds it join, until it ends or is revoked."""

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="links")
    token = models.OneToOneField("people.Token", on_delete=models.CASCADE, related_name="link")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    used = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"link {self.pk}"
