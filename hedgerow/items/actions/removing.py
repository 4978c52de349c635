"""Removing is a state with 30 days of undo; who removed is recorded."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hedgerow.access.doing import can, known_name, require
from hedgerow.access.refusals import NotAllowed
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.items import quiet as quietly
from hedgerow.items.actions.locks import changed, lock_item
from hedgerow.items.models import Item, Reply

#: How long a removed thing can be put back; afterwards it is deleted for good.
UNDO = timedelta(days=30)
#: What a removed reply was, when it was the chosen answer.
_ANSWER = "answer"
_COLUMNS = ["state", "removed_at", "removed_by", "removed_why", "removed_from"]


def _take_away(by: Viewer, row: Item | Reply, why: str, was: str) -> None:
    row.state, row.removed_at = "removed", timezone.now()
    row.removed_by_id = quietly.as_mask(by, row).person_id
    row.removed_why, row.removed_from = why[:300], was


def _put_back(row: Item | Reply) -> None:
    """To the state that it was removed from: what waited for a facilitator waits again."""
    row.state = "held" if row.removed_from == "held" or row.published_at is None else "published"
    row.removed_at, row.removed_by, row.removed_why, row.removed_from = None, None, "", ""


def _refuse(by: Viewer, row: Item | Reply, item: Item) -> None:
    """An author can't put back what somebody else removed, nor anybody what its author took back."""
    if by.is_system:
        return
    if row.removed_at is not None and row.removed_at < timezone.now() - UNDO:
        raise NotAllowed(_("This was removed more than 30 days ago and can't be put back."))
    own = by.wrote(row.author_id)
    if own and not by.wrote(row.removed_by_id):
        raise NotAllowed(
            _("A facilitator removed this. A facilitator of %(name)s can put it back.")
            % {"name": known_name(by, item.community)}
        )
    if not own and row.removed_by_id is not None and row.removed_by_id == row.author_id:
        raise NotAllowed(_("Who wrote this took it back. Only they can put it there again."))


def may_restore(viewer: Viewer, row: Item | Reply) -> bool:
    """Whether the viewer could put this back now; only shows or hides a button."""
    item = row.item if isinstance(row, Reply) else row
    if not can(viewer, "reply.restore" if isinstance(row, Reply) else "item.restore", row):
        return False
    try:
        _refuse(viewer, row, item)
    except NotAllowed:
        return False
    return True


@transaction.atomic
def remove_item(*, by: Viewer, item: Item, why: str = "") -> None:
    """Take an item out of sight of all but its author and the facilitators. Removing twice changes nothing."""
    item = lock_item(item)
    if item.state == "removed":
        require(by, "item.history", item)
        return
    require(by, "item.remove", item)
    _take_away(by, item, why, item.state)
    item.version += 1
    item.save(update_fields=[*_COLUMNS, "version"])
    record(by=quietly.as_mask(by, item), verb="item.removed", item=item)


@transaction.atomic
def restore_item(*, by: Viewer, item: Item) -> None:
    """Put it back whole, with its replies and addresses. Raises NotAllowed."""
    item = lock_item(item)
    if item.state != "removed":
        require(by, "item.history", item)
        return
    require(by, "item.restore", item)
    _refuse(by, item, item)
    _put_back(item)
    item.version += 1
    item.save(update_fields=[*_COLUMNS, "version"])
    record(by=quietly.as_mask(by, item), verb="item.restored", item=item)


def _lock_reply(reply: Reply) -> tuple[Item, Reply]:
    """The item first, as everywhere, so that nobody waits for one another for ever."""
    item = lock_item(reply.item)
    locked = Reply.objects.select_for_update().get(pk=reply.pk)
    locked.item = item
    return item, locked


@transaction.atomic
def remove_reply(*, by: Viewer, reply: Reply, why: str = "") -> None:
    """Take a reply out of sight. Its number stays its own; a chosen answer is no longer one, until it is put back."""
    item, reply = _lock_reply(reply)
    if reply.state == "removed":
        require(by, "item.history", reply)
        return
    require(by, "reply.remove", reply)
    was = reply.state
    if item.answer_id == reply.pk:
        was, item.answer = _ANSWER, None
    if reply.state == "published":
        item.reply_count = max(0, item.reply_count - 1)
    _take_away(by, reply, why, was)
    reply.save(update_fields=_COLUMNS)
    item.save(update_fields=["reply_count", "answer"])
    changed(item)
    record(by=quietly.as_mask(by, reply), verb="reply.removed", item=item, reply=reply)


@transaction.atomic
def restore_reply(*, by: Viewer, reply: Reply) -> None:
    """Put a reply back in its place, with its number, and as the answer if it was. Raises NotAllowed."""
    item, reply = _lock_reply(reply)
    if reply.state != "removed":
        require(by, "item.history", reply)
        return
    require(by, "reply.restore", reply)
    _refuse(by, reply, item)
    was_answer = reply.removed_from == _ANSWER
    _put_back(reply)
    reply.save(update_fields=_COLUMNS)
    if reply.state == "published":
        item.reply_count += 1
    if was_answer and item.answer_id is None:
        item.answer = reply
    item.save(update_fields=["reply_count", "answer"])
    changed(item)
    record(by=quietly.as_mask(by, reply), verb="reply.restored", item=item, reply=reply)
