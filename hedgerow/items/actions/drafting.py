"""Drafts: saved while somebody writes, and the key that makes posting happen once."""

import hashlib
from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.base.codes import is_code
from hedgerow.communities.models import Community, Room
from hedgerow.items.blobs import bring_files
from hedgerow.items.models import Attachment, Attribution, Draft, Item, Reply

#: A draft without words, or one that was discarded, is kept this long and then deleted.
KEPT = timedelta(days=30)
#: Words that reach a draft so soon after it was posted were sent before.
ON_ITS_WAY = timedelta(seconds=5)
#: Stands in `published_digest` of a draft that was thrown away.
DISCARDED = "discarded"
#: A form's own code may have as many characters as its column.
LONGEST_CODE = 12


class DifferentText(Exception):
    """The draft was published already, with other words; both are to be shown, and nothing is lost."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft.code)
        self.draft = draft


def _digest(title: str, text: str) -> str:
    words = text.replace("\r\n", "\n").strip()
    return hashlib.sha256(f"{' '.join(title.split())}\n{words}".encode()).hexdigest()


def own_draft(by: Viewer, code: str) -> Draft | None:
    """The viewer's own draft with this code, whatever became of it; nobody else's."""
    if by.person_id is None or not code:
        return None
    return Draft.objects.filter(person_id=by.person_id, code=code).first()


def posted_quietly(by: Viewer, code: str) -> Draft | None:
    """Stands for the draft that went when its words were posted quietly: not in the table, and published."""
    if by.person_id is None or not code:
        return None
    found = Attribution.objects.filter(person_id=by.person_id, draft_code=code).first()
    if found is None:
        return None
    return Draft(
        code=code,
        person_id=by.person_id,
        item_id=found.item_id if found.reply_id else None,
        published_at=found.created_at,
        published_item_id=found.item_id,
        published_reply_id=found.reply_id,
        published_digest=found.draft_digest,
    )


def open_draft(
    *,
    by: Viewer,
    code: str,
    kind: str = "discussion",
    community: Community | None = None,
    room: Room | None = None,
    item: Item | None = None,
    edited: Item | Reply | None = None,
) -> Draft:
    """The viewer's draft with the code that their form was given; made at its first save or when it is posted.

    A page is only read when it is opened, so the code comes from the form. A code that fits nothing, or belongs to
    somebody else or to another discussion, gets a draft with a new one. One's own draft is found also where one may
    not post any more, so that nothing that was written is lost. `item`: what it replies to; `edited`: what it changes.
    """
    if by.person_id is None:
        raise NotVisible
    own = own_draft(by, code) or posted_quietly(by, code)
    changes = _changes(edited)
    if own is not None and (own.item_id, own.edited_item_id, own.edited_reply_id) == (
        item.pk if item else None,
        *(row.pk if row else None for row in changes.values()),
    ):
        return own
    if edited is not None:
        around = edited.item if isinstance(edited, Reply) else edited
        require(by, "reply.edit" if isinstance(edited, Reply) else "item.edit", edited)
        community, room, kind = around.community, around.room, "change"
    if item is not None:
        require(by, "reply.add", item)
        community, room, kind = item.community, item.room, "reply"
    fresh = {
        "person_id": by.person_id,
        "kind": kind,
        "community": community,
        "room": room,
        "item": item,
        **changes,
    }
    if own is not None or not is_code(code) or len(code) > LONGEST_CODE:
        return Draft.objects.create(**fresh)
    draft, _made = Draft.objects.get_or_create(code=code, defaults=fresh)
    return draft if draft.person_id == by.person_id else Draft.objects.create(**fresh)


def _changes(edited: Item | Reply | None) -> dict[str, Item | Reply | None]:
    """The columns of a draft that say what it changes."""
    is_reply = isinstance(edited, Reply)
    return {"edited_item": None if is_reply else edited, "edited_reply": edited if is_reply else None}


def change_of(by: Viewer, edited: Item | Reply) -> Draft | None:
    """The viewer's newest change of this text that was written and not saved."""
    found = Draft.objects.filter(person_id=by.person_id, published_at=None, **_changes(edited))
    return found.exclude(text="", title="").order_by("-saved_at", "-pk").first()


