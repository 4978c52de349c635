"""Revocation: the next request is refused, without a worker and without waiting; streams and file addresses too."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hedgerow.communities.actions.changing import change_access
from hedgerow.items.models import Grant, Item
from hedgerow.live.asking import item_place, visible_among
from tests.cases.scene import Scene
from tests.world import make_item


def _doors(scene: Scene) -> list[str]:
    return [
        f"/d/{scene.codes['d']}/canary-discussion/",
        f"/d/{scene.codes['d']}/newer/",
        f"/d/{scene.codes['d']}/history/",
        f"/file/{scene.codes['a']}/",
        f"/file/{scene.codes['a']}/picture/?s=small",
        f"/f/{scene.codes['f']}/canary-document/",
        f"/f/{scene.codes['f']}/canary-document/file/",
        f"/c/{scene.codes['c']}/quiet-copse-canary/",
        f"/c/{scene.codes['c']}/quiet-copse-canary/people/",
        f"/mentions/?item={scene.codes['d']}",
    ]


def _cookie(scene: Scene, who: str, settings) -> str:
    return scene.client(who).cookies[settings.DEVICE_COOKIE].value


REVOKED = {
    "suspended": {"state": "suspended"},
    "removed": {"state": "removed"},
    "left": {"state": "left"},
    "over, and no worker ran": {"ends_at": timezone.now() - timedelta(seconds=1)},
    "of a later era": {"from_era": 3},
}


@pytest.mark.slow
@pytest.mark.parametrize("change", REVOKED)
def test_after_it_the_next_request_is_refused_at_every_door(scene: Scene, settings, change: str):
    client, cookie = scene.client("ann"), _cookie(scene, "ann", settings)
    for door in _doors(scene):
        assert client.get(door).status_code == 200, door
    item = Item.objects.get(code=scene.codes["d"])
    assert item_place(cookie, item.code) is not None
    scene.world.secret.memberships.filter(person=scene.world.ann).update(**REVOKED[change])
    stays = ("/c/",) if change == "of a later era" else ()
    for door in _doors(scene):
        if not door.startswith(stays or ("-",)):
            assert client.get(door).status_code == 404, door
    # What an open stream asks at its next heartbeat: it is closed.
    assert item_place(cookie, item.code) is None and visible_among(cookie, [item.pk]) == frozenset()


@pytest.mark.parametrize("ends", ["over", "revoked"])
def test_a_guest_s_grant_ends_at_once_and_by_itself(scene: Scene, settings, ends: str):
    item = Item.objects.get(code=scene.codes["d"])
    now = timezone.now()
    grant = Grant.objects.create(
        person=scene.world.otto, item=item, accepted_at=now, ends_at=now + timedelta(hours=1)
    )
    client, cookie = scene.client("otto"), _cookie(scene, "otto", settings)
    doors = [f"/d/{item.code}/canary-discussion/", f"/file/{scene.codes['a']}/"]
    for door in doors:
        assert client.get(door).status_code == 200, door
    assert item_place(cookie, item.code) is not None
    change = {"ends_at": now - timedelta(seconds=1)} if ends == "over" else {"revoked_at": now}
    Grant.objects.filter(pk=grant.pk).update(**change)
    for door in doors:
        assert client.get(door).status_code == 404, door
    assert item_place(cookie, item.code) is None


def test_narrowing_a_community_shuts_those_outside_out_at_once(scene: Scene, settings):
    world = scene.world
    item = make_item(world.open_, world.max, "In the open")
    client, cookie = scene.client("otto"), _cookie(scene, "otto", settings)
    door = f"/d/{item.code}/in-the-open/"
    assert client.get(door).status_code == 200 and scene.client("nobody").get(door).status_code == 200
    change_access(by=world.viewer("fay"), community=world.open_, preset="restricted")
    assert client.get(door).status_code == 404 and scene.client("nobody").get(door).status_code == 404
    assert item_place(cookie, item.code) is None and item_place(None, item.code) is None
    assert scene.client("ann").get(door).status_code == 200


def test_a_signed_out_device_and_a_closed_account_hear_nothing_more(scene: Scene, settings):
    cookie = _cookie(scene, "ann", settings)
    assert item_place(cookie, scene.codes["d"]) is not None
    scene.world.ann.epoch += 1
    scene.world.ann.save()
    assert item_place(cookie, scene.codes["d"]) is None
    assert scene.client("ann").get(f"/file/{scene.codes['a']}/").status_code == 404
