"""Lists of discussions: a community's and a room's."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404

from hedgerow.access.doing import can
from hedgerow.access.viewer import Viewer
from hedgerow.communities.models import Community, Room
from hedgerow.items.audience_words import audience_words
from hedgerow.items.queries.item_list import FILTERS, ListRow, list_items
from hedgerow.web.answers import page
from hedgerow.web.catalogue import gettext as _
from hedgerow.web.catalogue import ngettext
from hedgerow.web.shell import community_url, item_url
from hedgerow.web.views.places import place_context
from hedgerow.web.words import ago


def row_view(row: ListRow) -> dict[str, object]:
    """One line of a list, in words."""
    item = row.item
    here = item_url(item.code, item.title, item.kind)
    unread = not row.opened or row.new > 0
    meta = [item.author.name]
    if item.reply_count:
        meta.append(ngettext("%(n)s reply", "%(n)s replies", item.reply_count) % {"n": item.reply_count})
    meta.append(ago(item.last_active_at))
    return {
        "title": item.title,
        "url": f"{here}?reply={row.mark + 1}#new" if row.new else here,
        "kind": item.kind,
        "kind_label": _("Question") if item.kind == "question" else _("Discussion"),
        "meta": " · ".join(meta),
        "new": ngettext("%(n)s new", "%(n)s new", row.new) % {"n": row.new} if row.new else "",
        "unread": unread,
        "pinned": item.pinned_at is not None,
        "answered": item.answer_id is not None,
        "closed": item.closed_at is not None,
    }


def chips(chosen: str, here: str, signed_in: bool) -> list[tuple[str, str, bool]]:
    """The filters as links; what needs an account is left out for a stranger."""
    words = {
        "latest": _("Latest"),
        "unanswered": _("Unanswered"),
        "questions": _("Questions"),
        "unread": _("Unread"),
        "mine": _("Mine"),
        "following": _("Following"),
    }
    public = ("latest", "unanswered", "questions")
    return [
        (word, here if key == "latest" else f"{here}?f={key}", key == chosen)
        for key, word in words.items()
        if signed_in or key in public
    ]


def _chosen(request: HttpRequest) -> str:
    wanted = request.GET.get("f", "latest")
    allowed = FILTERS if request.viewer.signed_in else FILTERS[:3]
    return wanted if wanted in allowed else "latest"


def _list(request: HttpRequest, community: Community, room: Room | None, here: str) -> HttpResponse:
    viewer: Viewer = request.viewer
    chosen = _chosen(request)
    found = list_items(
        viewer,
        community.pk,
        room_id=room.pk if room else None,
        chosen=chosen,
        after=request.GET.get("after", ""),
    )
    older = f"{here}?f={chosen}&after={found.after}" if found.after else None
    may_start = (
        can(viewer, "room.start_item", room) if room else can(viewer, "community.start_item", community)
    )
    context = {
        **place_context(request, community, "rooms" if room else "discussions"),
        "room": room,
        "here": here,
        "chips": chips(chosen, here, viewer.signed_in),
        "chosen": chosen,
        "pinned": [row_view(row) for row in found.pinned],
        "rows": [row_view(row) for row in found.rows],
        "older_url": older,
        "first_url": here if request.GET.get("after") else None,
        "may_start": may_start,
        "may_manage_room": room is not None and can(viewer, "room.change_people", room),
        "audience": audience_words(room or community),
    }
    return page(request, "items/list.html", context)


def discussions(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """The discussions of a community that are not in a room."""
    community = get_object_or_404(Community.objects.visible_to(request.viewer), code=code)
    here = community_url(code, community.name, "discussions/")
    if request.path != here:
        return HttpResponsePermanentRedirect(here)
    return _list(request, community, None, here)


def room(request: HttpRequest, code: str, slug: str, room_code: str) -> HttpResponse:
    """The discussions of a room, for its people."""
    found = get_object_or_404(
        Room.objects.visible_to(request.viewer).select_related("community"),
        code=room_code,
        community__code=code,
    )
    here = community_url(code, found.community.name, f"rooms/{room_code}/")
    if request.path != here:
        return HttpResponsePermanentRedirect(here)
    return _list(request, found.community, found, here)
