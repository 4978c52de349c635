"""Editing: the text before is kept, and whoever sees the thing can compare."""

from django.db import transaction
from django.utils import timezone

from hedgerow.access.doing import require
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.interruption import Answer
from hedgerow.items import guarding
from hedgerow.items import quiet as quietly
from hedgerow.items import text as texts
from hedgerow.items.actions.drafting import close_changes
from hedgerow.items.actions.locks import changed, lock_item
from hedgerow.items.models import Item, Reply, Revision


@transaction.atomic
def edit_item(*, by: Viewer, item: Item, title: str, text: str, answer: Answer | None = None) -> Item:
    """Change title and text; the draft of the change is closed. Saving the same words again changes nothing.

    Raises TextTooLong, Interrupted.
    """
    item = lock_item(item)
    require(by, "item.edit", item)
    seers = texts.nameable(by, item, text)
    words = texts.ready(text, seers.values_list("code", "name"), item.source)
    title = " ".join(title.split())
    if (title, words.source) == (item.title, item.source):
        close_changes(by=by, edited=item, title=title, text=text)
        return item
    parts = guarding.parts_of(kind=item.kind, title=title, text=text)
    answered = guarding.ask_first(by, parts, answer, named=texts.named(seers, words), before=item)
    close_changes(by=by, edited=item, title=title, text=text)
    hand = quietly.as_mask(by, item)
    Revision.objects.create(
        item=item, title=item.title, source=item.source, plain=item.plain, by_id=hand.person_id
    )
    item.title = title
    texts.put(item, words)
    item.edited_at = timezone.now()
    item.version += 1
    item.save(update_fields=["title", "source", "html", "plain", "renderer", "edited_at", "version"])
    texts.keep_mentions(item, None, words, seers)
    guarding.keep_answer(hand, answered, item)
    record(by=hand, verb="item.edited", item=item)
    return item


@transaction.atomic
def edit_reply(*, by: Viewer, reply: Reply, text: str, answer: Answer | None = None) -> Reply:
    """Change a reply's text. Raises TextTooLong, Interrupted."""
    item = lock_item(reply.item)
    reply = Reply.objects.select_for_update().get(pk=reply.pk)
    reply.item = item
    require(by, "reply.edit", reply)
    seers = texts.nameable(by, item, text)
    words = texts.ready(text, seers.values_list("code", "name"), reply.source)
    if words.source == reply.source:
        close_changes(by=by, edited=reply, title="", text=text)
        return reply
    parts = guarding.parts_of(kind="reply", text=text)
    answered = guarding.ask_first(by, parts, answer, named=texts.named(seers, words), before=reply)
    close_changes(by=by, edited=reply, title="", text=text)
    hand = quietly.as_mask(by, reply)
    Revision.objects.create(
        item=item, reply=reply, source=reply.source, plain=reply.plain, by_id=hand.person_id
    )
    texts.put(reply, words)
    reply.edited_at = timezone.now()
    reply.save(update_fields=["source", "html", "plain", "renderer", "edited_at"])
    changed(item)
    texts.keep_mentions(item, reply, words, seers)
    guarding.keep_answer(hand, answered, item, reply)
    record(by=hand, verb="reply.edited", item=item, reply=reply)
    return reply
