"""A community or a room by its code, as the hot pages read it: one compiled statement through the viewer."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from hedgerow.access.viewer import Viewer
from hedgerow.base.names import slug
from hedgerow.base.sql import moment
from hedgerow.communities.models import Community, Room
from hedgerow.items.compiled import Compiled
from hedgerow.items.queries.rows import PLACE, Place, as_known, place_of


class RoomRow(NamedTuple):
    """A room of a page, which access can judge as if it were the model."""

    pk: int
    code: str
    name: str
    purpose: str
    changes_at: datetime | None
    community: Place
    access_kind: str = "room"

    @property
    def community_id(self) -> int:
        return self.community.pk

    @property
    def slug(self) -> str:
        return slug(self.name)


_ROOM = ("id", "code", "name", "purpose", "changes_at")
_COMMUNITY = ("id", *(name.removeprefix("community__") for name in PLACE[1:]))


def _place(viewer: Viewer, code: str) -> QuerySet:
    return Community.objects.visible_to(viewer).filter(code=code).values_list(*_COMMUNITY)


def _room(viewer: Viewer, code: str, room: str) -> QuerySet:
    rooms = Room.objects.visible_to(viewer).filter(code=room, community__code=code)
    return rooms.values_list(*_ROOM, *PLACE)


def _rooms(viewer: Viewer, community: int) -> QuerySet:
    rooms = Room.objects.visible_to(viewer).filter(community_id=community)
    return rooms.by_name().values_list("name", "code")


_read_place, _read_room, _read_rooms = Compiled(_place), Compiled(_room), Compiled(_rooms)


def read_place(viewer: Viewer, code: str) -> Place | None:
    """The community with this code, if the viewer may know of it."""
    rows = _read_place.rows(viewer, code=code)
    return place_of(rows[0]) if rows else None


def read_room(viewer: Viewer, code: str, room: str) -> RoomRow | None:
    """The room with this code in that community, if the viewer may enter it."""
    rows = _read_room.rows(viewer, code=code, room=room)
    if not rows:
        return None
    pk, its_code, name, purpose, changes_at, *place = rows[0]
    return RoomRow(pk, its_code, name, purpose, moment(changes_at), as_known(viewer, place_of(tuple(place))))


def rooms_of(viewer: Viewer, community_id: int) -> tuple[tuple[str, str], ...]:
    """Name and code of the rooms of a community that the viewer may enter, by name."""
    return tuple((name, code) for name, code, *_order in _read_rooms.rows(viewer, community=community_id))
