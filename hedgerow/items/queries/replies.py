"""The replies on a page of an item, as rows: read with one statement, turned into words only when the page is drawn."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from hedgerow.access.doing import last_era
from hedgerow.access.viewer import Viewer
from hedgerow.base.sql import Fixed, moment
from hedgerow.items.queries.item_page import Reading
from hedgerow.items.queries.rows import Author, author_of

#: Replies on one page: numbers 1 to 50 on the first, 51 to 100 on the second, whatever was removed in between.
REPLIES = 50


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
    via_id: int | None


# SPEED: one statement by the index (item, number). The item was fetched through the viewer; what remains is the reply's
# own state and era (access.seeing.reply_q), and a test holds both equal.
_COLUMNS = """
SELECT r.id, r.code, r.number, r.state, r.html, r.published_at, r.edited_at, r.helpful, r.thanks, r.me_too, r.removed_by_id,
       q.number, t.name, t.closed_at,
       p.id, p.code, p.name, p.photo, p.closed_at, p.what_i_do, p.what_i_do_seen_by, r.quiet, r.via_id
  FROM items_reply r
  LEFT JOIN people_person p ON p.id = r.author_id
  LEFT JOIN items_reply q ON q.id = r.replying_to_id AND q.state = 'published'
  LEFT JOIN people_person t ON t.id = q.author_id

 WHERE r.item_id = %s AND r.era <= %s AND (r.state = 'published' OR %s = 1 OR r.author_id = %s
   OR (r.quiet AND EXISTS (SELECT 1 FROM items_attribution a WHERE a.mask_id = r.author_id AND a.person_id = %s)))
"""
_REPLIES = Fixed(
    _COLUMNS
    + """
   AND ((r.number > %s AND r.number <= %s) OR (r.number IS NULL AND %s = 1))
 ORDER BY r.number IS NULL, r.number, r.id
"""
)
_ONE_REPLY = Fixed(_COLUMNS + " AND r.id = %s")


#: A reply as the database gave it, in the order of _COLUMNS.
RawReply = tuple[Any, ...]
_PUBLISHED_AT, _EDITED_AT, _COUNTS, _REMOVED_BY, _AUTHOR, _QUIET, _VIA = 5, 6, slice(7, 10), 10, 14, 21, 22


def reply_rows(viewer: Viewer, reading: Reading, after: int, only: int | None = None) -> tuple[RawReply, ...]:
    """The visible replies numbered `after`+1 to `after`+50; on the last page also held ones that the viewer sees.

    `only`: just the reply with this id, whatever its number.
    """
    item = reading.item
    last = after + REPLIES >= item.last_number
    me = viewer.person_id or 0
    bounds = (me, me, after, after + REPLIES, int(last)) if only is None else (me, me, only)
    statement = _REPLIES if only is None else _ONE_REPLY
    facilitates = int(reading.facilitates or viewer.kind == "oversight")
    return tuple(statement.rows(item.pk, last_era(viewer, item), facilitates, *bounds))


def replies_in(rows: Iterable[RawReply], inside: bool) -> list[ReplyRow]:
    """Rows as a page reads them; a profile's line is for people inside."""
    return [_reply(row, inside) for row in rows]


def newest_in(reading: Reading, rows: Iterable[RawReply]) -> datetime:
    """The youngest moment of which the page speaks."""
    item = reading.item
    # SPEED: the database's own values of one column compare as the moments that they stand for.
    inside = [value for row in rows for value in (row[_PUBLISHED_AT], row[_EDITED_AT]) if value is not None]
    found = [item.last_active_at, item.published_at, item.edited_at, reading.mark_at]
    if inside:
        found.append(moment(max(inside)))
    return max(one for one in found if one is not None)


def people_in(reading: Reading, rows: Iterable[RawReply]) -> set[int | None]:
    """Everybody for whom the page differs because they wrote or removed something on it."""
    found = {reading.item.author_id, reading.item.removed_by_id}
    for row in rows:
        found |= {row[_AUTHOR], row[_REMOVED_BY]}
    return found


def via_in(rows: Iterable[RawReply]) -> set[int | None]:
    """Those who wrote on this page over a bridge: their profiles are their own community's."""
    return {row[_AUTHOR] for row in rows if row[_VIA] is not None}


