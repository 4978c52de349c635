"""Who belongs: a person in a community, and in a room of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hedgerow.access.viewer import ALL_ERAS
from hedgerow.communities.querysets import MembershipQuerySet

PARTS = [
    ("facilitator", _("Facilitator")),
    ("member", _("Member")),
    ("listener", _("Just listening")),
    ("register_keeper", _("Register keeper")),
]
STATES = [
    ("asked", _("Asked to join")),
    ("invited", _("Invited")),
    ("active", _("Here")),
    ("suspended", _("Suspended")),
    ("left", _("Left")),
    ("removed", _("Removed")),
    ("declined", _("Declined")),
    ("alumni", _("Alumni")),
]


class Membership(models.Model):
    """One row a person and community, for ever; `state` says where it is in its life."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="memberships")
    community = models.ForeignKey(
        "communities.Community", on_delete=models.CASCADE, related_name="memberships"
    )
    part = models.CharField(max_length=16, choices=PARTS, default="member")
    state = models.CharField(max_length=10, choices=STATES, default="active")
    from_era = models.PositiveSmallIntegerField(default=1)
    to_era = models.PositiveSmallIntegerField(default=ALL_ERAS)
    reason = models.CharField(max_length=300, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    ends_at = models.DateTimeField(null=True, blank=True)
    accepted_rules_at = models.DateTimeField(null=True, blank=True)
    #: What the state was before leaving, so that leaving can be undone.
    part_before = models.CharField(max_length=16, blank=True)
    #: The state that a facilitator removed them from, so that undo gives it back.
    state_before = models.CharField(max_length=10, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "community"], name="one_membership")]
        indexes = [models.Index(fields=["community", "state", "part"], name="membership_community")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.state} in {self.community_id}"

    @property
    def is_active(self) -> bool:
        return self.state == "active"


class RoomMembership(models.Model):
    """A member inside one room. It counts only while the membership of the community is active."""

    room = models.ForeignKey("communities.Room", on_delete=models.CASCADE, related_name="memberships")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="rooms")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    looks_after = models.BooleanField(default=False)
    from_era = models.PositiveSmallIntegerField(default=1)
    to_era = models.PositiveSmallIntegerField(default=ALL_ERAS)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "room"], name="one_room_membership")]

    def __str__(self) -> str:
        return f"{self.person_id} in room {self.room_id}"


class CommunityFollow(models.Model):
    """Following a community that one can read without joining it."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "community"], name="one_community_follow")]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.community_id}"
