"""The pages that were opened under oversight, as somebody who looks after the community may read of them."""

import re
from collections.abc import Iterable

from hedgerow.access.viewer import Viewer
from hedgerow.communities.models import Room
from hedgerow.items.models import Item
from hedgerow.web.catalogue import gettext as _

_ITEM = re.compile(r"^/[df]/([^/]+)/")
_ROOM = re.compile(r"^/c/[^/]+/[^/]+/rooms/([^/]+)/")
#: A reply or a file: its address says nothing to whoever may open it, and something to others.
_PART = re.compile(r"^/(?:r|file|guests|uploads)/")


def opened_pages(viewer: Viewer, paths: Iterable[str]) -> dict[str, str]:
    """What to show for each address.

    SECURITY: of a room that the viewer does not belong to, neither what is in it nor that it is there.
    """
    paths = set(paths)
    items = {path: found[1] for path in paths if (found := _ITEM.match(path))}
    rooms = {path: found[1] for path in paths if (found := _ROOM.match(path))}
    seen = set(Item.objects.visible_to(viewer).filter(code__in=items.values()).values_list("code", flat=True))
    seen |= set(
        Room.objects.visible_to(viewer).filter(code__in=rooms.values()).values_list("code", flat=True)
    )
    return {
        path: path if _may_be_read(path, {**items, **rooms}.get(path), seen) else _("Something inside")
        for path in paths
    }


def _may_be_read(path: str, code: str | None, seen: set[str]) -> bool:
    return code in seen if code is not None else not _PART.match(path)