@transaction.atomic
def save_draft(
    *,
    by: Viewer,
    draft: Draft,
    text: str | None = None,
    title: str | None = None,
    kind: str | None = None,
    community: Community | None = None,
    room: Room | None = None,
    audience: str | None = None,
    replying_to: Reply | None = None,
    clear_replying_to: bool = False,
) -> Draft:
    """Keep what was written so far; answers the draft that holds it. Raises NotVisible for another's.

    Words that come for a draft which was posted already are a late save of what was posted, and left alone, or new
    ones, and kept in a draft of their own. One that was thrown away is open again.
    """
    if draft.person_id != by.person_id:
        raise NotVisible
    locked = _locked(by, draft)
    if locked.published_digest == DISCARDED:
        locked.published_at, locked.published_digest = None, ""
    elif locked.is_published:
        if _is_late(locked, title or "", text or ""):
            return locked
        locked = Draft(
            person_id=by.person_id,
            kind=locked.kind,
            community_id=locked.community_id,
            room_id=locked.room_id,
            item_id=locked.item_id,
            edited_item_id=locked.edited_item_id,
            edited_reply_id=locked.edited_reply_id,
        )
    if text is not None:
        locked.text = text.replace("\r\n", "\n")
    if title is not None:
        locked.title = title[:300]
    if kind is not None:
        locked.kind = kind[:12]
    if community is not None:
        locked.community, locked.room = community, room
    if audience is not None:
        locked.audience = audience[:12]
    if replying_to is not None or clear_replying_to:
        locked.replying_to = replying_to
    locked.save()
    return locked


def _locked(by: Viewer, draft: Draft) -> Draft:
    """The row itself, or what stands for it when its words were posted quietly meanwhile."""
    found: Draft | None = None
    if draft.pk is not None:
        # Without what was published joined to it: after waiting for the lock, a join would still show the time before.
        found = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    found = found or posted_quietly(by, draft.code)
    if found is None:
        raise NotVisible
    return found


def _is_late(draft: Draft, title: str, text: str) -> bool:
    """Whether these words were on their way when the draft was posted."""
    words = text.replace("\r\n", "\n").strip()
    just_now = draft.published_at is not None and draft.published_at > timezone.now() - ON_ITS_WAY
    return just_now or (draft.text.startswith(words) and draft.title.startswith(" ".join(title.split())))


def close_changes(*, by: Viewer, edited: Item | Reply, title: str, text: str) -> None:
    """These words are what stands there now: the viewer's changes of that text are closed with them."""
    changes = Draft.objects.filter(person_id=by.person_id, **_changes(edited))
    if edited.quiet:
        # They name who wrote it.
        changes.delete()
    changes.filter(published_at=None).update(
        title=title[:300],
        text=text.replace("\r\n", "\n").strip(),
        published_at=timezone.now(),
        published_digest=_digest(title, text),
    )


@transaction.atomic
def keep_files(*, by: Viewer, draft: Draft, codes: Collection[str]) -> None:
    """Of the files attached so far, keep those that the form still names; the others were taken off again."""
    if draft.person_id != by.person_id:
        raise NotVisible
    Attachment.objects.filter(draft_id=draft.pk, item=None).exclude(code__in=codes).delete()


@transaction.atomic
def discard_draft(*, by: Viewer, draft: Draft) -> None:
    """Throw a draft away; `restore_draft` brings it back for 30 days."""
    if draft.person_id != by.person_id:
        raise NotVisible
    Draft.objects.filter(pk=draft.pk, published_at=None).update(
        published_at=timezone.now(), published_digest=DISCARDED
    )


@transaction.atomic
def restore_draft(*, by: Viewer, draft: Draft) -> None:
    """Undo throwing it away."""
    if draft.person_id != by.person_id or draft.published_digest != DISCARDED:
        raise NotVisible
    Draft.objects.filter(pk=draft.pk).update(published_at=None, published_digest="")


def published_before(by: Viewer, draft: Draft | None, title: str, text: str) -> Draft | None:
    """The draft, when these very words were published from it already; None when it is open (and locked now).

    Raises DifferentText when other words were, and NotVisible for somebody else's draft.
    """
    if draft is None:
        return None
    if draft.person_id != by.person_id:
        raise NotVisible
    locked = _locked(by, draft)
    if not locked.is_published or locked.published_digest == DISCARDED:
        return None
    if locked.published_digest == _digest(title, text):
        return locked
    raise DifferentText(locked)


def publish_draft(draft: Draft | None, *, item: Item, reply: Reply | None, title: str, text: str) -> None:
    """Close the draft with what came of it, and bind its files to that."""
    if draft is None:
        return
    bring_files(draft, item.community)
    Draft.objects.filter(pk=draft.pk).update(
        title=title[:300],
        text=text.replace("\r\n", "\n").strip(),
        published_at=timezone.now(),
        published_item=item,
        published_reply=reply,
        published_digest=_digest(title, text),
    )
    bring_files(draft, item.community)
    Attachment.objects.filter(draft_id=draft.pk, item=None).update(item=item, reply=reply)


def seal_draft(draft: Draft | None, attribution: Attribution, *, title: str, text: str) -> None:
    """The words were posted quietly: the draft, which names its writer, goes; its code is kept where nobody looks."""
    if draft is None:
        return
    Attribution.objects.filter(pk=attribution.pk).update(
        draft_code=draft.code, draft_digest=_digest(title, text)
    )
    Draft.objects.filter(pk=draft.pk).delete()
