"""Lists of the library: the compiled queries answer as `visible_to` does, page by key, at a constant number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hedgerow.items.models import Blob, Folder, Item
from hedgerow.library.actions import add_document, add_folder
from hedgerow.library.models import Document, Version
from hedgerow.library.queries.listing import DOCUMENTS, list_documents, list_folders
from tests.access.expected import CAST
from tests.library.making import sent
from tests.world import make_item


def filled(world) -> None:
    """A document in each audience, state and era, in and out of a folder, in both communities and the room."""
    for community in (world.open_, world.secret):
        folder = Folder.objects.create(community=community, name="Slides")
        blob = Blob.objects.create(community=community, sha256=community.code, size=1, path="x", kind="pdf")
        for audience in ("web", "network", "members", "facilitators"):
            for state in ("draft", "published", "held", "removed"):
                for era in (1, 2):
                    place = folder if era == 1 else None
                    one(world, community, blob, folder=place, audience=audience, state=state, era=era)
    inner = Folder.objects.create(community=world.secret, room=world.room, name="Inner")
    for audience in ("room", "facilitators"):
        one(world, world.secret, blob, folder=inner, audience=audience, room=world.room)


def one(world, community, blob, **extra) -> Item:
    item = make_item(community, world.max, "A paper", kind="document", **extra)
    document = Document.objects.create(item=item, file_name="a.pdf")
    document.current = Version.objects.create(
        document=document, number=1, blob=blob, file_name="a.pdf", by=world.max, at=timezone.now()
    )
    document.save()
    return item


def test_lists_show_exactly_the_documents_that_the_orm_shows(world):
    filled(world)
    seen = 0
    for who in CAST:
        viewer = world.viewer(who)
        for community, room in ((world.open_, None), (world.secret, None), (world.secret, world.room)):
            rooms = room.pk if room else None
            here = Item.objects.visible_to(viewer).published().filter(community=community, room=room)
            latest = list_documents(viewer, community, room_id=rooms, view="latest")
            assert {row.code for row in latest.rows} == set(here.values_list("code", flat=True)), (
                who,
                community,
            )
            seen += len(latest.rows)
            for folder in [None, *Folder.objects.filter(community=community, room=room)]:
                found = list_documents(
                    viewer, community, room_id=rooms, folder_id=folder.pk if folder else None
                )
                expected = set(here.filter(folder=folder).values_list("code", flat=True))
                assert {row.code for row in found.rows} == expected, (who, community, folder)
            folders = Folder.objects.visible_to(viewer).filter(community=community, room=room, parent=None)
            rows = list_folders(viewer, community.pk, room_id=rooms)
            assert {row.code for row in rows} == set(folders.values_list("code", flat=True)), who
            for row in rows:
                assert row.count == here.filter(folder_id=row.pk).count(), who
    assert seen > 30


def test_pages_by_key_lose_and_repeat_nothing(world):
    blob = Blob.objects.create(community=world.open_, sha256="x", size=1, path="x", kind="pdf")
    now = timezone.now()
    made = [
        one(world, world.open_, blob, last_active_at=now - timedelta(minutes=number // 3)).code
        for number in range(2 * DOCUMENTS + 5)
    ]
    found, after = [], ""
    for _page in range(3):
        listed = list_documents(world.viewer("ann"), world.open_, after=after)
        found += [row.code for row in listed.rows]
        after = listed.after
    assert after == "" and sorted(found) == sorted(made) and len(set(found)) == len(found)
    assert list_documents(world.viewer("ann"), world.open_, after="nonsense").rows[0].code == found[0]


def test_pinned_documents_come_first_and_once(world):
    blob = Blob.objects.create(community=world.open_, sha256="x", size=1, path="x", kind="pdf")
    one(world, world.open_, blob)
    pinned = one(world, world.open_, blob, pinned_at=timezone.now())
    listed = list_documents(world.viewer("ann"), world.open_)
    assert [row.code for row in listed.pinned] == [pinned.code]
    assert pinned.code not in {row.code for row in listed.rows} and len(listed.rows) == 1


def test_a_folder_counts_what_is_in_it_and_in_its_folders(world):
    top = add_folder(by=world.viewer("fay"), community=world.open_, name="Slides")
    inner = add_folder(by=world.viewer("fay"), community=world.open_, name="2026", parent=top)
    for folder, name in ((top, "a.txt"), (inner, "b.txt")):
        add_document(
            by=world.viewer("max"), community=world.open_, folder=folder, file=sent(b"x", name), name=name
        )
    rows = list_folders(world.viewer("nobody"), world.open_.pk)
    assert [(row.name, row.count) for row in rows] == [("Slides", 2)]
    rows = list_folders(world.viewer("nobody"), world.open_.pk, parent_id=top.pk)
    assert [(row.name, row.count) for row in rows] == [("2026", 1)]


@pytest.mark.parametrize("many", [1, 3, 30])
def test_a_list_costs_the_same_number_of_queries_whatever_it_lists(world, many):
    blob = Blob.objects.create(community=world.open_, sha256="x", size=1, path="x", kind="pdf")
    for number in range(many):
        one(world, world.open_, blob)
        Folder.objects.create(community=world.open_, name=f"Folder {number}")
    viewer = world.viewer("ann")
    assert viewer.standings
    with CaptureQueriesContext(
        connection,
    ) as caught:
        list_documents(viewer, world.open_)
        list_folders(viewer, world.open_.pk)
    assert len(caught) == 3
