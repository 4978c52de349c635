"""What people of the example wrote: items with replies, edits, answers and reactions, each by who did it, when they did."""

import random
from datetime import datetime, timedelta

from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import quietly
from hedgerow.base.codes import new_code
from hedgerow.items.actions import (
    add_reply,
    choose_answer,
    close_item,
    edit_item,
    edit_reply,
    follow_item,
    open_draft,
    pin_item,
    react,
    remove_item,
    remove_reply,
    save_draft,
    start_item,
)
from hedgerow.items.models import Draft, Follow, Item, Mention, Reaction, Reply, Revision
from hedgerow.packs.example.rows import ExampleDocument, ExampleEdit, ExampleItem, ExampleReply
from hedgerow.workflows.example.cast import SEED, Place, soon_after
from hedgerow.workflows.example.files import attached
from hedgerow.workflows.example.marks import assure, let_guests_in

#: The kinds of item that are loaded; the others wait until Hedgerow has them.
KINDS = ("discussion", "question")
#: When each reaction happened, by person, reply (None: the item itself) and kind.
Moments = dict[tuple[int | None, int | None, str], datetime]
#: Somebody removes what they wrote by mistake soon.
_SOON = timedelta(minutes=4)


def load_item(place: Place, row: ExampleItem) -> None:
    """One item with all that happened to it. What is not out yet is its author's draft."""
    if row.state in ("draft", "scheduled"):
        _keep_draft(place, row)
        return
    by = place.cast.viewer(row.author)
    first = row.edits[0] if row.edits else row
    with quietly(row.created_at):
        item = start_item(
            by=by,
            community=place.community,
            kind=row.kind,
            title=first.title or row.title,
            text=place.filled(first.text, row.attachments),
            room=place.rooms[row.room] if row.room else None,
            draft=attached(place, row, kind=row.kind),
            at=row.created_at,
            quiet=row.quiet,
        )
    _date_mentions(place, item, row.created_at, row.text)
    place.items[row.key] = item
    let_guests_in(place, row.key)
    assure(place, row, item)
    forms: list[ExampleEdit | ExampleItem] = [*row.edits[1:], row]
    for earlier, later in zip(row.edits, forms):
        with quietly(earlier.replaced_at):
            edit_item(
                by=place.cast.viewer(earlier.by),
                item=item,
                title=later.title or row.title,
                text=place.filled(later.text, row.attachments),
            )
        Revision.objects.filter(item=item, at__gt=place.cast.began).update(at=earlier.replaced_at)
        _date_mentions(place, item, earlier.replaced_at, later.text)
        Item.objects.filter(pk=item.pk).update(edited_at=earlier.replaced_at)
    add_what_followed(place, item, row)
    _order(place, item, row)


def add_what_followed(place: Place, item: Item, row: ExampleItem | ExampleDocument) -> None:
    """The replies and reactions under an item of any kind."""
    chance = random.Random(f"{SEED} {row.key}")
    replies: list[Reply] = []
    for one in row.replies:
        replies.append(_reply(place, item, one, replies))
    moments: Moments = {}
    for one, reply in zip(row.replies, replies):
        moments |= _react(place, item, reply, one, one.created_at, chance)
        if one.removed_at is not None:
            with quietly(one.removed_at):
                remove_reply(by=place.cast.viewer(one.by), reply=reply)
            Reply.objects.filter(pk=reply.pk).update(removed_at=one.removed_at)
    moments |= _react(place, item, None, row, row.created_at, chance)
    _date_marks(place, item, row, moments)
    if isinstance(row, ExampleItem) and row.answer:
        at = soon_after(row.replies[row.answer - 1].created_at, place.cast.now, chance)
        with quietly(at):
            choose_answer(by=place.cast.viewer(row.author), reply=replies[row.answer - 1])


def _reply(place: Place, item: Item, row: ExampleReply, earlier: list[Reply]) -> Reply:
    first = row.edits[0] if row.edits else row
    with quietly(row.created_at):
        reply = add_reply(
            by=place.cast.viewer(row.by),
            item=item,
            text=place.filled(first.text, row.attachments),
            replying_to=earlier[row.to - 1] if row.to else None,
            draft=attached(place, row, item=item),
            at=row.created_at,
            quiet=row.quiet,
        )
    _date_mentions(place, item, row.created_at, row.text)
    forms: list[ExampleEdit | ExampleReply] = [*row.edits[1:], row]
    for before, later in zip(row.edits, forms):
        with quietly(before.replaced_at):
            edit_reply(
                by=place.cast.viewer(before.by), reply=reply, text=place.filled(later.text, row.attachments)
            )
        Revision.objects.filter(item=item, at__gt=place.cast.began).update(at=before.replaced_at)
        _date_mentions(place, item, before.replaced_at, later.text)
        Reply.objects.filter(pk=reply.pk).update(edited_at=before.replaced_at)
    return reply


