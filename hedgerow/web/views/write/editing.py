"""Editing a text, and its earlier texts."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hedgerow.access.doing import require
from hedgerow.base.text import TextTooLong
from hedgerow.items.actions import edit_item, edit_reply
from hedgerow.items.audience_words import audience_words
from hedgerow.items.models import Item, Reply
from hedgerow.items.queries.history import history_of
from hedgerow.items.text import editable
from hedgerow.web.answers import done, page
from hedgerow.web.forms.write import ItemForm, ReplyForm
from hedgerow.web.guard import guard_words
from hedgerow.web.shell import item_url
from hedgerow.web.signed_in import signed_in
from hedgerow.web.views.places import place_context
from hedgerow.web.views.write.fetching import item_or_404, reply_or_404


def where(item: Item, reply: Reply | None = None) -> str:
    """The page of an item, at one of its replies."""
    here = item_url(item.code, item.title, item.kind)
    return here if reply is None or reply.number is None else f"{here}?reply={reply.number}#r{reply.number}"


def _show(
    request: HttpRequest, item: Item, reply: Reply | None, form: ItemForm | ReplyForm, *, tried: bool
) -> HttpResponse:
    context = {
        **place_context(request, item.community, "discussions"),
        "item": item,
        "reply": reply,
        "here": where(item, reply),
        "form": form,
        "tried": tried,
        "audience": audience_words(item),
        "guard": guard_words(),
    }
    return page(request, "write/edit.html", context, status=422 if tried else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change an item's title and text."""
    item = item_or_404(request, code)
    require(request.viewer, "item.edit", item)
    if request.method != "POST":
        return _show(
            request,
            item,
            None,
            ItemForm(initial={"title": item.title, "body": editable(item.source)}),
            tried=False,
        )
    form = ItemForm(request.POST, with_files=True)
    if form.is_valid():
        try:
            item = edit_item(
                by=request.viewer, item=item, title=form.cleaned_data["title"], text=form.cleaned_data["body"]
            )
            return done(request, where(item), toast=_("Saved."))
        except TextTooLong as refusal:
            form.add_error("body", str(refusal))
    return _show(request, item, None, form, tried=True)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit_one_reply(request: HttpRequest, code: str) -> HttpResponse:
    """Change a reply's text."""
    reply = reply_or_404(request, code)
    require(request.viewer, "reply.edit", reply)
    if request.method != "POST":
        return _show(
            request, reply.item, reply, ReplyForm(initial={"body": editable(reply.source)}), tried=False
        )
    form = ReplyForm(request.POST)
    if form.is_valid():
        try:
            edit_reply(by=request.viewer, reply=reply, text=form.cleaned_data["body"])
            return done(request, where(reply.item, reply), toast=_("Saved."))
        except TextTooLong as refusal:
            form.add_error("body", str(refusal))
    return _show(request, reply.item, reply, form, tried=True)


def _history(request: HttpRequest, item: Item, reply: Reply | None) -> HttpResponse:
    require(request.viewer, "item.history", reply or item)
    context = {
        **place_context(request, item.community, "discussions"),
        "item": item,
        "reply": reply,
        "here": where(item, reply),
        "changes": history_of(request.viewer, item, reply),
    }
    return page(request, "write/history.html", context)


@require_safe
def history(request: HttpRequest, code: str) -> HttpResponse:
    """What an item said before, compared."""
    return _history(request, item_or_404(request, code), None)


@require_safe
def reply_history(request: HttpRequest, code: str) -> HttpResponse:
    """What a reply said before, compared."""
    reply = reply_or_404(request, code)
    return _history(request, reply.item, reply)
