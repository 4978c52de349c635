"""Chainable words for lists of communities, rooms and memberships."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from hedgerow.access.places import community_q, room_q
from hedgerow.access.viewer import Viewer


class CommunityQuerySet(models.QuerySet):
    def visible_to(self, viewer: Viewer) -> "CommunityQuerySet":
        """Communities that the viewer may know to exist."""
        return self.filter(community_q(viewer))

    def of(self, person_id: int | None) -> "CommunityQuerySet":
        """Communities that the person belongs to now."""
        return self.filter(
            Q(memberships__ends_at=None) | Q(memberships__ends_at__gt=Now()),
            memberships__person_id=person_id,
            memberships__state="active",
        )

    def archived_last(self) -> "CommunityQuerySet":
        return self.order_by(F("archived_at").asc(nulls_first=True), "-last_active_at", "pk")


class RoomQuerySet(models.QuerySet):
    def visible_to(self, viewer: Viewer) -> "RoomQuerySet":
        """Rooms that the viewer may enter."""
        return self.filter(room_q(viewer))

    def by_name(self) -> "RoomQuerySet":
        return self.order_by("name", "pk")


class MembershipQuerySet(models.QuerySet):
    def here(self) -> "MembershipQuerySet":
        """Memberships in force at this moment, whether or not a worker runs."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=Now()), state="active")

    def facilitators(self) -> "MembershipQuerySet":
        return self.here().filter(part="facilitator")

    def visible_to(self, viewer: Viewer) -> "MembershipQuerySet":
        """Memberships of communities whose people the viewer may see: those that they belong to now."""
        if viewer.is_system:
            return self
        if viewer.kind == "oversight":
            return self.filter(community_id=viewer.community_id)
        mine = [
            pk
            for pk, part in viewer.standings.communities.items()
            if part.state == "active" and part.part != "register_keeper"
        ]
        return self.filter(Q(community_id__in=mine) | Q(person_id=viewer.person_id or 0))
