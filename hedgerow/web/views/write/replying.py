"""Replying: the box under a discussion."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hedgerow.base.text import TextTooLong
from hedgerow.items.actions import DifferentText, add_reply, open_draft, save_draft
from hedgerow.items.audience_words import audience_words
from hedgerow.items.blobs import attach_all
from hedgerow.items.models import Draft, Item, Reply
from hedgerow.web.answers import done, page
from hedgerow.web.forms.write import ReplyForm
from hedgerow.web.guard import guard_words
from hedgerow.web.shell import item_url
from hedgerow.web.signed_in import signed_in
from hedgerow.web.views.items.composer import box_of
from hedgerow.web.views.places import place_context
from hedgerow.web.views.write.differing import both_texts
from hedgerow.web.views.write.fetching import item_or_404


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Post a reply once, however often the button was pressed."""
    item = item_or_404(request, code)
    here = item_url(item.code, item.title, item.kind)
    if request.method != "POST":
        return HttpResponseRedirect(f"{here}#reply")
    viewer, files = request.viewer, request.FILES.getlist("files")
    draft = open_draft(by=viewer, code=request.POST.get("draft", ""), item=item)
    to = Reply.objects.visible_to(viewer).filter(item=item, code=request.POST.get("reply_to", "")).first()
    form = ReplyForm(request.POST, with_files=bool(files) or bool(draft.files()))
    if not form.is_valid():
        return _again(request, item, draft, to, form)
    text = form.cleaned_data["body"]
    refused = attach_all(viewer, draft, files) if not draft.is_published else []
    if refused:
        form.add_error("body", " ".join(refused))
        return _again(request, item, draft, to, form)
    try:
        reply = add_reply(by=viewer, item=item, text=text, replying_to=to, draft=draft)
    except TextTooLong as refusal:
        form.add_error("body", str(refusal))
        return _again(request, item, draft, to, form)
    except DifferentText as other:
        return both_texts(request, other.draft, "", text)
    who = audience_words(item)
    toast = _("Posted to %(count)s people.") % {"count": who.count} if who.count else _("Posted.")
    return done(request, f"{here}?reply={reply.number}#r{reply.number}", toast=toast)


def _again(request: HttpRequest, item: Item, draft: Draft, to: Reply | None, form: ReplyForm) -> HttpResponse:
    """The box alone on a page of its own, with everything that was written."""
    if not draft.is_published:
        save_draft(by=request.viewer, draft=draft, text=form.text("body"), replying_to=to)
    who = audience_words(item)
    context = {
        **place_context(request, item.community, "discussions"),
        "item": item,
        "here": item_url(item.code, item.title, item.kind),
        "box": box_of(
            item.code,
            draft.code,
            form.text("body"),
            to.code if to else "",
            to.author.shown_name if to and to.author else "",
        ),
        "files": draft.files(),
        "form": form,
        "audience": who,
        "guard": guard_words(),
    }
    return page(request, "write/reply.html", context, status=422)
