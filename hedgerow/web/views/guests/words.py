"""Guests in words: what they are a guest of, where that is, until when."""

from typing import Any

from hedgerow.access.doing import sees_community
from hedgerow.access.viewer import Viewer
from hedgerow.items.models import Grant, Item
from hedgerow.web.catalogue import gettext as _
from hedgerow.web.shell import community_url, item_url


def page_of(viewer: Viewer, place: Any) -> str:
    """Where an item or a room is, with no more of its community in the address than the viewer may know."""
    if isinstance(place, Item):
        return item_url(place.code, place.title, place.kind)
    known = sees_community(viewer, place.community)
    name = place.community.name if known else _("Another community")
    return community_url(place.community.code, name, f"rooms/{place.code}/")


def guests_page_of(place: Any) -> str:
    """Where the guests of an item or a room are listed."""
    if isinstance(place, Item):
        return f"/d/{place.code}/guests/"
    return community_url(place.community.code, place.community.name, f"rooms/{place.code}/guests/")


def title_of(place: Any) -> str:
    """The title of an item, the name of a room."""
    found: str = place.title if isinstance(place, Item) else place.name
    return found


def kind_of(grant: Grant) -> str:
    """The kind of what somebody is a guest of."""
    return grant.item.kind if grant.item is not None else "room"
