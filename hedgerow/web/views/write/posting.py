"""Posting something new: the composer, with the audience in words above it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hedgerow.access.doing import can
from hedgerow.access.viewer import Viewer
from hedgerow.base.codes import new_code
from hedgerow.base.text import TextTooLong
from hedgerow.interruption import Interrupted
from hedgerow.items import quiet
from hedgerow.items.actions import DifferentText, keep_files, open_draft, own_draft, save_draft, start_item
from hedgerow.items.actions.writing import allowed_audiences, default_audience
from hedgerow.items.audience_words import audience_words, effective_audience
from hedgerow.items.models import Draft, Item
from hedgerow.items.queries.apart import audience_for
from hedgerow.packs.loading import pack
from hedgerow.web.answers import done, page
from hedgerow.web.forms.write import ItemForm
from hedgerow.web.guard import guard_words
from hedgerow.web.interruption import answer_of, interruption, take_other_words
from hedgerow.web.pace import too_much
from hedgerow.web.shell import item_url
from hedgerow.web.signed_in import signed_in
from hedgerow.web.views.items.composer import shown_files
from hedgerow.web.views.write.changes import edit_page_of
from hedgerow.web.views.write.differing import both_texts
from hedgerow.web.views.write.files import add_files, kept_with
from hedgerow.web.views.write.places import Where, choices, may_write, meant

KINDS = ("discussion", "question")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def post(request: HttpRequest) -> HttpResponse:
    """The composer. A POST posts; with `choose` it changes the place, with `later` it keeps a draft."""
    viewer: Viewer = request.viewer
    request.section = "post"
    draft = own_draft(viewer, _asked(request, "draft"))
    where = meant(request, draft)
    if request.method != "POST":
        posted = Item.objects.visible_to(viewer).filter(pk=draft.published_item_id).first() if draft else None
        carry_on = edit_page_of(viewer, draft)
        if carry_on:
            return done(request, carry_on)
        if posted is not None:
            return done(request, item_url(posted.code, posted.title, posted.kind))
        return _show(request, where, draft, ItemForm(initial=_begun(request, draft)), choosing=where is None)
    if "later" in request.POST or "choose" in request.POST or where is None:
        # Nothing was sent to be checked yet: a form with a start, and no errors.
        form = ItemForm(initial={name: request.POST.get(name, "") for name in ("title", "body")})
        draft, refused = _keep(request, where, form)
        if "later" in request.POST:
            return done(request, reverse("drafts"), toast=_("Saved as a draft."))
        lost = where is None and "choose" not in request.POST
        choosing = where is None or request.POST.get("choose") == "1"
        return _show(
            request, where, draft, form, choosing=choosing, refused=refused, status=422 if lost else 200
        )
    take_other_words(request)
    return _publish(request, where, ItemForm(request.POST, with_files=True))


def _asked(request: HttpRequest, name: str) -> str:
    return request.POST.get(name) or request.GET.get(name) or ""


def _kind(request: HttpRequest, draft: Draft | None = None) -> str:
    asked = _asked(request, "kind") or (draft.kind if draft else "")
    return asked if asked in KINDS else KINDS[0]


def _begun(request: HttpRequest, draft: Draft | None) -> dict[str, str]:
    """What the form starts with: the draft, or words that a link carried over."""
    if draft is not None and not draft.is_published:
        return {"title": draft.title, "body": draft.text}
    return {"title": request.GET.get("title", "")[:150], "body": request.GET.get("text", "")}


def _keep(
    request: HttpRequest, where: Where | None, form: ItemForm, *, with_files: bool = True
) -> tuple[Draft, str]:
    """Save what the form holds, with the files that came with it; and what was wrong with those."""
    viewer, kind = request.viewer, _kind(request)
    community, room = where if where is not None else (None, None)
    draft = open_draft(by=viewer, code=_asked(request, "draft"), kind=kind, community=community, room=room)
    draft = save_draft(
        by=viewer,
        draft=draft,
        title=form.text("title"),
        text=form.text("body"),
        kind=kind,
        community=community,
        room=room,
        audience=request.POST.get("audience"),
    )
    if "listed" in request.POST:
        keep_files(by=viewer, draft=draft, codes=request.POST.getlist("attachments"))
    files = request.FILES.getlist("files") if with_files else []
    return draft, " ".join(add_files(viewer, draft, files)) if files and community is not None else ""


def _publish(request: HttpRequest, where: Where, form: ItemForm) -> HttpResponse:
    viewer, kind = request.viewer, _kind(request)
    draft = open_draft(
        by=viewer, code=_asked(request, "draft"), kind=kind, community=where.community, room=where.room
    )
    if not form.is_valid():
        draft, refused = _keep(request, where, form)
        return _show(request, where, draft, form, refused=refused, status=422)
    title, text = form.cleaned_data["title"], form.cleaned_data["body"]
    if not draft.is_published:
        keep_files(by=viewer, draft=draft, codes=request.POST.getlist("attachments"))
        for sentence in (
            *add_files(viewer, draft, request.FILES.getlist("files")),
            too_much(viewer, "items"),
            _not_quietly(request, where, draft),
        ):
            form.refuse("body", sentence)
    try:
        if form.errors:
            draft, refused = _keep(request, where, form, with_files=False)
            return _show(request, where, draft, form, status=422)
        item = start_item(
            by=viewer,
            community=where.community,
            room=where.room,
            kind=kind,
            title=title,
            text=text,
            audience=request.POST.get("audience", ""),
            draft=draft,
            answer=answer_of(request),
            quiet="quiet" in request.POST,
        )
    except TextTooLong as refusal:
        form.add_error("body", str(refusal))
        return _show(request, where, draft, form, status=422)
    except DifferentText as other:
        again = {"c": where.code, "kind": kind, "title": title, "audience": request.POST.get("audience", "")}
        again |= {"quiet": "1"} if "quiet" in request.POST else {}
        return both_texts(request, other.draft, text, again)
    except Interrupted as asked:
        return _asked_twice(request, where, save_draft(by=viewer, draft=draft, title=title, text=text), asked)
    return done(request, item_url(item.code, item.title, item.kind), toast=posted_to(viewer, item))


def _not_quietly(request: HttpRequest, where: Where, draft: Draft) -> str:
    """Why these words can't be posted quietly, when that was asked."""
    if "quiet" not in request.POST:
        return ""
    audience = request.POST.get("audience") or default_audience(where.community, where.room)
    if effective_audience(audience, where.community.reading) not in quiet.INSIDE:
        return _(
            "What people outside can read always stands under a name. Show it to members only, or post it."
        )
    return quiet.why_not(quiet.steward_of(where.place), draft)


