"""The same draft was posted already with other words: both are shown, nothing is lost."""

from django.http import HttpRequest, HttpResponse

from hedgerow.items.models import Draft, Item, Reply
from hedgerow.items.text import editable
from hedgerow.web.answers import page
from hedgerow.web.shell import item_url


def both_texts(request: HttpRequest, draft: Draft, title: str, text: str) -> HttpResponse:
    """What stands there now, and what was sent this time, to copy or to post as well."""
    item = Item.objects.visible_to(request.viewer).filter(pk=draft.published_item_id).first()
    reply = Reply.objects.visible_to(request.viewer).filter(pk=draft.published_reply_id).first()
    posted = editable(reply.source if reply else item.source) if (reply or item) else ""
    where = item_url(item.code, item.title, item.kind) if item else "/"
    if reply is not None:
        where = f"{where}?reply={reply.number}#r{reply.number}"
    context = {"posted": posted, "title": title, "text": text, "where": where, "is_reply": reply is not None}
    return page(request, "write/both_texts.html", context, status=409)
