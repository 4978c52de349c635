"""What the end of an account means for what the person wrote and marked."""

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.items.actions.locks import lock_item
from hedgerow.items.models import (
    Attachment,
    Attribution,
    Draft,
    Follow,
    Grant,
    Item,
    Mention,
    Reaction,
    ReadMark,
    Reply,
    Revision,
)
from hedgerow.items.quiet import as_mask

_BARE = {"source": "", "html": "", "plain": ""}


def forget_marks(*, by: Viewer) -> None:
    """Delete for good the drafts of the viewer's person, what they marked, and what marks them."""
    me = by.person_id
    Attachment.objects.filter(by_id=me, item=None, reply=None).delete()
    Draft.objects.filter(person_id=me).delete()
    for kind in ("helpful", "thanks", "me_too"):
        given = Reaction.objects.filter(person_id=me, kind=kind)
        items = given.filter(reply=None).values("item_id")
        Item.objects.filter(pk__in=items, **{f"{kind}__gt": 0}).update(**{kind: F(kind) - 1})
        replies = given.exclude(reply=None).values("reply_id")
        Reply.objects.filter(pk__in=replies, **{f"{kind}__gt": 0}).update(**{kind: F(kind) - 1})
    touched = Reaction.objects.filter(person_id=me).values("item_id")
    Item.objects.filter(pk__in=touched).update(version=F("version") + 1)
    # A change of quiet words goes with the drafts; who wrote them is forgotten in `forget_who`.
    for model in (Reaction, Follow, ReadMark, Mention, Grant):
        model._base_manager.filter(person_id=me).delete()


def remove_all_words(*, by: Viewer) -> None:
    """Delete for good every text of the viewer's person. What they leave behind is removed, or bare.

    An item under which others wrote stays there for them, without its words; any other is removed, as every reply is.
    """
    me = written_by(by)
    for pk in list(Reply.objects.filter(author_id__in=me).order_by("pk").values_list("pk", flat=True)):
        _bare_reply(by, pk)
    for item in Item.objects.filter(author_id__in=me).order_by("pk"):
        _bare_item(by, lock_item(item))


def forget_who(*, by: Viewer) -> None:
    """Of what the person wrote quietly, nobody can find out any more that it was they."""
    Attribution.objects.filter(person_id=by.person_id).delete()
    by.forget_standings()


def written_by(by: Viewer) -> list[int]:
    """The persons in whose names the viewer's words stand: themselves, and their masks."""
    masks = Attribution.objects.filter(person_id=by.person_id).exclude(mask=None)
    return [by.person_id or 0, *masks.values_list("mask_id", flat=True).distinct()]


def _bare_reply(by: Viewer, pk: int) -> None:
    reply = Reply.objects.select_related("item").get(pk=pk)
    item, hand = lock_item(reply.item), as_mask(by, reply)
    if item.answer_id == reply.pk:
        item.answer = None
    if reply.state == "published":
        item.reply_count = max(0, item.reply_count - 1)
    item.version += 1
    item.save(update_fields=["answer", "reply_count", "version"])
    Attachment.objects.filter(reply=reply).delete()
    Revision.objects.filter(reply=reply).delete()
    Reply.objects.filter(pk=pk).update(
        **_BARE, state="removed", removed_at=timezone.now(), removed_by_id=hand.person_id, removed_from=""
    )
    record(by=hand, verb="reply.removed", item=item, reply=reply)


def _bare_item(by: Viewer, item: Item) -> None:
    Attachment.objects.filter(item=item, reply=None).delete()
    Revision.objects.filter(item=item, reply=None).delete()
    own, hand = Q(author_id__in=written_by(by)), as_mask(by, item)
    stays = item.state == "published" and Reply.objects.filter(item=item).exclude(own).exists()
    title = _("Removed by its writer")
    Item.objects.filter(pk=item.pk).update(**_BARE, title=title, version=F("version") + 1)
    if not stays:
        Item.objects.filter(pk=item.pk).update(
            state="removed", removed_at=timezone.now(), removed_by_id=hand.person_id, removed_from=""
        )
    item.refresh_from_db()
    record(by=hand, verb="item.edited" if stays else "item.removed", item=item)
