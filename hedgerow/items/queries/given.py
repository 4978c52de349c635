"""What a guest was given access to: single things and rooms, until when, and by whom."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import F, Q

from hedgerow.access.viewer import Viewer
from hedgerow.communities.models import Room
from hedgerow.items.models import Grant, Item, ReadMark
from hedgerow.items.queries.knowing import unknown_places

MOST = 12


class Given(NamedTuple):
    """One thing or room. `kind` "room" for a room, whose code stands in `code` and its community's beside it."""

    kind: str
    code: str
    title: str
    community_code: str
    community_name: str
    by_name: str
    ends_at: datetime
    unread: bool


def given_to(viewer: Viewer) -> tuple[Given, ...]:
    """The newest dozen of what the viewer was given and sees; whoever was given nothing costs no statement."""
    items, rooms = viewer.standings.granted_items, viewer.standings.granted_rooms
    if not items and not rooms:
        return ()
    wanted = Q(item_id__in=items) | Q(room_id__in=rooms)
    grants = (
        Grant.objects.filter(wanted, person_id=viewer.person_id)
        .order_by("-created_at", "-pk")
        .values_list("item_id", "room_id", "by__name", "ends_at")[:MOST]
    )
    things = (*_items(viewer, items), *_rooms(viewer, rooms))
    found = {(is_room, pk): row for is_room, pk, row in things}
    return tuple(
        found[room is not None, room or item]._replace(by_name=name or "", ends_at=ends_at)
        for item, room, name, ends_at in grants
        if (room is not None, room or item) in found
    )


_NEVER = datetime.max


def _items(viewer: Viewer, ids: frozenset[int]) -> list[tuple[bool, int, Given]]:
    items = Item.objects.visible_to(viewer).published().filter(pk__in=ids)
    read = set(
        ReadMark.objects.filter(
            person_id=viewer.person_id, item_id__in=ids, number__gte=F("item__last_number")
        ).values_list("item_id", flat=True)
    )
    rows = items.values_list(
        "pk", "community_id", "kind", "code", "title", "community__code", "community__name"
    )
    secret = unknown_places(viewer, [row[1] for row in rows])
    found = [(where, pk, Given._make((*columns, "", _NEVER, pk not in read))) for pk, where, *columns in rows]
    return [
        (False, pk, line._replace(community_name="") if where in secret else line)
        for where, pk, line in found
    ]


def _rooms(viewer: Viewer, ids: frozenset[int]) -> list[tuple[bool, int, Given]]:
    rooms = Room.objects.visible_to(viewer).filter(pk__in=ids)
    rows = rooms.values_list("pk", "community_id", "code", "name", "community__code", "community__name")
    secret = unknown_places(viewer, [row[1] for row in rows])
    found = [(where, pk, Given._make(("room", *columns, "", _NEVER, False))) for pk, where, *columns in rows]
    return [
        (True, pk, line._replace(community_name="") if where in secret else line) for where, pk, line in found
    ]
