"""What a person wrote lately, as far as somebody else sees it."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from hedgerow.access.viewer import Viewer
from hedgerow.items.models import Item, Reply
from hedgerow.items.queries.knowing import unknown_places

MOST = 5


class Lately(NamedTuple):
    """One item that the person started, or replied to with the reply of this number."""

    code: str
    title: str
    kind: str
    number: int | None
    at: datetime
    community: str
    answer: bool


_ITEM = ("code", "title", "kind", "published_at", "community__name", "community_id")
_REPLY = (
    "item__code",
    "item__title",
    "item__kind",
    "number",
    "published_at",
    "item__community__name",
    "item__community_id",
)


def lately_of(viewer: Viewer, person_id: int) -> list[Lately]:
    """The person's newest few published words that the viewer sees, one line an item, the newest first."""
    started = (
        Item.objects.visible_to(viewer)
        .published()
        .filter(author_id=person_id, quiet=False)
        .order_by("-published_at", "-pk")
        .values_list(*_ITEM)[:MOST]
    )
    replied = (
        Reply.objects.visible_to(viewer)
        .published()
        .filter(author_id=person_id, quiet=False, item__state="published", number__isnull=False)
        .order_by("-published_at", "-pk")
        .values_list(*_REPLY, "item__answer_id", "pk")[: MOST * 4]
    )
    secret = unknown_places(viewer, [*(row[5] for row in started), *(row[6] for row in replied)])
    found = [
        Lately(code, title, kind, None, at, "" if pk in secret else place, False)
        for code, title, kind, at, place, pk in started
        if at
    ]
    found += [
        Lately(code, title, kind, number, at, "" if where in secret else place, answer == pk)
        for code, title, kind, number, at, place, where, answer, pk in replied
        if at
    ]
    found.sort(key=lambda line: line.at, reverse=True)
    once: dict[str, Lately] = {}
    for line in found:
        once.setdefault(line.code, line)
    return list(once.values())[:MOST]


def has_visible_words(viewer: Viewer, person_id: int) -> bool:
    """Whether the viewer sees anything that the person wrote where the viewer belongs, or belonged, or anybody may read.

    SECURITY: who reads as a guest or over a bridge sees names and no faces.
    """
    parts = viewer.standings.communities.items()
    mine = [pk for pk, part in parts if part.state in ("active", "alumni")]
    if viewer.kind == "oversight" and viewer.community_id is not None:
        mine = [viewer.community_id]
    open_ = ["web", "network"]
    here = Q(community_id__in=mine) | Q(community__reading__in=open_)
    items = Item.objects.visible_to(viewer).published().filter(here)
    if items.filter(author_id=person_id, quiet=False).exists():
        return True
    here = Q(item__community_id__in=mine) | Q(item__community__reading__in=open_)
    replies = Reply.objects.visible_to(viewer).published().filter(here, via=None)
    return replies.filter(author_id=person_id, quiet=False).exists()
