"""Folders: two deep at most, made and tidied by facilitators. What is in a folder is never lost with it."""

from django.db import transaction
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.communities import guarding
from hedgerow.communities.models import Community, Room
from hedgerow.interruption import Answer
from hedgerow.items.models import Folder, Item
from hedgerow.library.actions.adding import fits

NAME_LENGTH, DESCRIPTION_LENGTH = 80, 200


class FolderRefused(Exception):
    """A folder can't be made or moved so; `sentence` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def require_folders(by: Viewer, community: Community, room: Room | None) -> None:
    """Refuse unless the viewer may order the folders of this place."""
    require(by, "room.edit" if room is not None else "community.add_folder", room or community)


@transaction.atomic
def add_folder(
    *,
    by: Viewer,
    community: Community,
    name: str,
    room: Room | None = None,
    parent: Folder | None = None,
    description: str = "",
    answer: Answer | None = None,
) -> Folder:
    """Make a folder, at the top or in a folder there. Raises NotAllowed, NotVisible, FolderRefused, Interrupted."""
    require_folders(by, community, room)
    answered = guarding.ask_first(by, answer, name=name, description=description)
    _lock(community)
    if room is not None and room.community_id != community.pk:
        raise NotVisible
    _check_parent(parent, community.pk, room.pk if room else None)
    name = _free(community, room, parent, name)
    folder = Folder.objects.create(
        community=community,
        room=room,
        parent=parent,
        name=name,
        description=" ".join(description.split())[:DESCRIPTION_LENGTH],
    )
    guarding.tell(by, answered, community.pk, folder.pk)
    record(by=by, verb="folder.added", community_id=community.pk, subject_id=folder.pk)
    return folder


@transaction.atomic
def rename_folder(
    *, by: Viewer, folder: Folder, name: str, description: str = "", answer: Answer | None = None
) -> Folder:
    """Change its name and what it says of itself; addresses stay. Raises NotAllowed, FolderRefused, Interrupted."""
    require_folders(by, folder.community, folder.room)
    answered = guarding.ask_first(
        by,
        answer,
        name=name if name != folder.name else "",
        description=description if description != folder.description else "",
    )
    _lock(folder.community)
    folder.name = _free(folder.community, folder.room, folder.parent, name, besides=folder)
    folder.description = " ".join(description.split())[:DESCRIPTION_LENGTH]
    folder.save(update_fields=["name", "description"])
    guarding.tell(by, answered, folder.community_id, folder.pk)
    record(by=by, verb="folder.renamed", community_id=folder.community_id, subject_id=folder.pk)
    return folder


@transaction.atomic
def move_folder(*, by: Viewer, folder: Folder, parent: Folder | None) -> Folder:
    """Put a folder into another one of its place, or back to the top. Raises NotAllowed, NotVisible, FolderRefused."""
    require_folders(by, folder.community, folder.room)
    _lock(folder.community)
    _check_parent(parent, folder.community_id, folder.room_id)
    if parent is not None and parent.pk == folder.pk:
        raise FolderRefused(_("A folder can't be in itself."))
    if parent is not None and Folder.objects.filter(parent=folder).exists():
        raise FolderRefused(_("Folders are two deep at most, and this one has folders in it."))
    folder.name = _free(folder.community, folder.room, parent, folder.name, besides=folder)
    folder.parent = parent
    folder.save(update_fields=["parent", "name"])
    record(by=by, verb="folder.moved", community_id=folder.community_id, subject_id=folder.pk)
    return folder


@transaction.atomic
def remove_folder(*, by: Viewer, folder: Folder) -> None:
    """Take a folder away. Its documents and folders move up to where it was; nobody loses any. Raises NotAllowed."""
    require_folders(by, folder.community, folder.room)
    _lock(folder.community)
    for inner in Folder.objects.filter(parent=folder).order_by("pk"):
        inner.name = _numbered(folder.community, folder.room, folder.parent, inner)
        inner.parent = folder.parent
        inner.save(update_fields=["parent", "name"])
    Item.objects.filter(folder=folder).update(folder=folder.parent)
    record(by=by, verb="folder.removed", community_id=folder.community_id, subject_id=folder.pk)
    folder.delete()


def _lock(community: Community) -> None:
    """Folders of a community are ordered by one person at a time, so that two can't make three levels of them."""
    Community._base_manager.select_for_update().get(pk=community.pk)


def _check_parent(parent: Folder | None, community_id: int, room_id: int | None) -> None:
    if parent is None:
        return
    if not fits(parent, community_id, room_id):
        raise NotVisible
    if parent.parent_id is not None:
        raise FolderRefused(_("Folders are two deep at most. Choose a folder that is at the top."))


def _taken(community: Community, room: Room | None, parent: Folder | None, name: str, besides: int) -> bool:
    there = Folder.objects.filter(community=community, room=room, parent=parent, name__iexact=name)
    return there.exclude(pk=besides).exists()


def _free(
    community: Community, room: Room | None, parent: Folder | None, name: str, besides: Folder | None = None
) -> str:
    name = " ".join(name.split())
    if not name:
        raise FolderRefused(_("Enter a name for the folder, for example “Teaching slides”."))
    if len(name) > NAME_LENGTH:
        raise FolderRefused(
            _("The name has %(n)s characters. Make it %(most)s at most.")
            % {"n": len(name), "most": NAME_LENGTH}
        )
    if _taken(community, room, parent, name, besides.pk if besides else 0):
        raise FolderRefused(_("There is a folder “%(name)s” here already.") % {"name": name})
    return name


def _numbered(community: Community, room: Room | None, parent: Folder | None, inner: Folder) -> str:
    name, number = inner.name, 2
    while _taken(community, room, parent, name, inner.pk):
        name, number = f"{inner.name[: NAME_LENGTH - 5]} ({number})", number + 1
    return name
