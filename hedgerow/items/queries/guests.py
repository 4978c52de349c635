"""Who is a guest where: for the names on a page, and for the people who look after a place."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from hedgerow.access.viewer import Viewer
from hedgerow.base.sql import Fixed, moment
from hedgerow.communities.models import Community, Room
from hedgerow.items.models import Grant, Item, Reply


class GuestOf(NamedTuple):
    """Somebody who is or was a guest of what a page shows: until when, and as what."""

    person_id: int
    role: str
    until: datetime
    code: str


# Who has come to belong here since is a guest no more.
_GUESTS = Fixed("""
SELECT g.person_id, g.role, CASE WHEN g.revoked_at < g.ends_at THEN g.revoked_at ELSE g.ends_at END, g.code
  FROM items_grant g
 WHERE g.accepted_at IS NOT NULL AND (g.item_id = %s OR g.room_id = %s)
   AND NOT EXISTS (SELECT 1 FROM communities_membership m
        WHERE m.person_id = g.person_id AND m.community_id = %s AND m.state = 'active')
 ORDER BY g.id
""")


def guests_of(item_id: int, room_id: int | None, community_id: int) -> tuple[GuestOf, ...]:
    """All who are or were guests of an item or of its room."""
    found = []
    for person_id, role, until, code in _GUESTS.rows(item_id, room_id or 0, community_id):
        ended = moment(until)
        assert ended is not None
        found.append(GuestOf(person_id, role, ended, code))
    return tuple(found)


class GuestLine(NamedTuple):
    """One guest or invitation, as those who look after the place read it."""

    grant: Grant
    state: str  # here, invited, declined, ended
    replies: int


def _state(grant: Grant, now: datetime) -> str:
    if grant.declined_at is not None:
        return "declined"
    if grant.ended_at <= now:
        return "ended"
    return "here" if grant.accepted_at is not None else "invited"


def _lines(grants: QuerySet[Grant]) -> list[GuestLine]:
    rows = list(
        grants.exclude(accepted_at=None, revoked_at__isnull=False)  # taken back before anybody came
        .select_related("item__community", "room__community", "person", "by", "token")
        .order_by("-created_at", "-pk")[:100]
    )
    now = timezone.now()
    counts = _replies_of(rows)
    return [GuestLine(grant, _state(grant, now), counts.get(grant.pk, 0)) for grant in rows]


def _replies_of(grants: Iterable[Grant]) -> dict[int, int]:
    """How many published replies each guest wrote in what they were invited to."""
    found: dict[int, int] = {}
    wanted = [grant for grant in grants if grant.person_id is not None]
    said = Reply.objects.filter(
        state="published", author_id__in=[grant.person_id for grant in wanted]
    ).values_list("author_id", "item_id", "item__room_id")
    if not wanted:
        return found
    for author, item, room in said.filter(
        Q(item_id__in=[grant.item_id for grant in wanted if grant.item_id])
        | Q(item__room_id__in=[grant.room_id for grant in wanted if grant.room_id])
    ):
        for grant in wanted:
            here = grant.item_id == item or (grant.room_id is not None and grant.room_id == room)
            if grant.person_id == author and here:
                found[grant.pk] = found.get(grant.pk, 0) + 1
    return found


def guests_at(viewer: Viewer, place: Item | Room) -> list[GuestLine]:
    """Everybody invited to an item (by itself, or by its room) or to a room; nothing for who does not see it."""
    if isinstance(place, Room):
        rooms = Room.objects.visible_to(viewer).filter(pk=place.pk)
        return _lines(Grant.objects.filter(room__in=rooms))
    items = Item.objects.visible_to(viewer).filter(pk=place.pk)
    here = Q(item__in=items)
    if place.room_id is not None:
        here |= Q(room_id=place.room_id, room__in=Room.objects.visible_to(viewer))
    return _lines(Grant.objects.filter(here))


def guests_in_community(viewer: Viewer, community: Community) -> list[GuestLine]:
    """All guests of a community's items and rooms, as far as the viewer sees those."""
    items = Item.objects.visible_to(viewer).filter(community=community)
    rooms = Room.objects.visible_to(viewer).filter(community=community)
    return _lines(Grant.objects.filter(Q(item__in=items) | Q(room__in=rooms)))


def one_grant(viewer: Viewer, code: str) -> Grant | None:
    """The grant or invitation with this code, when the viewer sees what it is for, or it is their own."""
    items, rooms = Item.objects.visible_to(viewer), Room.objects.visible_to(viewer)
    found = Grant.objects.filter(Q(item__in=items) | Q(room__in=rooms) | Q(person_id=viewer.person_id))
    return found.filter(code=code).select_related("item__community", "room__community", "token").first()


def due_for_thanks(now: datetime) -> list[int]:
    """Ids of the grants that have ended and whose guests were not thanked yet."""
    ended = Q(ends_at__lte=now) | Q(revoked_at__isnull=False)
    due = Grant.objects.filter(ended, accepted_at__isnull=False, thanked_at=None)
    return list(due.order_by("pk").values_list("pk", flat=True)[:500])


class Statement(NamedTuple):
    """What a guest may keep of their stay: their own part in it, and no word of anybody else's."""

    code: str
    name: str
    role: str
    kind: str
    why: str
    community: str  # "" where its existence is secret
    by_name: str
    since: datetime
    until: datetime
    ended: bool
    replies: int
    words: int
    days: tuple[datetime, ...]


def statement_of(grant: Grant) -> Statement | None:
    """The statement of one stay; None for an invitation that nobody took up. The caller has asked whose it is."""
    person, place = grant.person, grant.item if grant.item_id is not None else grant.room
    if person is None or place is None or grant.accepted_at is None:
        return None
    here = Q(item_id=grant.item_id) if grant.item_id is not None else Q(item__room_id=grant.room_id)
    said = Reply.objects.filter(here, author_id=person.pk, state="published", quiet=False).filter(
        published_at__gte=grant.accepted_at
    )
    rows = list(said.order_by("published_at").values_list("published_at", "plain"))
    return Statement(
        code=grant.code,
        name=person.shown_name,
        role=grant.role,
        kind=grant.item.kind if grant.item is not None else "room",
        why=grant.why,
        community="" if place.community.is_secret else place.community.name,
        by_name=grant.by.shown_name if grant.by is not None else "",
        since=grant.accepted_at,
        until=grant.ended_at,
        ended=grant.ended_at <= timezone.now(),
        replies=len(rows),
        words=sum(len(plain.split()) for _at, plain in rows),
        days=tuple(at for at, _plain in rows),
    )


def own_statement(viewer: Viewer, code: str) -> Statement | None:
    """The statement of one of the viewer's own stays, also after its end."""
    if viewer.person_id is None:
        return None
    mine = Grant.objects.filter(person_id=viewer.person_id, code=code)
    grant = mine.select_related("person", "by", "item__community", "room__community").first()
    return statement_of(grant) if grant is not None else None
