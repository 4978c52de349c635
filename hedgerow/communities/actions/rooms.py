"""Rooms: smaller places inside a community, with their own people."""

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.communities import guarding
from hedgerow.communities.actions.places import lock, next_era
from hedgerow.communities.models import Community, Membership, Room, RoomMembership
from hedgerow.interruption import Answer

#: Whose membership of the community is in force: only they are in its rooms.
HERE = Q(membership__state="active") & (Q(membership__ends_at=None) | Q(membership__ends_at__gt=Now()))
_LOOKS_AFTER = Q(looks_after=True) | Q(membership__part="facilitator")


@transaction.atomic
def add_room(
    *, by: Viewer, community: Community, name: str, purpose: str = "", answer: Answer | None = None
) -> Room:
    """A new room; whoever makes it is in it and looks after it. Raises Interrupted."""
    require(by, "community.add_room", community)
    answered = guarding.ask_first(by, answer, name=name, purpose=purpose)
    room = Room.objects.create(
        community=community, name=name, purpose=purpose, created_by_id=by.person_id, from_era=1
    )
    own = Membership.objects.here().filter(community=community, person_id=by.person_id).first()
    if own is not None:
        RoomMembership.objects.create(room=room, membership=own, person_id=own.person_id, looks_after=True)
    guarding.tell(by, answered, community.pk, room.pk)
    record(by=by, verb="room.added", community_id=community.pk, subject_id=room.pk)
    by.forget_standings()
    return room


@transaction.atomic
def edit_room(*, by: Viewer, room: Room, name: str, purpose: str, answer: Answer | None = None) -> None:
    """Change its name or purpose; addresses go on working. Raises Interrupted."""
    require(by, "room.edit", room)
    new = {"name": name if name != room.name else "", "purpose": purpose if purpose != room.purpose else ""}
    answered = guarding.ask_first(by, answer, **new)
    room.name, room.purpose = name, purpose
    room.save(update_fields=["name", "purpose"])
    guarding.tell(by, answered, room.community_id, room.pk)
    record(by=by, verb="room.edited", community_id=room.community_id, subject_id=room.pk)


@transaction.atomic
def add_to_room(
    *, by: Viewer, room: Room, membership: Membership, looks_after: bool = False
) -> RoomMembership:
    """Bring a member of the community into the room; they see from the room's door era on. Who is in stays as they are."""
    require(by, "room.change_people", room)
    lock(room.community)
    here = Membership.objects.here().filter(pk=membership.pk, community_id=room.community_id)
    if not here.exclude(part="register_keeper").exists():
        raise NotAllowed(_("Only people of this community can come into its rooms."))
    found, made = RoomMembership.objects.get_or_create(
        room=room,
        person_id=membership.person_id,
        defaults={"membership": membership, "looks_after": looks_after, "from_era": room.from_era},
    )
    if made:
        record(by=by, verb="room.person_added", community_id=room.community_id, subject_id=room.pk)
        by.forget_standings()
    return found


@transaction.atomic
def add_people_to_room(*, by: Viewer, room: Room, membership_ids: list[int]) -> int:
    """Bring several in at once by the present door; with `announce_room` they see only what is written from then on.

    Returns how many came in.
    """
    require(by, "room.change_people", room)
    found = Membership.objects.filter(pk__in=membership_ids, community_id=room.community_id)
    for membership in found.order_by("pk"):
        add_to_room(by=by, room=room, membership=membership)
    return len(found)


@transaction.atomic
def set_looks_after(*, by: Viewer, place: RoomMembership, on: bool) -> None:
    """Let somebody look after the room, or no longer; never none left who does."""
    require(by, "room.change_people", place.room)
    found = _locked_place(place)
    if found.looks_after == on:
        return
    if not on:
        _refuse_last(found)
    found.looks_after = on
    found.save(update_fields=["looks_after"])
    record(by=by, verb="room.care_changed", community_id=found.room.community_id, subject_id=found.room_id)
    by.forget_standings()


def _locked_place(place: RoomMembership) -> RoomMembership:
    lock(place.room.community)
    found = RoomMembership.objects.filter(pk=place.pk).select_related("room__community", "membership").first()
    if found is None:
        raise NotVisible
    return found


def _refuse_last(place: RoomMembership) -> None:
    """Raises NotAllowed when others would be left in the room and none of them could look after it."""
    others = RoomMembership.objects.filter(HERE, room=place.room).exclude(pk=place.pk)
    if others.exists() and not others.filter(_LOOKS_AFTER).exists():
        raise NotAllowed(
            _("Someone has to look after %(name)s. Choose who first.") % {"name": place.room.name}
        )


@transaction.atomic
def remove_from_room(*, by: Viewer, place: RoomMembership) -> None:
    """Take somebody out of the room; they stay in the community."""
    require(by, "room.change_people", place.room)
    found = _locked_place(place)
    _refuse_last(found)
    _refuse_empty(found)
    found.delete()
    record(by=by, verb="room.person_removed", community_id=found.room.community_id, subject_id=found.room_id)
    by.forget_standings()


@transaction.atomic
def leave_room(*, by: Viewer, room: Room) -> None:
    """Leave a room and stay in the community."""
    require(by, "room.leave", room)
    place = RoomMembership.objects.filter(room=room, person_id=by.person_id).select_related("room").first()
    if place is None:
        raise NotVisible
    found = _locked_place(place)
    _refuse_last(found)
    _refuse_empty(found)
    found.delete()
    record(by=by, verb="room.left", community_id=room.community_id, subject_id=room.pk)
    by.forget_standings()


def _refuse_empty(place: RoomMembership) -> None:
    """What was written in a room must stay within somebody's reach."""
    if place.room.items.exists() and not place.room.memberships.filter(HERE).exclude(pk=place.pk).exists():
        raise NotAllowed(
            _("You are the only person in %(name)s. Nobody could open it any more.")
            % {"name": place.room.name}
        )


def leave_all_rooms(membership: Membership) -> None:
    """Out of every room of the community, with no way back by itself."""
    RoomMembership.objects.filter(membership=membership).delete()
    keep_rooms_looked_after(membership.community)


def keep_rooms_looked_after(community: Community) -> None:
    """In a room where nobody is left who looks after it, whoever has been in it longest does from now on.

    The caller holds the community's lock and has just ended or changed a membership.
    """
    inside = RoomMembership.objects.filter(HERE, room__community=community).order_by("joined_at", "pk")
    cared_for = set(inside.filter(_LOOKS_AFTER).values_list("room_id", flat=True))
    for place in inside.exclude(room_id__in=cared_for):
        if place.room_id not in cared_for:
            cared_for.add(place.room_id)
            RoomMembership.objects.filter(pk=place.pk).update(looks_after=True)


@transaction.atomic
def open_room(*, by: Viewer, room: Room) -> int:
    """Begin a new era for a room before wider people come in: they see only from now on. Returns the era."""
    require(by, "room.edit", room)
    era = next_era(lock(room.community))
    Room.objects.filter(pk=room.pk).update(from_era=era)
    room.from_era = era
    record(by=by, verb="room.opened", community_id=room.community_id, subject_id=room.pk)
    return era
