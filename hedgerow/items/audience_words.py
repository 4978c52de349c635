"""Who can see a thing, in words and with a number, as it stands above every composer."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hedgerow.base.sql import Fixed, as_stored
from hedgerow.communities.models import Community, Membership, Room, RoomMembership
from hedgerow.communities.presets import WIDTH
from hedgerow.packs.loading import pack


@dataclass(frozen=True, slots=True)
class AudienceWords:
    """The sentence, whether the door is open to people outside, and how many people belong."""

    sentence: str
    open: bool
    count: int


_MEMBERS = Fixed("""
SELECT p.what_i_do, COUNT(*) FROM communities_membership m JOIN people_person p ON p.id = m.person_id
 WHERE m.community_id = %s AND m.state = 'active' AND m.part <> 'register_keeper'
   AND (m.ends_at IS NULL OR m.ends_at > %s) AND (%s = 0 OR m.part = 'facilitator')
 GROUP BY p.what_i_do
""")
_ROOM = Fixed("""
SELECT p.what_i_do, COUNT(*) FROM communities_roommembership r
  JOIN communities_membership m ON m.id = r.membership_id AND m.state = 'active'
  JOIN people_person p ON p.id = r.person_id
 WHERE r.room_id = %s AND (m.ends_at IS NULL OR m.ends_at > %s) AND (%s = 0 OR r.looks_after OR m.part = 'facilitator')
 GROUP BY p.what_i_do
""")


def effective_audience(audience: str, reading: str) -> str:
    """What an item's audience comes to in its community now: a narrowed community narrows all that is in it."""
    if audience in WIDTH and WIDTH[audience] > WIDTH[reading]:
        return reading
    return audience


def audience_words(thing: Any, audience: str = "") -> AudienceWords:
    """For an item, or for a community or room in which somebody begins to write (with the audience they chose)."""
    kind = thing.access_kind
    if kind == "room":
        return _counted(_ROOM, thing.pk, facilitators=audience == "facilitators")
    if kind == "community":
        chosen = audience or thing.reading
        return _of(effective_audience(chosen, thing.reading), thing.pk)
    if thing.room_id is not None:
        return _counted(_ROOM, thing.room_id, facilitators=thing.audience == "facilitators")
    return _of(audience_now(thing), thing.community_id)


def audience_now(item: Any) -> str:
    """What the audience of an item comes to at this moment."""
    reading = item.community.reading
    if item.era < item.community.outside_from_era:
        # From before the community was opened: people outside see nothing that old.
        reading = "members"
    return effective_audience(item.audience, reading)


def _of(audience: str, community_id: int) -> AudienceWords:
    if audience == "web":
        return AudienceWords(_("Anyone on the internet can read this"), True, 0)
    if audience == "network":
        return AudienceWords(_("Anyone signed in can read this"), True, 0)
    return _counted(_MEMBERS, community_id, facilitators=audience == "facilitators")


def _counted(statement: Fixed, key: int, *, facilitators: bool) -> AudienceWords:
    rows = statement.rows(key, as_stored(timezone.now()), int(facilitators))
    return _said(tuple(rows), facilitators, get_language())


# SPEED: a pure function of what was just counted; the same people are mostly counted many times before one joins.
@lru_cache(maxsize=1024)
def _said(rows: tuple[tuple[str, int], ...], facilitators: bool, _language: str | None) -> AudienceWords:
    """From what people do, with how many of them do it."""
    count = sum(number for _does, number in rows)
    sentence = ngettext("%(n)s person can see this", "%(n)s people can see this", count) % {"n": count}
    for role in pack(settings.PACK).roles:
        number = sum(n for does, n in rows if does.strip().casefold().startswith(role.label.casefold()))
        if role.assesses and number and not facilitators:
            sentence += ngettext(", among them %(n)s %(one)s", ", %(n)s of them %(many)s", number) % {
                "n": number,
                "one": role.label,
                "many": role.plural,
            }
    return AudienceWords(sentence, False, count)


def audiences_of(communities: Iterable[Community], rooms: Iterable[Room]) -> dict[str, AudienceWords]:
    """The audience of each place by its code, in two queries: to choose where to write."""
    communities, rooms = list(communities), list(rooms)
    members = Membership.objects.here().filter(community__in=communities).exclude(part="register_keeper")
    does: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for pk, what, number in members.values_list("community_id", "person__what_i_do").annotate(n=Count("pk")):
        does.setdefault(("community", pk), []).append((what, number))
    here = Membership.objects.here().values("pk")
    people = RoomMembership.objects.filter(room__in=rooms, membership__in=here)
    for pk, what, number in people.values_list("room_id", "person__what_i_do").annotate(n=Count("pk")):
        does.setdefault(("room", pk), []).append((what, number))
    found = {}
    places: list[Any] = [*communities, *rooms]
    for place in places:
        said = _said(tuple(does.get((place.access_kind, place.pk), ())), False, get_language())
        found[place.code] = (
            said if isinstance(place, Room) or place.reading == "members" else _of(place.reading, 0)
        )
    return found
