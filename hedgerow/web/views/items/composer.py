"""The reply box of a discussion: the open draft, if there is one, and the addresses that the box talks to."""

from collections.abc import Sequence
from typing import NamedTuple

from django.http import HttpRequest

from hedgerow.base.codes import new_code
from hedgerow.base.sql import Fixed
from hedgerow.base.text import quote
from hedgerow.items.actions import own_draft
from hedgerow.items.models import Draft, Reply
from hedgerow.items.queries.rows import ItemRow
from hedgerow.items.text import editable
from hedgerow.web.addresses import url
from hedgerow.web.words import size


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
    files: Sequence[dict[str, object]]


# The draft that was asked for, otherwise the newest with words in it.
_DRAFT = Fixed("""
SELECT d.code, d.text, r.code, p.name FROM items_draft d
  LEFT JOIN items_reply r ON r.id = d.replying_to_id AND r.state = 'published'
  LEFT JOIN people_person p ON p.id = r.author_id
 WHERE d.person_id = %s AND d.item_id = %s AND d.published_at IS NULL AND (d.text <> '' OR d.code = %s)
 ORDER BY CASE WHEN d.code = %s THEN 0 ELSE 1 END, d.saved_at DESC, d.id DESC LIMIT 1
""")


def reply_box(request: HttpRequest, item: ItemRow, blank: str) -> tuple[ReplyBox, str]:
    """The reply box with the person's own open draft; "Reply" and "Quote" beside a reply are links to it (`to`, `quote`).

    An untouched box has `blank` where the code of its draft belongs, and comes with a new code to put there; otherwise
    the second part is empty.
    """
    viewer, asked = request.viewer, request.GET.get("draft", "")  # type: ignore[attr-defined]
    rows = _DRAFT.rows(viewer.person_id, item.pk, asked, asked)
    wanted = request.GET.get("quote") or request.GET.get("to")
    if not rows and not wanted:
        return box_of(item.code, blank, "", "", "", ()), new_code()
    code, text, reply_to, name = rows[0] if rows else (new_code(), "", None, None)
    draft = own_draft(viewer, code) if rows else None
    if wanted:
        replies = Reply.objects.visible_to(viewer).published().select_related("author")
        to = replies.filter(item_id=item.pk, code=wanted).first()
        if to is not None:
            reply_to, name = to.code, to.author.shown_name if to.author else ""
            quoted = quote(editable(to.source)) if "quote" in request.GET else ""
            text = f"{text}\n\n{quoted}".lstrip("\n") if quoted and quoted.strip() not in text else text
    return box_of(item.code, code, text, reply_to or "", name or "", shown_files(draft)), ""


def shown_files(draft: Draft | None) -> list[dict[str, object]]:
    """The files attached so far, as the box lists them."""
    files = draft.files() if draft is not None else []
    return [{**file, "size": size(int(str(file["size"])))} for file in files]


def box_of(
    item_code: str,
    draft_code: str,
    text: str,
    reply_to: str,
    reply_to_name: str,
    files: Sequence[dict[str, object]],
) -> ReplyBox:
    """The addresses that the box talks to."""
    return ReplyBox(
        action=url("reply_add", code=item_code),
        draft_code=draft_code,
        draft_url=f"{url('draft_save')}?item={item_code}",
        text=text,
        reply_to=reply_to,
        reply_to_name=reply_to_name,
        upload_url=f"{url('upload')}?item={item_code}&draft={draft_code}",
        preview_url=url("preview"),
        mention_url=f"{url('mentions')}?item={item_code}",
        files=files,
    )
