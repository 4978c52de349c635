"""The libraries of the example: folders, and documents with the versions that people added over time."""

import io

from hedgerow.activity.recording import quietly
from hedgerow.items.actions import pin_item
from hedgerow.items.models import Folder, Item
from hedgerow.library.actions import add_document, add_folder, add_version
from hedgerow.packs.example.rows import ExampleDocument
from hedgerow.workflows.example.cast import Place
from hedgerow.workflows.example.items import add_what_followed, take_back
from hedgerow.workflows.example.marks import let_guests_in


def add_folders(place: Place) -> None:
    """The folders of the community, outer ones first, as old as the community is."""
    for row in place.cast.example.folders:
        if row.community != place.row.key:
            continue
        with quietly(place.row.started_at):
            folder = add_folder(
                by=place.cast.viewer(place.row.started_by),
                community=place.community,
                name=row.name,
                parent=place.folders[row.parent] if row.parent else None,
                description=row.describes,
            )
        Folder.objects.filter(pk=folder.pk).update(created_at=place.row.started_at)
        place.folders[row.key] = folder


def load_document(place: Place, row: ExampleDocument) -> None:
    """One document: its versions, each by who brought it, and what people said about it."""
    first, *later = row.versions
    filename, body = place.made[first.file, first.number]
    with quietly(first.created_at):
        item = add_document(
            by=place.cast.viewer(first.by),
            community=place.community,
            file=io.BytesIO(body),
            name=filename,
            room=place.rooms[row.room] if row.room else None,
            folder=place.folders[row.folder] if row.folder else None,
            title=row.title,
            text=place.filled(row.describes),
            note=first.note,
            at=first.created_at,
        )
    place.items[row.key] = item
    let_guests_in(place, row.key)
    for version in later:
        filename, body = place.made[version.file, version.number]
        with quietly(version.created_at):
            add_version(
                by=place.cast.viewer(version.by),
                item=item,
                file=io.BytesIO(body),
                name=filename,
                note=version.note,
                at=version.created_at,
            )
    add_what_followed(place, item, row)
    if row.pinned:
        with quietly(first.created_at):
            pin_item(by=place.cast.viewer(place.row.started_by), item=item, on=True)
        Item.objects.filter(pk=item.pk).update(pinned_at=first.created_at)
    if row.state == "removed":
        take_back(place, item, row)
