"""What facilitators do to order: pin, close, move between rooms with the audience said before."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.communities.models import Room
from hedgerow.items.actions.locks import lock_item
from hedgerow.items.audience_words import AudienceWords, audience_words
from hedgerow.items.models import Item


@transaction.atomic
def pin_item(*, by: Viewer, item: Item, on: bool) -> None:
    """Keep an item at the top of its list, or no longer."""
    item = lock_item(item)
    require(by, "item.pin", item)
    if (item.pinned_at is not None) == on:
        return
    item.pinned_at = timezone.now() if on else None
    item.version += 1
    item.save(update_fields=["pinned_at", "version"])
    record(by=by, verb="item.pinned" if on else "item.unpinned", item=item)


@transaction.atomic
def close_item(*, by: Viewer, item: Item, on: bool) -> None:
    """Close a discussion to new replies, or reopen it."""
    item = lock_item(item)
    require(by, "item.close", item)
    if (item.closed_at is not None) == on:
        return
    item.closed_at = timezone.now() if on else None
    item.closed_by_id = by.person_id if on else None
    item.version += 1
    item.save(update_fields=["closed_at", "closed_by", "version"])
    record(by=by, verb="item.closed" if on else "item.reopened", item=item)


def audience_after_move(item: Item, room: Room | None) -> AudienceWords:
    """Who would see the item there, in words and number."""
    if room is not None:
        return audience_words(room)
    return audience_words(item.community, "members")


@transaction.atomic
def move_item(*, by: Viewer, item: Item, room: Room | None, told: bool) -> Item:
    """Move an item into a room, into another, or out to the members.

    Out of a room it goes to members, never wider, and only when the page said to whom (`told`). Privacy only narrows:
    it goes on with the present era of its new place, so that people who could not see it before see it only if they
    belong to that place now. Codes, numbers and addresses stay. Raises NotAllowed.
    """
    item = lock_item(item)
    require(by, "item.move", item)
    if room is not None:
        require(by, "room.start_item", room)
        if room.community_id != item.community_id:
            raise NotAllowed(_("Choose a room of this community."))
    if (room.pk if room else None) == item.room_id:
        return item
    widens = item.room_id is not None
    if widens and not told:
        raise NotAllowed(_("More people would see this. Look at who they are, then move it."))
    item.room = room
    item.audience = "room" if room is not None else "members"
    item.folder = None
    item.version += 1
    item.save(update_fields=["room", "audience", "folder", "version"])
    record(by=by, verb="item.moved", item=item)
    return item
