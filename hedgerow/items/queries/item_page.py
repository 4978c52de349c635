"""The page of one item: the item, its replies, who reacted, and what is new for the viewer."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from hedgerow.access.doing import standings_to_item
from hedgerow.access.table import FACILITATOR
from hedgerow.access.viewer import ALL_ERAS, Viewer
from hedgerow.base.sql import Fixed, moment
from hedgerow.items.compiled import Compiled
from hedgerow.items.models import Follow, Item, ReadMark
from hedgerow.items.queries.rows import ITEM_COLUMNS, Author, ItemRow, author_of, item_of
from hedgerow.people.models import Person

#: Replies on one page: numbers 1 to 50 on the first, 51 to 100 on the second, whatever was removed in between.
REPLIES = 50


class Reading(NamedTuple):
    """An item as one viewer opens it."""

    item: ItemRow
    inside: bool
    facilitates: bool
    mark: int | None
    mark_at: datetime | None
    follow: str


class ReplyRow(NamedTuple):
    """One reply of a page."""

    pk: int
    code: str
    number: int | None
    state: str
    html: str
    published_at: datetime | None
    edited_at: datetime | None
    helpful: int
    thanks: int
    me_too: int
    removed_by_id: int | None
    to_number: int | None
    to_name: str
    author: Author


def _build(viewer: Viewer, code: str) -> QuerySet:
    mine = viewer.person_id if viewer.person_id is not None else 0
    marks = ReadMark.objects.filter(person_id=mine, item_id=OuterRef("pk"))
    follows = Follow.objects.filter(person_id=mine, item_id=OuterRef("pk"))
    return (
        Item.objects.visible_to(viewer)
        .filter(code=code)
        .annotate(
            read_number=Subquery(marks.values("number")[:1]),
            read_at=Subquery(marks.values("at")[:1]),
            level=Subquery(follows.values("level")[:1]),
        )
        .values_list(*ITEM_COLUMNS, "read_number", "read_at", "level")
    )


_item = Compiled(_build)


def read_item(viewer: Viewer, code: str) -> Reading | None:
    """The item with this code as the viewer sees it; None when they don't, or there is none: the same statement."""
    rows = _item.rows(viewer, code=code)
    if not rows:
        return None
    part = viewer.standings.communities.get(rows[0][ITEM_COLUMNS.index("community_id")])
    inside = part is not None and part.state in ("active", "alumni")
    item = item_of(rows[0][:-3], inside)
    number, at, level = rows[0][-3:]
    facilitates = FACILITATOR in standings_to_item(viewer, item)
    return Reading(item, inside, facilitates, number, moment(at), level or "")


# SPEED: one statement by the index (item, number). The item was fetched through the viewer; what remains is the reply's
# own state and era (access.seeing.reply_q), and a test holds both equal.
_COLUMNS = """
SELECT r.id, r.code, r.number, r.state, r.html, r.published_at, r.edited_at, r.helpful, r.thanks, r.me_too, r.removed_by_id,
       q.number, t.name, t.closed_at,
       p.id, p.code, p.name, p.photo, p.closed_at, p.what_i_do, p.what_i_do_seen_by
  FROM items_reply r
  LEFT JOIN people_person p ON p.id = r.author_id
  LEFT JOIN items_reply q ON q.id = r.replying_to_id AND q.state = 'published'
  LEFT JOIN people_person t ON t.id = q.author_id

 WHERE r.item_id = %s AND r.era <= %s AND (r.state = 'published' OR %s = 1 OR r.author_id = %s)
"""
_REPLIES = Fixed(
    _COLUMNS
    + """
   AND ((r.number > %s AND r.number <= %s) OR (r.number IS NULL AND %s = 1))
 ORDER BY r.number IS NULL, r.number, r.id
"""
)
_ONE_REPLY = Fixed(_COLUMNS + " AND r.id = %s")