def _asked_twice(request: HttpRequest, where: Where, draft: Draft, asked: Interrupted) -> HttpResponse:
    """The draft is kept as it would be posted; going back opens it."""
    audience = request.POST.get("audience", "")
    draft = save_draft(by=request.viewer, draft=draft, kind=_kind(request), audience=audience)
    back = f"{reverse('post')}?draft={draft.code}"
    seen = audience_words(where.place, audience or default_audience(where.community, where.room)).sentence
    post = _("Post it quietly") if "quiet" in request.POST else ""
    return interruption(request, asked, back=back, audience=seen, post=post, **kept_with(draft))


def posted_to(viewer: Viewer, item: Item) -> str:
    """What the toast says after posting; no number to who may not know how many there are."""
    count = audience_for(viewer, item).count
    if not count:
        return _("Posted.")
    return ngettext("Posted to %(count)s person.", "Posted to %(count)s people.", count) % {"count": count}


def _show(
    request: HttpRequest,
    where: Where | None,
    draft: Draft | None,
    form: ItemForm,
    *,
    choosing: bool = False,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    viewer: Viewer = request.viewer
    if where is not None and not may_write(viewer, where):
        refused = _("You can't post in %(name)s. Choose another place.") % {"name": where.name}
        where, choosing = None, True
    kept = draft if draft is not None and not draft.is_published else None
    code = kept.code if kept else (_asked(request, "draft") or new_code())
    kind = _kind(request, kept)
    context = {
        "form": form,
        "status": status,
        "kind": kind,
        "prompt": pack(settings.PACK).prompts[kind],
        "prompts": _prompts(),
        "where": where,
        "choosing": choosing,
        "refused": refused,
        "choices": choices(viewer) if choosing else [],
        "draft_code": code,
        "draft_url": reverse("draft_save"),
        "draft_text": _("Draft") if kept else "",
        "files": shown_files(kept),
        "guard": guard_words(),
        **(_of_place(request, where, kept, code) if where else {}),
    }
    return page(request, "write/post.html", context, status=status)


def _prompts() -> dict[str, dict[str, str]]:
    """The words of each kind, for the script that changes them when another kind is chosen."""
    found = pack(settings.PACK).prompts
    names = ("title_label", "text_label", "text_example")
    return {kind: {name: getattr(found[kind], name) for name in names} for kind in KINDS}


def _of_place(request: HttpRequest, where: Where, draft: Draft | None, code: str) -> dict[str, object]:
    """What the form needs of the place: who will see it, who can be named, where files go."""
    room = f"&room={where.room.code}" if where.room else ""
    audiences = _audiences(request.viewer, where)  # type: ignore[attr-defined]
    usual = default_audience(where.community, where.room)
    chosen = request.POST.get("audience") or (draft.audience if draft else "")
    if chosen not in [key for key, _name, _who in audiences]:
        chosen = usual
    return {
        "who": audience_words(where.place, chosen),
        "audiences": audiences,
        "audience": chosen,
        "narrowed": chosen != usual,
        "quiet": _steward(where, [key for key, _name, _who in audiences] or [usual]),
        "upload_url": f"{reverse('upload')}?draft={code}&c={where.community.code}{room}",
        "mention_url": f"{reverse('mentions')}?c={where.community.code}{room}",
    }


def _steward(where: Where, audiences: list[str]) -> quiet.Steward | None:
    """The steward, where one of these audiences is only people inside."""
    reading = where.community.reading
    inside = any(
        effective_audience(key, reading) in quiet.INSIDE for key in audiences if key != "facilitators"
    )
    return quiet.steward_of(where.place) if inside else None


def _audiences(viewer: Viewer, where: Where) -> list[tuple[str, str, str]]:
    """The audiences to choose between, each with who that is; none where there is nothing to choose."""
    words = {
        "web": _("Anyone on the internet"),
        "network": _("Anyone signed in"),
        "members": _("Members"),
        "room": _("The people of this room"),
        "facilitators": _("Facilitators only"),
    }
    verb = "room.change_people" if where.room else "community.cultivate"
    keys = [
        key
        for key in allowed_audiences(where.community, where.room)
        if key != "facilitators" or can(viewer, verb, where.place)
    ]
    if len(keys) < 2:
        return []
    return [(key, words[key], audience_words(where.place, key).sentence) for key in keys]
