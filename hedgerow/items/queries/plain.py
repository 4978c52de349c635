"""Plain texts with names in place of codes, as a viewer may see them."""

import re
from collections.abc import Sequence

from hedgerow.access.viewer import Viewer
from hedgerow.base.text import ItemView, MentionView, resolve_plain
from hedgerow.base.text.tokens import ITEM_PATTERN, MENTION_PATTERN
from hedgerow.items.queries.item_page import named

_MENTION = re.compile(MENTION_PATTERN)
_ITEM = re.compile(ITEM_PATTERN)


def as_seen(viewer: Viewer, plains: Sequence[str]) -> list[str]:
    """The texts with names in place of codes, looked up all at once; nothing is asked when there are none."""
    people = {match[1] for plain in plains for match in _MENTION.finditer(plain)}
    items = {match[1] for plain in plains for match in _ITEM.finditer(plain)}
    if not (people or items):
        return list(plains)
    names = named(viewer, people, items)
    shown_people = {code: MentionView(name, "") for code, (name, here) in names.people.items() if here}
    shown_items = {code: ItemView(title, "", kind) for code, (title, kind) in names.items.items()}
    return [resolve_plain(plain, people=shown_people, items=shown_items) for plain in plains]
