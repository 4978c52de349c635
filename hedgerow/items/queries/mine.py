"""What I follow, and what was removed that I could put back."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from hedgerow.access.viewer import Viewer
from hedgerow.items.models import Follow, Item, Reply
from hedgerow.items.queries.knowing import unknown_places

UNDO = timedelta(days=30)


class Followed(NamedTuple):
    """One item that I follow or muted."""

    code: str
    title: str
    kind: str
    community_name: str
    level: str
    last_active_at: datetime


def followed(viewer: Viewer) -> list[Followed]:
    """The hundred that were active last, as far as I still see them."""
    visible = Item.objects.visible_to(viewer).published()
    found = (
        Follow.objects.filter(person_id=viewer.person_id, item__in=visible)
        .order_by("-item__last_active_at", "-pk")
        .values_list(
            "item__code",
            "item__title",
            "item__kind",
            "item__community__name",
            "level",
            "item__last_active_at",
            "item__community_id",
        )
    )
    rows = list(found[:100])
    secret = unknown_places(viewer, [row[-1] for row in rows])
    lines = [(Followed(*row[:-1]), row[-1]) for row in rows]
    return [line._replace(community_name="") if pk in secret else line for line, pk in lines]


def removed_list(viewer: Viewer) -> tuple[list[Item], list[Reply]]:
    """Items and replies removed in the last 30 days that the viewer sees: their own, and those they look after."""
    since = timezone.now() - UNDO
    items = (
        Item.objects.visible_to(viewer)
        .filter(state="removed", removed_at__gt=since)
        .select_related("community", "author", "removed_by")
        .order_by("-removed_at", "-pk")[:100]
    )
    replies = (
        Reply.objects.visible_to(viewer)
        .filter(state="removed", removed_at__gt=since)
        .select_related("item__community", "author", "removed_by")
        .order_by("-removed_at", "-pk")[:100]
    )
    return list(items), list(replies)
