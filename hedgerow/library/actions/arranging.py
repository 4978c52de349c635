"""Renaming a document, and moving it to another folder or room."""

from django.db import transaction

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.communities.models import Room
from hedgerow.interruption import Answer
from hedgerow.items import guarding
from hedgerow.items.actions import move_item
from hedgerow.items.actions.locks import lock_item
from hedgerow.items.models import Folder, Item, Revision
from hedgerow.items.models.item import TITLE_LENGTH
from hedgerow.library.actions.adding import fits


@transaction.atomic
def rename_document(*, by: Viewer, item: Item, title: str, answer: Answer | None = None) -> Item:
    """Give a document another title; what it was called stays in its history. Its file keeps the name it came with."""
    item = lock_item(item)
    require(by, "document.rename", item)
    title = " ".join(title.split())[:TITLE_LENGTH]
    if not title or title == item.title:
        return item
    answered = guarding.ask_first(by, guarding.parts_of(kind="document", title=title), answer, before=item)
    Revision.objects.create(
        item=item, title=item.title, source=item.source, plain=item.plain, by_id=by.person_id
    )
    item.title = title
    item.version += 1
    item.save(update_fields=["title", "version"])
    guarding.keep_answer(by, answered, item)
    record(by=by, verb="document.renamed", item=item)
    return item


@transaction.atomic
def move_document(
    *, by: Viewer, item: Item, folder: Folder | None, room: Room | None, told: int | None = None
) -> Item:
    """Put a document into a folder (None: into none) of its place or of another room.

    Between rooms it moves as every item does: who will see it is said before, `told` is that number (see `move_item`),
    and the audience never becomes wider by itself. Raises NotVisible, NotAllowed.
    """
    item = lock_item(item)
    require(by, "document.move", item)
    room_id = room.pk if room is not None else None
    if folder is not None and not fits(folder, item.community_id, room_id):
        raise NotVisible
    if room_id != item.room_id:
        item = move_item(by=by, item=item, room=room, told=told)
    elif (folder.pk if folder is not None else None) == item.folder_id:
        return item
    item.folder = folder
    item.version += 1
    item.save(update_fields=["folder", "version"])
    record(by=by, verb="document.moved", item=item)
    return item
