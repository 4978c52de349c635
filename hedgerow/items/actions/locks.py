"""Locking rows for the length of a transaction, so that numbers, counters and drafts hold under a storm."""

from datetime import datetime

from django.db.models import F

from hedgerow.communities.models import Community
from hedgerow.items.models import Item, ReadMark


def lock_item(item: Item) -> Item:
    """The item's row with its community, locked until the transaction ends."""
    locked: Item = Item.objects.select_for_update().get(pk=item.pk)
    # Not joined: after waiting for the lock, a join would still show the place as it was before.
    locked.community = Community._base_manager.get(pk=locked.community_id)
    return locked


def changed(item: Item) -> None:
    """Something that a page of this item shows was written."""
    Item.objects.filter(pk=item.pk).update(version=F("version") + 1)


def active_now(item: Item, at: datetime) -> None:
    """The item and its community were active at this moment; never moved back.

    SECURITY: people outside see communities in the order of their activity, so what happens in a room or among the
    facilitators does not move them.
    """
    Item.objects.filter(pk=item.pk, last_active_at__lt=at).update(last_active_at=at)
    if item.room_id is not None or item.audience == "facilitators":
        return
    Community._base_manager.filter(pk=item.community_id, last_active_at__lt=at).update(last_active_at=at)


def move_mark(person_id: int, item: Item, number: int, at: datetime) -> None:
    """Who writes has read what they answer."""
    mark, made = ReadMark.objects.get_or_create(
        person_id=person_id, item=item, defaults={"number": number, "at": at}
    )
    if not made and mark.number < number:
        ReadMark.objects.filter(pk=mark.pk, number__lt=number).update(number=number, at=at)
