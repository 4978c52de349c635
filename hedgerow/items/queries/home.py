"""Home: what is new for one person, bounded, with an end. Reading it marks nothing read."""

from datetime import datetime, timedelta
from typing import NamedTuple

from hedgerow.access.viewer import Viewer
from hedgerow.base.sql import Fixed, as_stored, moment
from hedgerow.items.models import Item

#: News older than this is not shown on home; each community's own list has everything.
WINDOW = timedelta(days=28)
#: An answer to words of one's own that are older than this stands under "New" and not under "For you".
ANSWERED = timedelta(days=200)
#: Lines for each community, "for you", and in all.
PER_COMMUNITY, FOR_YOU, IN_ALL = 3, 5, 12


class News(NamedTuple):
    """One line of news: an item with something unread."""

    community_id: int
    code: str
    kind: str
    title: str
    author_name: str
    answered: bool
    reply_count: int
    new: int
    opened: bool
    mark: int
    last_active_at: datetime
    letters: int
    position: int
    in_community: int


class ForYou(NamedTuple):
    """Something that needs this person: a reply to them, or their name called."""

    why: str
    at: datetime
    code: str
    kind: str
    title: str
    number: int
    by_name: str
    by_code: str
    by_photo: str
    community_name: str
    plain: str


# Replies by others above the mark: the ones that are new for the person.
_ABOVE = """
  FROM items_reply y WHERE y.item_id = found.id AND y.number > found.mark
   AND y.state = 'published' AND (y.author_id IS NULL OR y.author_id <> %(person)s)
   AND NOT (y.quiet AND EXISTS (SELECT 1 FROM items_attribution a
   WHERE a.mask_id = y.author_id AND a.person_id = %(person)s))
"""

# Items of four weeks in the person's own communities that may hold something unread.
FRESH = """
  SELECT i.id, i.community_id, i.kind, i.author_id, i.answer_id, i.last_active_at, i.last_number, i.pinned_at,
         COALESCE(k.number, -1) AS mark
    FROM communities_membership m
    JOIN communities_community c ON c.id = m.community_id AND c.archived_at IS NULL
    JOIN items_item i ON i.community_id = m.community_id
    LEFT JOIN items_readmark k ON k.person_id = m.person_id AND k.item_id = i.id
   WHERE m.person_id = %(person)s AND m.state = 'active' AND (m.ends_at IS NULL OR m.ends_at > %(now)s)
     AND i.state = 'published' AND i.last_active_at > %(since)s AND i.last_active_at > m.joined_at
     AND i.era BETWEEN m.from_era AND m.to_era
     AND ((i.room_id IS NULL AND i.audience IN ('web','network','members') AND m.part <> 'register_keeper')
       OR (i.room_id IS NULL AND i.audience = 'facilitators' AND m.part = 'facilitator')
       OR (i.room_id IS NOT NULL AND EXISTS (SELECT 1 FROM communities_roommembership r
            WHERE r.room_id = i.room_id AND r.person_id = m.person_id AND i.era BETWEEN r.from_era AND r.to_era
              AND (i.audience = 'room' OR r.looks_after OR m.part = 'facilitator'))))
     AND (k.number IS NULL OR k.number < i.last_number)
     AND NOT EXISTS (SELECT 1 FROM items_follow f
          WHERE f.person_id = m.person_id AND f.item_id = i.id AND f.level = 'mute')
"""
# Which of them do: those never opened that somebody else began, and those with replies by others.
UNREAD = f"""
         CASE WHEN mark = -1 AND (author_id IS NULL OR author_id <> %(person)s) THEN 1
              WHEN EXISTS (SELECT 1 {_ABOVE}) THEN 1 ELSE 0 END = 1
"""

