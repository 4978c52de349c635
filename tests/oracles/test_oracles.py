"""The oracles bite: each notices what it is there to notice."""

import re

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from hedgerow.items.models import Draft
from tests.oracles.canary import found_in
from tests.oracles.difference import differences, seen
from tests.oracles.unchanged import changes, nothing_changes, state
from tests.world import World, make_item

pytestmark = pytest.mark.django_db
_CANARY = re.compile(rb"canary\d*")


def test_a_canary_is_found_in_a_body_a_header_a_cookie_and_a_stream():
    plain = HttpResponse("the CANARY1 sings")
    assert found_in(plain, _CANARY) == {b"canary1"}
    moved = HttpResponse(status=301, headers={"Location": "/d/k7m2xq4p/canary2/"})
    assert found_in(moved, _CANARY) == {b"canary2"}
    kept = HttpResponse("")
    kept.set_cookie("said", "canary3")
    assert found_in(kept, _CANARY) == {b"canary3"}
    assert found_in(StreamingHttpResponse([b"can", b"ary4"]), _CANARY) == {b"canary4"}
    assert found_in(HttpResponse("silence"), _CANARY) == set()


def test_a_difference_is_told(world: World):
    item = make_item(world.secret, world.max)
    ann, otto = world.client("ann"), world.client("otto")
    there, nowhere = f"/d/{item.code}/", "/d/zzzzzzzz/"
    for client in (ann, otto):
        seen(client, "GET", nowhere, alias="/it/")
    told = differences(seen(ann, "GET", there, alias="/it/"), seen(ann, "GET", nowhere, alias="/it/"))
    assert told and told[0].startswith("status"), told
    assert differences(seen(otto, "GET", there, alias="/it/"), seen(otto, "GET", nowhere, alias="/it/")) == []


def test_a_change_is_told(world: World):
    before = state()
    Draft.objects.create(person=world.ann, text="Something")
    assert changes(before, state()) == ["items_draft"]
    with pytest.raises(AssertionError), nothing_changes():
        world.ann.name = "Ann Else"
        world.ann.save()
