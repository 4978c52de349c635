"""The chosen answer of a question."""

from django.db import transaction
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.items import quiet as quietly
from hedgerow.items.actions.locks import lock_item
from hedgerow.items.models import Item, Reply


@transaction.atomic
def choose_answer(*, by: Viewer, reply: Reply) -> Item:
    """Choose a published reply as the answer of its question; another one chosen before gives way."""
    item = lock_item(reply.item)
    require(by, "question.answer", item)
    if item.kind != "question":
        raise NotAllowed(_("Only a question has a chosen answer."))
    reply = Reply.objects.get(pk=reply.pk, item=item)
    if reply.state != "published":
        raise NotVisible
    if item.answer_id != reply.pk:
        item.answer = reply
        item.version += 1
        item.save(update_fields=["answer", "version"])
        record(by=quietly.as_mask(by, item), verb="answer.chosen", item=item, reply=reply)
    return item


@transaction.atomic
def clear_answer(*, by: Viewer, item: Item) -> Item:
    """The question has no chosen answer after all."""
    item = lock_item(item)
    require(by, "question.answer", item)
    if item.answer_id is not None:
        item.answer = None
        item.version += 1
        item.save(update_fields=["answer", "version"])
        record(by=quietly.as_mask(by, item), verb="answer.cleared", item=item)
    return item
