"""Leak cases about guests and about one thing shown in two places."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hedgerow.items.models import Bridge, Grant, Item
from hedgerow.library.models import Version
from tests.architecture.doors import doors
from tests.cases.scene import Scene
from tests.oracles.canary import found_in
from tests.world import belong, client_for, make_community, make_item, make_person, make_reply

CANARY = re.compile(rb"CANARY", re.I)


def guest_of(scene: Scene, **thing) -> Client:
    person = make_person("Gil Teasel")
    now = timezone.now()
    Grant.objects.create(
        person=person, by=scene.world.fay, accepted_at=now, ends_at=now + timedelta(days=9), **thing
    )
    return client_for(person)


def plain_thing(scene: Scene, **extra) -> Item:
    """Something in the secret place that itself holds no CANARY, so that any found came from elsewhere."""
    item = make_item(scene.world.secret, scene.world.max, "Fridays", text="Plain words.", **extra)
    make_reply(item, scene.world.ann, "A plain reply.")
    return item


@pytest.mark.parametrize("thing", ["item", "room"])
def test_L115_a_guest_reaches_what_they_were_given_and_nothing_else(scene: Scene, thing: str):
    world = scene.world
    if thing == "item":
        item = plain_thing(scene)
        client = guest_of(scene, item=item)
    else:
        from hedgerow.communities.models import Room

        room = Room.objects.create(community=world.secret, name="Quiet corner")
        item = plain_thing(scene, room=room)
        client = guest_of(scene, room=room)
    assert b"A plain reply." in client.get(f"/d/{item.code}/fridays/").content
    leaks, reached = [], 0
    for name, path, statuses in doors():
        for codes in (scene.codes, {**scene.codes, "d": item.code}):
            answer = client.get(path.format(**codes))
            reached += answer.status_code == 200
            if found_in(answer, CANARY):
                leaks.append((name, path))
            if statuses["otto"] == 404 and codes is scene.codes and answer.status_code != 404:
                leaks.append((name, path, answer.status_code))
    # The words of the question stand in the answer; the words of others do not.
    for question in ("/search/?q=discussion", "/search/?q=copse", "/search/?q=plain", "/communities/", "/"):
        if found_in(client.get(question), CANARY):
            leaks.append((question,))
    assert not leaks and reached > 10
    assert client.get(f"/people/{world.ann.code}/").status_code == 404
    assert client.get(f"/c/{world.secret.code}/x/people/").status_code == 404
    names = client.get(f"/mentions/?item={item.code}&q=").json()
    assert {one["name"] for one in names} <= {"Max Siân", "Ann Thistle", "Gil Teasel"}


def test_L115_what_is_new_elsewhere_reaches_no_guest(scene: Scene):
    from hedgerow.live.asking import home_place, item_place, visible_among

    item = plain_thing(scene)
    client = guest_of(scene, item=item)
    cookie = (
        client.cookies["hg_device"].value
        if "hg_device" in client.cookies
        else next(iter(client.cookies.values())).value
    )
    other = Item.objects.get(code=scene.codes["d"])
    assert item_place(cookie, other.code) is None and item_place(cookie, item.code) is not None
    assert visible_among(cookie, [other.pk, item.pk]) == {item.pk}
    place = home_place(cookie)
    assert place is not None and scene.world.secret.pk not in place.community_ids


def test_L117_a_guest_of_a_document_gets_its_file_and_no_other(scene: Scene):
    document = Item.objects.get(code=scene.codes["f"])
    Item.objects.filter(pk=document.pk).update(title="Programme")
    client = guest_of(scene, item=document)
    mine = client.get(f"/f/{document.code}/programme/file/")
    assert mine.status_code == 200
    first = Version.objects.get(document__item=document)
    assert client.get(f"/f/{document.code}/programme/file/?v={first.number}").status_code == 200
    other = make_item(scene.world.secret, scene.world.max, "Other", kind="document")
    for address in (
        f"/f/{document.code}/programme/file/?v=2",
        f"/f/{document.code}/programme/file/?v=../1",
        f"/f/{other.code}/other/file/",
        f"/f/{scene.codes['d']}/programme/file/",
        f"/file/{scene.codes['a']}/",
        f"/file/{scene.codes['a']}/picture/",
        f"/c/{scene.codes['c']}/x/documents/",
        f"/c/{scene.codes['c']}/x/documents/?folder={scene.codes['folder']}",
        "/uploads/zzzzzzzz/answer/",
    ):
        assert client.get(address).status_code in (404, 405), address
    page = client.get(f"/f/{document.code}/programme/")
    assert b"CANARY folder" not in page.content, "not even the folder's name"


def test_L095_what_a_bridge_shows_says_nothing_of_where_it_comes_from(scene: Scene):
    world = scene.world
    far = make_community("Far Bank", "restricted")
    wren = make_person("Wren Teasel")
    belong(wren, far)
    item = plain_thing(scene)
    Bridge.objects.create(item=item, community=far, agreed_at=timezone.now())
    client = client_for(wren)
    seen = client.get(f"/d/{item.code}/fridays/")
    assert b"A plain reply." in seen.content
    for address in (
        f"/d/{item.code}/fridays/",
        f"/d/{item.code}/history/",
        f"/d/{item.code}/newer/",
        f"/c/{far.code}/far-bank/discussions/",
        f"/c/{far.code}/far-bank/discussions/?f=unread",
        f"/c/{far.code}/far-bank/",
        "/search/?q=plain",
        "/following/",
        "/communities/",
        "/",
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        body = answer.content
        # The name, the words of its address and its code.
        for told in (b"Quiet Copse", b"quiet-copse", world.secret.code.encode()):
            assert told not in body, (address, told)
    # Outside the two communities nothing shows that there is a bridge at all.
    for who in ("otto", "nobody"):
        for address in (f"/c/{far.code}/far-bank/", "/communities/", f"/d/{item.code}/fridays/"):
            assert b"Fridays" not in world.client(who).get(address).content, (who, address)
