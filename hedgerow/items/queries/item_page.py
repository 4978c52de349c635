"""The page of one item: the item, its replies, who reacted, and what is new for the viewer."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from hedgerow.access.doing import standings_to_item
from hedgerow.access.table import FACILITATOR
from hedgerow.access.viewer import Viewer
from hedgerow.base.sql import Fixed, moment
from hedgerow.items.compiled import Compiled
from hedgerow.items.models import Bridge, Follow, Grant, Item, ReadMark
from hedgerow.items.queries.rows import ITEM_COLUMNS, ItemRow, as_known, item_of
from hedgerow.items.queries.sealed import bounded
from hedgerow.people.models import Person


class Reading(NamedTuple):
    """An item as one viewer opens it."""

    item: ItemRow
    inside: bool
    facilitates: bool
    mark: int | None
    mark_at: datetime | None
    follow: str
    #: Whether anybody is or was a guest here, and whether there is or was a bridge from here.
    guested: bool = False
    bridged: bool = False


def _build(viewer: Viewer, code: str) -> QuerySet:
    mine = viewer.person_id if viewer.person_id is not None else 0
    marks = ReadMark.objects.filter(person_id=mine, item_id=OuterRef("pk"))
    follows = Follow.objects.filter(person_id=mine, item_id=OuterRef("pk"))
    grants = Grant.objects.filter(accepted_at__isnull=False)
    return (
        Item.objects.visible_to(viewer)
        .filter(code=code)
        .annotate(
            read_number=Subquery(marks.values("number")[:1]),
            read_at=Subquery(marks.values("at")[:1]),
            level=Subquery(follows.values("level")[:1]),
            guested=Exists(grants.filter(item_id=OuterRef("pk"))),
            room_guested=Exists(grants.filter(room_id=OuterRef("room_id"))),
            bridged=Exists(Bridge.objects.filter(item_id=OuterRef("pk"))),
        )
        .values_list(*ITEM_COLUMNS, "read_number", "read_at", "level", "guested", "room_guested", "bridged")
    )


_item = Compiled(_build)


def read_item(viewer: Viewer, code: str) -> Reading | None:
    """The item with this code as the viewer sees it; None when they don't, or there is none: the same statement."""
    rows = _item.rows(viewer, code=code)
    if not rows:
        return None
    part = viewer.standings.communities.get(rows[0][ITEM_COLUMNS.index("community_id")])
    inside = part is not None and part.state in ("active", "alumni")
    item = item_of(rows[0][:-6], inside)
    number, at, level, guested, room_guested, bridged = rows[0][-6:]
    known = as_known(viewer, item.community)
    item = item if known is item.community else item._replace(community=known)
    item = bounded(viewer, item)
    facilitates = FACILITATOR in standings_to_item(viewer, item)
    apart = bool(guested or room_guested), bool(bridged)
    return Reading(item, inside, facilitates, number, moment(at), level or "", *apart)


class FileRow(NamedTuple):
    """A file attached to the item or to one of its replies."""

    reply_id: int | None
    code: str
    name: str
    size: int
    kind: str
    media_type: str
    width: int | None
    height: int | None


_FILES = Fixed(
    "SELECT a.reply_id, a.code, a.name, b.size, b.kind, b.media_type, b.width, b.height"
    " FROM items_attachment a JOIN items_blob b ON b.id = a.blob_id WHERE a.item_id = %s ORDER BY a.id"
)


def files_of(item_id: int) -> tuple[FileRow, ...]:
    """Everything attached to the item and to its replies."""
    return tuple(FileRow(*row) for row in _FILES.rows(item_id))


class Names(NamedTuple):
    """What the tokens in a page's texts stand for, for this viewer."""

    people: dict[str, tuple[str, bool]]
    items: dict[str, tuple[str, str]]


def named(viewer: Viewer, people: set[str], items: set[str]) -> Names:
    """Names for mentioned people, and titles of linked items that the viewer sees; no query for what is not there."""
    found_people: dict[str, tuple[str, bool]] = {}
    if people:
        mentioned = Person.objects.filter(code__in=sorted(people))
        found_people = {
            code: (name, closed is None)
            for code, name, closed in mentioned.values_list("code", "name", "closed_at")
        }
    found_items: dict[str, tuple[str, str]] = {}
    if items:
        linked = (
            Item.objects.visible_to(viewer)
            .filter(code__in=sorted(items))
            .values_list("code", "title", "kind")
        )
        found_items = {code: (title, kind) for code, title, kind in linked}
    return Names(found_people, found_items)
