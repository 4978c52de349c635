"""Opening a place wider, or ending a cohort: everybody is told, and it comes a week later, or is withdrawn until then.

What is narrower comes at once. What is due is done by a job, and when no worker runs by the next form that anybody sends;
until then everything stays as closed as it was.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.base.sql import Fixed, as_stored
from hedgerow.communities.actions.changing import change_access, is_wider, narrow_access, seal_cohort
from hedgerow.communities.actions.places import lock
from hedgerow.communities.actions.rooms import HERE, add_to_room, open_room
from hedgerow.communities.models import Community, Membership, Room, RoomMembership
from hedgerow.communities.presets import BY_KEY

#: How long everybody has to object, or to leave.
WAITS = timedelta(days=7)
SEALED = "sealed"


@transaction.atomic
def announce_access(*, by: Viewer, community: Community, preset: str) -> bool:
    """Choose another preset. What of it is narrower holds from now on; what is wider comes in a week.

    True when something waits. Where nobody else is inside there is nobody to tell, and it comes at once. Choosing what
    holds already withdraws what was announced. Raises KeyError for a preset that does not exist.
    """
    require(by, "community.edit", community)
    chosen = BY_KEY[preset]
    locked = lock(community)
    if locked.changes_at is not None and locked.changes_to == preset:
        return True
    _withdraw(by, locked)
    narrow_access(by=by, community=locked, preset=preset)
    waits = is_wider(locked, chosen) and _others_inside(by, locked)
    if waits:
        _announce(by, locked, preset, "community.opening")
    else:
        change_access(by=by, community=locked, preset=preset)
    community.refresh_from_db()
    return waits


@transaction.atomic
def announce_seal(*, by: Viewer, community: Community) -> None:
    """End the cohort in a week."""
    require(by, "community.edit", community)
    locked = lock(community)
    if locked.changes_to != SEALED or locked.changes_at is None:
        _withdraw(by, locked)
        _announce(by, locked, SEALED, "cohort.sealing")
    community.refresh_from_db()


@transaction.atomic
def withdraw_change(*, by: Viewer, community: Community) -> None:
    """It does not come after all; everything stays as it is."""
    require(by, "community.edit", community)
    _withdraw(by, lock(community))
    community.refresh_from_db()


def _others_inside(by: Viewer, community: Community) -> bool:
    here = Membership.objects.here().filter(community=community)
    return bool(here.exclude(person_id=by.person_id).exists())


def _announce(by: Viewer, community: Community, to: str, verb: str) -> None:
    at = timezone.now() + WAITS
    Community._base_manager.filter(pk=community.pk).update(
        changes_at=at, changes_to=to, changes_by_id=by.person_id
    )
    record(by=by, verb=verb, community_id=community.pk, to=to, at=at.isoformat())


def _withdraw(by: Viewer, community: Community) -> None:
    if community.changes_at is None:
        return
    Community._base_manager.filter(pk=community.pk).update(changes_at=None, changes_to="", changes_by=None)
    record(by=by, verb="change.withdrawn", community_id=community.pk, to=community.changes_to)
    community.changes_at, community.changes_to = None, ""


@transaction.atomic
def announce_room(*, by: Viewer, room: Room, membership_ids: Iterable[int]) -> bool:
    """Bring people into a room who see only what is written from then on: in a week, of which its people are told.

    True when it waits; where nobody else is in the room, they come in at once.
    """
    require(by, "room.change_people", room)
    lock(room.community)
    wanted = sorted(set(membership_ids))
    inside = RoomMembership.objects.filter(HERE, room=room).exclude(person_id=by.person_id)
    if not inside.exists():
        _open_room(by, room, wanted)
        return False
    at = timezone.now() + WAITS
    Room._base_manager.filter(pk=room.pk).update(
        changes_at=at, changes_for=wanted, changes_by_id=by.person_id
    )
    record(
        by=by, verb="room.opening", community_id=room.community_id, subject_id=room.pk,
        people=len(wanted), at=at.isoformat(),
    )  # fmt: skip
    return True


@transaction.atomic
def withdraw_room_change(*, by: Viewer, room: Room) -> None:
    """Nobody comes in after all."""
    require(by, "room.change_people", room)
    lock(room.community)
    if Room._base_manager.filter(pk=room.pk, changes_at__isnull=False).update(
        changes_at=None, changes_for=[], changes_by=None
    ):
        record(by=by, verb="change.withdrawn", community_id=room.community_id, subject_id=room.pk, to="room")


def _open_room(by: Viewer, room: Room, membership_ids: list[int]) -> None:
    """The room's next era begins with those who come in; who has left the community meanwhile does not."""
    open_room(by=by, room=room)
    for membership in Membership.objects.filter(
        pk__in=membership_ids, community_id=room.community_id
    ).order_by("pk"):
        try:
            add_to_room(by=by, room=room, membership=membership)
        except NotAllowed:
            continue


logger = logging.getLogger(__name__)
_KINDS = {"c": "community", "r": "room"}

# SPEED: asked before every form that is sent; two partial indexes answer it.
_DUE = Fixed("""
SELECT 'c', id FROM communities_community WHERE changes_at IS NOT NULL AND changes_at <= %s
UNION ALL
SELECT 'r', id FROM communities_room WHERE changes_at IS NOT NULL AND changes_at <= %s
""")


def make_due_changes(now: datetime | None = None) -> int:
    """Do what was announced and is due; how much that was. May run twice, and at once in several processes.

    One that fails stays as closed as it was, keeps nobody else's waiting, and is tried again the next time.
    """
    moment = as_stored(now or timezone.now())
    made = 0
    for kind, pk in _DUE.rows(moment, moment):
        try:
            _make_community_change(pk, now) if kind == "c" else _make_room_change(pk, now)
        except Exception:
            logger.exception("What was announced for %s %s could not be done.", _KINDS[kind], pk)
        else:
            made += 1
    return made


def _system() -> Viewer:
    return Viewer.system(reason="what was announced a week ago is due")


@transaction.atomic
def _make_community_change(pk: int, now: datetime | None) -> None:
    community = lock(Community._base_manager.get(pk=pk))
    if community.changes_at is None or community.changes_at > (now or timezone.now()):
        return
    to = community.changes_to
    Community._base_manager.filter(pk=pk).update(changes_at=None, changes_to="", changes_by=None)
    if to == SEALED:
        seal_cohort(by=_system(), community=community)
    elif to in BY_KEY:
        change_access(by=_system(), community=community, preset=to)


@transaction.atomic
def _make_room_change(pk: int, now: datetime | None) -> None:
    room = Room._base_manager.select_related("community").get(pk=pk)
    lock(room.community)
    room = Room._base_manager.select_related("community").get(pk=pk)
    if room.changes_at is None or room.changes_at > (now or timezone.now()):
        return
    wanted = list(room.changes_for)
    Room._base_manager.filter(pk=pk).update(changes_at=None, changes_for=[], changes_by=None)
    _open_room(_system(), room, wanted)