# SPEED: one statement. It looks at four weeks of the viewer's own communities along the index of listed items; the
# conditions are those of access.seeing for members, and a test holds both equal. What is counted and ranked carries
# few columns; replies are counted, and the rest is fetched, for the dozen lines that are shown.
_NEWS = Fixed(f"""
WITH fresh AS ({FRESH}), placed AS (
  SELECT found.*,
         ROW_NUMBER() OVER (PARTITION BY community_id ORDER BY
           CASE WHEN kind = 'question' AND answer_id IS NULL THEN 0 WHEN pinned_at IS NOT NULL THEN 1 ELSE 2 END,
           last_active_at DESC, id DESC) AS position,
         COUNT(*) OVER (PARTITION BY community_id) AS in_community
    FROM fresh found
   WHERE {UNREAD}
)
SELECT i.community_id, i.code, i.kind, i.title,
       CASE WHEN p.closed_at IS NULL THEN p.name ELSE '' END, i.answer_id IS NOT NULL, i.reply_count,
       (SELECT COUNT(*) {_ABOVE}), found.mark >= 0, CASE WHEN found.mark < 0 THEN 0 ELSE found.mark END,
       i.last_active_at, LENGTH(i.plain), found.position, found.in_community
  FROM placed found JOIN items_item i ON i.id = found.id LEFT JOIN people_person p ON p.id = i.author_id
 WHERE found.position <= %(most)s
 ORDER BY i.last_active_at DESC, i.id DESC
""")


def news(viewer: Viewer, now: datetime) -> list[News]:
    """The newest unread items of each community of theirs, at most three each, with how many there are."""
    rows = _NEWS.rows(
        person=viewer.person_id, now=as_stored(now), since=as_stored(now - WINDOW), most=PER_COMMUNITY
    )
    return [
        News._make((*row[:5], bool(row[5]), *row[6:8], bool(row[8]), row[9], _at(row[10]), *row[11:]))
        for row in rows
    ]


def _at(value: object) -> datetime:
    found = moment(value)
    assert found is not None
    return found


# What needs this person: replies to a reply or an item of theirs that they have not read, and being called
# by name in a text or a reply. Each arm walks an index of that person alone.
# SPEED: CROSS JOIN keeps SQLite from beginning at the other end; PostgreSQL chooses for itself.
_FOR_YOU = Fixed("""
SELECT found.why, COALESCE(y.published_at, i.published_at), i.code, i.kind, i.title, COALESCE(y.number, 0),
       p.name, p.code, p.photo, c.name, COALESCE(y.plain, i.plain)
  FROM (
    SELECT 'named' AS why, n.reply_id AS reply_id, n.item_id AS item_id FROM items_mention n
     WHERE n.person_id = %(person)s AND n.at > %(since)s
    UNION ALL
    SELECT 'replied', y.id, y.item_id FROM items_reply mine CROSS JOIN items_reply y
     WHERE mine.author_id = %(person)s AND mine.created_at > %(long)s
       AND y.replying_to_id = mine.id AND y.replying_to_id IS NOT NULL AND y.published_at > %(since)s
    UNION ALL
    SELECT 'asked', y.id, y.item_id FROM items_item own CROSS JOIN items_reply y
     WHERE own.author_id = %(person)s AND own.last_active_at > %(since)s
       AND y.item_id = own.id AND y.published_at > %(since)s
    UNION ALL
    SELECT 'replied', y.id, y.item_id FROM items_attribution a CROSS JOIN items_reply y
     WHERE a.person_id = %(person)s AND a.created_at > %(long)s AND a.reply_id IS NOT NULL
       AND y.replying_to_id = a.reply_id AND y.replying_to_id IS NOT NULL AND y.published_at > %(since)s
    UNION ALL
    SELECT 'asked', y.id, y.item_id FROM items_attribution a CROSS JOIN items_reply y
     WHERE a.person_id = %(person)s AND a.reply_id IS NULL AND y.item_id = a.item_id AND y.published_at > %(since)s
  ) found
  LEFT JOIN items_reply y ON y.id = found.reply_id
  JOIN items_item i ON i.id = found.item_id AND i.state = 'published'
  JOIN communities_community c ON c.id = i.community_id
  JOIN communities_membership m ON m.community_id = i.community_id AND m.person_id = %(person)s AND m.state = 'active'
   AND (m.ends_at IS NULL OR m.ends_at > %(now)s) AND i.era BETWEEN m.from_era AND m.to_era AND (y.id IS NULL OR y.era <= m.to_era)
  JOIN people_person p ON p.id = COALESCE(y.author_id, i.author_id) AND p.closed_at IS NULL AND p.id <> %(person)s
   AND NOT EXISTS (SELECT 1 FROM items_attribution a WHERE a.person_id = %(person)s AND a.mask_id = p.id)
  LEFT JOIN items_readmark k ON k.person_id = %(person)s AND k.item_id = i.id
 WHERE ((y.id IS NULL AND found.reply_id IS NULL AND k.number IS NULL)
     OR (y.state = 'published' AND (k.number IS NULL OR k.number < y.number)))
   AND ((i.room_id IS NULL AND i.audience IN ('web','network','members') AND m.part <> 'register_keeper')
     OR (i.room_id IS NULL AND i.audience = 'facilitators' AND m.part = 'facilitator')
     OR (i.room_id IS NOT NULL AND EXISTS (SELECT 1 FROM communities_roommembership r
          WHERE r.room_id = i.room_id AND r.person_id = %(person)s AND i.era BETWEEN r.from_era AND r.to_era
            AND (i.audience = 'room' OR r.looks_after OR m.part = 'facilitator'))))
   AND NOT EXISTS (SELECT 1 FROM items_follow f
        WHERE f.person_id = %(person)s AND f.item_id = i.id AND f.level = 'mute')
 ORDER BY COALESCE(y.published_at, i.published_at) DESC, i.id DESC LIMIT 20
""")


