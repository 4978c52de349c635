"""A change of a posted text, while it is written: saved as a draft is, and offered again where it is edited."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hedgerow.access.doing import can
from hedgerow.access.viewer import Viewer
from hedgerow.base.codes import new_code
from hedgerow.items.actions import change_of, discard_draft, open_draft, save_draft
from hedgerow.items.models import Draft, Item, Reply
from hedgerow.items.text import editable
from hedgerow.web.answers import done


class ChangeBox(NamedTuple):
    """What the writing box needs to keep a change, and what is said of one that waits."""

    draft_code: str
    draft_url: str
    #: The name of the copy on this device; a saved change gives the next one another name.
    copy_code: str
    begun: dict[str, str]
    offered: Draft | None
    #: What it says now was itself changed after the draft was saved.
    overtaken: bool
    discard_url: str


def change_box(request: HttpRequest, edited: Item | Reply) -> ChangeBox:
    """The box of the edit page: with the words that wait, otherwise with what it says now."""
    viewer = request.viewer  # type: ignore[attr-defined]
    now = {"title": getattr(edited, "title", ""), "body": editable(edited.source)}
    waiting = change_of(viewer, edited)
    kept = {"title": waiting.title, "body": waiting.text} if waiting else now
    if _same(kept, now):
        waiting, kept = None, now
    code = waiting.code if waiting else request.POST.get("draft") or new_code()
    name = "edits_reply" if isinstance(edited, Reply) else "edits"
    stamp = int(edited.edited_at.timestamp()) if edited.edited_at else 0
    return ChangeBox(
        draft_code=code,
        draft_url=f"{reverse('draft_save')}?{name}={edited.code}",
        copy_code=f"{name}-{edited.code}-{stamp}",
        begun=kept,
        offered=waiting,
        overtaken=bool(waiting and edited.edited_at and edited.edited_at > waiting.saved_at),
        discard_url=f"{reverse('draft_discard', kwargs={'code': code})}?next={edit_url(edited)}",
    )


def _same(one: dict[str, str], other: dict[str, str]) -> bool:
    return all(" ".join(one[name].split()) == " ".join(other[name].split()) for name in one)


def edit_url(edited: Item | Reply) -> str:
    """Where a text is edited."""
    return reverse("reply_edit" if isinstance(edited, Reply) else "item_edit", kwargs={"code": edited.code})


def keep_change(request: HttpRequest, edited: Item | Reply) -> Draft:
    """Keep what was sent as a draft of the change."""
    viewer, sent = request.viewer, request.POST  # type: ignore[attr-defined]
    draft = open_draft(by=viewer, code=sent.get("draft", ""), edited=edited)
    return save_draft(by=viewer, draft=draft, title=sent.get("title", ""), text=sent.get("body", ""))


def leave(request: HttpRequest, draft: Draft, edited: Item | Reply, here: str) -> HttpResponse:
    """Back to the text as it was; what was changed is thrown away, with an undo."""
    now = {"title": getattr(edited, "title", ""), "body": editable(edited.source)}
    discard_draft(by=request.viewer, draft=draft)  # type: ignore[attr-defined]
    if _same({"title": draft.title, "body": draft.text}, now):
        return done(request, here)
    undo = reverse("draft_restore", kwargs={"code": draft.code})
    again = {"next": edit_url(edited)}
    return done(request, here, toast=_("Left as it was."), undo=undo, undo_fields=again)


def edit_page_of(viewer: Viewer, draft: Draft | None) -> str:
    """Where a change is carried on, as long as its writer may; "" for any other draft."""
    if draft is None or draft.is_published:
        return ""
    reply = Reply.objects.visible_to(viewer).filter(pk=draft.edited_reply_id).select_related("item").first()
    item = Item.objects.visible_to(viewer).filter(pk=draft.edited_item_id).first()
    if reply is not None and can(viewer, "reply.edit", reply):
        return edit_url(reply)
    return edit_url(item) if item is not None and can(viewer, "item.edit", item) else ""
