"""Replying: the box under a discussion."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hedgerow.access.doing import can
from hedgerow.base.text import TextTooLong
from hedgerow.interruption import Interrupted
from hedgerow.items.actions import DifferentText, add_reply, keep_files, open_draft, save_draft
from hedgerow.items.models import Draft, Item, Reply
from hedgerow.items.queries.apart import audience_for
from hedgerow.items.quiet import offered_under, why_not
from hedgerow.web.answers import done, page
from hedgerow.web.forms.write import ReplyForm
from hedgerow.web.guard import guard_words
from hedgerow.web.interruption import answer_of, interruption, take_other_words
from hedgerow.web.pace import too_much
from hedgerow.web.shell import item_url
from hedgerow.web.signed_in import signed_in
from hedgerow.web.views.items.composer import box_of, shown_files
from hedgerow.web.views.places import place_context
from hedgerow.web.views.write.differing import both_texts
from hedgerow.web.views.write.editing import where
from hedgerow.web.views.write.fetching import item_or_404
from hedgerow.web.views.write.files import add_files, kept_with
from hedgerow.web.views.write.posting import posted_to


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Post a reply once, however often the button was pressed."""
    item = item_or_404(request, code)
    if request.method != "POST":
        return HttpResponseRedirect(f"{item_url(item.code, item.title, item.kind)}#reply")
    take_other_words(request)
    quietly = "quiet" in request.POST
    viewer, files = request.viewer, request.FILES.getlist("files")
    draft = open_draft(by=viewer, code=request.POST.get("draft", ""), item=item)
    to = Reply.objects.visible_to(viewer).filter(item=item, code=request.POST.get("reply_to", "")).first()
    form = ReplyForm(request.POST, with_files=bool(files or request.POST.getlist("attachments")))
    if form.is_valid() and not draft.is_published:
        keep_files(by=viewer, draft=draft, codes=request.POST.getlist("attachments"))
        for sentence in (*add_files(viewer, draft, files), too_much(viewer, "replies")):
            form.refuse("body", sentence)
        if quietly:
            form.refuse("body", why_not(offered_under(item), draft))
    if form.errors:
        return _again(request, item, draft, to, form)
    text = form.cleaned_data["body"]
    try:
        reply = add_reply(
            by=viewer,
            item=item,
            text=text,
            replying_to=to,
            draft=draft,
            answer=answer_of(request),
            quiet=quietly,
        )
    except TextTooLong as refusal:
        form.add_error("body", str(refusal))
        return _again(request, item, draft, to, form)
    except DifferentText as other:
        again = {"reply_to": request.POST.get("reply_to", ""), **({"quiet": "1"} if quietly else {})}
        return both_texts(request, other.draft, text, again)
    except Interrupted as asked:
        kept = save_draft(by=viewer, draft=draft, text=text, replying_to=to)
        back = f"{item_url(item.code, item.title, item.kind)}?draft={kept.code}#reply"
        seen, post = audience_for(request.viewer, item).sentence, _("Post it quietly") if quietly else ""
        return interruption(request, asked, back=back, **kept_with(kept), audience=seen, post=post)
    return done(request, where(item, reply), toast=posted_to(viewer, item))


def _again(request: HttpRequest, item: Item, draft: Draft, to: Reply | None, form: ReplyForm) -> HttpResponse:
    """The box alone on a page of its own, with everything that was written."""
    draft = save_draft(by=request.viewer, draft=draft, text=form.text("body"), replying_to=to)
    name = to.author.shown_name if to and to.author else ""
    context = {
        **place_context(request, item.community, "discussions"),
        "item": item,
        "here": where(item),
        "box": box_of(
            item.code, draft.code, form.text("body"), to.code if to else "", name, shown_files(draft)
        ),
        "form": form,
        "audience": audience_for(request.viewer, item),
        "guard": guard_words(),
        "quiet": offered_under(item) if can(request.viewer, "reply.add_quietly", item) else None,
    }
    return page(request, "write/reply.html", context, status=422)