def _reply(row: tuple[Any, ...], inside: bool) -> ReplyRow:
    to_name = ""
    if row[11] is not None:
        to_name = author_of((0, "", row[12], "", row[13], "", ""), False).name
    return ReplyRow._make(
        (
            *row[:5],
            moment(row[5]),
            moment(row[6]),
            *row[7:12],
            to_name,
            author_of(row[_AUTHOR:_QUIET], inside),
            row[_VIA],
        )
    )


_NEW = Fixed(
    "SELECT COUNT(*), MIN(number) FROM items_reply WHERE item_id = %s AND number > %s AND state = 'published'"
    " AND era <= %s AND (author_id IS NULL OR author_id <> %s)"
    " AND NOT (quiet AND EXISTS (SELECT 1 FROM items_attribution a WHERE a.mask_id = author_id AND a.person_id = %s))"
)


def new_replies(viewer: Viewer, reading: Reading, beyond: int) -> tuple[int, int | None]:
    """How many visible published replies by others are numbered above `beyond`, and the first such number."""
    item = reading.item
    if item.last_number <= beyond:
        return 0, None
    me = viewer.person_id or 0
    found = _NEW.rows(item.pk, beyond, last_era(viewer, item), me, me)
    return found[0][0], found[0][1]


_REACTIONS = Fixed("SELECT reply_id, kind FROM items_reaction WHERE item_id = %s AND person_id = %s")

#: (reply id or None for the item, kind of reaction)
Reacted = frozenset[tuple[int | None, str]]


def my_reactions(viewer: Viewer, reading: Reading, rows: Iterable[RawReply]) -> Reacted:
    """Everything on this page that the viewer reacted to; nothing is asked where nobody reacted."""
    item = reading.item
    if viewer.person_id is None:
        return frozenset()
    if not (item.helpful or item.thanks or item.me_too or any(any(row[_COUNTS]) for row in rows)):
        return frozenset()
    return frozenset((reply, kind) for reply, kind in _REACTIONS.rows(item.pk, viewer.person_id))


class Taking(NamedTuple):
    """Somebody who takes part in a discussion, with how many replies they gave."""

    author: Author
    replies: int
    last_number: int
    asked: bool


# SPEED: counted by author first, so that people are joined to six rows only.
_TAKING = Fixed("""
SELECT p.id, p.code, p.name, p.photo, p.closed_at, p.what_i_do, p.what_i_do_seen_by, t.replies, t.last
  FROM (SELECT author_id, COUNT(*) AS replies, MAX(number) AS last FROM items_reply
         WHERE item_id = %s AND state = 'published' AND NOT quiet AND era <= %s
         GROUP BY author_id ORDER BY COUNT(*) DESC, MAX(number) DESC LIMIT 7) t
  JOIN people_person p ON p.id = t.author_id
 ORDER BY t.replies DESC, t.last DESC
""")


def taking_rows(
    viewer: Viewer, reading: Reading, after: int, rows: tuple[RawReply, ...]
) -> tuple[tuple[Any, ...], ...]:
    """Those who replied most among the replies that the viewer sees: (columns of an author, replies, last number).

    Nothing is asked when the page holds all of the replies.
    """
    item = reading.item
    if after or item.last_number > REPLIES:
        return tuple(_TAKING.rows(item.pk, last_era(viewer, item)))
    counted: dict[int, tuple[int, int, RawReply]] = {}
    for row in rows:
        if row[3] == "published" and row[_AUTHOR] is not None and not row[_QUIET]:
            before = counted.get(row[_AUTHOR], (0, 0, row))
            counted[row[_AUTHOR]] = (before[0] + 1, max(before[1], row[2] or 0), row)
    most = sorted(counted.values(), key=lambda one: (-one[0], -one[1]))[:7]
    return tuple((*row[_AUTHOR:_QUIET], replies, last) for replies, last, row in most)


def taking_part(reading: Reading, rows: Iterable[tuple[Any, ...]]) -> list[Taking]:
    """The author first, then those who replied most: six at most."""
    item = reading.item
    found = [Taking(item.author, 0, 0, True)] if item.author_id is not None and not item.quiet else []
    for row in rows:
        author = author_of(row[:7], reading.inside)
        if author.id != item.author_id:
            found.append(Taking(author, row[7], row[8], False))
    return found[:6]
