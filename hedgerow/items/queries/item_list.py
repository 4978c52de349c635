"""Lists of items: a community's discussions, a room's, with filters, paged by key."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from hedgerow.access.doing import sees_community
from hedgerow.access.viewer import Viewer
from hedgerow.base.sql import as_stored, moment
from hedgerow.items.compiled import Compiled
from hedgerow.items.models import Attribution, Bridge, Follow, Item, ReadMark, Reply
from hedgerow.items.queries.rows import ITEM_COLUMNS, ItemRow, as_known, item_of
from hedgerow.items.queries.sealed import is_sealed, sealed_ids, sealed_lines, unread_sealed
from hedgerow.items.querysets import ItemQuerySet

#: Items on one page of a list.
ITEMS = 20
TALK = ("discussion", "question", "case", "poll", "story")
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
#: The columns of an item; a list does without its text.
LIST_COLUMNS = tuple("no_words" if name == "html" else name for name in ITEM_COLUMNS)
FILTERS = ("latest", "unanswered", "questions", "unread", "mine", "following")


class ListRow(NamedTuple):
    """One line of a list: the item, how many replies are new, and whether the viewer ever opened it."""

    item: ItemRow
    new: int
    opened: bool
    mark: int
    #: The community from which a bridge shows it here, "" when the viewer may not know of it; None for what is from here.
    over: str | None = None


#: A line as the database gave it: LIST_COLUMNS.
RawLine = tuple[Any, ...]


class ListPage(NamedTuple):
    """One page: what is pinned (first page only), the lines, and the key of the next page."""

    pinned: tuple[RawLine, ...]
    rows: tuple[RawLine, ...]
    after: str
    newest: datetime | None


def _quietly(person_id: int) -> Q:
    """Written quietly by this person."""
    masks = Attribution.objects.filter(person_id=person_id, mask_id=OuterRef("author_id"))
    return Q(quiet=True) & Q(Exists(masks))


def _marked(viewer: Viewer, items: ItemQuerySet) -> ItemQuerySet:
    """With the viewer's read mark and the number of visible replies by others beyond it."""
    mine = viewer.person_id if viewer.person_id is not None else 0
    mark = ReadMark.objects.filter(person_id=mine, item_id=OuterRef("pk")).values("number")[:1]
    beyond = (
        Reply.objects.filter(item_id=OuterRef("pk"), state="published", number__gt=OuterRef("mark"))
        .exclude(Q(author_id=mine) | _quietly(mine))
        .order_by()
        .values("item_id")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return items.annotate(mark=Coalesce(Subquery(mark), Value(-1), output_field=IntegerField())).annotate(
        new=Case(
            When(mark__gte=F("last_number"), then=Value(0)),
            When(mark=-1, then=Value(0)),
            default=Coalesce(Subquery(beyond), Value(0)),
            output_field=IntegerField(),
        )
    )


def _here(viewer: Viewer, community: int, room: int | None) -> ItemQuerySet:
    items = Item.objects.visible_to(viewer).published().filter(community_id=community, kind__in=TALK)
    return items.filter(room_id=room) if room is not None else items.filter(room=None)


def _over(viewer: Viewer, community: int) -> ItemQuerySet:
    """What bridges show here, of every kind: it stands in this list alone."""
    bridges = Bridge.objects.filter(community_id=community, agreed_at__isnull=False).values("item_id")
    return Item.objects.visible_to(viewer).published().filter(pk__in=bridges)


def _filtered(viewer: Viewer, items: ItemQuerySet, chosen: str) -> ItemQuerySet:
    mine = viewer.person_id if viewer.person_id is not None else 0
    if chosen == "unanswered":
        return items.unanswered()
    if chosen == "questions":
        return items.filter(kind="question")
    if chosen == "mine":
        return items.filter(Q(author_id=mine) | _quietly(mine))
    if chosen == "following":
        follows = Follow.objects.filter(person_id=mine, item_id=OuterRef("pk"), level="follow")
        return items.filter(Exists(follows))
    if chosen == "unread":
        return _marked(viewer, items).filter(Q(mark=-1) | Q(new__gt=0)).exclude(author_id=mine, mark=-1)
    return items


def _shape(
    chosen: str, *, room: bool = False, after: bool, pinned: bool = False, over: bool = False
) -> Compiled:
    def build(viewer: Viewer, community: int, room_id: int = 0, moment: str = "", pk: int = 0) -> QuerySet:
        here = _over(viewer, community) if over else _here(viewer, community, room_id if room else None)
        items = _filtered(viewer, here, chosen)
        if pinned:
            items = items.filter(pinned_at__isnull=False).order_by("-pinned_at", "-pk")[:10]
        else:
            items = items.filter(pinned_at=None) if chosen == "latest" and not over else items
            items = items.latest_first()
        if after:
            items = items.extra(  # type: ignore[assignment]  # the stubs forget which class it was
                where=["(items_item.last_active_at, items_item.id) < (%s, %s)"], params=[moment, pk]
            )  # a key, never words
        listed = _marked(viewer, items).annotate(no_words=Value(""))
        return listed.values_list(*LIST_COLUMNS, "new", "mark")[: ITEMS + 1]

    return Compiled(build)


_SHAPES = {
    (chosen, room, after): _shape(chosen, room=room, after=after)
    for chosen in FILTERS
    for room in (False, True)
    for after in (False, True)
}
#: The same for what bridges show here. SPEED: asked only for who reads something over a bridge, wherever that is.
_BRIDGED = {
    (chosen, after): _shape(chosen, after=after, over=True) for chosen in FILTERS for after in (False, True)
}
_PINNED = {room: _shape("latest", room=room, after=False, pinned=True) for room in (False, True)}


def lines_in(viewer: Viewer, community_id: int, rows: Iterable[RawLine]) -> list[ListRow]:
    """Rows as a page reads them."""
    found = []
    for *columns, new, mark in rows:
        place = columns[_COMMUNITY]
        part = viewer.standings.communities.get(place)
        inside = part is not None and part.state in ("active", "alumni")
        item = item_of(tuple(columns), inside)
        over = None
        if place != community_id:
            over = item.community.called if sees_community(viewer, item.community) else ""
            item = item._replace(community=as_known(viewer, item.community), pinned_at=None)
        # SECURITY: people outside never get a face, also where they may read the words.
        seen = item if inside else item._replace(author=item.author._replace(photo=""))
        found.append(ListRow(seen, new, mark >= 0, max(mark, 0), over))
    return found


def from_elsewhere(rows: Iterable[RawLine], community_id: int) -> list[RawLine]:
    """Those that a bridge shows here."""
    return [row for row in rows if row[_COMMUNITY] != community_id]


def list_items(
    viewer: Viewer,
    community_id: int,
    *,
    room_id: int | None = None,
    chosen: str = "latest",
    after: str = "",
) -> ListPage:
    """One page of discussions. `after` is the key that the page before gave ("moment_id"); a broken one means the first page."""
    values: dict[str, object] = {"community": community_id}
    if room_id is not None:
        values["room_id"] = room_id
    pinned: list[RawLine] = []
    key = parse_key(after)
    if room_id is None and is_sealed(viewer, community_id):
        return _sealed_page(viewer, community_id, chosen, key)
    if chosen == "latest" and key is None:
        pinned = _PINNED[room_id is not None].rows(viewer, **values)
    if key is not None:
        values["moment"], values["pk"] = key
    rows = _SHAPES[(chosen, room_id is not None, key is not None)].rows(viewer, **values)
    if room_id is None and viewer.standings.bridged:
        rows += _BRIDGED[(chosen, key is not None)].rows(viewer, **values)
        rows.sort(key=lambda row: (row[_LAST_ACTIVE], row[0]), reverse=True)
    following = _key_of(rows[ITEMS - 1]) if len(rows) > ITEMS else ""
    moments = [row[_LAST_ACTIVE] for row in (*pinned, *rows)]
    return ListPage(tuple(pinned), tuple(rows[:ITEMS]), following, moment(max(moments)) if moments else None)


def _sealed_page(viewer: Viewer, community: int, chosen: str, key: tuple[object, int] | None) -> ListPage:
    """For alumni: in the order in which things were started, with numbers up to their era."""
    here = _here(viewer, community, None)
    items: QuerySet[Item] = (
        unread_sealed(viewer, here) if chosen == "unread" else _filtered(viewer, here, chosen)
    )
    ids = sealed_ids(items, key, ITEMS + 1)
    rows = sealed_lines(viewer, ids[:ITEMS], LIST_COLUMNS)
    following = ""
    if len(ids) > ITEMS:
        started = Item.objects.filter(pk=ids[ITEMS - 1]).values_list("published_at", flat=True).get()
        following = make_key(started, ids[ITEMS - 1]) if started else ""
    moments = [row[_LAST_ACTIVE] for row in rows]
    return ListPage((), tuple(rows), following, max(moments) if moments else None)


_LAST_ACTIVE = LIST_COLUMNS.index("last_active_at")
_COMMUNITY = LIST_COLUMNS.index("community_id")


def _key_of(row: RawLine) -> str:
    active = moment(row[_LAST_ACTIVE])
    assert active is not None
    return make_key(active, row[0])


def make_key(active: datetime, pk: int) -> str:
    """The place of an item in the order, for the address of the next page."""
    return f"{(active - _BEGINNING) // timedelta(microseconds=1)}_{pk}"


def parse_key(text: str) -> tuple[object, int] | None:
    """(moment as the database compares it, id), or None."""
    first, _, second = text.partition("_")
    if not (first.isdigit() and second.isdigit()) or len(first) > 18 or len(second) > 18:
        return None
    try:
        active = _BEGINNING + timedelta(microseconds=int(first))
    except OverflowError:
        return None
    return as_stored(active), int(second)
