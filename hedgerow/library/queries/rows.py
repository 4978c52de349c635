"""The rows that the pages of the library are made of."""

from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from hedgerow.base.names import first_name
from hedgerow.base.sql import moment


class DocumentRow(NamedTuple):
    """One document of a list, with its newest version; access judges it as if it were an item."""

    pk: int
    code: str
    title: str
    audience: str
    state: str
    era: int
    room_id: int | None
    author_id: int | None
    pinned_at: datetime | None
    last_active_at: datetime
    reply_count: int
    folder_name: str | None
    number: int
    file_name: str
    at: datetime
    page_count: int | None
    kind_of_file: str
    size: int
    pictured: bool
    by_id: int | None
    by_first: str
    seen_at: datetime | None
    community: Any
    kind: str = "document"
    access_kind: str = "item"

    @property
    def community_id(self) -> int:
        return int(self.community.pk)

    def is_new(self, viewer_id: int | None) -> str:
        """ "new": never opened; "version": opened before this version came; "" otherwise."""
        if viewer_id is None or viewer_id in (self.by_id, self.author_id if self.number == 1 else None):
            return ""
        if self.seen_at is None:
            return "new"
        return "version" if self.number > 1 and self.at > self.seen_at else ""


#: The columns of a document row, for a query on items.
COLUMNS = (
    "id",
    "code",
    "title",
    "audience",
    "state",
    "era",
    "room_id",
    "author_id",
    "pinned_at",
    "last_active_at",
    "reply_count",
    "folder__name",
    "document__current__number",
    "document__current__file_name",
    "document__current__at",
    "document__current__page_count",
    "document__current__blob__kind",
    "document__current__blob__size",
    "document__current__blob__derivatives",
    "document__current__by_id",
    "document__current__by__name",
    "document__current__by__closed_at",
    "seen",
)


def name_of(name: str | None, closed: Any) -> str:
    """A person as a line of the library names them."""
    if name is None or closed is not None:
        return _("Former member")
    return name or _("Someone new")


def first_of(name: str | None, closed: Any) -> str:
    """The same by their first name."""
    whole = name_of(name, closed)
    return first_name(whole) if name and closed is None else whole


def has_picture(derivatives: Any) -> bool:
    """Whether a small picture was drawn; the column comes as text or as what it means."""
    return '"small"' in derivatives if isinstance(derivatives, str) else "small" in (derivatives or {})


def document_of(values: tuple[Any, ...], community: Any) -> DocumentRow:
    """From the columns of COLUMNS."""
    row = list(values)
    by_id, by_name, closed, seen = row[19:23]
    columns = (
        *row[:8],
        moment(row[8]),
        moment(row[9]),
        *row[10:14],
        moment(row[14]),
        *row[15:18],
        has_picture(row[18]),
        by_id,
        first_of(by_name, closed),
        moment(seen),
        community,
    )
    return DocumentRow(*columns)


class FolderRow(NamedTuple):
    """A folder with how many documents in it the viewer sees (at most 100 are counted) and when one was last active."""

    pk: int
    code: str
    name: str
    description: str
    count: int  # type: ignore[assignment]  # a field named as a tuple method
    latest: datetime | None
