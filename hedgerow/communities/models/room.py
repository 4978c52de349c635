"""A room: a smaller place inside a community, with its own people."""

from typing import ClassVar

from django.db import models

from hedgerow.base.codes import new_code
from hedgerow.base.names import slug
from hedgerow.communities.querysets import RoomQuerySet


class Room(models.Model):
    """Nobody but its people sees that it exists, or anything in it."""

    access_kind: ClassVar[str] = "room"

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="rooms")
    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    name = models.CharField(max_length=60)
    purpose = models.CharField(max_length=200, blank=True)
    #: Who joins the room now sees from this era on.
    from_era = models.PositiveSmallIntegerField(default=1)
    #: As Community.steward, for what is written in the room.
    steward = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    #: When more people come in, of which everybody here was told; and who: ids of memberships.
    changes_at = models.DateTimeField(null=True, blank=True)
    changes_for = models.JSONField(default=list, blank=True)
    changes_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")

    objects = RoomQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["community", "name"], name="room_community"),
            models.Index(
                fields=["changes_at"], condition=models.Q(changes_at__isnull=False), name="room_changes"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        return slug(self.name)
