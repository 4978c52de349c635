"""The same draft was posted already with other words: both are shown, nothing is lost."""

from django.http import HttpRequest, HttpResponse

from hedgerow.base.codes import new_code
from hedgerow.items.models import Draft, Item, Reply
from hedgerow.items.text import editable
from hedgerow.web.answers import page
from hedgerow.web.shell import item_url


def both_texts(request: HttpRequest, draft: Draft, text: str, again: dict[str, str]) -> HttpResponse:
    """What stands there now, and what was sent this time, to post as well. `again`: the form's other values."""
    item = Item.objects.visible_to(request.viewer).filter(pk=draft.published_item_id).first()
    reply = Reply.objects.visible_to(request.viewer).filter(pk=draft.published_reply_id).first()
    posted = editable(reply.source if reply else item.source) if (reply or item) else draft.text
    where = item_url(item.code, item.title, item.kind) if item else ""
    if reply is not None and reply.number is not None:
        where = f"{where}?reply={reply.number}#r{reply.number}"
    context = {
        "posted": posted,
        "posted_title": item.title if item and reply is None else "",
        "text": text,
        "where": where,
        "again": {**again, "draft": new_code()},
        "action": request.path,
    }
    return page(request, "write/both_texts.html", context, status=409)
