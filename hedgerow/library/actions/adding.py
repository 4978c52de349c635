"""Adding documents; a name that is there already is asked about, and the file waits meanwhile."""

from datetime import datetime
from typing import IO, NamedTuple

from django.db import transaction

from hedgerow.access.doing import can, require
from hedgerow.access.refusals import NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.base.files.kinds import extension_of
from hedgerow.communities.models import Community, Room
from hedgerow.interruption import LATER
from hedgerow.items.actions import start_item
from hedgerow.items.actions.locks import lock_item
from hedgerow.items.blobs import Kept, store_blob
from hedgerow.items.models import Folder, Item
from hedgerow.items.models.item import TITLE_LENGTH
from hedgerow.library.actions.versions import put_version, write_version
from hedgerow.library.guarding import hold_if_it_tells
from hedgerow.library.models import Document, Upload


class Brought(NamedTuple):
    """What became of a file: the document that it is, or the upload that waits because the name is there already."""

    item: Item
    upload: Upload | None = None


def require_place(by: Viewer, community: Community, room: Room | None, folder: Folder | None) -> None:
    """Refuse unless documents may be added here: a room or a folder of another place is one that nobody sees."""
    require(by, "room.start_item" if room is not None else "community.start_item", room or community)
    if room is not None and room.community_id != community.pk:
        raise NotVisible
    if folder is not None and not fits(folder, community.pk, room.pk if room else None):
        raise NotVisible


def fits(folder: Folder, community_id: int, room_id: int | None) -> bool:
    """Whether a folder is one of this place."""
    return folder.community_id == community_id and folder.room_id == room_id


def title_from(name: str) -> str:
    """A title from a file's name, as somebody would say it."""
    ending = extension_of(name)
    stem = name[: -len(ending) - 1] if ending else name
    return " ".join(stem.replace("_", " ").split())[:TITLE_LENGTH] or name[:TITLE_LENGTH]


def add_document(
    *,
    by: Viewer,
    community: Community,
    file: IO[bytes],
    name: str,
    room: Room | None = None,
    folder: Folder | None = None,
    title: str = "",
    text: str = "",
    note: str = "",
    audience: str = "",
    at: datetime | None = None,
) -> Item:
    """Add a file as a document of its own, whatever else has its name. Returns the item.

    `text` says what it is for, `note` belongs to the first version; `at` sets an earlier moment (the living example).
    Raises NotVisible, NotAllowed, Refusal.
    """
    require_place(by, community, room, folder)
    kept = store_blob(community=community, file=file, name=name)
    return put_document(
        by=by,
        community=community,
        room=room,
        folder=folder,
        kept=kept,
        title=title,
        text=text,
        note=note,
        audience=audience,
        at=at,
    )


@transaction.atomic
def put_document(
    *,
    by: Viewer,
    community: Community,
    room: Room | None,
    folder: Folder | None,
    kept: Kept,
    title: str = "",
    text: str = "",
    note: str = "",
    audience: str = "",
    at: datetime | None = None,
) -> Item:
    """The same with a file that is stored already. One whose names may identify somebody is held at once."""
    require_place(by, community, room, folder)
    item = start_item(
        by=by,
        community=community,
        room=room,
        kind="document",
        title=" ".join(title.split())[:TITLE_LENGTH] or title_from(kept.name),
        text=text,
        audience=audience,
        answer=LATER,
        at=at,
    )
    item.folder = folder
    item.save(update_fields=["folder"])
    document = Document.objects.create(item=item, file_name=kept.name)
    version = write_version(by, document, kept, note=note, at=at)
    record(by=by, verb="document.added", item=item, subject_id=version.pk)
    hold_if_it_tells(by, item, version)
    return item


def bring_file(
    *,
    by: Viewer,
    community: Community,
    file: IO[bytes],
    name: str,
    room: Room | None = None,
    folder: Folder | None = None,
    note: str = "",
) -> Brought:
    """Add a file to the library, or keep it and ask when a document there has its name.

    The very file that is there already is that document, so that sending it twice adds it once.
    Raises NotVisible, NotAllowed, Refusal.
    """
    require_place(by, community, room, folder)
    kept = store_blob(community=community, file=file, name=name)
    with transaction.atomic():
        # Two files of one name that arrive together: the second sees the first.
        Community._base_manager.select_for_update().get(pk=community.pk)
        same = same_name(by, community, room, folder, kept.name)
        if same is None:
            item = put_document(by=by, community=community, room=room, folder=folder, kept=kept, note=note)
            return Brought(item)
        if same.current is not None and same.current.blob_id == kept.blob.pk:
            return Brought(same.item)
        waiting = Upload.objects.create(
            person_id=by.person_id,
            community=community,
            room=room,
            folder=folder,
            item=same.item,
            blob=kept.blob,
            name=kept.name,
            note=" ".join(note.split())[:200],
        )
    return Brought(same.item, waiting)


def same_name(
    by: Viewer, community: Community, room: Room | None, folder: Folder | None, name: str
) -> Document | None:
    """The document of this name in this place, if there is one that the viewer sees."""
    found = Document.objects.visible_to(by).filter(
        item__community=community,
        item__room=room,
        item__folder=folder,
        item__kind="document",
        item__state="published",
        file_name__iexact=name,
    )
    return found.select_related("item__community", "item__room", "current").order_by("-item_id").first()


@transaction.atomic
def answer_upload(*, by: Viewer, upload: Upload, answer: str) -> Item | None:
    """What a file is that waits: "version" of the document of its name, "both", or "drop" to forget it.

    A document that nobody may give a version any more gets a neighbour instead. Raises NotVisible, NotAllowed.
    """
    waiting = Upload.objects.select_for_update().filter(pk=upload.pk, person_id=by.person_id).first()
    if waiting is None or answer not in ("version", "both", "drop"):
        raise NotVisible
    kept, item = Kept(waiting.blob, waiting.name), lock_item(waiting.item)
    made: Item | None = None
    if answer == "version" and can(by, "document.version", item):
        put_version(by=by, item=item, kept=kept, note=waiting.note)
        made = item
    elif answer != "drop":
        kept = Kept(waiting.blob, _free_name(by, waiting))
        made = put_document(
            by=by,
            community=waiting.community,
            room=waiting.room,
            folder=waiting.folder,
            kept=kept,
            note=waiting.note,
        )
    waiting.delete()
    return made


def _free_name(by: Viewer, upload: Upload) -> str:
    """ "Reading list (2).docx": the first such name that nothing here has."""
    ending = extension_of(upload.name)
    stem = upload.name[: -len(ending) - 1] if ending else upload.name
    taken = set(
        Document.objects.visible_to(by)
        .filter(
            item__community=upload.community,
            item__room=upload.room,
            item__folder=upload.folder,
            item__state="published",
            file_name__istartswith=stem,
        )
        .values_list("file_name", flat=True)
    )
    lower = {name.lower() for name in taken}
    for number in range(2, len(lower) + 3):
        name = f"{stem[:140]} ({number}){f'.{upload.name[-len(ending) :]}' if ending else ''}"
        if name.lower() not in lower:
            return name
    return upload.name
