"""One-button deeds on an item or a reply: each sets a state, and what can be undone says how."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hedgerow.access.doing import can, require
from hedgerow.access.refusals import NotVisible
from hedgerow.communities.models import Room
from hedgerow.items import actions
from hedgerow.items.actions import AfterMove, audience_after_move
from hedgerow.items.audience_words import audience_words
from hedgerow.web.answers import done, local_path, page
from hedgerow.web.shell import community_url
from hedgerow.web.signed_in import signed_in
from hedgerow.web.views.places import place_context
from hedgerow.web.views.write.editing import where
from hedgerow.web.views.write.fetching import item_or_404, reply_or_404

REACTIONS = ("helpful", "thanks", "me_too")


def _on(request: HttpRequest) -> bool:
    return request.POST.get("on", "1") == "1"


@require_POST
@signed_in
def remove(request: HttpRequest, code: str) -> HttpResponse:
    """Take an item out of sight, with an undo."""
    item = item_or_404(request, code)
    actions.remove_item(by=request.viewer, item=item, why=request.POST.get("why", ""))
    back = community_url(
        item.community.code, item.community.name, "documents/" if item.kind == "document" else "discussions/"
    )
    return done(request, back, toast=_("Removed."), undo=reverse("item_restore", kwargs={"code": code}))


@require_POST
@signed_in
def restore(request: HttpRequest, code: str) -> HttpResponse:
    """Put an item back."""
    item = item_or_404(request, code)
    actions.restore_item(by=request.viewer, item=item)
    return done(request, local_path(request, default=where(item)), toast=_("It is back."))


@require_POST
@signed_in
def remove_reply(request: HttpRequest, code: str) -> HttpResponse:
    """Take a reply out of sight, with an undo."""
    reply = reply_or_404(request, code)
    actions.remove_reply(by=request.viewer, reply=reply, why=request.POST.get("why", ""))
    undo = reverse("reply_restore", kwargs={"code": code})
    return done(request, where(reply.item), toast=_("Removed."), undo=undo)


@require_POST
@signed_in
def restore_reply(request: HttpRequest, code: str) -> HttpResponse:
    """Put a reply back."""
    reply = reply_or_404(request, code)
    actions.restore_reply(by=request.viewer, reply=reply)
    return done(request, local_path(request, default=where(reply.item, reply)), toast=_("It is back."))


@require_POST
@signed_in
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a reply as the answer."""
    reply = reply_or_404(request, code)
    actions.choose_answer(by=request.viewer, reply=reply)
    undo = reverse("answer_clear", kwargs={"code": code})
    return done(request, where(reply.item), toast=_("Chosen as the answer."), undo=undo)


@require_POST
@signed_in
def clear(request: HttpRequest, code: str) -> HttpResponse:
    """The reply is not the answer after all."""
    reply = reply_or_404(request, code)
    if reply.item.answer_id == reply.pk:
        actions.clear_answer(by=request.viewer, item=reply.item)
    return done(request, where(reply.item, reply), toast=_("The question has no chosen answer now."))


@require_POST
@signed_in
def react(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Helpful, Thank you or Me too on an item."""
    if kind not in REACTIONS:
        raise NotVisible
    item = item_or_404(request, code)
    actions.react(by=request.viewer, item=item, kind=kind, on=_on(request))
    return done(request, local_path(request, default=where(item)))


@require_POST
@signed_in
def react_to_reply(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Helpful or Thank you on a reply."""
    if kind not in REACTIONS:
        raise NotVisible
    reply = reply_or_404(request, code)
    actions.react(by=request.viewer, item=reply.item, reply=reply, kind=kind, on=_on(request))
    return done(request, where(reply.item, reply))


@require_POST
@signed_in
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Follow, mute, or neither."""
    item = item_or_404(request, code)
    level = request.POST.get("level", "")
    if level not in ("follow", "mute", ""):
        raise NotVisible
    actions.follow_item(by=request.viewer, item=item, level=level)
    said = {
        "follow": _("You follow this now."),
        "mute": _("Muted."),
        "": _("You neither follow nor mute this."),
    }
    return done(request, local_path(request, default=where(item)), toast=said[level])


@require_POST
@signed_in
def pin(request: HttpRequest, code: str) -> HttpResponse:
    """Pin an item, or no longer."""
    item = item_or_404(request, code)
    actions.pin_item(by=request.viewer, item=item, on=_on(request))
    return done(request, where(item), toast=_("Pinned.") if _on(request) else _("No longer pinned."))


@require_POST
@signed_in
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Close a discussion to new replies, or reopen it."""
    item = item_or_404(request, code)
    actions.close_item(by=request.viewer, item=item, on=_on(request))
    undo = reverse("item_close", kwargs={"code": code})
    said = _("Closed to new replies.") if _on(request) else _("Open again.")
    return done(request, where(item), toast=said, undo=undo, undo_fields={"on": "0" if _on(request) else "1"})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Move an item between rooms; who will see it is said before, in words and number."""
    item = item_or_404(request, code)
    require(request.viewer, "item.move", item)
    rooms = [
        room
        for room in Room.objects.visible_to(request.viewer)
        .filter(community=item.community)
        .select_related("community")
        .by_name()
        if can(request.viewer, "room.start_item", room) and room.pk != item.room_id
    ]
    places: list[Room | None] = [*([None] if item.room_id is not None else []), *rooms]
    if request.method == "POST":
        wanted = request.POST.get("room", "")
        for room in places:
            if wanted == (room.code if room else "members"):
                told = request.POST.get(f"told-{wanted}", "")
                moved = actions.move_item(
                    by=request.viewer, item=item, room=room, told=int(told) if told.isdigit() else None
                )
                said = _("Moved to %(name)s.") % {"name": room.name if room else item.community.name}
                return done(request, where(moved), toast=said)
    after = {room.code if room else "members": audience_after_move(item, room) for room in places}
    names = {room.code if room else "members": room.name if room else item.community.name for room in places}
    context = {
        **place_context(request, item.community, "discussions"),
        "item": item,
        "here": where(item),
        "choices": [(code, names[code], _who_then(one)) for code, one in after.items()],
        "told": {code: one.count for code, one in after.items()},
        "audience": audience_words(item),
        "tried": request.method == "POST",
    }
    return page(request, "write/move.html", context, status=422 if request.method == "POST" else 200)


def _who_then(after: AfterMove) -> str:
    """Who will see it there, and what whoever moves it may not think of."""
    parts = [after.sentence]
    if after.newcomers:
        parts.append(_("Some of them can't see it now."))
    if not after.author_sees:
        parts.append(_("Who wrote it will not see it any more."))
    return " ".join(f"{part.rstrip('.')}." for part in parts)
