"""Folders: two deep, made by facilitators, emptied upwards; a name is seen with what is in it."""

import pytest

from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.communities.models import Membership
from hedgerow.items.models import Folder
from hedgerow.library.actions import (
    FolderRefused,
    add_document,
    add_folder,
    move_folder,
    remove_folder,
    rename_folder,
)
from tests.library.making import sent
from tests.world import make_item

EVERYONE = ("fay", "max", "ann", "lil", "ivo", "ask", "sue", "rex", "alma", "otto", "ada", "nobody")


def folder(world, name: str, parent=None, community=None, room=None) -> Folder:
    return add_folder(
        by=world.viewer("fay"), community=community or world.open_, room=room, name=name, parent=parent
    )


def seers(world, row: Folder) -> set[str]:
    return {name for name in EVERYONE if Folder.objects.visible_to(world.viewer(name)).filter(pk=row.pk)}


def test_folders_are_two_deep_at_most(world):
    top = folder(world, "Slides")
    inner = folder(world, "2026", top)
    with pytest.raises(FolderRefused, match="two deep"):
        folder(world, "March", inner)
    other = folder(world, "Forms")
    with pytest.raises(FolderRefused, match="has folders in it"):
        move_folder(by=world.viewer("fay"), folder=top, parent=other)
    with pytest.raises(FolderRefused, match="in itself"):
        move_folder(by=world.viewer("fay"), folder=other, parent=other)
    assert move_folder(by=world.viewer("fay"), folder=inner, parent=None).parent is None


def test_two_folders_of_one_place_have_two_names(world):
    folder(world, "Slides")
    with pytest.raises(FolderRefused, match="already"):
        folder(world, " slides ")
    with pytest.raises(FolderRefused, match="Enter a name"):
        folder(world, "  ")
    with pytest.raises(FolderRefused, match="81 characters"):
        folder(world, "x" * 81)
    assert folder(world, "Slides", community=world.secret).name == "Slides"


def test_only_facilitators_order_folders(world):
    top = folder(world, "Slides")
    for verb in (
        lambda by: add_folder(by=by, community=world.open_, name="Mine"),
        lambda by: rename_folder(by=by, folder=top, name="Mine"),
        lambda by: move_folder(by=by, folder=top, parent=None),
        lambda by: remove_folder(by=by, folder=top),
    ):
        with pytest.raises(NotAllowed):
            verb(world.viewer("max"))
    assert (
        rename_folder(by=world.viewer("fay"), folder=top, name="Talks", description="Of Wednesdays").name
        == "Talks"
    )


def test_a_folder_of_another_place_is_no_parent(world):
    inner = folder(world, "Inner", community=world.secret, room=world.room)
    with pytest.raises(NotVisible):
        folder(world, "Deeper", inner, community=world.secret)


def test_removing_a_folder_moves_what_is_in_it_up(world):
    top, clash = folder(world, "Slides"), folder(world, "2026")
    inner = folder(world, "2026", top)
    item = add_document(
        by=world.viewer("max"), community=world.open_, folder=top, file=sent(b"one", "a.txt"), name="a.txt"
    )
    deep = add_document(
        by=world.viewer("max"), community=world.open_, folder=inner, file=sent(b"two", "b.txt"), name="b.txt"
    )
    remove_folder(by=world.viewer("fay"), folder=inner)
    deep.refresh_from_db()
    assert deep.folder == top
    inner = folder(world, "2026", top)
    remove_folder(by=world.viewer("fay"), folder=top)
    item.refresh_from_db()
    inner.refresh_from_db()
    assert item.folder is None and inner.parent is None and inner.name == "2026 (2)" and clash.name == "2026"


def test_an_empty_folder_is_seen_by_who_is_inside_and_a_full_one_by_who_sees_something_in_it(world):
    row = folder(world, "Slides")
    assert seers(world, row) == {"fay", "max", "ann", "lil"}
    add_document(
        by=world.viewer("max"), community=world.open_, folder=row, file=sent(b"one", "a.txt"), name="a.txt"
    )
    assert seers(world, row) == {
        "fay",
        "max",
        "ann",
        "lil",
        "otto",
        "ada",
        "nobody",
        "ivo",
        "ask",
        "rex",
        "alma",
    }


def test_a_folder_in_a_confidential_community_or_a_room_is_its_peoples(world):
    row = folder(world, "Cases", community=world.secret)
    inner = folder(world, "Inner", community=world.secret, room=world.room)
    assert seers(world, row) == {"fay", "max", "ann", "lil"}
    assert seers(world, inner) == {"fay", "max"}


def test_the_name_of_a_folder_is_as_old_as_what_is_in_it(world):
    row = folder(world, "From before", community=world.secret)
    make_item(world.secret, world.max, kind="document", era=1, folder=row)
    assert "alma" in seers(world, row)
    Membership.objects.filter(person=world.lil).update(from_era=2)
    assert "lil" not in seers(world, row)


def test_a_folder_shows_what_its_inner_folders_hold(world):
    top = folder(world, "Slides")
    inner = folder(world, "2026", top)
    add_document(
        by=world.viewer("max"), community=world.open_, folder=inner, file=sent(b"one", "a.txt"), name="a.txt"
    )
    assert {"nobody", "otto"} <= seers(world, top)