def for_you(viewer: Viewer, now: datetime) -> list[ForYou]:
    """At most five things that need this person, one for each item, newest first."""
    rows = _FOR_YOU.rows(
        person=viewer.person_id,
        now=as_stored(now),
        since=as_stored(now - WINDOW),
        long=as_stored(now - ANSWERED),
    )
    found: dict[str, ForYou] = {}
    for row in rows:
        line = ForYou(row[0], _at(row[1]), *row[2:])
        kept = found.get(line.code)
        # Being named says more than being replied to, and that more than a reply under something of one's own.
        if kept is None or _RANK[line.why] < _RANK[kept.why]:
            found[line.code] = line
    return list(found.values())[:FOR_YOU]


_RANK = {"named": 0, "replied": 1, "asked": 2}


class Newcomer(NamedTuple):
    """Somebody who joined one of the viewer's communities in the last two weeks."""

    code: str
    name: str
    photo: str
    does: str
    community_name: str
    joined_at: datetime


_NEW_PEOPLE = Fixed("""
SELECT p.code, p.name, p.photo, CASE WHEN p.what_i_do_seen_by = 'members' THEN p.what_i_do ELSE '' END,
       COALESCE(NULLIF(c.short_name, ''), c.name), n.joined_at
  FROM communities_membership m
  JOIN communities_membership n ON n.community_id = m.community_id AND n.state = 'active' AND n.person_id <> m.person_id
   AND n.joined_at > %(since)s AND n.joined_at > m.joined_at AND (n.ends_at IS NULL OR n.ends_at > %(now)s)
  JOIN people_person p ON p.id = n.person_id AND p.closed_at IS NULL AND p.name <> ''
  JOIN communities_community c ON c.id = n.community_id
 WHERE m.person_id = %(person)s AND m.state = 'active' AND m.part <> 'register_keeper'
   AND (m.ends_at IS NULL OR m.ends_at > %(now)s)
 ORDER BY n.joined_at DESC, n.id DESC LIMIT 3
""")


def new_people(viewer: Viewer, now: datetime) -> list[Newcomer]:
    """The three who joined last."""
    rows = _NEW_PEOPLE.rows(
        person=viewer.person_id, now=as_stored(now), since=as_stored(now - timedelta(days=14))
    )
    return [Newcomer._make((*row[:5], _at(row[5]))) for row in rows]


class OpenDraft(NamedTuple):
    """Something that the viewer was writing."""

    code: str
    title: str
    text: str
    saved_at: datetime
    item_code: str | None
    item_title: str | None


_DRAFTS = Fixed("""
SELECT d.code, d.title, d.text, d.saved_at, i.code, i.title
  FROM items_draft d LEFT JOIN items_item i ON i.id = d.item_id
 WHERE d.person_id = %(person)s AND d.published_at IS NULL AND (d.text <> '' OR d.title <> '')
 ORDER BY d.saved_at DESC, d.id DESC LIMIT 3
""")


def open_drafts(viewer: Viewer) -> list[OpenDraft]:
    """The three drafts saved last; the title of what they answer is shown only where the viewer still sees it."""
    rows = _DRAFTS.rows(person=viewer.person_id)
    codes = [row[4] for row in rows if row[4]]
    seen = (
        set(Item.objects.visible_to(viewer).filter(code__in=codes).values_list("code", flat=True))
        if codes
        else set()
    )
    return [
        OpenDraft(
            row[0],
            row[1],
            row[2],
            _at(row[3]),
            row[4] if row[4] in seen else None,
            row[5] if row[4] in seen else None,
        )
        for row in rows
    ]
