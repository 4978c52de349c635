"""How a page shows people of elsewhere: guests with their end, and from which side of a bridge somebody writes."""

from typing import NamedTuple

from hedgerow.access.doing import can, reads_community, sees_community
from hedgerow.access.table import CLOSED_KINDS
from hedgerow.access.viewer import Viewer
from hedgerow.items.queries.apart import Apart, Side, from_words
from hedgerow.items.queries.guests import GuestOf
from hedgerow.items.queries.item_page import Reading
from hedgerow.items.queries.rows import Author, ItemRow, Place
from hedgerow.web.catalogue import gettext as _
from hedgerow.web.shell import community_url
from hedgerow.web.words import plain_day


class Beside(NamedTuple):
    """What stands beside a writer's name: what they do, as whom they write, and whether the viewer sees their face."""

    does: str
    label: str
    near: bool


class Apartness(NamedTuple):
    """The same facts, ready to be asked for each writer of a page."""

    inside: bool
    home: int
    guests: dict[int, GuestOf]
    sides: dict[int, Side]

    def beside(self, author: Author, via_id: int | None = None) -> Beside:
        """For one writer of the page."""
        guest = self.guests.get(author.id) if author.id is not None else None
        if guest is not None:
            label = _("Guest until %(day)s") % {"day": plain_day(guest.until)}
            return Beside(guest.role if self.inside else "", label, False)
        if not self.sides:
            return Beside(author.does, "", self.inside)
        side = self.sides.get(via_id or self.home)
        if side is None:
            return Beside("", "", False)
        return Beside(author.does if side.mine else "", from_words(side), side.mine)


def apartness(reading: Reading, apart: Apart) -> Apartness:
    """From the facts of a page."""
    guests = {guest.person_id: guest for guest in apart.guests}
    sides = {side.pk: side for side in apart.sides}
    return Apartness(reading.inside, reading.item.community_id, guests, sides)


def shows_faces(reading: Reading, apart: Apart) -> bool:
    """Whether the viewer belongs to a community of those who write here."""
    return reading.inside or apart.frame is not None


def frame_of(item: ItemRow, apart: Apart) -> Place:
    """The community in whose frame the page stands: the item's own, or that by which the viewer came."""
    return apart.frame or item.community


def trail_of(viewer: Viewer, item: ItemRow, apart: Apart, section: str) -> list[tuple[str, str]]:
    """The way back: no further than the viewer may go.

    SECURITY: a guest's way leads home, not to places which they were not invited to.
    """
    place = frame_of(item, apart)
    words = _("Documents") if section == "documents/" else _("Discussions")
    if not sees_community(viewer, place):
        found = [(_("Home"), "/")]
    else:
        found = [(place.called, community_url(place.code, place.name))]
    enters = viewer.standings.rooms.keys() | viewer.standings.granted_rooms
    if item.room_id is not None:
        room = community_url(place.code, place.name, f"rooms/{item.room_code}/")
        return [*found, (str(item.room_name), room)] if item.room_id in enters else found
    if reads_community(viewer, place):
        found.append((words, community_url(place.code, place.name, section)))
    return found


def bridge_words(viewer: Viewer, item: ItemRow, apart: Apart) -> str:
    """What the page says at its head of where it comes from, or of where else it is read; "" for most."""
    if apart.frame is not None:
        home = apart.sides[0].name
        return _("From %(community)s") % {"community": home} if home else _("From another community")
    shown = [side for side in apart.sides[1:] if side.shown]
    if not shown or not shows_sides(viewer, item):
        return ""
    names = ", ".join(side.name or _("another community") for side in shown)
    return _("Also read in %(names)s") % {"names": names}


def shows_sides(viewer: Viewer, item: ItemRow) -> bool:
    """Guests are told of no other place."""
    part = viewer.standings.communities.get(item.community_id)
    return part is not None and part.state in ("active", "alumni")


def may_invite(viewer: Viewer, item: ItemRow) -> bool:
    """Whether the page offers to invite somebody outside."""
    return _may_open(item) and can(viewer, "item.invite_guest", item)


def may_bridge(viewer: Viewer, item: ItemRow) -> bool:
    """Whether the page offers to show this in another community."""
    return _may_open(item) and item.room_id is None and can(viewer, "item.bridge", item)


def _may_open(item: ItemRow) -> bool:
    return item.kind not in CLOSED_KINDS and item.audience != "facilitators"


def leave_url(viewer: Viewer, apart: Apart) -> str:
    """Where a guest says that they are done; "" for everybody else."""
    mine = (guest for guest in apart.guests if guest.person_id == viewer.person_id)
    return next((f"/guests/{guest.code}/leave/" for guest in mine), "")
