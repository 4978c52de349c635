"""The earlier texts of an item or a reply, compared one with the next."""

import re
from datetime import datetime
from typing import NamedTuple

from hedgerow.access.viewer import Viewer
from hedgerow.base.text import ItemView, Line, MentionView, compare, resolve_plain
from hedgerow.base.text.tokens import ITEM_PATTERN, MENTION_PATTERN
from hedgerow.items.models import Item, Reply, Revision
from hedgerow.items.queries.item_page import named

_MENTION = re.compile(MENTION_PATTERN)
_ITEM = re.compile(ITEM_PATTERN)


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
    texts = _as_seen(viewer, [now, *(revision.plain for revision in revisions)])
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


def _as_seen(viewer: Viewer, plains: list[str]) -> list[str]:
    """The texts with names in place of codes, looked up all at once."""
    people = {match[1] for plain in plains for match in _MENTION.finditer(plain)}
    items = {match[1] for plain in plains for match in _ITEM.finditer(plain)}
    names = named(viewer, people, items)
    shown_people = {code: MentionView(name, "") for code, (name, here) in names.people.items() if here}
    shown_items = {code: ItemView(title, "", kind) for code, (title, kind) in names.items.items()}
    return [resolve_plain(plain, people=shown_people, items=shown_items) for plain in plains]
