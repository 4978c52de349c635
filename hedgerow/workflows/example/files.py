"""Real files of the example: made from the pack's descriptions, and attached to what people wrote."""

import io

from hedgerow.base.codes import new_code
from hedgerow.items.actions import open_draft
from hedgerow.items.blobs import attach_file
from hedgerow.items.models import Attachment, Draft, Item
from hedgerow.packs.example.rows import ExampleItem, ExampleReply
from hedgerow.packs.making import file_bytes
from hedgerow.workflows.example.cast import Cast, Place


def make_files(cast: Cast, community: str) -> dict[tuple[str, int], tuple[str, bytes]]:
    """Every file that is in the library of the community or attached to what was written there, by name and version."""
    wanted = {
        (version.file, version.number)
        for document in cast.example.documents
        for version in document.versions
        if document.community == community
    }
    for item in cast.example.items:
        if item.community == community:
            names = [*item.attachments, *(name for reply in item.replies for name in reply.attachments)]
            wanted |= {(name, 1) for name in names if not name.startswith("#")}
    return {
        (name, version): file_bytes(cast.pack, name, version=version, now=cast.now)
        for name, version in sorted(wanted)
    }


def attached(
    place: Place, row: ExampleItem | ExampleReply, *, kind: str = "", item: Item | None = None
) -> Draft | None:
    """The draft that holds the files of a text, ready to be posted from; None when it has none."""
    names = [name for name in row.attachments if not name.startswith("#")]
    if not names:
        return None
    by = place.cast.viewer(row.author if isinstance(row, ExampleItem) else row.by)
    room = place.rooms[row.room] if isinstance(row, ExampleItem) and row.room else None
    draft = open_draft(by=by, code=new_code(), kind=kind, community=place.community, room=room, item=item)
    for name in names:
        filename, body = place.made[name, 1]
        made = attach_file(by=by, draft=draft, file=io.BytesIO(body), name=filename)
        Attachment.objects.filter(pk=made.pk).update(at=row.created_at)
    return draft
