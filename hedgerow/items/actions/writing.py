"""Starting an item and adding a reply."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.communities.models import Community, Room
from hedgerow.communities.presets import WIDTH
from hedgerow.interruption import Answer
from hedgerow.items import guarding
from hedgerow.items import quiet as quietly
from hedgerow.items import text as texts
from hedgerow.items.actions.bridges import side_of
from hedgerow.items.actions.drafting import publish_draft, published_before, seal_draft
from hedgerow.items.actions.locks import active_now, lock_item, move_mark
from hedgerow.items.audience_words import effective_audience
from hedgerow.items.models import Draft, Follow, Item, Reply


def default_audience(community: Community, room: Room | None) -> str:
    """The audience of a new item when nobody chose a narrower one."""
    return "room" if room is not None else community.widest_audience


def allowed_audiences(community: Community, room: Room | None) -> list[str]:
    """The audiences that a new item may have here, widest first."""
    if room is not None:
        return ["room", "facilitators"]
    widest = WIDTH[community.widest_audience]
    return [*(name for name in ("web", "network", "members") if WIDTH[name] <= widest), "facilitators"]


@transaction.atomic
def start_item(
    *,
    by: Viewer,
    community: Community,
    kind: str,
    title: str,
    text: str,
    room: Room | None = None,
    audience: str = "",
    draft: Draft | None = None,
    answer: Answer | None = None,
    at: datetime | None = None,
    quiet: bool = False,
) -> Item:
    """Start a discussion or another item. The draft is the key: published once; see DifferentText.

    `quiet`: in a made-up name, where the place offers that. `at` sets an earlier moment (the living example); `answer` is the author's to an interruption.
    Raises NotAllowed, NotVisible, TextTooLong, DifferentText, Interrupted.
    """
    if room is not None:
        require(by, "room.start_item", room)
        if room.community_id != community.pk:
            raise ValueError("The room is of another community.")
    else:
        require(by, "community.start_item", community)
    before = published_before(by, draft, title, text)
    if before is not None and before.published_item is not None:
        return before.published_item
    audience = audience or default_audience(community, room)
    if audience not in allowed_audiences(community, room):
        raise NotAllowed(_("That is wider than %(name)s allows.") % {"name": community.name})
    if audience == "facilitators":
        require(by, "room.change_people" if room is not None else "community.cultivate", room or community)
    if quiet:
        place = room or community
        require(by, "room.start_quietly" if room is not None else "community.start_quietly", place)
        quietly.require_offer(
            quietly.offered_in(place, effective_audience(audience, community.reading)), draft
        )
    now = at or timezone.now()
    item = Item(
        community=community,
        room=room,
        kind=kind,
        audience=audience,
        state="published",
        era=community.era,
        author_id=by.person_id,
        title=" ".join(title.split()),
        published_at=now,
        last_active_at=now,
        quiet=quiet,
    )
    seers = texts.nameable(by, item, text)
    words = texts.ready(text, seers.values_list("code", "name"))
    parts = guarding.parts_of(kind=kind, title=title, text=text, draft=draft)
    answered = guarding.ask_first(by, parts, answer, named=texts.named(seers, words))
    texts.put(item, words)
    mask = quietly.mask_of(by, item) if quiet else None
    if mask is not None:
        item.author = mask
    item.save()
    if at is not None:
        Item.objects.filter(pk=item.pk).update(created_at=at)
    texts.keep_mentions(item, None, words, seers)
    active_now(item, now)
    _take_part(by, item, "started", 0, now, quiet=quiet)
    if mask is not None:
        seal_draft(draft, quietly.seal(by, mask, item, None), title=title, text=text)
    else:
        publish_draft(draft, item=item, reply=None, title=title, text=text)
    hand = quietly.as_mask(by, item)
    guarding.keep_answer(hand, answered, item)
    record(by=hand, verb="item.started", item=item)
    return item


def _take_part(by: Viewer, item: Item, why: str, number: int, now: datetime, *, quiet: bool) -> None:
    """Who writes has read what they answer, and follows it from now on."""
    if by.person_id is None:
        return
    if quiet:
        # SECURITY: as any reader may have it: nothing says that they wrote, or at which second.
        why, now = "chose", now.replace(second=0, microsecond=0)
    move_mark(by.person_id, item, number, now)
    Follow.objects.get_or_create(person_id=by.person_id, item=item, defaults={"level": "follow", "why": why})


@transaction.atomic
def add_reply(
    *,
    by: Viewer,
    item: Item,
    text: str,
    replying_to: Reply | None = None,
    draft: Draft | None = None,
    answer: Answer | None = None,
    at: datetime | None = None,
    quiet: bool = False,
) -> Reply:
    """Reply under an item. The number is given here, under the item's lock, and never changes. `quiet`: see `start_item`.

    Raises NotAllowed (closed, archived, not theirs to do), NotVisible, TextTooLong, DifferentText, Interrupted.
    """
    item = lock_item(item)
    require(by, "reply.add", item)
    before = published_before(by, draft, "", text)
    if before is not None and before.published_reply is not None:
        return before.published_reply
    if item.closed_at is not None:
        raise NotAllowed(_("This discussion is closed. It can be read, and nothing new can be added."))
    if replying_to is not None and replying_to.item_id != item.pk:
        replying_to = None
    if quiet:
        require(by, "reply.add_quietly", item)
        quietly.require_offer(quietly.offered_under(item), draft)
    reply = _put_reply(by, item, text, replying_to, at, draft=draft, answer=answer, quiet=quiet)
    if quiet:
        seal_draft(draft, quietly.seal(by, reply.author, item, reply), title="", text=text)
    else:
        publish_draft(draft, item=item, reply=reply, title="", text=text)
    record(by=quietly.as_mask(by, reply), verb="reply.added", item=item, reply=reply)
    return reply


def add_note(*, by: Viewer, item: Item, text: str) -> Reply:
    """A reply that says what its writer did to the item, so that whoever read the item hears of it.

    Whoever calls has asked for that deed, looked at words that a person put into it, and holds the item's lock; a closed
    discussion takes notes too.
    """
    reply = _put_reply(by, item, text, None, None, asks=False)
    record(by=by, verb="reply.added", item=item, reply=reply)
    return reply


def _put_reply(
    by: Viewer,
    item: Item,
    text: str,
    replying_to: Reply | None,
    at: datetime | None,
    *,
    draft: Draft | None = None,
    answer: Answer | None = None,
    asks: bool = True,
    quiet: bool = False,
) -> Reply:
    """The row with the next number, and everything that counts replies; the item is locked."""
    now = at or timezone.now()
    seers = texts.nameable(by, item, text)
    words = texts.ready(text, seers.values_list("code", "name"))
    parts = guarding.parts_of(kind="reply", text=text, draft=draft) if asks else []
    answered = guarding.ask_first(by, parts, answer, named=texts.named(seers, words))
    reply = Reply(
        item=item,
        number=item.last_number + 1,
        state="published",
        era=item.community.era,
        author_id=by.person_id,
        quiet=quiet,
        via_id=None if quiet else side_of(by, item),
        replying_to=replying_to,
        published_at=now,
    )
    if quiet:
        reply.author = quietly.mask_of(by, item)
    texts.put(reply, words)
    reply.save()
    if at is not None:
        Reply.objects.filter(pk=reply.pk).update(created_at=at)
    item.last_number += 1
    item.reply_count += 1
    item.version += 1
    item.save(update_fields=["last_number", "reply_count", "version"])
    texts.keep_mentions(item, reply, words, seers)
    active_now(item, now)
    _take_part(by, item, "replied", item.last_number, now, quiet=quiet)
    hand = Viewer(kind=by.kind, person_id=reply.author_id) if quiet else by
    guarding.keep_answer(hand, answered, item, reply)
    return reply
