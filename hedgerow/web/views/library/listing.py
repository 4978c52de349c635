"""The library of a community or a room: folders first, then documents."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hedgerow.access.viewer import Viewer
from hedgerow.communities.models import Room
from hedgerow.items.audience_words import audience_words
from hedgerow.library.models import Upload
from hedgerow.library.queries.listing import VIEWS, list_documents, list_folders
from hedgerow.web.answers import page
from hedgerow.web.views.library.places import Shelf, shelf_of
from hedgerow.web.views.library.words import folder_view, row_view, waiting_view
from hedgerow.web.views.places import place_context


@require_safe
def documents(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """One page of the library: `?folder=` or `?room=`, `?f=latest` or `mine`, `?after=`."""
    shelf = shelf_of(request, code)
    if request.path != shelf.top:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{shelf.top}?{query}" if query else shelf.top)
    return show_library(request, shelf)


def show_library(
    request: HttpRequest, shelf: Shelf, *, refused: list[str] | None = None, status: int = 200
) -> HttpResponse:
    """The page; `refused` holds a sentence for each file that was just not accepted."""
    viewer: Viewer = request.viewer
    view = _view(request, shelf)
    room_id = shelf.room.pk if shelf.room else None
    folder_id = shelf.folder.pk if shelf.folder else None
    after = request.GET.get("after", "")
    found = list_documents(
        viewer, shelf.community, room_id=room_id, folder_id=folder_id, view=view, after=after
    )
    folders = []
    if view == "folders" and not after and (shelf.folder is None or shelf.folder.parent_id is None):
        folders = list_folders(viewer, shelf.community.pk, room_id=room_id, parent_id=folder_id)
    context = {
        **place_context(request, shelf.community, "documents"),
        "shelf": shelf,
        "view": view,
        "chips": _chips(shelf, view, viewer.signed_in),
        "folders": [folder_view(row, shelf.top) for row in folders],
        "pinned": [row_view(row, viewer) for row in found.pinned],
        "rows": [row_view(row, viewer, with_folder=view != "folders") for row in found.rows],
        "older_url": _with(shelf, f=_key(view), after=found.after) if found.after else None,
        "first_url": _with(shelf, f=_key(view)) if after else None,
        "may_add": shelf.may_add(viewer),
        "may_order": shelf.may_order(viewer),
        "waiting": _waiting(viewer, shelf),
        "rooms": _rooms(viewer, shelf),
        "audience": audience_words(shelf.place),
        "most": _("%(n)s MB") % {"n": settings.MAX_FILE_MB},
        "refused": refused or [],
    }
    return page(request, "library/list.html", context, status=status)


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
    if not viewer.signed_in:
        return []
    found = Upload.objects.visible_to(viewer).filter(community=shelf.community)
    found = found.select_related("item__document__current").order_by("pk")
    return [waiting_view(one, one.item.document.current.number) for one in found]


def _rooms(viewer: Viewer, shelf: Shelf) -> list[tuple[str, str]]:
    """The rooms whose documents the viewer may open, for the side of the page."""
    if shelf.room is not None or not viewer.signed_in:
        return []
    rooms = Room.objects.visible_to(viewer).filter(community=shelf.community).by_name()
    return [(room.name, f"{shelf.top}?room={room.code}") for room in rooms]
