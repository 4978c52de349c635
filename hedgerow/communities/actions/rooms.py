"""Rooms: smaller places inside a community, with their own people."""

from django.db import transaction
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.communities.actions.places import lock, next_era
from hedgerow.communities.models import Community, Membership, Room, RoomMembership


@transaction.atomic
def add_room(*, by: Viewer, community: Community, name: str, purpose: str = "") -> Room:
    """A new room; whoever makes it is in it and looks after it."""
    require(by, "community.add_room", community)
    room = Room.objects.create(
        community=community, name=name, purpose=purpose, created_by_id=by.person_id, from_era=1
    )
    own = Membership.objects.here().filter(community=community, person_id=by.person_id).first()
    if own is not None:
        RoomMembership.objects.create(room=room, membership=own, person_id=own.person_id, looks_after=True)
    record(by=by, verb="room.added", community_id=community.pk, subject_id=room.pk)
    by.forget_standings()
    return room


@transaction.atomic
def edit_room(*, by: Viewer, room: Room, name: str, purpose: str) -> None:
    """Change its name or purpose; addresses go on working."""
    require(by, "room.edit", room)
    room.name, room.purpose = name, purpose
    room.save(update_fields=["name", "purpose"])
    record(by=by, verb="room.edited", community_id=room.community_id, subject_id=room.pk)


@transaction.atomic
def add_to_room(
    *, by: Viewer, room: Room, membership: Membership, looks_after: bool = False
) -> RoomMembership:
    """Bring a member of the community into the room; they see from the room's door era on."""
    require(by, "room.change_people", room)
    if membership.community_id != room.community_id or membership.state != "active":
        raise NotAllowed(_("Only people of this community can come into its rooms."))
    found, made = RoomMembership.objects.get_or_create(
        room=room,
        person_id=membership.person_id,
        defaults={"membership": membership, "looks_after": looks_after, "from_era": room.from_era},
    )
    if not made and found.looks_after != looks_after:
        if not looks_after:
            _refuse_last(room, found)
        found.looks_after = looks_after
        found.save(update_fields=["looks_after"])
    record(by=by, verb="room.person_added", community_id=room.community_id, subject_id=room.pk)
    by.forget_standings()
    return found


def _refuse_last(room: Room, place: RoomMembership) -> None:
    others = RoomMembership.objects.filter(room=room, membership__state="active").exclude(pk=place.pk)
    if place.looks_after and others.exists() and not others.filter(looks_after=True).exists():
        raise NotAllowed(_("Someone has to look after %(name)s. Choose who first.") % {"name": room.name})


@transaction.atomic
def remove_from_room(*, by: Viewer, place: RoomMembership) -> None:
    """Take somebody out of the room; they stay in the community."""
    require(by, "room.change_people", place.room)
    lock(place.room.community)
    _refuse_last(place.room, place)
    place.delete()
    record(by=by, verb="room.person_removed", community_id=place.room.community_id, subject_id=place.room_id)
    by.forget_standings()


@transaction.atomic
def leave_room(*, by: Viewer, room: Room) -> None:
    """Leave a room and stay in the community."""
    require(by, "room.leave", room)
    lock(room.community)
    place = RoomMembership.objects.filter(room=room, person_id=by.person_id).first()
    if place is None:
        raise NotVisible
    _refuse_last(room, place)
    place.delete()
    record(by=by, verb="room.left", community_id=room.community_id, subject_id=room.pk)
    by.forget_standings()


@transaction.atomic
def open_room(*, by: Viewer, room: Room) -> int:
    """Begin a new era for a room before wider people come in: they see only from now on. Returns the era."""
    require(by, "room.edit", room)
    era = next_era(lock(room.community))
    Room.objects.filter(pk=room.pk).update(from_era=era)
    room.from_era = era
    record(by=by, verb="room.opened", community_id=room.community_id, subject_id=room.pk)
    return era
