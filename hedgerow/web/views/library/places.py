"""Where in a library somebody is: the community, a room of it, a folder."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from hedgerow.access.doing import can
from hedgerow.access.refusals import NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.communities.models import Community, Room
from hedgerow.items.models import Folder
from hedgerow.items.queries.places import read_place
from hedgerow.web.shell import community_url


class Shelf(NamedTuple):
    """A place in the library, as the viewer sees it."""

    community: Any  # a Community, or the Place of a page that only reads
    room: Room | None
    folder: Folder | None

    @property
    def place(self) -> Any:
        return self.room or self.community

    @property
    def top(self) -> str:
        """The address of the library's first page."""
        return community_url(self.community.code, self.community.name, "documents/")

    @property
    def query(self) -> str:
        """What its addresses carry: the folder, or else the room."""
        if self.folder is not None:
            return urlencode({"folder": self.folder.code})
        return urlencode({"room": self.room.code}) if self.room is not None else ""

    @property
    def here(self) -> str:
        return f"{self.top}?{self.query}" if self.query else self.top

    def address(self, part: str) -> str:
        """The address of a page beside the list, for this place: `add/`."""
        return f"{self.top}{part}?{self.query}" if self.query else f"{self.top}{part}"

    @property
    def trail(self) -> list[tuple[str, str]]:
        """The way here: documents, the room, the folders."""
        found = [(_("Documents"), self.top)]
        if self.room is not None:
            found.append((self.room.name, f"{self.top}?room={self.room.code}"))
        if self.folder is not None and self.folder.parent is not None:
            found.append((self.folder.parent.name, f"{self.top}?folder={self.folder.parent.code}"))
        return found

    def may_add(self, viewer: Viewer) -> bool:
        """Whether the viewer may add documents here."""
        return can(viewer, "room.start_item" if self.room else "community.start_item", self.place)

    def may_order(self, viewer: Viewer) -> bool:
        """Whether the viewer may order the folders here."""
        return can(viewer, "room.edit" if self.room else "community.add_folder", self.place)


def shelf_to_read(request: HttpRequest, code: str) -> Shelf:
    """The same for a page that only shows it. SPEED: the top of a library needs no models."""
    if request.GET.get("folder") or request.GET.get("room"):
        return shelf_of(request, code)
    community = read_place(request.viewer, code)  # type: ignore[attr-defined]
    if community is None:
        raise NotVisible
    return Shelf(community, None, None)


def shelf_of(request: HttpRequest, code: str) -> Shelf:
    """The place that an address names: `?folder=` or `?room=`. Missing for whoever does not see it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    community = get_object_or_404(Community.objects.visible_to(viewer), code=code)
    room, folder = None, None
    if request.GET.get("folder"):
        folders = Folder.objects.visible_to(viewer).filter(community=community)
        folder = get_object_or_404(
            folders.select_related("parent", "room__community"), code=request.GET["folder"]
        )
        room = folder.room
    elif request.GET.get("room"):
        rooms = Room.objects.visible_to(viewer).filter(community=community).select_related("community")
        room = get_object_or_404(rooms, code=request.GET["room"])
    return Shelf(community, room, folder)
