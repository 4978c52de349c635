"""The earlier texts of an item or a reply, compared one with the next."""

from datetime import datetime
from typing import NamedTuple

from hedgerow.access.viewer import Viewer
from hedgerow.base.text import Line, compare
from hedgerow.items.models import Item, Reply, Revision
from hedgerow.items.queries.plain import as_seen


class Change(NamedTuple):
    """One edit: when, the title before and after when it changed, and the lines that differ."""

    at: datetime
    title_before: str
    title_after: str
    lines: list[Line]


def history_of(viewer: Viewer, item: Item, reply: Reply | None) -> list[Change]:
    """The edits, newest first, with names as this viewer may see them; the caller fetched both through the viewer.

    At most fifty.
    """
    revisions = list(Revision.objects.filter(item=item, reply=reply).order_by("-at", "-pk")[:50])
    now = reply.plain if reply is not None else item.plain
    texts = as_seen(viewer, [now, *(revision.plain for revision in revisions)])
    changes, title = [], item.title
    for number, revision in enumerate(revisions):
        renamed = reply is None and revision.title != title
        changes.append(
            Change(
                revision.at,
                revision.title if renamed else "",
                title if renamed else "",
                compare(texts[number + 1], texts[number]),
            )
        )
        title = revision.title
    return changes
