"""What a community's home shows of its items besides the list of discussions: documents, and how many there are."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from hedgerow.access.viewer import Viewer
from hedgerow.items.models import Item
from hedgerow.items.queries.item_list import TALK

#: Counting stops here: the page says "100+".
CAP = 100
DOCUMENTS = 3


class DocumentLine(NamedTuple):
    """One of the newest documents."""

    code: str
    title: str
    author_name: str
    #: When its newest version was added.
    at: datetime | None
    version: int
    kind: str


class Shelf(NamedTuple):
    """The newest documents, and how many the viewer can see, up to CAP."""

    rows: list[DocumentLine]
    total: int


def _here(viewer: Viewer, community_id: int) -> QuerySet:
    return Item.objects.visible_to(viewer).published().filter(community_id=community_id, room=None)


def shelf(viewer: Viewer, community_id: int) -> Shelf:
    """The documents outside rooms; two queries, or one when there are few."""
    documents = _here(viewer, community_id).filter(kind="document")
    columns = (
        "code",
        "title",
        "author__name",
        "document__current__at",
        "document__current__number",
        "document__current__blob__kind",
    )
    rows = documents.order_by("-last_active_at", "-pk").values_list(*columns)[:DOCUMENTS]
    lines = [
        DocumentLine(code, title, name or "", at, version or 1, kind or "")
        for code, title, name, at, version, kind in rows
    ]
    return Shelf(lines, documents[:CAP].count())


def talk_count(viewer: Viewer, community_id: int) -> int:
    """How many discussions outside rooms the viewer can see, up to CAP."""
    return int(_here(viewer, community_id).filter(kind__in=TALK)[:CAP].count())
