"""Chainable words for lists of items and replies."""

from django.db import models

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
