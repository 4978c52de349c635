"""Who on a page of an item is of elsewhere: guests, and the sides of a bridge; and what that means for who reads it.

The truth table of bridges is decision 29. One rule goes through it: the name of a community stands only where the
viewer may know that it exists.
"""

from dataclasses import replace
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hedgerow.access.doing import sees_community
from hedgerow.access.viewer import Part, Viewer
from hedgerow.base.sql import Fixed, as_stored, moment
from hedgerow.items.audience_words import AudienceWords, audience_words
from hedgerow.items.models import Bridge, Grant
from hedgerow.items.queries.guests import GuestOf, guests_of
from hedgerow.items.queries.rows import PLACE, ItemRow, Place, place_of


class Side(NamedTuple):
    """A community in which an item is read: its own, or one at the other end of a bridge."""

    pk: int
    name: str  # "" when the viewer may not know of it
    mine: bool
    shown: bool  # while the bridge is in force
    people: int = 0


class Apart(NamedTuple):
    """What a page says of people who are not simply of the item's community."""

    guests: tuple[GuestOf, ...] = ()
    sides: tuple[Side, ...] = ()
    #: The community in whose frame the viewer reads, who came by a bridge alone; with their part in it.
    frame: Place | None = None
    part: Part | None = None
    #: How many guests there are now.
    present: int = 0


NOBODY = Apart()

# Every bridge that there is or was, with the community at its other end and how many of it read here by the bridge alone.
_SIDES = Fixed(f"""
SELECT b.agreed_at,
       (SELECT COUNT(*) FROM communities_membership m
         WHERE m.community_id = b.community_id AND m.state = 'active' AND m.part <> 'register_keeper'
           AND (m.ends_at IS NULL OR m.ends_at > %s)
           AND NOT EXISTS (SELECT 1 FROM communities_membership o
                WHERE o.person_id = m.person_id AND o.community_id = i.community_id
                  AND o.state IN ('active', 'suspended'))),
       c.id, {", ".join("c." + name.removeprefix("community__") for name in PLACE[1:])}
  FROM items_bridge b JOIN items_item i ON i.id = b.item_id JOIN communities_community c ON c.id = b.community_id
 WHERE b.item_id = %s AND (b.agreed_at IS NOT NULL
       OR EXISTS (SELECT 1 FROM items_reply r WHERE r.item_id = i.id AND r.via_id = b.community_id))
 ORDER BY b.agreed_at, b.id
""")


def is_inside(viewer: Viewer, community_id: int) -> bool:
    """Whether the viewer belongs, or belonged until their cohort was sealed: they see the people's faces there."""
    part = viewer.standings.communities.get(community_id)
    return part is not None and part.state in ("active", "alumni")


def apart_of(viewer: Viewer, item: ItemRow, *, guested: bool, bridged: bool) -> Apart:
    """Read it; nothing is asked for an item that has neither guests nor bridges."""
    if not (guested or bridged):
        return NOBODY
    guests = guests_of(item.pk, item.room_id, item.community_id) if guested else ()
    now = timezone.now()
    present = sum(1 for guest in guests if guest.until > now)
    if not bridged:
        return Apart(guests=guests, present=present)
    found = [
        (moment(agreed) is not None, count, place_of(tuple(place)))
        for agreed, count, *place in _SIDES.rows(as_stored(now), item.pk)
    ]
    sides = [_side(viewer, item.community, True, 0)]
    sides += [_side(viewer, place, agreed, count) for agreed, count, place in found]
    frame = None
    if not is_inside(viewer, item.community_id):
        mine = (place for agreed, _count, place in found if agreed and _active(viewer, place.pk))
        frame = next(mine, None)
    part = viewer.standings.communities.get(frame.pk) if frame is not None else None
    return Apart(guests, tuple(sides) if found else (), frame, part, present)


def _active(viewer: Viewer, community_id: int) -> bool:
    part = viewer.standings.communities.get(community_id)
    return part is not None and part.state == "active"


def _side(viewer: Viewer, place: Place, shown: bool, count: int) -> Side:
    name = place.called if sees_community(viewer, place) else ""
    return Side(place.pk, name, is_inside(viewer, place.pk), shown, count)


def from_words(side: Side) -> str:
    """From which side somebody writes."""
    if not side.name:
        return _("from another community")
    return _("from %(community)s") % {"community": side.name}


def audience_here(viewer: Viewer, item: Any, apart: Apart) -> AudienceWords:
    """Who can see an item, with its guests and those who read it over a bridge.

    SECURITY: a guest is told in words alone, because the number would be that of the community's people; who comes over a
    bridge is told the number of all readers, as the people of the item's own community are, and not what they do.
    """
    said = audience_words(item)
    if said.open:
        return said
    shown = [side for side in apart.sides[1:] if side.shown]
    if apart.frame is None and not is_inside(viewer, item.community_id):
        return replace(said, sentence=_("Only the people here can see this"), count=0)
    total = said.count + apart.present + sum(side.people for side in shown)
    if apart.frame is not None:
        sentence = ngettext("%(n)s person can see this", "%(n)s people can see this", total) % {"n": total}
        return replace(
            said, sentence=_("%(people)s, on both sides of a bridge") % {"people": sentence}, count=total
        )
    more = [_of_side(side) for side in shown]
    if apart.present:
        more.append(ngettext("%(n)s guest", "%(n)s guests", apart.present) % {"n": apart.present})
    for one in more:
        said = replace(said, sentence=_("%(people)s, and %(more)s") % {"people": said.sentence, "more": one})
    return replace(said, count=total)


def audience_in(viewer: Viewer, place: Any) -> AudienceWords:
    """Who can see what is in a community or a room; a guest of the room is told in words alone."""
    said = audience_words(place)
    if place.access_kind != "room" or is_inside(viewer, place.community_id):
        return said
    return replace(said, sentence=_("Only the people here can see this"), count=0)


def _of_side(side: Side) -> str:
    if not side.name:
        found = ngettext(
            "%(n)s person of another community", "%(n)s people of another community", side.people
        )
        return found % {"n": side.people}
    found = ngettext("%(n)s person of %(name)s", "%(n)s people of %(name)s", side.people)
    return found % {"n": side.people, "name": side.name}


def audience_for(viewer: Viewer, item: Any) -> AudienceWords:
    """The same for a page that has not read it yet; `item` may be the model."""
    guested = Grant.objects.filter(item_id=item.pk, accepted_at__isnull=False).exists()
    if not guested and item.room_id is not None:
        guested = Grant.objects.filter(room_id=item.room_id, accepted_at__isnull=False).exists()
    bridged = Bridge.objects.filter(item_id=item.pk, agreed_at__isnull=False).exists()
    return audience_here(viewer, item, apart_of(viewer, item, guested=guested, bridged=bridged))
