"""Second reader: may this viewer do this to this row? `require` is the first line of every action."""

from collections.abc import Hashable
from typing import Any

from django.utils.translation import gettext as _

from hedgerow.access import table as t
from hedgerow.access.refusals import NotAllowed, NotVisible, UnknownWord
from hedgerow.access.viewer import ALL_ERAS, Viewer


def _room_standings(viewer: Viewer, room_id: int, community_id: int, era: int) -> set[str]:
    place = viewer.standings.rooms.get(room_id)
    part = viewer.standings.communities.get(community_id)
    if place is None or part is None or part.state != "active" or not place.from_era <= era <= place.to_era:
        return set()
    found = {t.ROOM_MEMBER}
    if place.looks_after or part.part == t.FACILITATOR:
        found.add(t.FACILITATOR)
    return found


def _community_standings(viewer: Viewer, community_id: int, era: int | None) -> set[str]:
    part = viewer.standings.communities.get(community_id)
    if part is None or (era is not None and not part.from_era <= era <= part.to_era):
        return set()
    if part.state == "alumni":
        return {t.ALUMNI}
    if part.state != "active":
        return set()
    return {part.part.replace("_", " ")}


def is_suspended(viewer: Viewer, community_id: int) -> bool:
    """True while the person's membership of this community is suspended: they see nothing inside."""
    if viewer.person_id is None:
        return False
    part = viewer.standings.communities.get(community_id)
    return part is not None and part.state == "suspended"


def standings_to_item(viewer: Viewer, item: Any) -> set[str]:
    """How the viewer stands to an item, after the gate; the empty set when the gate keeps them out."""
    if viewer.kind == "oversight":
        return {t.OVERSIGHT} if item.community_id == viewer.community_id else set()
    if is_suspended(viewer, item.community_id):
        return set()
    found: set[str] = set()
    closed = item.kind in t.CLOSED_KINDS
    if item.room_id is None:
        open_now = item.era >= item.community.outside_from_era
        if item.community.reading == "web" and open_now:
            found.add(t.ANYONE)
        if viewer.person_id is None:
            return found
        if item.community.reading in ("web", "network") and open_now:
            found.add(t.SIGNED_IN)
        inside = _community_standings(viewer, item.community_id, item.era)
        if t.REGISTER_KEEPER in inside and item.kind not in t.REGISTER_KINDS:
            inside = set()
            if viewer.wrote(item.author_id):
                found.add(t.AUTHOR)
        if inside - {t.ALUMNI} and viewer.wrote(item.author_id):
            found.add(t.AUTHOR)
        found |= inside
        if item.pk in viewer.standings.bridged and not closed:
            found.add(t.BRIDGED)
    elif viewer.person_id is not None:
        found |= _room_standings(viewer, item.room_id, item.community_id, item.era)
        if found and viewer.wrote(item.author_id):
            found.add(t.AUTHOR)
        if item.room_id in viewer.standings.granted_rooms and not closed:
            found.add(t.GUEST)
    if viewer.person_id is not None and item.pk in viewer.standings.granted_items and not closed:
        found.add(t.GUEST)
    return found


def relation(viewer: Viewer, community_id: int, room_id: int | None = None, item_id: int = 0) -> Hashable:
    """All that this reader asks of a viewer about a place or an item in it, authorship apart: equal ones are judged alike."""
    standings = viewer.standings
    return (
        viewer.kind,
        viewer.signed_in,
        viewer.community_id,
        standings.administrator,
        standings.communities.get(community_id),
        standings.rooms.get(room_id) if room_id else None,
        room_id in standings.granted_rooms,
        item_id in standings.granted_items,
        item_id in standings.bridged,
    )


def _cell(audience: str, state: str) -> frozenset[str]:
    try:
        return t.SEES[(audience, state)]
    except KeyError:
        raise UnknownWord(f"No such audience and state: {audience}, {state}") from None


def sees_item(viewer: Viewer, item: Any) -> bool:
    """True when the table shows this item to the viewer."""
    cell = _cell(item.audience, item.state)
    if viewer.is_system:
        return True
    return bool(standings_to_item(viewer, item) & cell)


#: Ways in that know no last era: people outside read on, and so do guests, over bridges, and oversight.
_UNBOUND = frozenset({t.ANYONE, t.SIGNED_IN, t.GUEST, t.BRIDGED, t.OVERSIGHT})


def last_era(viewer: Viewer, item: Any) -> int:
    """The last era whose replies the viewer sees under an item that they see."""
    if viewer.is_system or standings_to_item(viewer, item) & _cell(item.audience, item.state) & _UNBOUND:
        return ALL_ERAS
    place = (
        viewer.standings.communities.get(item.community_id)
        if item.room_id is None
        else viewer.standings.rooms.get(item.room_id)
    )
    return place.to_era if place is not None else ALL_ERAS


def sees_reply(viewer: Viewer, reply: Any) -> bool:
    """True when the viewer sees the item and the reply's own state and era let them."""
    _cell("members", reply.state)
    if not sees_item(viewer, reply.item) or reply.era > last_era(viewer, reply.item):
        return False
    if viewer.is_system or viewer.kind == "oversight":
        return True
    if reply.state == "published":
        return True
    if reply.state not in ("held", "removed"):
        return False
    mine = viewer.wrote(reply.author_id)
    return mine or t.FACILITATOR in standings_to_item(viewer, reply.item)


