"""How much there is in a place, in numbers a person can read before they open its door wider."""

from typing import NamedTuple

from django.db.models import Count, Q

from hedgerow.access.viewer import Viewer
from hedgerow.communities.models import Community, Room
from hedgerow.items.models import Item


class Amount(NamedTuple):
    """Discussions (with every other kind that is no document) and documents."""

    discussions: int
    documents: int


def amount_in(viewer: Viewer, place: Community | Room, *, since_era: int = 0) -> Amount:
    """What is published in a room, or in a community outside its rooms, and the viewer sees; from an era on."""
    where = {"room": place} if isinstance(place, Room) else {"community": place, "room": None}
    found = Item.objects.visible_to(viewer).published().filter(**where, era__gte=since_era)
    document = Q(kind="document")
    counted = found.aggregate(
        documents=Count("pk", filter=document), discussions=Count("pk", filter=~document)
    )
    return Amount(counted["discussions"], counted["documents"])
