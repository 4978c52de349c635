"""The earlier texts of an item or a reply, compared one with the next."""

from datetime import datetime
from typing import NamedTuple

from hedgerow.access.viewer import Viewer
from hedgerow.base.text import compare
from hedgerow.base.text.comparing import Line
from hedgerow.items.models import Item, Reply, Revision


class Change(NamedTuple):
    """One edit: when, the title before and after when it changed, and the lines that differ."""

    at: datetime
    title_before: str
    title_after: str
    lines: list[Line]


def history_of(viewer: Viewer, item: Item, reply: Reply | None) -> list[Change]:
    """The edits, newest first; the caller fetched item and reply through the viewer. At most fifty."""
    if not (Item.objects.visible_to(viewer).filter(pk=item.pk).exists()):
        return []
    revisions = list(Revision.objects.filter(item=item, reply=reply).order_by("-at", "-pk")[:50])
    changes = []
    title, plain = item.title, reply.plain if reply is not None else item.plain
    for revision in revisions:
        renamed = reply is None and revision.title != title
        changes.append(
            Change(
                revision.at,
                revision.title if renamed else "",
                title if renamed else "",
                compare(revision.plain, plain),
            )
        )
        title, plain = revision.title, revision.plain
    return changes