def _react(
    place: Place,
    item: Item,
    reply: Reply | None,
    row: ExampleItem | ExampleDocument | ExampleReply,
    since: datetime,
    chance: random.Random,
) -> Moments:
    me_too = () if isinstance(row, ExampleDocument) else row.me_too
    moments: Moments = {}
    for kind, people in (("helpful", row.helpful), ("thanks", row.thanks), ("me_too", me_too)):
        for key in people:
            by, at = place.cast.viewer(key), soon_after(since, place.cast.now, chance)
            with quietly(at):
                react(by=by, item=item, reply=reply, kind=kind, on=True)
                if kind == "me_too" and reply is None:
                    _follow(by, item)
            moments[by.person_id, reply.pk if reply else None, kind] = at
    return moments


def _date_marks(place: Place, item: Item, row: ExampleItem | ExampleDocument, moments: Moments) -> None:
    """Reactions happened when they did; who wrote follows since they first did, who asks the same since they said so."""
    reactions = list(Reaction.objects.filter(item=item))
    for reaction in reactions:
        reaction.at = moments[reaction.person_id, reaction.reply_id, reaction.kind]
    Reaction.objects.bulk_update(reactions, ["at"])
    wrote = {place.cast.people[one.by].pk: one.created_at for one in reversed(row.replies)}
    wrote[place.cast.people[row.author].pk] = row.created_at
    follows = list(Follow.objects.filter(item=item))
    for follow in follows:
        follow.at = wrote.get(follow.person_id) or moments[follow.person_id, None, "me_too"]
    Follow.objects.bulk_update(follows, ["at"])


def _follow(by: Viewer, item: Item) -> None:
    """Who has the same question waits for the answer."""
    if not Follow.objects.filter(person=by.person_id, item=item).exists():
        follow_item(by=by, item=item, level="follow")


def _order(place: Place, item: Item, row: ExampleItem) -> None:
    """What facilitators and authors did to it afterwards."""
    facilitator = place.cast.viewer(place.row.started_by)
    last = max([row.created_at, *(one.created_at for one in row.replies)])
    if row.pinned:
        with quietly(row.created_at):
            pin_item(by=facilitator, item=item, on=True)
        Item.objects.filter(pk=item.pk).update(pinned_at=row.created_at)
    if row.closed:
        with quietly(last):
            close_item(by=place.cast.viewer(row.author), item=item, on=True)
        Item.objects.filter(pk=item.pk).update(closed_at=last)
    if row.state == "removed":
        take_back(place, item, row)
    if row.state == "hidden":
        # Hiding is no verb yet: the state alone is what its author and the facilitators are shown.
        Item.objects.filter(pk=item.pk).update(state="held")


def take_back(place: Place, item: Item, row: ExampleItem | ExampleDocument) -> None:
    """Its author removes it soon after; for 30 days that can be undone."""
    at = min(row.created_at + _SOON, place.cast.now)
    with quietly(at):
        remove_item(by=place.cast.viewer(row.author), item=item)
    Item.objects.filter(pk=item.pk).update(removed_at=at)


def _keep_draft(place: Place, row: ExampleItem) -> None:
    by = place.cast.viewer(row.author)
    draft = open_draft(
        by=by,
        code=new_code(),
        kind=row.kind,
        community=place.community,
        room=place.rooms[row.room] if row.room else None,
    )
    save_draft(by=by, draft=draft, title=row.title, text=place.filled(row.text, row.attachments))
    Draft.objects.filter(pk=draft.pk).update(created_at=row.created_at, saved_at=row.created_at)


def _date_mentions(place: Place, item: Item, at: datetime, text: str) -> None:
    """Who was named just now was named when that was written."""
    if "@{" in text:
        Mention.objects.filter(item=item, at__gt=place.cast.began).update(at=at)
