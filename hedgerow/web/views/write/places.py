"""Where one may write: the communities and rooms to choose from, and the one that is meant."""

from typing import NamedTuple

from django.http import HttpRequest

from hedgerow.access.doing import can
from hedgerow.access.viewer import Viewer
from hedgerow.communities.models import Community, Room
from hedgerow.items.audience_words import audiences_of
from hedgerow.items.models import Draft
from hedgerow.items.queries.drafts import last_place


class Where(NamedTuple):
    """A community, and a room of it or None."""

    community: Community
    room: Room | None

    @property
    def code(self) -> str:
        """As the forms send it."""
        return f"{self.community.code}.{self.room.code}" if self.room else self.community.code

    @property
    def name(self) -> str:
        return f"{self.community.name}: {self.room.name}" if self.room else self.community.name

    @property
    def place(self) -> Community | Room:
        return self.room or self.community


def where_of(viewer: Viewer, code: str) -> Where | None:
    """The place with this code, "community" or "community.room", when the viewer sees it; they may still not write there."""
    code, _sep, room_code = code.partition(".")
    community = Community.objects.visible_to(viewer).filter(code=code).first() if code else None
    if community is None:
        return None
    if not room_code:
        return Where(community, None)
    room = (
        Room.objects.visible_to(viewer)
        .filter(code=room_code, community=community)
        .select_related("community")
        .first()
    )
    return Where(community, room) if room is not None else None


def may_write(viewer: Viewer, where: Where) -> bool:
    """Whether the viewer may start something there."""
    if where.room is not None:
        return can(viewer, "room.start_item", where.room)
    return can(viewer, "community.start_item", where.community)


def meant(request: HttpRequest, draft: Draft | None) -> Where | None:
    """Where to write: as asked, else as the draft says, else where the person wrote last, else the only place there is."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    asked = request.POST.get("c") or request.GET.get("c") or ""
    if asked and "." not in asked and request.GET.get("room"):
        asked = f"{asked}.{request.GET['room']}"
    if not asked and draft is not None and draft.community is not None:
        asked = Where(draft.community, draft.room).code
    if asked:
        return where_of(viewer, asked)
    where = where_of(viewer, last_place(viewer))
    if where is not None and may_write(viewer, where):
        return where
    places = all_places(viewer)
    return places[0] if len(places) == 1 else None


def all_places(viewer: Viewer) -> list[Where]:
    """Every community and room that the viewer may write to; each community with its rooms after it."""
    rooms: dict[int, list[Room]] = {}
    for room in Room.objects.visible_to(viewer).select_related("community").by_name():
        rooms.setdefault(room.community_id, []).append(room)
    found = []
    for community in Community.objects.visible_to(viewer).of(viewer.person_id).order_by("name", "pk"):
        here = [Where(community, None), *(Where(community, room) for room in rooms.get(community.pk, ()))]
        found += [where for where in here if may_write(viewer, where)]
    return found


def choices(viewer: Viewer) -> list[tuple[str, str, str]]:
    """Those places as (code, name, who can see what is written there)."""
    places = all_places(viewer)
    seen = audiences_of(
        {where.community for where in places if where.room is None},
        {where.room for where in places if where.room is not None},
    )
    return [(where.code, where.name, seen[where.place.code].sentence) for where in places]
