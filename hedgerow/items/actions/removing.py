"""Removing is a state with 30 days of undo; who removed is recorded."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.items.actions.locks import changed, lock_item
from hedgerow.items.models import Item, Reply

#: How long a removed thing can be put back; afterwards it is deleted for good.
UNDO = timedelta(days=30)


@transaction.atomic
def remove_item(*, by: Viewer, item: Item, why: str = "") -> None:
    """Take an item out of sight of all but its author and the facilitators."""
    item = lock_item(item)
    require(by, "item.remove", item)
    item.state, item.removed_at, item.removed_by_id, item.removed_why = (
        "removed",
        timezone.now(),
        by.person_id,
        why[:300],
    )
    item.version += 1
    item.save(update_fields=["state", "removed_at", "removed_by", "removed_why", "version"])
    record(by=by, verb="item.removed", item=item)


@transaction.atomic
def restore_item(*, by: Viewer, item: Item) -> None:
    """Put it back whole, with its replies and addresses. An author can't put back what somebody else removed."""
    item = lock_item(item)
    require(by, "item.restore", item)
    _refuse(by, item.author_id, item.removed_by_id, item.removed_at, item)
    item.state, item.removed_at, item.removed_by_id, item.removed_why = "published", None, None, ""
    item.version += 1
    item.save(update_fields=["state", "removed_at", "removed_by", "removed_why", "version"])
    record(by=by, verb="item.restored", item=item)


def _refuse(
    by: Viewer, author_id: int | None, removed_by: int | None, removed_at: datetime | None, item: Item
) -> None:
    if removed_at is not None and removed_at < timezone.now() - UNDO:
        raise NotAllowed(_("This was removed more than 30 days ago and can't be put back."))
    own = by.person_id is not None and by.person_id == author_id
    if own and removed_by != by.person_id:
        raise NotAllowed(
            _("A facilitator removed this. A facilitator of %(name)s can put it back.")
            % {"name": item.community.name}
        )


@transaction.atomic
def remove_reply(*, by: Viewer, reply: Reply, why: str = "") -> None:
    """Take a reply out of sight. Its number stays its own; a chosen answer is no longer one."""
    item = lock_item(reply.item)
    reply = Reply.objects.select_for_update().get(pk=reply.pk)
    reply.item = item
    require(by, "reply.remove", reply)
    was_published = reply.state == "published"
    reply.state, reply.removed_at, reply.removed_by_id, reply.removed_why = (
        "removed",
        timezone.now(),
        by.person_id,
        why[:300],
    )
    reply.save(update_fields=["state", "removed_at", "removed_by", "removed_why"])
    if was_published:
        item.reply_count = max(0, item.reply_count - 1)
        item.save(update_fields=["reply_count"])
    if item.answer_id == reply.pk:
        Item.objects.filter(pk=item.pk).update(answer=None)
    changed(item)
    record(by=by, verb="reply.removed", item=item, reply=reply)


@transaction.atomic
def restore_reply(*, by: Viewer, reply: Reply) -> None:
    """Put a reply back in its place, with its number."""
    item = lock_item(reply.item)
    reply = Reply.objects.select_for_update().get(pk=reply.pk)
    reply.item = item
    require(by, "reply.restore", reply)
    _refuse(by, reply.author_id, reply.removed_by_id, reply.removed_at, item)
    reply.state, reply.removed_at, reply.removed_by_id, reply.removed_why = "published", None, None, ""
    reply.save(update_fields=["state", "removed_at", "removed_by", "removed_why"])
    item.reply_count += 1
    item.save(update_fields=["reply_count"])
    changed(item)
    record(by=by, verb="reply.restored", item=item, reply=reply)
