"""The loader of standings: all relations of one person to places, by one query, ended ones left out."""

import hashlib
from functools import lru_cache

from django.conf import settings
from django.core import signing
from django.db import connection
from django.utils import timezone

from hedgerow.access.table import FACILITATOR
from hedgerow.access.viewer import NOTHING, Part, RoomPart, Standings, Viewer
from hedgerow.base.sql import Fixed, as_stored

# SPEED: one statement for the device and every standing. The same text runs on SQLite and PostgreSQL.
_STANDINGS = """
SELECT 'm', m.community_id, m.part, m.state, m.from_era, m.to_era, 0
  FROM communities_membership m
 WHERE m.person_id = {person} AND m.state IN ('asked','invited','active','suspended','alumni')
   AND (m.ends_at IS NULL OR m.ends_at > %(now)s)
UNION ALL
SELECT 'r', r.room_id, '', '', r.from_era, r.to_era, CASE WHEN r.looks_after THEN 1 ELSE 0 END
  FROM communities_roommembership r WHERE r.person_id = {person}
UNION ALL
SELECT 'g', COALESCE(g.item_id, 0), '', '', COALESCE(g.room_id, 0), 0, 0
  FROM items_grant g
 WHERE g.person_id = {person} AND g.ends_at > %(now)s AND g.revoked_at IS NULL AND g.accepted_at IS NOT NULL
UNION ALL
SELECT 'b', b.item_id, '', '', 0, 0, 0
  FROM items_bridge b JOIN communities_membership m ON m.community_id = b.community_id
 WHERE b.agreed_at IS NOT NULL AND m.person_id = {person} AND m.state = 'active'
   AND m.part <> 'register_keeper' AND (m.ends_at IS NULL OR m.ends_at > %(now)s)
UNION ALL
SELECT 'q', q.mask_id, '', '', 0, 0, 0 FROM items_attribution q WHERE q.person_id = {person}
UNION ALL
SELECT 'a', 0, '', '', 0, 0, CASE WHEN p.is_administrator THEN 1 ELSE 0 END
  FROM people_person p WHERE p.id = {person}
"""
_BY_PERSON = Fixed(_STANDINGS.format(person="%(person)s"))
_DEVICE = Fixed(
    """
SELECT 'o', o.community_id, '', '', o.id, 0, 0
  FROM communities_oversight o JOIN people_device d ON d.id = o.device_id JOIN people_person p ON p.id = d.person_id
 WHERE d.secret_hash = %(hash)s AND o.ended_at IS NULL AND o.ends_at > %(now)s AND p.is_administrator
UNION ALL
SELECT 'd', d.id, p.code, p.name, p.id, d.epoch, CASE WHEN d.seen_on = %(today)s THEN 1 ELSE 0 END
  FROM people_device d JOIN people_person p ON p.id = d.person_id
 WHERE d.secret_hash = %(hash)s AND d.ends_at > %(now)s AND p.is_active AND d.epoch = p.epoch
UNION ALL
"""
    + _STANDINGS.format(person="(SELECT d.person_id FROM people_device d WHERE d.secret_hash = %(hash)s)")
)


def _gather(rows: list[tuple]) -> Standings:
    communities: dict[int, Part] = {}
    rooms: dict[int, RoomPart] = {}
    items, granted_rooms, bridged, masks = set(), set(), set(), set()
    administrator = False
    for kind, key, first, second, low, high, mark in rows:
        if kind == "m":
            communities[key] = Part(first, second, low, high)
        elif kind == "r":
            rooms[key] = RoomPart(low, high, bool(mark))
        elif kind == "g":
            if key:
                items.add(key)
            if low:
                granted_rooms.add(low)
        elif kind == "b":
            bridged.add(key)
        elif kind == "q":
            masks.add(key)
        elif kind == "a":
            administrator = bool(mark)
    return Standings(
        communities,
        rooms,
        frozenset(items),
        frozenset(granted_rooms),
        frozenset(bridged),
        administrator,
        frozenset(masks),
    )


def load(viewer: Viewer) -> Standings:
    """The standings of the viewer's person at this moment."""
    if viewer.person_id is None:
        return NOTHING
    return _gather(_BY_PERSON.rows(person=viewer.person_id, now=as_stored(timezone.now())))


def viewer_for(person_id: int) -> Viewer:
    """A viewer for one person: jobs, letters and tests ask as them."""
    return Viewer(kind="person", person_id=person_id, load=load)


def secret_hash(secret: str) -> str:
    """What the device table keeps of the cookie's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


# SPEED: a pure function of the cookie; a forged one raises and is not kept.
@lru_cache(maxsize=4096)
def _hash_in(cookie: str, key: str) -> str:
    return secret_hash(signing.Signer(key=key, salt="hedgerow.device").unsign(cookie))


def viewer_from_cookie(value: str | None, *, overseeing: bool = True) -> Viewer:
    """Who the device cookie names, with all standings, by one query; a stranger when it names nobody.

    While an administrator's oversight runs on the device it is that, and no person: it reads one community, and nothing
    is written in anybody's name. `overseeing`: False for the pages of the platform itself, where it is ended.

    SECURITY: the cookie is signed so that garbage costs no query, and looked up by hash so that a signed-out
    device, a closed account or "sign out everywhere" ends it at once.
    """
    if not value:
        return Viewer.stranger()
    try:
        hashed = _hash_in(value, settings.SECRET_KEY)
    except signing.BadSignature:
        return Viewer.stranger()
    now = timezone.now()
    today = now.date().isoformat() if connection.vendor == "sqlite" else now.date()
    rows = _DEVICE.rows(hash=hashed, now=as_stored(now), today=today)
    named = next((row for row in rows if row[0] == "d"), None)
    if named is None:
        return Viewer.stranger()
    _kind, device_id, _code, _name, person_id, _epoch, seen_today = named
    looking = next((row for row in rows if row[0] == "o"), None)
    if looking is not None and overseeing:
        overseer = Viewer(kind="oversight", community_id=looking[1], standings=NOTHING, reason="oversight")
        overseer.oversight_id = looking[4]
        return overseer
    viewer = Viewer(kind="person", person_id=person_id, load=load, standings=_gather(rows))
    viewer.device_id = device_id
    viewer.seen_today = bool(seen_today)
    return viewer


def facilitated(viewer: Viewer) -> list[int]:
    """Ids of the communities that the viewer facilitates."""
    return [
        pk
        for pk, part in viewer.standings.communities.items()
        if part.state == "active" and part.part == FACILITATOR
    ]
