"""The library of a community or room: folders, then documents, paged by key; the number of queries never grows."""

from typing import Any, NamedTuple

from django.db.models import IntegerField, OuterRef, Q, QuerySet, Subquery

from hedgerow.access.viewer import Viewer
from hedgerow.base.sql import Fixed, moment
from hedgerow.items.compiled import Compiled
from hedgerow.items.models import Folder, Item, ReadMark
from hedgerow.items.queries.item_list import make_key, parse_key
from hedgerow.items.querysets import ItemQuerySet
from hedgerow.library.queries.rows import COLUMNS, DocumentRow, FolderRow, document_of

#: Documents on one page; the most that are pinned above them; how far a folder's documents are counted.
DOCUMENTS, PINNED, MOST = 20, 10, 100
#: folders: what is in one folder, or in none; latest and mine: the whole place.
VIEWS = ("folders", "latest", "mine")


class Listed(NamedTuple):
    """One page: what is pinned (first page only), the lines, and the key of the next page ("" on the last)."""

    pinned: list[DocumentRow]
    rows: list[DocumentRow]
    after: str


class _Counted(Subquery):
    """How many rows a sub-select gives; it says itself how far it counts."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def _here(viewer: Viewer, community: int, room: int | None) -> ItemQuerySet:
    items = Item.objects.visible_to(viewer).published().filter(community_id=community, kind="document")
    items = items.filter(room_id=room) if room is not None else items.filter(room=None)
    return items.filter(document__current__isnull=False)


def _shape(view: str, *, room: bool, folder: bool, after: bool, pinned: bool = False) -> Compiled:
    def build(
        viewer: Viewer,
        community: int,
        room_id: int = 0,
        folder_id: int = 0,
        at: Any = "",
        pk: int = 0,
    ) -> QuerySet:
        me = viewer.person_id if viewer.person_id is not None else 0
        items = _here(viewer, community, room_id if room else None)
        if view == "folders":
            items = items.filter(folder_id=folder_id) if folder else items.filter(folder=None)
            items = items.filter(pinned_at__isnull=not pinned)
        elif view == "mine":
            items = items.filter(author_id=me)
        items = items.order_by("-pinned_at", "-pk") if pinned else items.latest_first()
        if after:
            # A key, never words.
            items = items.extra(  # type: ignore[assignment]  # the stubs forget which class it was
                where=["(items_item.last_active_at, items_item.id) < (%s, %s)"], params=[at, pk]
            )
        seen = ReadMark.objects.filter(person_id=me, item_id=OuterRef("pk")).values("at")[:1]
        found = items.annotate(seen=Subquery(seen)).values_list(*COLUMNS)
        return found[:PINNED] if pinned else found[: DOCUMENTS + 1]

    return Compiled(build)


_SHAPES = {
    (view, room, folder, after): _shape(view, room=room, folder=folder, after=after)
    for view in VIEWS
    for room in (False, True)
    for folder in (False, True)
    for after in (False, True)
}
_PINNED = {
    (room, folder): _shape("folders", room=room, folder=folder, after=False, pinned=True)
    for room in (False, True)
    for folder in (False, True)
}


def list_documents(
    viewer: Viewer,
    community: Any,
    *,
    room_id: int | None = None,
    folder_id: int | None = None,
    view: str = "folders",
    after: str = "",
) -> Listed:
    """One page of documents, last active first. `after` is the key of the page before; a broken one means the first page."""
    values: dict[str, Any] = {"community": community.pk}
    if room_id is not None:
        values["room_id"] = room_id
    if view != "folders":
        folder_id = None
    if folder_id is not None:
        values["folder_id"] = folder_id
    key, pinned = parse_key(after), []
    place = (room_id is not None, folder_id is not None)
    if view == "folders" and key is None:
        pinned = [document_of(row, community) for row in _PINNED[place].rows(viewer, **values)]
    if key is not None:
        values["at"], values["pk"] = key
    shape = _SHAPES[(view, *place, key is not None)]
    rows = [document_of(row, community) for row in shape.rows(viewer, **values)]
    following = (
        make_key(rows[DOCUMENTS - 1].last_active_at, rows[DOCUMENTS - 1].pk) if len(rows) > DOCUMENTS else ""
    )
    return Listed(pinned, rows[:DOCUMENTS], following)


def _folders(room: bool, inner: bool) -> Compiled:
    def build(viewer: Viewer, community: int, room_id: int = 0, parent_id: int = 0) -> QuerySet:
        folders = Folder.objects.visible_to(viewer).filter(community_id=community)
        folders = folders.filter(room_id=room_id) if room else folders.filter(room=None)
        folders = folders.filter(parent_id=parent_id) if inner else folders.filter(parent=None)
        outer = OuterRef(OuterRef("pk"))
        inside = Folder._base_manager.filter(Q(pk=outer) | Q(parent_id=outer)).values("pk")
        items = _here(viewer, community, room_id if room else None).order_by()
        # SPEED: counting stops at a hundred, and the latest is the first row of an index.
        count = _Counted(items.filter(folder__in=inside).values("pk")[:MOST])
        latest = items.filter(folder_id=OuterRef("pk")).latest_first().values("last_active_at")[:1]
        return (
            folders.annotate(n=count, latest=Subquery(latest))
            .order_by("name", "pk")
            .values_list("id", "code", "name", "description", "n", "latest")
        )

    return Compiled(build)


_FOLDERS = {(room, inner): _folders(room, inner) for room in (False, True) for inner in (False, True)}


def list_folders(
    viewer: Viewer, community_id: int, *, room_id: int | None = None, parent_id: int | None = None
) -> list[FolderRow]:
    """The folders at the top of a place, or in a folder, by name."""
    values: dict[str, Any] = {"community": community_id}
    if room_id is not None:
        values["room_id"] = room_id
    if parent_id is not None:
        values["parent_id"] = parent_id
    rows = _FOLDERS[(room_id is not None, parent_id is not None)].rows(viewer, **values)
    return [FolderRow._make((*row[:5], moment(row[5]))) for row in rows]


_WAITS = Fixed("SELECT 1 FROM library_upload WHERE person_id = %s AND community_id = %s LIMIT 1")


def waits(viewer: Viewer, community_id: int) -> bool:
    """Whether a file that the viewer brought to this community may still wait for an answer. SPEED: mostly none does."""
    return bool(_WAITS.rows(viewer.person_id, community_id))
