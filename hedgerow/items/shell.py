"""What the frame of every page needs to know of the viewer, by one compiled query: themselves and their communities."""

from datetime import datetime, timedelta
from typing import NamedTuple

from hedgerow.base.sql import Fixed, as_stored, moment

#: News older than this is not counted in the frame; home has the rest.
COUNTED = timedelta(days=28)
#: Counting stops here: the frame says "9+".
MOST = 10


class Place(NamedTuple):
    """A community in the frame."""

    id: int
    code: str
    name: str
    short_name: str
    species: str
    archived: bool
    new: int


class Me(NamedTuple):
    """The viewer's own person in the frame."""

    id: int
    code: str
    name: str
    photo: str
    theme: str
    language: str
    drafts: int
    administrator: bool
    places: tuple[Place, ...]
    #: When the account is to close for good; None for almost everybody.
    closing_at: datetime | None


# SPEED: every count stops at ten and looks back four weeks, along the index of listed items.
_SQL = Fixed("""
SELECT p.id, p.code, p.name, p.photo, p.theme, p.language, p.is_administrator,
       (SELECT COUNT(*) FROM (SELECT 1 FROM items_draft d WHERE d.person_id = p.id AND d.published_at IS NULL
           AND (d.text <> '' OR d.title <> '') LIMIT 10) t),
       c.id, c.code, c.name, c.short_name, c.species, c.archived_at,
       CASE WHEN c.id IS NULL THEN 0 ELSE (SELECT COUNT(*) FROM (
         SELECT 1 FROM items_item i
          WHERE i.community_id = c.id AND i.state = 'published' AND i.last_active_at > %(since)s
            AND i.last_active_at > m.joined_at AND i.era BETWEEN m.from_era AND m.to_era
            AND ((i.room_id IS NULL AND i.audience IN ('web','network','members') AND m.part <> 'register_keeper')
              OR (i.room_id IS NULL AND i.audience = 'facilitators' AND m.part = 'facilitator')
              OR (i.room_id IS NOT NULL AND EXISTS (SELECT 1 FROM communities_roommembership r
                   WHERE r.room_id = i.room_id AND r.person_id = p.id AND i.era BETWEEN r.from_era AND r.to_era
                     AND (i.audience = 'room' OR r.looks_after OR m.part = 'facilitator'))))
            AND NOT EXISTS (SELECT 1 FROM items_readmark k WHERE k.person_id = p.id AND k.item_id = i.id
                 AND (k.number >= i.last_number OR NOT EXISTS (SELECT 1 FROM items_reply y
                      WHERE y.item_id = i.id AND y.number > k.number AND y.state = 'published')))
            AND NOT EXISTS (SELECT 1 FROM items_follow f WHERE f.person_id = p.id AND f.item_id = i.id AND f.level = 'mute')
          ORDER BY i.last_active_at DESC LIMIT 10) t) END,
       p.closing_at
  FROM people_person p
  LEFT JOIN communities_membership m ON m.person_id = p.id AND m.state = 'active' AND (m.ends_at IS NULL OR m.ends_at > %(now)s)
  LEFT JOIN communities_community c ON c.id = m.community_id
 WHERE p.id = %(person)s
 ORDER BY c.archived_at IS NOT NULL, c.last_active_at DESC, c.id
""")


def frame_of(person_id: int, now: datetime) -> Me | None:
    """The person's row and their communities with how many items are new in each; None when the account is gone."""
    rows = _SQL.rows(person=person_id, now=as_stored(now), since=as_stored(now - COUNTED))
    if not rows:
        return None
    found = (row for row in rows if row[8] is not None)
    places = tuple(Place._make((*row[8:13], row[13] is not None, row[14])) for row in found)
    pk, code, name, photo, theme, language, administrator, drafts = rows[0][:8]
    return Me(
        pk, code, name, photo, theme, language, drafts, bool(administrator), places, moment(rows[0][15])
    )
