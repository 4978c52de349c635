"""Mark all as read: home is empty then, one tap brings it back, and nobody else's marks move."""

from typing import Any

from hedgerow.items.models import ReadMark
from hedgerow.items.queries.marks import mark_read
from tests.world import World, client_for, make_item, make_reply


def marks(world: World, who: str) -> dict[str, int]:
    return dict(ReadMark.objects.filter(person=getattr(world, who)).values_list("item__title", "number"))


def scene(world: World) -> dict[str, Any]:
    fay = world.fay
    items = {
        title: make_item(world.secret, fay, title) for title in ("Never opened", "Half read", "Wholly read")
    }
    for title in ("Half read", "Wholly read"):
        for number in (1, 2, 3):
            make_reply(items[title], fay, number=number)
    now = items["Half read"].published_at
    mark_read(world.max.pk, items["Half read"].pk, 1, now)
    mark_read(world.max.pk, items["Wholly read"].pk, 3, now)
    make_item(world.open_, fay, "Elsewhere, where Otto is")
    return items


def test_all_is_read_and_one_tap_brings_it_back(world: World) -> None:
    scene(world)
    before, others = marks(world, "max"), marks(world, "ann")
    client = client_for(world.max)
    page = client.get("/").content.decode()
    assert "Never opened" in page and "Half read" in page and "Mark all as read" in page

    page = client.post("/read/", follow=True).content.decode()
    assert "Never opened" not in page and "Half read" not in page and "marked as read" in page
    assert "Mark all as read" not in page
    assert marks(world, "max")["Half read"] == 3 and marks(world, "ann") == others

    at = ReadMark.objects.filter(person=world.max, before__isnull=False).first()
    assert at is not None and f'value="{at.at.isoformat()}"' in page
    page = client.post("/read/undo/", {"at": at.at.isoformat()}, follow=True).content.decode()
    assert "Never opened" in page and "Half read" in page
    assert marks(world, "max") == before


def test_what_was_opened_since_stays_read_when_the_rest_is_undone(world: World) -> None:
    items = scene(world)
    client = client_for(world.max)
    client.post("/read/")
    at = ReadMark.objects.filter(person=world.max, before__isnull=False).first()
    assert at is not None
    make_reply(items["Half read"], world.fay, number=4)
    items["Half read"].last_number = 4
    items["Half read"].save()
    client.get(f"/d/{items['Half read'].code}/half-read/")
    client.post("/read/undo/", {"at": at.at.isoformat()})
    assert marks(world, "max")["Half read"] == 4 and "Never opened" not in marks(world, "max")


def test_a_made_up_moment_undoes_nothing(world: World) -> None:
    scene(world)
    client = client_for(world.max)
    client.post("/read/")
    kept = marks(world, "max")
    for said in (
        "",
        "yesterday",
        "2026-13-45T00:00:00+00:00",
        "2026-01-01T00:00:00",
        "2026-01-01T00:00:00+00:00",
    ):
        client.post("/read/undo/", {"at": said})
        assert marks(world, "max") == kept
    other = client_for(world.ann)
    mine = ReadMark.objects.filter(person=world.max, before__isnull=False).first()
    assert mine is not None
    other.post("/read/undo/", {"at": mine.at.isoformat()})
    assert marks(world, "max") == kept


def test_only_what_one_may_see_is_marked(world: World) -> None:
    scene(world)
    client_for(world.otto).post("/read/")
    assert not any("secret" in title.lower() or "read" in title for title in marks(world, "otto"))
