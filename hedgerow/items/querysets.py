"""Chainable words for lists of items and replies."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

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
