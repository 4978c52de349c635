"""Bridges of an item and of a community, for the people who look after either side."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from hedgerow.access.doing import can
from hedgerow.access.viewer import Viewer
from hedgerow.communities.models import Community, Membership
from hedgerow.items.models import Bridge, Item

#: The most communities that are offered at once.
OFFERED = 200


def bridges_of(viewer: Viewer, item: Item) -> list[Bridge]:
    """Those in force and those that wait for an answer, for who may end them."""
    if not can(viewer, "item.end_bridge", item):
        return []
    found = Bridge.objects.filter(item=item, ended_at=None).select_related(
        "community", "item__community", "by"
    )
    return list(found.order_by("created_at", "pk"))


def bridges_into(viewer: Viewer, community: Community) -> list[Bridge]:
    """What is shown here from elsewhere and what waits for an answer, for the facilitators of the second community."""
    if not can(viewer, "community.end_bridge", community):
        return []
    found = Bridge.objects.filter(community=community, ended_at=None, item__state="published")
    return list(
        found.select_related("community", "item__community", "by").order_by("agreed_at", "created_at", "pk")
    )


def one_bridge(viewer: Viewer, code: str) -> Bridge | None:
    """The bridge with this code, for who facilitates the second community, or sees the item."""
    mine = Membership.objects.here().filter(
        person_id=viewer.person_id, community_id=OuterRef("community_id"), part="facilitator"
    )
    seen = Q(item__in=Item.objects.visible_to(viewer))
    found = Bridge.objects.filter(Q(Exists(mine)) | seen, code=code)
    return found.select_related("community", "item__community").first()


class Choice(NamedTuple):
    """A community in which an item could be shown too."""

    code: str
    name: str
    at_once: bool


def choices_for(viewer: Viewer, item: Item) -> list[Choice]:
    """Communities that the viewer looks after, then others they may know of when the item's own is no secret."""
    taken = Bridge.objects.filter(item=item, ended_at=None).values("community_id")
    found = Community.objects.visible_to(viewer).filter(archived_at=None).exclude(pk=item.community_id)
    parts = viewer.standings.communities
    mine = [pk for pk, part in parts.items() if part.state == "active" and part.part == "facilitator"]
    if item.community.is_secret:
        found = found.filter(pk__in=mine)
    rows = found.exclude(pk__in=taken).order_by("name", "pk").values_list("pk", "code", "name")[:OFFERED]
    choices = [Choice(code, name, pk in mine) for pk, code, name in rows]
    return sorted(choices, key=lambda one: not one.at_once)


class Reach(NamedTuple):
    """What a bridge would open, in numbers."""

    people: int
    replies: int
    files: int
    writers: int


def reach_of(item: Item, community: Community) -> Reach:
    """How many people of the second community would see it, and how much there is to see."""
    own = Membership.objects.here().filter(person_id=OuterRef("person_id"), community_id=item.community_id)
    there = Membership.objects.here().filter(community=community).exclude(part="register_keeper")
    said = item.replies.filter(state="published")
    writers = {item.author_id, *said.values_list("author_id", flat=True)} - {None}
    return Reach(
        people=there.filter(~Exists(own)).count(),
        replies=said.count(),
        files=item.attachments.count(),
        writers=len(writers),
    )
