"""What facilitators do to order: pin, close, move between rooms with the audience said before."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hedgerow.access.audience import people_who_see
from hedgerow.access.doing import require, sees_item
from hedgerow.access.refusals import NotAllowed
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.communities.models import Room
from hedgerow.items import quiet as quietly
from hedgerow.items.actions.locks import lock_item
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
    item.closed_by_id = quietly.as_mask(by, item).person_id if on else None
    item.version += 1
    item.save(update_fields=["closed_at", "closed_by", "version"])
    record(by=quietly.as_mask(by, item), verb="item.closed" if on else "item.reopened", item=item)


@dataclass(frozen=True, slots=True)
class AfterMove:
    """Who would see an item in another place: in words, by number, and whether people come who do not see it now."""

    sentence: str
    count: int
    newcomers: bool
    author_sees: bool


def _moved(item: Item, room: Room | None) -> Item:
    """The item as it would be there. Facilitators' things stay theirs; otherwise the place decides, never wider."""
    audience = "room" if room is not None else "members"
    if item.audience == "facilitators":
        audience = "facilitators"
    return Item(
        pk=item.pk,
        community=item.community,
        room=room,
        kind=item.kind,
        audience=audience,
        state=item.state,
        era=item.era,
        author_id=item.author_id,
    )


def audience_after_move(item: Item, room: Room | None) -> AfterMove:
    """Who would see the item there: the people of the place, by era, with guests and alumni who would see it too."""
    there = people_who_see(_moved(item, room))
    count = there.count()
    # What everybody may read already can't become wider by moving.
    open_now = sees_item(Viewer.stranger(), item)
    newcomers = not open_now and there.exclude(pk__in=people_who_see(item).values("pk")).exists()
    sentence = ngettext("%(n)s person will see this", "%(n)s people will see this", count) % {"n": count}
    # Of who wrote quietly nothing is said, not even whether they are there.
    author_sees = item.quiet or there.filter(pk=item.author_id).exists()
    return AfterMove(sentence, count, newcomers, author_sees)


@transaction.atomic
def move_item(*, by: Viewer, item: Item, room: Room | None, told: int | None = None) -> Item:
    """Move an item into a room, into another, or out to the members.

    Out of a room it goes to members, never wider. Where people would come to see it who do not now, `told` must be the
    number that the page said before: when more would see it, nothing is moved. It keeps its era, so that whoever joined
    by a wider door later still does not see it. Codes, numbers and addresses stay. Raises NotAllowed.
    """
    item = lock_item(item)
    require(by, "item.move", item)
    if room is not None:
        require(by, "room.start_item", room)
        if room.community_id != item.community_id:
            raise NotAllowed(_("Choose a room of this community."))
    if (room.pk if room else None) == item.room_id:
        return item
    moved, after = _moved(item, room), audience_after_move(item, room)
    if not sees_item(by, moved):
        raise NotAllowed(_("You would not see it there yourself, because it is older than your place there."))
    if after.newcomers and (told is None or told < after.count):
        raise NotAllowed(_("More people would see this. Look at who they are, then move it."))
    item.room, item.audience, item.folder = room, moved.audience, None
    item.version += 1
    item.save(update_fields=["room", "audience", "folder", "version"])
    record(by=by, verb="item.moved", item=item)
    return item
