"""The rows that the pages are made of: plain tuples with names, which access can judge as if they were models."""

from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from hedgerow.access.doing import sees_community
from hedgerow.access.viewer import Viewer
from hedgerow.base.names import slug
from hedgerow.base.sql import moment


class Author(NamedTuple):
    """Who wrote something, as far as a page shows it."""

    id: int | None
    code: str
    name: str
    photo: str
    does: str
    open: bool


def author_of(values: tuple[Any, ...], inside: bool) -> Author:
    """From (id, code, name, photo, closed_at, what_i_do, seen_by); what they do is for people inside."""
    pk, code, name, photo, closed_at, does, seen_by = values
    if pk is None or closed_at is not None:
        return Author(pk, code or "", _("Former member"), "", "", False)
    return Author(
        pk, code, name or _("Someone new"), photo, does if inside and seen_by == "members" else "", True
    )


#: The columns of `author_of`, for a query on items or replies.
AUTHOR = (
    "author_id",
    "author__code",
    "author__name",
    "author__photo",
    "author__closed_at",
    "author__what_i_do",
    "author__what_i_do_seen_by",
)


class Place(NamedTuple):
    """A community as its item pages and `access.doing` need it."""

    pk: int
    code: str
    name: str
    short_name: str
    species: str
    archived_at: datetime | None
    finding: str
    reading: str
    outside_from_era: int
    member_count: int
    steward_id: int | None = None
    changes_at: datetime | None = None
    changes_to: str = ""
    access_kind: str = "community"

    @property
    def called(self) -> str:
        return self.short_name or self.name

    @property
    def slug(self) -> str:
        return slug(self.name)


PLACE = (
    "community_id",
    "community__code",
    "community__name",
    "community__short_name",
    "community__species",
    "community__archived_at",
    "community__finding",
    "community__reading",
    "community__outside_from_era",
    "community__member_count",
    "community__steward_id",
    "community__changes_at",
    "community__changes_to",
)


def place_of(values: tuple[Any, ...]) -> Place:
    columns = (*values[:5], moment(values[5]), *values[6:11], moment(values[11]), *values[12:])
    return Place(*columns)


def as_known(viewer: Viewer, place: Place) -> Place:
    """The community as far as the viewer may know of it: without its name and look where that is secret from them."""
    if sees_community(viewer, place):
        return place
    return place._replace(name=_("Another community"), short_name="", species="hawthorn", member_count=0)


class RoomOf(NamedTuple):
    """The room of an item, as far as its page needs it."""

    pk: int
    steward_id: int | None
    access_kind: str = "room"


class ItemRow(NamedTuple):
    """One item of a page."""

    pk: int
    code: str
    kind: str
    audience: str
    state: str
    era: int
    title: str
    html: str
    room_id: int | None
    room_code: str | None
    room_name: str | None
    published_at: datetime | None
    edited_at: datetime | None
    removed_at: datetime | None
    removed_by_id: int | None
    pinned_at: datetime | None
    closed_at: datetime | None
    last_active_at: datetime
    last_number: int
    reply_count: int
    answer_id: int | None
    helpful: int
    thanks: int
    me_too: int
    quiet: bool
    room_steward_id: int | None
    author: Author
    community: Place

    @property
    def access_kind(self) -> str:
        return "item"

    @property
    def room(self) -> RoomOf | None:
        return RoomOf(self.room_id, self.room_steward_id) if self.room_id is not None else None

    @property
    def author_id(self) -> int | None:
        return self.author.id

    @property
    def community_id(self) -> int:
        return self.community.pk

    @property
    def slug(self) -> str:
        return slug(self.title)


ITEM = (
    "id",
    "code",
    "kind",
    "audience",
    "state",
    "era",
    "title",
    "html",
    "room_id",
    "room__code",
    "room__name",
    "published_at",
    "edited_at",
    "removed_at",
    "removed_by_id",
    "pinned_at",
    "closed_at",
    "last_active_at",
    "last_number",
    "reply_count",
    "answer_id",
    "helpful",
    "thanks",
    "me_too",
    "quiet",
    "room__steward_id",
)
ITEM_COLUMNS = (*ITEM, *AUTHOR, *PLACE)
_MOMENTS = [ITEM.index(name) for name in ITEM if name.endswith("_at")]


def item_of(values: tuple[Any, ...], inside: bool) -> ItemRow:
    """From the columns of ITEM_COLUMNS."""
    own = list(values[: len(ITEM)])
    for index in _MOMENTS:
        own[index] = moment(own[index])
    author = author_of(values[len(ITEM) : len(ITEM) + len(AUTHOR)], inside)
    return ItemRow._make((*own, author, place_of(values[len(ITEM) + len(AUTHOR) :])))
