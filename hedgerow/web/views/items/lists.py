"""Lists of discussions: a community's and a room's."""

from collections.abc import Hashable
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from hedgerow.access.doing import can, relation
from hedgerow.access.refusals import NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.items.audience_words import AudienceWords
from hedgerow.items.queries.apart import audience_in
from hedgerow.items.queries.item_list import FILTERS, ListPage, ListRow, from_elsewhere, lines_in, list_items
from hedgerow.items.queries.places import RoomRow, read_place, read_room
from hedgerow.items.queries.rows import Place
from hedgerow.web.answers import kept_page
from hedgerow.web.catalogue import gettext as _
from hedgerow.web.catalogue import language, ngettext
from hedgerow.web.shell import community_url, face, item_url
from hedgerow.web.views.places import place_context, room_coming
from hedgerow.web.words import ago, until_words_change

_KIND = {"question": lambda: _("Question"), "document": lambda: _("Document")}


def row_view(row: ListRow, *, signed_in: bool) -> dict[str, object]:
    """One line of a list, in words; to a stranger nothing is unread, because nobody knows what they have read."""
    item = row.item
    here = item_url(item.code, item.title, item.kind)
    unread = signed_in and (not row.opened or row.new > 0)
    meta = [item.author.name]
    if row.over is not None:
        here_from = (
            _("From %(community)s") % {"community": row.over} if row.over else _("From another community")
        )
        meta.insert(0, here_from)
    if item.reply_count:
        meta.append(ngettext("%(n)s reply", "%(n)s replies", item.reply_count) % {"n": item.reply_count})
    meta.append(ago(item.last_active_at))
    return {
        "face": face(item.author.code, item.author.name, item.author.photo),
        "title": item.title,
        "url": f"{here}?reply={row.mark + 1}#new" if row.new else here,
        "kind": item.kind,
        "kind_label": _KIND[item.kind]() if item.kind in _KIND else _("Discussion"),
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


class Facts(NamedTuple):
    """What a list shows, as rows."""

    community: Place
    room: RoomRow | None
    here: str
    chosen: str
    found: ListPage
    first: bool
    audience: AudienceWords
    place: Hashable
    #: What the viewer may know of the communities from which bridges show something here.
    over: Hashable
    words: Hashable


def _list(request: HttpRequest, community: Place, room: RoomRow | None, here: str) -> HttpResponse:
    viewer: Viewer = request.viewer
    request.community_id = community.pk
    chosen, after = _chosen(request), request.GET.get("after", "")
    found = list_items(viewer, community.pk, room_id=room.pk if room else None, chosen=chosen, after=after)
    facts = Facts(
        community=community,
        room=room,
        here=here,
        chosen=chosen,
        found=found,
        first=not after,
        audience=audience_in(viewer, room or community),
        place=relation(viewer, community.pk, room.pk if room else None),
        over=_over(viewer, community.pk, found),
        words=until_words_change(found.newest) if found.newest else language.get(),
    )
    return kept_page(request, "items/list.html", facts, lambda: _context(request, viewer, facts), {})


def _over(viewer: Viewer, community_id: int, found: ListPage) -> Hashable:
    if not viewer.standings.bridged:
        return None
    lines = lines_in(viewer, community_id, from_elsewhere(found.rows, community_id))
    return tuple((line.over, line.item.author.photo) for line in lines)


def _context(request: HttpRequest, viewer: Viewer, facts: Facts) -> dict[str, object]:
    community, room, here, found = facts.community, facts.room, facts.here, facts.found
    lines = [
        [row_view(row, signed_in=viewer.signed_in) for row in lines_in(viewer, community.pk, rows)]
        for rows in found[:2]
    ]
    place, verb = (room, "room.start_item") if room else (community, "community.start_item")
    return {
        **place_context(request, community, "rooms" if room else "discussions"),
        "room": room,
        "here": here,
        "chips": chips(facts.chosen, here, viewer.signed_in),
        "chosen": facts.chosen,
        "pinned": lines[0],
        "rows": lines[1],
        "older_url": f"{here}?f={facts.chosen}&after={found.after}" if found.after else None,
        "first_url": None if facts.first else here,
        "may_start": can(viewer, verb, place),
        "may_manage_room": room is not None and can(viewer, "room.change_people", room),
        "audience": facts.audience,
        "room_coming": room_coming(room.changes_at)
        if room is not None and can(viewer, "room.leave", room)
        else "",
    }


def discussions(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """The discussions of a community that are not in a room."""
    community = read_place(request.viewer, code)
    if community is None:
        raise NotVisible
    here = community_url(code, community.name, "discussions/")
    if request.path != here:
        return HttpResponsePermanentRedirect(here)
    return _list(request, community, None, here)


def room(request: HttpRequest, code: str, slug: str, room_code: str) -> HttpResponse:
    """The discussions of a room, for its people."""
    found = read_room(request.viewer, code, room_code)
    if found is None:
        raise NotVisible
    here = community_url(code, found.community.name, f"rooms/{room_code}/")
    if request.path != here:
        return HttpResponsePermanentRedirect(here)
    return _list(request, found.community, found, here)
