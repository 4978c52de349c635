"""Drafts: saved while somebody writes, listed, discarded with an undo; and what the writing box asks for."""

from collections import Counter

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotVisible
from hedgerow.base.names import fold
from hedgerow.base.text import MAX_LENGTH, TextTooLong, codes_in, render
from hedgerow.communities.models import Community, Room
from hedgerow.interruption import Part, hints_in
from hedgerow.items.actions import discard_draft, open_draft, own_draft, restore_draft, save_draft
from hedgerow.items.actions.writing import default_audience
from hedgerow.items.models import Draft, Item, Reply
from hedgerow.items.queries.assurances import held_by_guard
from hedgerow.items.queries.drafts import draft_list, own_files
from hedgerow.items.text import nameable, ready
from hedgerow.web.answers import done, local_path, page
from hedgerow.web.form_token import form_token
from hedgerow.web.interruption import hint_words
from hedgerow.web.signed_in import signed_in
from hedgerow.web.views.items.tokens import known_in
from hedgerow.web.views.write.changes import keep_change
from hedgerow.web.views.write.fetching import item_or_404, reply_or_404
from hedgerow.web.views.write.places import where_of
from hedgerow.web.words import clock

#: How many people are offered after an "@".
SUGGESTED = 8
#: How many sorts of detail are spoken of under the box.
MOST_HINTS = 3


@require_POST
@signed_in
def save(request: HttpRequest) -> HttpResponse:
    """Keep what was written so far; answers with the moment and a fresh token for the form."""
    viewer, sent = request.viewer, request.POST
    edited = _edited(request)
    if edited is not None:
        return _kept(request, keep_change(request, edited))
    item = item_or_404(request, request.GET["item"]) if request.GET.get("item") else None
    where = where_of(viewer, sent.get("c", "")) if item is None else None
    community, room = where if where is not None else (None, None)
    draft = open_draft(by=viewer, code=sent.get("draft", ""), community=community, room=room, item=item)
    to = (
        Reply.objects.visible_to(viewer).filter(item=item, code=sent.get("reply_to", "")).first()
        if item
        else None
    )
    saved = save_draft(
        by=viewer,
        draft=draft,
        text=sent.get("body", "").replace("\r\n", "\n"),
        title=sent.get("title"),
        kind=sent.get("kind"),
        community=community,
        room=room,
        audience=sent.get("audience"),
        replying_to=to,
        clear_replying_to=to is None,
    )
    return _kept(request, saved)


def _edited(request: HttpRequest) -> Item | Reply | None:
    """What a change is of, when it is one."""
    if request.GET.get("edits_reply"):
        return reply_or_404(request, request.GET["edits_reply"])
    return item_or_404(request, request.GET["edits"]) if request.GET.get("edits") else None


def _kept(request: HttpRequest, saved: Draft) -> HttpResponse:
    said = _("Draft saved %(clock)s") % {"clock": clock(timezone.now())}
    return JsonResponse(
        {"code": saved.code, "text": said, "csrf": form_token(request), "posted": saved.is_published}
    )


@require_safe
@signed_in
def drafts(request: HttpRequest) -> HttpResponse:
    """Everything that I began and did not post."""
    request.section = "drafts"
    context = {"drafts": draft_list(request.viewer), "held": held_by_guard(request.viewer, own=True)}
    return page(request, "write/drafts.html", context)


@require_POST
@signed_in
def discard(request: HttpRequest, code: str) -> HttpResponse:
    """Throw a draft away, with an undo."""
    draft = own_draft(request.viewer, code)
    if draft is None:
        raise NotVisible
    discard_draft(by=request.viewer, draft=draft)
    undo, back = (
        reverse("draft_restore", kwargs={"code": code}),
        local_path(request, default=reverse("drafts")),
    )
    return done(request, back, toast=_("Draft thrown away."), undo=undo, undo_fields={"next": back})


@require_POST
@signed_in
def restore(request: HttpRequest, code: str) -> HttpResponse:
    """Undo throwing a draft away."""
    draft = own_draft(request.viewer, code)
    if draft is None:
        raise NotVisible
    restore_draft(by=request.viewer, draft=draft)
    return done(request, local_path(request, default=reverse("drafts")), toast=_("The draft is back."))


@require_POST
@signed_in
def preview(request: HttpRequest) -> HttpResponse:
    """What the text would look like; nothing is kept."""
    try:
        words = ready(request.POST.get("body", ""), [])
    except TextTooLong as refusal:
        return HttpResponse(render(str(refusal)).html, status=422)
    files = own_files(request.viewer, codes_in(words.html).files)
    return HttpResponse(known_in(request.viewer, [words.html], files).shown(words.html))


@require_POST
@signed_in
def hints(request: HttpRequest) -> HttpResponse:
    """What in the words may identify somebody, by sort and line; nothing is kept, and the words do not come back."""
    title, body = request.POST.get("title", "")[:300], request.POST.get("body", "")[:MAX_LENGTH]
    found = hints_in([Part("title", title, "title"), Part("body", body.replace("\r\n", "\n"))])
    return JsonResponse({"hints": [hint_words(one) for one in found[:MOST_HINTS]]})


@require_GET
@signed_in
def mentions(request: HttpRequest) -> HttpResponse:
    """People who can be named here: only those who will see it."""
    viewer, asked = request.viewer, fold(request.GET.get("q", "")[:60])
    item = _begun(request)
    part = viewer.standings.communities.get(item.community_id)
    inside = part is not None and part.state in ("active", "alumni")
    people = list(nameable(viewer, item).order_by("name", "pk"))
    # Two people of one name: only the code says who is meant.
    often = Counter(fold(person.name) for person in people)
    found = [
        {
            "name": person.name,
            "detail": person.what_i_do if inside and person.what_i_do_seen_by == "members" else "",
            "insert": f"@{person.name} "
            if often[fold(person.name)] == 1
            else f"@{person.name} ({person.code}) ",
        }
        for person in people
        if person.pk != viewer.person_id
        and any(word.startswith(asked) for word in (fold(person.name), *fold(person.name).split()))
    ]
    return JsonResponse(found[:SUGGESTED], safe=False)


def _begun(request: HttpRequest) -> Item:
    """The item that is answered, or one as it would be in the place where something new begins."""
    if request.GET.get("item"):
        item = item_or_404(request, request.GET["item"])
        require(request.viewer, "reply.add", item)
        return item
    community = get_object_or_404(Community.objects.visible_to(request.viewer), code=request.GET.get("c", ""))
    room = None
    if request.GET.get("room"):
        rooms = Room.objects.visible_to(request.viewer).filter(community=community)
        room = get_object_or_404(rooms, code=request.GET["room"])
        require(request.viewer, "room.start_item", room)
    else:
        require(request.viewer, "community.start_item", community)
    return Item(
        community=community,
        room=room,
        kind="discussion",
        audience=default_audience(community, room),
        state="published",
        era=community.era,
    )