def latest_era(viewer: Viewer, community_id: int) -> int:
    """The last era whose replies the viewer sees under items of this community."""
    part = viewer.standings.communities.get(community_id)
    return part.to_era if part is not None and part.state in ("active", "alumni") else ALL_ERAS


def replies_of(viewer: Viewer, reading: Reading, after: int, only: int | None = None) -> list[ReplyRow]:
    """The visible replies numbered `after`+1 to `after`+50; on the last page also held ones that the viewer sees.

    `only`: just the reply with this id, whatever its number.
    """
    item = reading.item
    last = after + REPLIES >= item.last_number
    bounds = (
        (viewer.person_id or 0, after, after + REPLIES, int(last))
        if only is None
        else (viewer.person_id or 0, only)
    )
    statement = _REPLIES if only is None else _ONE_REPLY
    rows = statement.rows(item.pk, latest_era(viewer, item.community_id), int(reading.facilitates), *bounds)
    return [_reply(row, reading.inside) for row in rows]


def _reply(row: tuple[Any, ...], inside: bool) -> ReplyRow:
    to_name = ""
    if row[11] is not None:
        to_name = author_of((0, "", row[12], "", row[13], "", ""), False).name
    return ReplyRow._make(
        (*row[:5], moment(row[5]), moment(row[6]), *row[7:12], to_name, author_of(row[14:], inside))
    )


_NEW = Fixed(
    "SELECT COUNT(*), MIN(number) FROM items_reply WHERE item_id = %s AND number > %s AND state = 'published'"
    " AND era <= %s AND (author_id IS NULL OR author_id <> %s)"
)


def new_replies(viewer: Viewer, reading: Reading, beyond: int) -> tuple[int, int | None]:
    """How many visible published replies by others are numbered above `beyond`, and the first such number."""
    item = reading.item
    if item.last_number <= beyond:
        return 0, None
    found = _NEW.rows(item.pk, beyond, latest_era(viewer, item.community_id), viewer.person_id or 0)
    return found[0][0], found[0][1]


_REACTIONS = Fixed("SELECT reply_id, kind FROM items_reaction WHERE item_id = %s AND person_id = %s")


def my_reactions(viewer: Viewer, item_id: int) -> set[tuple[int | None, str]]:
    """(reply id or None for the item, kind) of everything that the viewer reacted to under this item."""
    if viewer.person_id is None:
        return set()
    return {(reply_id, kind) for reply_id, kind in _REACTIONS.rows(item_id, viewer.person_id)}


class Taking(NamedTuple):
    """Somebody who takes part in a discussion, with how many replies they gave."""

    author: Author
    replies: int
    last_number: int
    asked: bool


_TAKING = Fixed("""
SELECT p.id, p.code, p.name, p.photo, p.closed_at, p.what_i_do, p.what_i_do_seen_by, COUNT(*), MAX(r.number)
  FROM items_reply r JOIN people_person p ON p.id = r.author_id
 WHERE r.item_id = %s AND r.state = 'published' AND NOT r.quiet
 GROUP BY p.id, p.code, p.name, p.photo, p.closed_at, p.what_i_do, p.what_i_do_seen_by
 ORDER BY COUNT(*) DESC, MAX(r.number) DESC LIMIT 6
""")


def taking_part(reading: Reading) -> list[Taking]:
    """The author first, then at most six who replied most."""
    item = reading.item
    found = [Taking(item.author, 0, 0, True)] if item.author_id is not None and not item.quiet else []
    for row in _TAKING.rows(item.pk):
        author = author_of(row[:7], reading.inside)
        if author.id != item.author_id:
            found.append(Taking(author, row[7], row[8], False))
    return found[:6]


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


def files_of(item_id: int) -> dict[int | None, list[FileRow]]:
    """Attachments by reply id (None: the item's own)."""
    found: dict[int | None, list[FileRow]] = {}
    for row in _FILES.rows(item_id):
        found.setdefault(row[0], []).append(FileRow(*row))
    return found


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