def sees_community(viewer: Viewer, community: Any) -> bool:
    """True when the viewer may know that the community exists (its front page)."""
    if viewer.is_system:
        return True
    if viewer.kind == "oversight":
        return bool(community.pk == viewer.community_id)
    if community.finding == "anyone" or (community.finding == "signed_in" and viewer.signed_in):
        return True
    part = viewer.standings.communities.get(community.pk) if viewer.person_id is not None else None
    return part is not None and part.state != "suspended"


def reads_community(viewer: Viewer, community: Any) -> bool:
    """True when the viewer may read what is inside, not only its front page; each item is still asked for itself."""
    if not sees_community(viewer, community) or is_suspended(viewer, community.pk):
        return False
    if community.reading == "web" or (community.reading == "network" and viewer.signed_in):
        return True
    return viewer.is_system or can(viewer, "community.read", community)


def sees_room(viewer: Viewer, room: Any) -> bool:
    """True when the viewer may enter the room."""
    if viewer.is_system:
        return True
    if viewer.kind == "oversight":
        return bool(room.community_id == viewer.community_id)
    if viewer.person_id is None or is_suspended(viewer, room.community_id):
        return False
    if room.pk in viewer.standings.granted_rooms:
        return True
    place = viewer.standings.rooms.get(room.pk)
    part = viewer.standings.communities.get(room.community_id)
    return place is not None and part is not None and part.state == "active"


def _community_verb_standings(viewer: Viewer, community: Any) -> set[str]:
    if viewer.kind == "oversight":
        return {t.OVERSIGHT}
    found = _community_standings(viewer, community.pk, None)
    if viewer.signed_in and not is_suspended(viewer, community.pk):
        found.add(t.SIGNED_IN)
    return found


def _room_verb_standings(viewer: Viewer, room: Any) -> set[str]:
    if viewer.kind == "oversight":
        return {t.OVERSIGHT}
    place = viewer.standings.rooms.get(room.pk)
    found = _room_standings(viewer, room.pk, room.community_id, place.to_era) if place else set()
    if room.pk in viewer.standings.granted_rooms:
        found.add(t.GUEST)
    return found


def _judge(viewer: Viewer, verb: str, row: Any) -> tuple[bool, bool, t.Verb | None]:
    """(sees, may, the verb's row of the table)."""
    if row is None:
        if verb not in t.PLATFORM_VERBS:
            raise UnknownWord(f"No such verb for the platform: {verb}")
        needed = t.PLATFORM_VERBS[verb]
        if needed == t.ANYONE:
            return True, True, None
        may = viewer.is_system or (
            viewer.signed_in if needed == t.SIGNED_IN else viewer.standings.administrator
        )
        return True, may, None
    kind = row.access_kind
    if kind in ("item", "reply"):
        rule = t.ITEM_VERBS.get(verb)
        if rule is None:
            raise UnknownWord(f"No such verb for an item: {verb}")
        item = row.item if kind == "reply" else row
        sees = sees_reply(viewer, row) if kind == "reply" else sees_item(viewer, row)
        standings = standings_to_item(viewer, item) if not viewer.is_system else set()
        if kind == "reply":
            standings.discard(t.AUTHOR)
            if viewer.wrote(row.author_id):
                standings.add(t.AUTHOR)
        state, archived = row.state, item.community.archived_at is not None
    elif kind == "community":
        rule = t.COMMUNITY_VERBS.get(verb)
        if rule is None:
            raise UnknownWord(f"No such verb for a community: {verb}")
        sees, standings = sees_community(viewer, row), _community_verb_standings(viewer, row)
        state, archived = "published", row.archived_at is not None
    elif kind == "room":
        rule = t.ROOM_VERBS.get(verb)
        if rule is None:
            raise UnknownWord(f"No such verb for a room: {verb}")
        sees, standings = sees_room(viewer, row), _room_verb_standings(viewer, row)
        state, archived = "published", row.community.archived_at is not None
    else:
        raise UnknownWord(f"No such kind of row: {kind}")
    if viewer.is_system:
        return True, state in rule.states, rule
    may = sees and bool(standings & rule.who) and state in rule.states and (rule.archived or not archived)
    return sees, may, rule


def can(viewer: Viewer, verb: str, row: Any = None) -> bool:
    """May the viewer do this? Only shows or hides a button. Raises UnknownWord for a verb that the table lacks."""
    return _judge(viewer, verb, row)[1]


def require(viewer: Viewer, verb: str, row: Any = None) -> None:
    """Refuse unless the table allows it: NotVisible for what they cannot see, NotAllowed with a sentence otherwise."""
    sees, may, rule = _judge(viewer, verb, row)
    if may:
        return
    if not sees:
        raise NotVisible
    raise _refusal(viewer, row, rule)


def known_name(viewer: Viewer, community: Any) -> str:
    """The name of a community, for who may know that it exists.

    SECURITY: a guest, or whoever comes over a bridge, sees one thing of a place and not that there is such a place.
    """
    name: str = community.name if sees_community(viewer, community) else _("This place")
    return name


def _refusal(viewer: Viewer, row: Any, rule: t.Verb | None) -> NotAllowed:
    if row is None:
        return NotAllowed(_("Only the people who look after this place can do that."))
    place = row.item if row.access_kind == "reply" else row
    community = place if place.access_kind == "community" else place.community
    if community.archived_at is not None and rule is not None and not rule.archived:
        said = _("%(name)s is archived: it can be read, and nothing new can be added.")
        return NotAllowed(said % {"name": known_name(viewer, community)})
    if not sees_community(viewer, community):
        return NotAllowed(_("You can't do that here. Whoever invited you can help."))
    said = _("You can't do that here. A facilitator of %(name)s can help.")
    return NotAllowed(said % {"name": community.name}, community=community)
