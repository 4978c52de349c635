"""The live streams' questions to the database, each asked anew in a thread: who is this, and may they still?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import close_old_connections, connection

from hedgerow.access.viewer import Viewer
from hedgerow.activity.news import Line, lines_since
from hedgerow.communities.following import followed_ids
from hedgerow.communities.standings import viewer_from_cookie
from hedgerow.items.models import Item
from hedgerow.live.kinds import KINDS

#: A stream that comes back after longer than this starts afresh.
LONGEST_REPLAY = 3600


def _fresh_connection() -> None:
    """A thread of the stream lives long; a transaction that somebody opened round it is left alone."""
    if not connection.in_atomic_block:
        close_old_connections()


@dataclass(frozen=True)
class Place:
    """What a stream watches: one item, or (with `item_id` None) everything new in some communities."""

    person_id: int | None
    item_id: int | None
    community_ids: frozenset[int]

    def concerns(self, line: Line) -> bool:
        """Whether a line may be news here, or may change what is seen here."""
        if self.person_id is not None and line.person_id == self.person_id and line.item_id is None:
            return True
        if line.item_id is not None and self.item_id is not None:
            return line.item_id == self.item_id
        return line.community_id in self.community_ids


def item_place(cookie: str | None, code: str) -> Place | None:
    """The place of one item's stream, or None when whoever has the cookie does not see such an item."""
    _fresh_connection()
    viewer = viewer_from_cookie(cookie)
    found = Item.objects.visible_to(viewer).filter(code=code).values_list("id", "community_id").first()
    if found is None:
        return None
    return Place(viewer.person_id, found[0], frozenset([found[1]]))


def home_place(cookie: str | None) -> Place | None:
    """The place of the home page's stream, or None for who is not signed in."""
    _fresh_connection()
    viewer = viewer_from_cookie(cookie)
    if viewer.person_id is None:
        return None
    mine = [pk for pk, part in viewer.standings.communities.items() if part.state in {"active", "alumni"}]
    return Place(viewer.person_id, None, frozenset([*mine, *followed_ids(viewer.person_id)]))


def visible_among(cookie: str | None, item_ids: Collection[int]) -> frozenset[int]:
    """Which of these items whoever has the cookie sees at this moment."""
    _fresh_connection()
    viewer: Viewer = viewer_from_cookie(cookie)
    found = Item.objects.visible_to(viewer).filter(id__in=list(item_ids))
    return frozenset(found.values_list("id", flat=True))


def missed(place: Place, last_event: str) -> list[Line]:
    """What a stream that broke off has missed since its last event, whose id is a moment in milliseconds.

    SECURITY: a moment and not a number of the activity, because running numbers would tell how busy others are.
    """
    if not last_event.isdecimal() or len(last_event) > 15:
        return []
    _fresh_connection()
    now = datetime.now(UTC)
    earliest = now.timestamp() - LONGEST_REPLAY
    at = datetime.fromtimestamp(min(max(int(last_event) / 1000, earliest), now.timestamp()), UTC)
    if place.item_id is not None:
        return lines_since(at, list(KINDS), item_id=place.item_id)
    return lines_since(at, list(KINDS), community_ids=sorted(place.community_ids))
