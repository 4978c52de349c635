"""Chainable words for lists of items and replies."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from hedgerow.access.seeing import reply_q, visible_q
from hedgerow.access.viewer import Viewer


class ItemQuerySet(models.QuerySet):
    def visible_to(self, viewer: Viewer) -> "ItemQuerySet":
        """Items that the viewer sees, in every state that the table gives them."""
        return self.filter(visible_q(viewer))

    def published(self) -> "ItemQuerySet":
        return self.filter(state="published")

    def unanswered(self) -> "ItemQuerySet":
        return self.filter(kind="question", answer=None, closed_at=None)

    def latest_first(self) -> "ItemQuerySet":
        return self.order_by("-last_active_at", "-pk")


class ReplyQuerySet(models.QuerySet):
    def visible_to(self, viewer: Viewer) -> "ReplyQuerySet":
        """Replies that the viewer sees: published ones under items they see, and held or removed ones of their own."""
        return self.filter(reply_q(viewer))

    def published(self) -> "ReplyQuerySet":
        return self.filter(state="published")

    def in_order(self) -> "ReplyQuerySet":
        return self.order_by("number", "pk")


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, viewer: Viewer) -> "AttachmentQuerySet":
        """Files of items and replies that the viewer sees; those of a draft are its writer's alone."""
        reply = apps.get_model("items", "Reply").objects.visible_to(viewer).filter(pk=OuterRef("reply_id"))
        posted = Q(item__isnull=False) & (Q(reply=None) & visible_q(viewer, "item__") | Q(Exists(reply)))
        if viewer.person_id is None:
            return self.filter(posted)
        return self.filter(posted | Q(item=None, draft__person_id=viewer.person_id))


class FolderQuerySet(models.QuerySet):
    def visible_to(self, viewer: Viewer) -> "FolderQuerySet":
        """Folders that hold a document which the viewer sees, and empty ones of places that they are in.

        A folder's name is as old as what is in it: who may not see the documents does not learn what they are kept under.
        """
        if viewer.is_system:
            return self
        if viewer.kind == "oversight":
            return self.filter(community_id=viewer.community_id)
        items, folders = apps.get_model("items", "Item"), apps.get_model("items", "Folder")
        outer = OuterRef(OuterRef("pk"))
        here = folders._base_manager.filter(Q(pk=outer) | Q(parent_id=outer)).values("pk")
        holds = Exists(items.objects.visible_to(viewer).published().filter(folder__in=here))
        if viewer.person_id is None:
            return self.filter(holds)
        empty = ~Exists(items._base_manager.filter(folder__in=here, state="published"))
        return self.filter(Q(holds) | Q(empty) & self._inside(viewer))

    @staticmethod
    def _inside(viewer: Viewer) -> Q:
        ends = Q(ends_at=None) | Q(ends_at__gt=Now())
        member = apps.get_model("communities", "Membership")._base_manager.filter(
            ends,
            person_id=viewer.person_id,
            community_id=OuterRef("community_id"),
            state="active",
            part__in=["member", "listener", "facilitator"],
        )
        in_room = apps.get_model("communities", "RoomMembership")._base_manager.filter(
            Q(membership__ends_at=None) | Q(membership__ends_at__gt=Now()),
            person_id=viewer.person_id,
            room_id=OuterRef("room_id"),
            membership__state="active",
        )
        return Q(room=None) & Q(Exists(member)) | Q(Exists(in_room))


class AssuranceQuerySet(models.QuerySet):
    def visible_to(self, viewer: Viewer) -> "AssuranceQuerySet":
        """What authors said when they were asked: for who looks after the community or the room, as far as they see the item."""
        if viewer.is_system:
            return self
        parts = viewer.standings.communities.items()
        communities = [pk for pk, part in parts if (part.part, part.state) == ("facilitator", "active")]
        rooms = [pk for pk, place in viewer.standings.rooms.items() if place.looks_after]
        looks_after = Q(item__community_id__in=communities) | Q(item__room_id__in=rooms)
        return self.filter(looks_after, visible_q(viewer, "item__"))
