"""Adding documents, versions and moving them: nothing is lost, and nobody sees more than before."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone

from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.activity.models import Activity
from hedgerow.base.jobs.testing import run_all
from hedgerow.items.actions import remove_item
from hedgerow.items.blobs import store
from hedgerow.items.models import Attachment, Blob, Folder, Item, Revision
from hedgerow.library.actions import (
    add_document,
    add_folder,
    add_version,
    answer_upload,
    bring_file,
    move_document,
    rename_document,
    restore_version,
)
from hedgerow.library.jobs import delete_unused_files
from hedgerow.library.models import Document, PageText, Upload, Version
from tests.library.making import pdf, sent
from tests.world import make_community


def document(world, name: str = "Reading list.txt", data: bytes = b"one", by: str = "max", **extra) -> Item:
    extra.setdefault("community", world.open_)
    return add_document(by=world.viewer(by), file=sent(data, name), name=name, **extra)


def bring(world, name: str, data: bytes, by: str = "max", **extra):
    extra.setdefault("community", world.open_)
    return bring_file(by=world.viewer(by), file=sent(data, name), name=name, **extra)


def text_of(version: Version) -> bytes:
    return store().open(version.blob.path).read()


def versions(item: Item) -> list[tuple[int, bytes]]:
    return [
        (one.number, text_of(one)) for one in Version.objects.filter(document__item=item).order_by("number")
    ]


def test_a_document_is_an_item_with_a_first_version(world):
    item = document(world, "Explaining_risk in plain words.txt", note="First try", text="For Wednesday.")
    found = Document.objects.get(item=item)
    assert (item.kind, item.title, item.plain.strip()) == (
        "document",
        "Explaining risk in plain words",
        "For Wednesday.",
    )
    assert (found.current.number, found.current.note, found.current.by) == (1, "First try", world.max)
    assert "document.added" in set(Activity.objects.values_list("verb", flat=True))


def test_only_who_belongs_adds_documents(world):
    with pytest.raises(NotAllowed):
        document(world, by="otto")
    with pytest.raises(NotVisible):
        document(world, by="otto", community=world.secret)
    with pytest.raises(NotVisible):
        document(world, by="ann", community=world.secret, room=world.room)
    assert not Item.objects.exists() and not Blob.objects.exists()


def test_a_new_version_leaves_the_older_one_as_it_was(world):
    item = document(world, data=b"one")
    add_version(
        by=world.viewer("ann"),
        item=item,
        file=sent(b"two", "Reading list.txt"),
        name="Reading list.txt",
        note="More",
    )
    assert versions(item) == [(1, b"one"), (2, b"two")]
    assert Document.objects.get(item=item).current.number == 2
    with pytest.raises(NotAllowed):
        add_version(by=world.viewer("otto"), item=item, file=sent(b"x", "a.txt"), name="a.txt")


def test_the_very_file_that_is_there_is_no_new_version(world):
    item = document(world, data=b"one")
    add_version(
        by=world.viewer("ann"), item=item, file=sent(b"one", "Reading list.txt"), name="Reading list.txt"
    )
    assert versions(item) == [(1, b"one")]


def test_restoring_puts_the_old_bytes_on_top_as_a_new_version(world):
    item = document(world, data=b"one")
    add_version(
        by=world.viewer("max"), item=item, file=sent(b"two", "Reading list.txt"), name="Reading list.txt"
    )
    run_all()
    restored = restore_version(by=world.viewer("max"), item=item, number=1)
    assert versions(item) == [(1, b"one"), (2, b"two"), (3, b"one")]
    assert restored.restored_from == 1 and Blob.objects.count() == 2
    run_all()
    assert PageText.objects.get(version=restored).text == "one"
    assert restore_version(by=world.viewer("max"), item=item, number=3).number == 3
    with pytest.raises(NotAllowed):
        restore_version(by=world.viewer("ann"), item=item, number=1)
    with pytest.raises(NotVisible):
        restore_version(by=world.viewer("max"), item=item, number=9)


def test_a_name_that_is_there_is_asked_about_and_the_file_is_kept_meanwhile(world):
    item = document(world, data=b"one")
    waiting = bring(world, "reading LIST.txt", b"two", by="ann", note="Longer")
    assert waiting.item == item and waiting.upload is not None and versions(item) == [(1, b"one")]
    assert answer_upload(by=world.viewer("ann"), upload=waiting.upload, answer="version") == item
    assert versions(item) == [(1, b"one"), (2, b"two")] and not Upload.objects.exists()
    assert Document.objects.get(item=item).current.note == "Longer"


def test_both_are_kept_when_somebody_wants_both(world):
    item = document(world, data=b"one")
    for data in (b"two", b"three"):
        waiting = bring(world, "Reading list.txt", data)
        answer_upload(by=world.viewer("max"), upload=waiting.upload, answer="both")
    names = list(Document.objects.order_by("item_id").values_list("file_name", "item__title"))
    assert names == [
        ("Reading list.txt", "Reading list"),
        ("Reading list (2).txt", "Reading list (2)"),
        ("Reading list (3).txt", "Reading list (3)"),
    ]
    assert versions(item) == [(1, b"one")]


def test_a_waiting_file_can_be_dropped_and_is_nobody_elses(world):
    document(world, data=b"one")
    upload = bring(world, "Reading list.txt", b"two").upload
    assert not Upload.objects.visible_to(world.viewer("ann")).exists()
    with pytest.raises(NotVisible):
        answer_upload(by=world.viewer("ann"), upload=upload, answer="version")
    assert answer_upload(by=world.viewer("max"), upload=upload, answer="drop") is None
    assert Document.objects.count() == 1


def test_a_document_removed_meanwhile_gets_a_neighbour(world):
    item = document(world, data=b"one")
    upload = bring(world, "Reading list.txt", b"two", by="ann").upload
    remove_item(by=world.viewer("max"), item=item)
    made = answer_upload(by=world.viewer("ann"), upload=upload, answer="version")
    assert made != item and versions(made) == [(1, b"two")]


def test_the_same_file_sent_twice_is_one_document(world):
    first = bring(world, "a.txt", b"one")
    again = bring(world, "a.txt", b"one")
    assert first == again and Document.objects.count() == 1


def test_a_name_in_another_folder_or_one_that_is_not_seen_is_no_question(world):
    folder = add_folder(by=world.viewer("fay"), community=world.open_, name="Slides")
    document(world, data=b"one")
    assert bring(world, "Reading list.txt", b"two", folder=folder).upload is None
    document(world, "Minutes.txt", by="fay", audience="facilitators")
    assert bring(world, "Minutes.txt", b"two").upload is None


def test_equal_bytes_in_two_communities_are_two_and_one_removal_keeps_the_other(world):
    here = document(world, data=b"same")
    there = document(world, data=b"same", community=world.secret)
    twin = document(world, "Another name.txt", data=b"same", by="ann")
    assert Blob.objects.count() == 2
    Item.objects.filter(pk__in=[here.pk, there.pk]).delete()
    Blob.objects.update(created_at=timezone.now() - timedelta(days=3))
    delete_unused_files.call()
    assert Blob.objects.get().community == world.open_
    assert versions(twin) == [(1, b"same")]


def test_bytes_that_nothing_names_go_and_what_waits_stays(world, stored):
    document(world, data=b"one")
    bring(world, "Reading list.txt", b"two")
    gone = document(world, "gone.txt", data=b"three")
    path = stored / Document.objects.get(item=gone).current.blob.path
    gone.delete()
    delete_unused_files.call()
    assert Blob.objects.count() == 3
    Blob.objects.update(created_at=timezone.now() - timedelta(days=3))
    os.utime(path, (0, 0))
    delete_unused_files.call()
    assert Blob.objects.count() == 2 and not path.exists()


def test_renaming_keeps_what_it_was_called(world):
    item = document(world)
    renamed = rename_document(by=world.viewer("fay"), item=item, title="  What to  read ")
    assert renamed.title == "What to read" and renamed.code == item.code
    assert Revision.objects.get(item=item).title == "Reading list"
    with pytest.raises(NotAllowed):
        rename_document(by=world.viewer("ann"), item=item, title="Mine")


def test_moving_between_folders_is_its_authors_and_the_facilitators(world):
    item = document(world)
    folder = add_folder(by=world.viewer("fay"), community=world.open_, name="Slides")
    assert move_document(by=world.viewer("max"), item=item, folder=folder, room=None).folder == folder
    assert move_document(by=world.viewer("fay"), item=item, folder=None, room=None).folder is None
    with pytest.raises(NotAllowed):
        move_document(by=world.viewer("ann"), item=item, folder=folder, room=None)
    other = make_community("Elsewhere")
    foreign = Folder.objects.create(community=other, name="Not ours")
    with pytest.raises(NotVisible):
        move_document(by=world.viewer("max"), item=item, folder=foreign, room=None)


def test_moving_into_a_room_narrows_who_sees_document_and_file(world):
    item = document(world, community=world.secret)
    inner = add_folder(by=world.viewer("fay"), community=world.secret, room=world.room, name="Inner")
    assert Version.objects.visible_to(world.viewer("ann")).exists()
    moved = move_document(by=world.viewer("fay"), item=item, folder=inner, room=world.room)
    assert (moved.room, moved.audience, moved.folder) == (world.room, "room", inner)
    assert not Version.objects.visible_to(world.viewer("ann")).exists()
    assert Version.objects.visible_to(world.viewer("max")).exists()
    with pytest.raises(NotAllowed, match="More people"):
        move_document(by=world.viewer("fay"), item=moved, folder=None, room=None)


def test_a_file_of_another_place_is_no_folder_of_this_one(world):
    inner = add_folder(by=world.viewer("fay"), community=world.secret, room=world.room, name="Inner")
    with pytest.raises(NotVisible):
        document(world, community=world.secret, folder=inner)


def test_smaller_pictures_and_text_follow(world):
    item = document(world, "paper.pdf", pdf("Hawthorn", pages=3))
    run_all()
    version = Document.objects.get(item=item).current
    assert (version.reading, version.page_count) == ("read", 3)
    assert [page.text for page in PageText.objects.filter(version=version).order_by("number")] == [
        f"Hawthorn {number}" for number in (1, 2, 3)
    ]
    assert "small" in version.blob.derivatives and not Attachment.objects.exists()
