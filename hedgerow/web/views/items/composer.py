"""The reply box of a discussion: the open draft, if there is one, and the addresses that the box talks to."""

from typing import NamedTuple

from django.urls import reverse

from hedgerow.access.viewer import Viewer
from hedgerow.base.codes import new_code
from hedgerow.base.sql import Fixed
from hedgerow.items.queries.rows import ItemRow


class ReplyBox(NamedTuple):
    """What the composer needs."""

    action: str
    draft_code: str
    draft_url: str
    text: str
    reply_to: str
    reply_to_name: str
    upload_url: str
    preview_url: str
    mention_url: str


_DRAFT = Fixed("""
SELECT d.code, d.text, r.code, p.name FROM items_draft d
  LEFT JOIN items_reply r ON r.id = d.replying_to_id AND r.state = 'published'
  LEFT JOIN people_person p ON p.id = r.author_id
 WHERE d.person_id = %s AND d.item_id = %s AND d.published_at IS NULL AND d.text <> ''
 ORDER BY d.saved_at DESC, d.id DESC LIMIT 1
""")


def reply_composer(viewer: Viewer, item: ItemRow, here: str) -> ReplyBox:
    """The reply box with the person's own open draft."""
    rows = _DRAFT.rows(viewer.person_id, item.pk)
    code, text, reply_to, name = rows[0] if rows else (new_code(), "", None, None)
    return box_of(item.code, code, text, reply_to or "", name or "")


def box_of(item_code: str, draft_code: str, text: str, reply_to: str, reply_to_name: str) -> ReplyBox:
    """The addresses that the box talks to."""
    return ReplyBox(
        action=reverse("reply_add", kwargs={"code": item_code}),
        draft_code=draft_code,
        draft_url=f"{reverse('draft_save')}?item={item_code}",
        text=text,
        reply_to=reply_to,
        reply_to_name=reply_to_name,
        upload_url=f"{reverse('upload')}?item={item_code}&draft={draft_code}",
        preview_url=reverse("preview"),
        mention_url=f"{reverse('mentions')}?item={item_code}",
    )
