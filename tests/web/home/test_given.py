"""Home of a guest lists what they were given, as long as they have it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hedgerow.items.models import Grant, Item
from hedgerow.items.queries.given import given_to
from tests.web.write.pages import words
from tests.world import make_item, make_reply

pytestmark = pytest.mark.django_db


def give(world, **thing):
    now = timezone.now()
    return Grant.objects.create(
        person=world.otto, by=world.fay, accepted_at=now, ends_at=now + timedelta(days=21), **thing
    )


def test_a_guest_finds_what_they_were_given_on_home(world):
    item = make_item(world.secret, world.max, "Fridays")
    make_item(world.secret, world.max, "Not for guests")
    give(world, item=item)
    give(world, room=world.room)
    page = world.client("otto").get("/")
    shown = words(page)
    assert "You were given access to" in shown and "you have just arrived" not in shown
    assert "Fridays" in shown and "Side room" in shown and "from Fay O'Brien" in shown
    assert "Not for guests" not in shown
    assert f'href="/d/{item.code}/fridays/"' in page.content.decode()
    room = f"/c/{world.secret.code}/another-community/rooms/{world.room.code}/"
    assert f'href="{room}"' in page.content.decode()
    assert world.client("otto").get(room).status_code == 200


def test_what_ended_was_taken_back_or_removed_is_not_listed(world):
    items = [make_item(world.secret, world.max, name) for name in ("Ended", "Taken back", "Gone", "Kept")]
    grants = [give(world, item=item) for item in items]
    assert len(given_to(world.viewer("otto"))) == 4
    Grant.objects.filter(pk=grants[0].pk).update(ends_at=timezone.now() - timedelta(minutes=1))
    Grant.objects.filter(pk=grants[1].pk).update(revoked_at=timezone.now())
    Item.objects.filter(pk=items[2].pk).update(state="removed")
    assert [line.title for line in given_to(world.viewer("otto"))] == ["Kept"]


def test_it_says_what_is_unread_and_members_pay_nothing(world, django_assert_num_queries):
    item = make_item(world.secret, world.max, "Fridays")
    give(world, item=item)
    client = world.client("otto")
    assert [line.unread for line in given_to(world.viewer("otto"))] == [True]
    client.get(f"/d/{item.code}/fridays/")
    assert [line.unread for line in given_to(world.viewer("otto"))] == [False]
    make_reply(item, world.max)
    assert [line.unread for line in given_to(world.viewer("otto"))] == [True]
    viewer = world.viewer("max")
    assert viewer.standings.communities
    with django_assert_num_queries(0):
        assert given_to(viewer) == ()
