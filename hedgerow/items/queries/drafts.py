"""The list of one's own drafts."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from hedgerow.access.viewer import Viewer
from hedgerow.items.models import Attachment, Draft, Item
from hedgerow.items.queries.item_page import FileRow


class DraftLine(NamedTuple):
    """One draft: where it goes on, and what it answers as far as the writer still sees that."""

    code: str
    title: str
    text: str
    saved_at: datetime
    item_code: str | None
    item_title: str | None
    community_name: str
    #: It changes something that is posted.
    is_change: bool


def draft_list(viewer: Viewer) -> list[DraftLine]:
    """The newest hundred open drafts with words in them, in two queries."""
    found = (
        Draft.objects.filter(person_id=viewer.person_id, published_at=None)
        .exclude(text="", title="")
        .select_related("item", "community")
        .order_by("-saved_at", "-pk")[:100]
    )
    drafts = list(found)
    items = {draft.item_id for draft in drafts if draft.item_id is not None}
    seen = (
        set(Item.objects.visible_to(viewer).filter(pk__in=items).values_list("pk", flat=True))
        if items
        else set()
    )
    # SECURITY: who is suspended there is told nothing of it, not even its name.
    mine = {pk for pk, part in viewer.standings.communities.items() if part.state != "suspended"}
    lines = []
    for draft in drafts:
        item = draft.item if draft.item_id in seen else None
        place = draft.community.name if draft.community is not None and draft.community_id in mine else ""
        lines.append(
            DraftLine(
                draft.code,
                draft.title,
                draft.text,
                draft.saved_at,
                item.code if item else None,
                item.title if item else None,
                place,
                draft.is_change,
            )
        )
    return lines


def last_place(viewer: Viewer) -> str:
    """Where the viewer started something last, as "community" or "community.room"; "" when nowhere."""
    found = (
        Item.objects.visible_to(viewer)
        .filter(author_id=viewer.person_id, state="published", kind__in=("discussion", "question"))
        .order_by("-created_at")
        .values_list("community__code", "room__code")
        .first()
    )
    return ".".join(filter(None, found)) if found else ""


def own_files(viewer: Viewer, codes: Iterable[str]) -> list[FileRow]:
    """Files that the viewer attached to what they are writing, for its preview."""
    found = Attachment.objects.filter(by_id=viewer.person_id, code__in=list(codes)).select_related("blob")
    return [
        FileRow(
            None,
            file.code,
            file.name,
            file.blob.size,
            file.blob.kind,
            file.blob.media_type,
            file.blob.width,
            file.blob.height,
        )
        for file in found
    ]
