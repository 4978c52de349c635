"""Editing a text, and its earlier texts."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hedgerow.access.doing import require
from hedgerow.base.text import TextTooLong
from hedgerow.interruption import Interrupted
from hedgerow.items.actions import edit_item, edit_reply
from hedgerow.items.models import Item, Reply
from hedgerow.items.queries.apart import audience_for
from hedgerow.items.queries.history import history_of
from hedgerow.web.answers import done, page
from hedgerow.web.forms.write import ItemForm, ReplyForm
from hedgerow.web.guard import guard_words
from hedgerow.web.interruption import answer_of, interruption, take_other_words
from hedgerow.web.shell import item_url
from hedgerow.web.signed_in import signed_in
from hedgerow.web.views.places import place_context
from hedgerow.web.views.write.changes import change_box, edit_url, keep_change, leave
from hedgerow.web.views.write.fetching import item_or_404, reply_or_404


def where(item: Item, reply: Reply | None = None) -> str:
    """The page of an item, at one of its replies."""
    here = item_url(item.code, item.title, item.kind)
    return here if reply is None or reply.number is None else f"{here}?reply={reply.number}#r{reply.number}"


def _show(
    request: HttpRequest, item: Item, reply: Reply | None, form: ItemForm | ReplyForm | None = None
) -> HttpResponse:
    """The form; `form`: as it was sent, when there is something to mend."""
    box = change_box(request, reply or item)
    context = {
        **place_context(request, item.community, "discussions"),
        "item": item,
        "reply": reply,
        "here": where(item, reply),
        "form": form or (ReplyForm if reply else ItemForm)(initial=box.begun),
        "tried": form is not None,
        "box": box,
        "audience": audience_for(request.viewer, item),
        "guard": guard_words(),
    }
    return page(request, "write/edit.html", context, status=200 if form is None else 422)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change an item's title and text."""
    item = item_or_404(request, code)
    require(request.viewer, "item.edit", item)
    take_other_words(request)
    if request.method != "POST":
        return _show(request, item, None)
    return _change(request, item, None, ItemForm(request.POST, with_files=True))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit_one_reply(request: HttpRequest, code: str) -> HttpResponse:
    """Change a reply's text."""
    reply = reply_or_404(request, code)
    require(request.viewer, "reply.edit", reply)
    take_other_words(request)
    if request.method != "POST":
        return _show(request, reply.item, reply)
    return _change(request, reply.item, reply, ReplyForm(request.POST))


def _change(
    request: HttpRequest, item: Item, reply: Reply | None, form: ItemForm | ReplyForm
) -> HttpResponse:
    """Save it, keep it for later, or leave the text as it was; whatever happens, the words are kept first."""
    draft = keep_change(request, reply or item)
    if "later" in request.POST:
        return done(request, reverse("drafts"), toast=_("Saved as a draft."))
    if "leave" in request.POST:
        return leave(request, draft, reply or item, where(item, reply))
    if form.is_valid():
        text, answer = form.cleaned_data["body"], answer_of(request)
        try:
            if reply is not None:
                edit_reply(by=request.viewer, reply=reply, text=text, answer=answer)
            else:
                title = form.cleaned_data["title"]
                item = edit_item(by=request.viewer, item=item, title=title, text=text, answer=answer)
            return done(request, where(item, reply), toast=_("Saved."))
        except TextTooLong as refusal:
            form.add_error("body", str(refusal))
        except Interrupted as asked:
            who = audience_for(request.viewer, item).sentence
            copy = f"edits_reply-{reply.code}" if reply else f"edits-{item.code}"
            back = edit_url(reply or item)
            return interruption(request, asked, back=back, audience=who, post=_("Save it"), copy=copy)
    return _show(request, item, reply, form)


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
