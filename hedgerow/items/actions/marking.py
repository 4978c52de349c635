"""Reacting, following and muting: each sets a state, so that doing it twice changes nothing."""

from django.db import transaction
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.items.actions.locks import changed, lock_item
from hedgerow.items.models import Follow, Item, Reaction, Reply
from hedgerow.items.models.marks import REACTIONS


@transaction.atomic
def react(*, by: Viewer, item: Item, kind: str, on: bool, reply: Reply | None = None) -> int:
    """Say Helpful, Thank you or Me too, or take it back; returns how many say so now. Raises KeyError for another word."""
    if kind not in dict(REACTIONS):
        raise KeyError(kind)
    item = lock_item(item)
    if reply is not None:
        reply = Reply.objects.select_for_update().get(pk=reply.pk, item=item)
        reply.item = item
        require(by, "reply.react", reply)
    else:
        require(by, "item.react", item)
    if by.person_id is None:
        raise NotVisible
    if on and by.wrote((item if reply is None else reply).author_id):
        raise NotAllowed(_("These are your own words. Others can say this about them."))
    mine = Reaction.objects.filter(person_id=by.person_id, item=item, reply=reply, kind=kind)
    if on and not mine.exists():
        Reaction.objects.create(person_id=by.person_id, item=item, reply=reply, kind=kind)
    elif not on:
        mine.delete()
    count = Reaction.objects.filter(item=item, reply=reply, kind=kind).count()
    row: Item | Reply = item if reply is None else reply
    if getattr(row, kind) != count:
        type(row)._base_manager.filter(pk=row.pk).update(**{kind: count})
        changed(item)
        record(by=by, verb="reaction.set", item=item, reply=reply, kind=kind, on=on)
    return count


@transaction.atomic
def follow_item(*, by: Viewer, item: Item, level: str | None) -> None:
    """Follow, mute, or neither (None or ""). Kept for whatever tells people. Raises KeyError for another word."""
    require(by, "item.follow", item)
    if level not in ("follow", "mute", "", None):
        raise KeyError(level)
    if by.person_id is None:
        raise NotVisible
    if not level:
        Follow.objects.filter(person_id=by.person_id, item=item).delete()
    else:
        Follow.objects.update_or_create(
            person_id=by.person_id, item=item, defaults={"level": level, "why": "chose"}
        )
    record(by=by, verb="item.followed", item=item, level=level or "")
