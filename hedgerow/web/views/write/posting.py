"""Posting something new: the composer, with the audience in words above it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hedgerow.access.doing import can
from hedgerow.access.viewer import Viewer
from hedgerow.base.codes import new_code
from hedgerow.base.text import TextTooLong
from hedgerow.communities.models import Community, Room
from hedgerow.items.actions import DifferentText, open_draft, own_draft, save_draft, start_item
from hedgerow.items.actions.writing import allowed_audiences, default_audience
from hedgerow.items.audience_words import audience_words
from hedgerow.items.blobs import attach_all
from hedgerow.items.models import Draft
from hedgerow.web.answers import done, page
from hedgerow.web.forms.write import ItemForm
from hedgerow.web.guard import guard_words
from hedgerow.web.shell import item_url, places_of
from hedgerow.web.signed_in import signed_in
from hedgerow.web.views.write.differing import both_texts

KINDS = ("discussion", "question")


def _asked(request: HttpRequest, name: str) -> str:
    return request.POST.get(name) or request.GET.get(name) or ""


def _place(request: HttpRequest, viewer: Viewer, draft: Draft | None) -> tuple[Community | None, Room | None]:
    """Where to post: as asked, else as the draft says, else the one community there is."""
    code = _asked(request, "c") or (draft.community.code if draft and draft.community else "")
    places = places_of(request)
    if not code and len(places) == 1:
        code = places[0].code
    if not code:
        return None, None
    code, _sep, room_code = code.partition(".")
    room_code = room_code or _asked(request, "room")
    community = get_object_or_404(Community.objects.visible_to(viewer), code=code)
    if not room_code:
        return community, None
    rooms = Room.objects.visible_to(viewer).select_related("community")
    return community, get_object_or_404(rooms, code=room_code, community=community)


def _choices(request: HttpRequest, viewer: Viewer) -> list[tuple[str, str]]:
    """Communities and rooms that one may post to, as (code, name)."""
    found = [(place.code, place.name) for place in places_of(request)]
    rooms = Room.objects.visible_to(viewer).select_related("community").by_name()
    for room in rooms:
        if room.community.archived_at is None and can(viewer, "room.start_item", room):
            found.append((f"{room.community.code}.{room.code}", f"{room.community.name}: {room.name}"))
    return sorted(found, key=lambda pair: pair[1].casefold())


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def post(request: HttpRequest) -> HttpResponse:
    """The composer. With `choose` it only changes the place; with `body` it posts."""
    viewer: Viewer = request.viewer
    request.section = "post"
    draft = own_draft(viewer, _asked(request, "draft"))
    if draft is not None and draft.published_item is not None and request.method == "GET":
        item = draft.published_item
        return done(request, item_url(item.code, item.title, item.kind))
    community, room = _place(request, viewer, draft)
    if request.method == "POST" and "choose" not in request.POST and community is not None:
        return _publish(request, viewer, community, room)
    return _show(
        request, viewer, community, room, draft, ItemForm(request.POST or _begun(request, draft)), tried=False
    )


def _begun(request: HttpRequest, draft: Draft | None) -> dict[str, str]:
    """What the form starts with: the draft, or words that a link carried over."""
    if draft is not None and not draft.is_published:
        return {"title": draft.title, "body": draft.text}
    return {"title": request.GET.get("title", "")[:150], "body": request.GET.get("text", "")}


def _publish(request: HttpRequest, viewer: Viewer, community: Community, room: Room | None) -> HttpResponse:
    files = request.FILES.getlist("files")
    form = ItemForm(request.POST, with_files=True)
    kind = _asked(request, "kind") if _asked(request, "kind") in KINDS else "discussion"
    draft = open_draft(by=viewer, code=_asked(request, "draft"), kind=kind, community=community, room=room)
    if not form.is_valid():
        save_draft(by=viewer, draft=draft, title=form.text("title"), text=form.text("body"), kind=kind)
        return _show(request, viewer, community, room, draft, form, tried=True)
    title, text = form.cleaned_data["title"], form.cleaned_data["body"]
    refused = attach_all(viewer, draft, files) if not draft.is_published else []
    if refused:
        form.add_error("body", " ".join(refused))
        return _show(request, viewer, community, room, draft, form, tried=True)
    try:
        item = start_item(
            by=viewer,
            community=community,
            room=room,
            kind=kind,
            title=title,
            text=text,
            audience=request.POST.get("audience", ""),
            draft=draft,
        )
    except TextTooLong as refusal:
        form.add_error("body", str(refusal))
        return _show(request, viewer, community, room, draft, form, tried=True)
    except DifferentText as other:
        return both_texts(request, other.draft, title, text)
    who = audience_words(item)
    toast = _("Posted to %(count)s people.") % {"count": who.count} if who.count else _("Posted.")
    return done(request, item_url(item.code, item.title, item.kind), toast=toast)


def _show(
    request: HttpRequest,
    viewer: Viewer,
    community: Community | None,
    room: Room | None,
    draft: Draft | None,
    form: ItemForm,
    *,
    tried: bool,
) -> HttpResponse:
    code = (
        draft.code
        if draft is not None and not draft.is_published
        else (_asked(request, "draft") or new_code())
    )
    place: Any = room or community
    audience = request.POST.get("audience") or (default_audience(community, room) if community else "")
    context = {
        "form": form,
        "tried": tried,
        "kind": _asked(request, "kind") or (draft.kind if draft else "discussion"),
        "choices": _choices(request, viewer),
        "chosen": (f"{community.code}.{room.code}" if room else community.code) if community else "",
        "community": community,
        "room": room,
        "who": audience_words(place, audience) if place is not None else None,
        "audience": audience,
        "audiences": _audiences(viewer, community, room),
        "draft_code": code,
        "draft_url": reverse("draft_save"),
        "files": kept_files(draft),
        "upload_url": f"{reverse('upload')}?draft={code}&c={community.code}" if community else "",
        "mention_url": f"{reverse('mentions')}?c={community.code}{f'&room={room.code}' if room else ''}"
        if community
        else "",
        "guard": guard_words(),
    }
    return page(request, "write/post.html", context, status=422 if tried else 200)


def kept_files(draft: Draft | None) -> list[dict[str, object]]:
    """Files that were attached to the draft already."""
    if draft is None or draft.is_published:
        return []
    return draft.files()


def _audiences(viewer: Viewer, community: Community | None, room: Room | None) -> list[tuple[str, str]]:
    """What a facilitator may choose between; members post to the audience of the place."""
    if community is None or not can(viewer, "community.cultivate", community):
        return []
    words = {
        "web": _("Anyone on the internet"),
        "network": _("Anyone signed in"),
        "members": _("Members"),
        "room": _("The people of this room"),
        "facilitators": _("Facilitators only"),
    }
    return [(key, words[key]) for key in allowed_audiences(community, room)]
