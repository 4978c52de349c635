"""Rooms of a community and who is in them, as pages need them."""

from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Now

from hedgerow.access.doing import can
from hedgerow.access.viewer import Viewer
from hedgerow.communities.models import Community, Membership, Room, RoomMembership
from hedgerow.communities.queries_people import COLUMNS, MOST_SEARCHED, PersonLine, line_of, matches


class RoomLine(NamedTuple):
    """One room that the viewer is in."""

    room: Room
    people: int
    looks_after: bool


def my_rooms(viewer: Viewer, community: Community) -> list[RoomLine]:
    """The rooms of the community that the viewer may enter; nobody hears of others."""
    count = Count("memberships", filter=_room_here("memberships__"), distinct=True)
    rooms = Room.objects.visible_to(viewer).filter(community=community).select_related("community").by_name()
    return [
        RoomLine(room, room.people, can(viewer, "room.change_people", room))  # type: ignore[attr-defined]
        for room in rooms.annotate(people=count)
    ]


def _room_here(prefix: str) -> Q:
    within = f"{prefix}membership__"
    in_time = Q(**{f"{within}ends_at": None}) | Q(**{f"{within}ends_at__gt": Now()})
    return Q(**{f"{within}state": "active"}) & in_time


class RoomPerson(NamedTuple):
    """One person of a room."""

    place: RoomMembership
    line: PersonLine


def room_people(viewer: Viewer, room: Room) -> list[RoomPerson]:
    """Who is in the room, by name; nothing for who may not enter it."""
    if not Room.objects.visible_to(viewer).filter(pk=room.pk).exists():
        return []
    facilitates = can(viewer, "community.cultivate", room.community)
    found = RoomMembership.objects.filter(_room_here(""), room=room).order_by("person__name", "pk")
    places = {place.membership_id: place for place in found.select_related("room__community")}
    rows = Membership.objects.filter(pk__in=places).order_by("person__name", "pk").values_list(*COLUMNS)
    return [RoomPerson(places[row[0]], line_of(row, viewer, facilitates)) for row in rows]


def people_for_room(viewer: Viewer, room: Room, q: str = "") -> list[PersonLine]:
    """People of the community who are not in the room and could come in, by name, at most 200."""
    if not can(viewer, "room.change_people", room):
        return []
    inside = RoomMembership.objects.filter(room=room, membership_id=OuterRef("pk"))
    found = (
        Membership.objects.visible_to(viewer)
        .here()
        .filter(~Exists(inside), community_id=room.community_id, person__is_active=True)
        .exclude(part="register_keeper")
        .order_by("person__name", "pk")
    )
    lines = [line_of(row, viewer, False) for row in found.values_list(*COLUMNS)[:MOST_SEARCHED]]
    return [line for line in lines if not q.strip() or matches(line, q)][:200]
