"""The library of a community or a room: folders first, then documents."""

from collections.abc import Hashable
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from hedgerow.access.doing import relation
from hedgerow.access.viewer import Viewer
from hedgerow.items.audience_words import AudienceWords, audience_words
from hedgerow.items.queries.places import rooms_of
from hedgerow.library.models import Upload
from hedgerow.library.queries.listing import VIEWS, Listed, list_documents, list_folders, waits
from hedgerow.library.queries.rows import FolderRow
from hedgerow.web.answers import kept_page
from hedgerow.web.catalogue import gettext as _
from hedgerow.web.catalogue import language
from hedgerow.web.views.library.places import Shelf, shelf_to_read
from hedgerow.web.views.library.words import folder_view, row_view, waiting_view
from hedgerow.web.views.places import place_context
from hedgerow.web.words import until_words_change


@require_safe
def documents(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """One page of the library: `?folder=` or `?room=`, `?f=latest` or `mine`, `?after=`."""
    shelf = shelf_to_read(request, code)
    if request.path != shelf.top:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{shelf.top}?{query}" if query else shelf.top)
    return show_library(request, shelf)


def show_library(
    request: HttpRequest, shelf: Shelf, *, refused: list[str] | None = None, status: int = 200
) -> HttpResponse:
    """The page; `refused` holds a sentence for each file that was just not accepted."""
    viewer: Viewer = request.viewer
    request.community_id = shelf.community.pk
    view, after = _view(request, shelf), request.GET.get("after", "")
    facts = _facts(viewer, shelf, view, after, refused or [])
    return kept_page(
        request,
        "library/list.html",
        _alike(viewer, facts),
        lambda: _context(request, viewer, facts),
        {},
        status=status,
    )


class Facts(NamedTuple):
    """What a page of the library shows, as rows."""

    shelf: Shelf
    view: str
    first: bool
    found: Listed
    folders: list[FolderRow]
    waiting: list[dict[str, object]]
    rooms: tuple[tuple[str, str], ...]
    audience: AudienceWords
    refused: list[str]


def _facts(viewer: Viewer, shelf: Shelf, view: str, after: str, refused: list[str]) -> Facts:
    room_id = shelf.room.pk if shelf.room else None
    folder_id = shelf.folder.pk if shelf.folder else None
    folders = []
    if view == "folders" and not after and (shelf.folder is None or shelf.folder.parent_id is None):
        folders = list_folders(viewer, shelf.community.pk, room_id=room_id, parent_id=folder_id)
    return Facts(
        shelf=shelf,
        view=view,
        first=not after,
        found=list_documents(
            viewer, shelf.community, room_id=room_id, folder_id=folder_id, view=view, after=after
        ),
        folders=folders,
        waiting=_waiting(viewer, shelf),
        rooms=rooms_of(viewer, shelf.community.pk) if shelf.room is None and viewer.signed_in else (),
        audience=audience_words(shelf.place),
        refused=refused,
    )


def _alike(viewer: Viewer, facts: Facts) -> Hashable:
    """Equal for all to whom the page says the same. None inside a room or folder, and for what waits for one person."""
    shelf, found = facts.shelf, facts.found
    if shelf.room is not None or shelf.folder is not None or facts.waiting or facts.refused:
        return None
    lines = (*found.pinned, *found.rows)
    moments = [row.at for row in lines] + [row.latest for row in facts.folders if row.latest]
    return (
        shelf.community,
        (facts.view, facts.first, found.after),
        tuple((row._replace(seen_at=None), row.is_new(viewer.person_id)) for row in found.pinned),
        tuple((row._replace(seen_at=None), row.is_new(viewer.person_id)) for row in found.rows),
        (tuple(facts.folders), facts.rooms, facts.audience),
        viewer.person_id if any(row.author_id == viewer.person_id for row in lines) else None,
        relation(viewer, shelf.community.pk),
        until_words_change(max(moments)) if moments else language.get(),
    )


def _context(request: HttpRequest, viewer: Viewer, facts: Facts) -> dict[str, object]:
    shelf, view, found = facts.shelf, facts.view, facts.found
    return {
        **place_context(request, shelf.community, "documents"),
        "shelf": shelf,
        "view": view,
        "chips": _chips(shelf, view, viewer.signed_in),
        "folders": [folder_view(row, shelf.top) for row in facts.folders],
        "pinned": [row_view(row, viewer) for row in found.pinned],
        "rows": [row_view(row, viewer, with_folder=view != "folders") for row in found.rows],
        "older_url": _with(shelf, f=_key(view), after=found.after) if found.after else None,
        "first_url": None if facts.first else _with(shelf, f=_key(view)),
        "may_add": shelf.may_add(viewer),
        "may_order": shelf.may_order(viewer),
        "waiting": facts.waiting,
        "rooms": [(name, f"{shelf.top}?room={code}") for name, code in facts.rooms],
        "audience": facts.audience,
        "most": _("%(n)s MB") % {"n": settings.MAX_FILE_MB},
        "refused": facts.refused,
    }


def _view(request: HttpRequest, shelf: Shelf) -> str:
    wanted = request.GET.get("f", "folders")
    if shelf.folder is not None or wanted not in VIEWS or (wanted == "mine" and not request.viewer.signed_in):
        return "folders"
    return wanted


def _key(view: str) -> str:
    return "" if view == "folders" else view


def _with(shelf: Shelf, **values: str) -> str:
    kept = urlencode({key: value for key, value in values.items() if value})
    query = "&".join(part for part in (shelf.query, kept) if part)
    return f"{shelf.top}?{query}" if query else shelf.top


def _chips(shelf: Shelf, chosen: str, signed_in: bool) -> list[tuple[str, str, bool]]:
    words = {"folders": _("Folders"), "latest": _("Latest"), "mine": _("Added by me")}
    top = shelf._replace(folder=None)
    return [
        (word, _with(top, f=_key(key)), key == chosen)
        for key, word in words.items()
        if signed_in or key != "mine"
    ]


def _waiting(viewer: Viewer, shelf: Shelf) -> list[dict[str, object]]:
    """The viewer's own files that wait for an answer, wherever in this community they are to go."""
    if not viewer.signed_in or not waits(viewer, shelf.community.pk):
        return []
    found = Upload.objects.visible_to(viewer).filter(community_id=shelf.community.pk)
    found = found.select_related("item__document__current").order_by("pk")
    return [waiting_view(one, one.item.document.current.number) for one in found]
