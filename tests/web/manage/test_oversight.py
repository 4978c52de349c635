"""Oversight: with a reason, for an hour, told at once, reading only, every page written down, and over by itself."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from hedgerow.base.jobs.testing import run_all
from hedgerow.communities.models import Oversight, OversightPage
from hedgerow.items.models import Draft, Follow, Reaction, ReadMark
from hedgerow.people.models import Deed
from tests.oracles.unchanged import DECLARED, changes, state
from tests.world import belong, client_for, make_item, make_person, make_reply

pytestmark = pytest.mark.django_db

#: The pages that were opened are the one thing that reading writes here.
LOGGED = DECLARED | {"communities_oversightpage"}
WHY = "A member reported words about a colleague."


def text(response):
    return unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))


def url(community, rest=""):
    return f"/c/{community.code}/{community.slug}/{rest}"


@pytest.fixture
def item(world):
    found = make_item(world.secret, world.max, "CANARY discussion", text="CANARY words")
    make_reply(found, world.ann, "CANARY reply")
    return found


def look(world, client=None, community=None, why=WHY):
    """Ada looks inside; her client."""
    client = client or world.client("ada")
    community = community or world.secret
    answer = client.post(f"/manage/communities/{community.code}/oversight/", {"why": why})
    assert answer.status_code == 303, text(answer)
    assert answer["Location"] == url(community)
    return client


def test_without_oversight_an_administrator_sees_nothing_inside(world, item):
    client = world.client("ada")
    for path in (url(world.secret), f"/d/{item.code}/canary-discussion/", url(world.secret, "people/")):
        assert client.get(path).status_code == 404, path


def test_a_reason_is_needed(world):
    client = world.client("ada")
    for why in ("", "   ", "because"):
        answer = client.post(f"/manage/communities/{world.secret.code}/oversight/", {"why": why})
        assert answer.status_code == 422 and "Write why" in text(answer)
    assert not Oversight.objects.exists()


def test_under_oversight_the_community_is_read_under_a_banner_with_a_way_out(world, item):
    client = look(world)
    paths = [url(world.secret, rest) for rest in ("", "discussions/", "documents/", "people/", "rooms/")]
    for path in [*paths, f"/d/{item.code}/canary-discussion/"]:
        answer = client.get(path)
        assert answer.status_code == 200, path
        words = text(answer)
        assert "You look inside Quiet Copse until" in words and WHY in words, path
        assert 'formaction="/manage/oversight/end/"' in answer.content.decode()
        assert "Sign in" not in words
    assert "CANARY words" in text(client.get(f"/d/{item.code}/canary-discussion/"))
    assert client.get("/")["Location"] == url(world.secret)
    missing = client.get("/nothing-of-that-name/")
    assert "You look inside Quiet Copse" in text(missing)


def test_rooms_and_removed_words_are_read_and_drafts_are_not(world, item):
    inside = make_item(world.secret, world.max, "In the room", room=world.room, text="ROOM words")
    make_reply(item, world.max, "GONE words", state="removed")
    draft = make_item(world.secret, world.max, "Begun", state="draft")
    Draft.objects.create(person=world.max, community=world.secret, title="BEGUN", text="BEGUN words")
    client = look(world)
    assert "ROOM words" in text(client.get(f"/d/{inside.code}/in-the-room/"))
    assert client.get(f"/d/{draft.code}/begun/").status_code == 404
    assert client.get("/drafts/").status_code == 302
    assert "put back for 30 days" in text(client.get(f"/d/{item.code}/canary-discussion/"))
    for path in (url(world.secret), url(world.secret, "discussions/")):
        assert "BEGUN" not in client.get(path).content.decode()


def test_it_opens_one_community_and_no_other(world):
    elsewhere = make_item(world.open_, world.max, "Elsewhere", audience="members")
    client = look(world)
    assert client.get(f"/d/{elsewhere.code}/elsewhere/").status_code == 404
    assert client.get(url(world.open_)).status_code == 404


def test_those_who_look_after_it_are_told_at_once_without_its_name(world):
    look(world)
    run_all()
    (letter,) = mail.outbox
    assert letter.to == [world.fay.email]
    assert WHY in letter.body and "Ada Rowan" in letter.body and "Quiet" not in letter.subject + letter.body
    assert f"/c/{world.secret.code}/-/log/" in letter.body


def test_where_nobody_looks_after_it_everybody_inside_is_told(world):
    world.fay.is_active = False
    world.fay.save()
    look(world)
    run_all()
    assert {one.to[0] for one in mail.outbox} == {world.max.email, world.ann.email, world.lil.email}


def test_every_page_is_written_down_for_those_who_look_after_it(world, item):
    client = look(world)
    client.get(f"/d/{item.code}/canary-discussion/")
    client.get(f"/d/{item.code}xx/")
    assert list(OversightPage.objects.values_list("path", flat=True)) == [f"/d/{item.code}/"]
    words = text(world.client("fay").get(url(world.secret, "log/")))
    assert "Ada Rowan looks inside until" in words and WHY in words and f"/d/{item.code}/" in words
    for who in ("max", "lil"):
        words = text(world.client(who).get(url(world.secret, "log/")))
        assert WHY not in words and "looks inside" not in words
    assert world.client("otto").get(url(world.secret, "log/")).status_code == 404


def test_who_does_not_belong_to_a_room_reads_nothing_of_it_in_the_log(world):
    inside = make_item(world.secret, world.max, "Zebra in the room", room=world.room)
    room = url(world.secret, f"rooms/{world.room.code}/")
    client = look(world)
    assert client.get(f"/d/{inside.code}/zebra-in-the-room/").status_code == 200
    assert client.get(room).status_code == 200
    assert world.client("fay").get(f"/d/{inside.code}/zebra-in-the-room/").status_code == (
        200 if world.fay.pk in world.room.memberships.values_list("person_id", flat=True) else 404
    )
    other = make_person("Flo Sorrel")
    belong(other, world.secret, part="facilitator")
    told = client_for(other).get(url(world.secret, "log/"))
    assert "Something inside" in text(told)
    for word in ("zebra", inside.code, world.room.code):
        assert word not in told.content.decode().lower()


def test_it_only_reads(world, item):
    client = look(world)
    client.get(f"/d/{item.code}/canary-discussion/")
    before = state(leave_out=LOGGED)
    reply = item.replies.first()
    posts = [
        (f"/d/{item.code}/reply/", {"text": "Words of mine"}),
        (f"/d/{item.code}/react/helpful/", {}),
        (f"/d/{item.code}/follow/", {"level": "follow"}),
        (f"/d/{item.code}/remove/", {}),
        (f"/r/{reply.code}/remove/", {}),
        ("/drafts/save/", {"text": "Words"}),
        (url(world.secret, "join/"), {}),
        (url(world.secret, "edit/"), {"name": "Another"}),
        ("/communities/new/", {"name": "Mine"}),
    ]
    for path, sent in posts:
        answer = client.post(path, sent)
        assert answer.status_code == 403 and "you can only read" in text(answer), path
    client.get(f"/d/{item.code}/canary-discussion/")
    assert changes(before, state(leave_out=LOGGED)) == []
    for model in (ReadMark, Reaction, Follow):
        assert not model.objects.filter(person=world.ada).exists()


def test_it_ends_by_its_hour_with_no_worker_running(world, item):
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        client = look(world)
        assert client.get(url(world.secret)).status_code == 200
    with time_machine.travel(now + timedelta(minutes=59), tick=False):
        assert client.get(url(world.secret)).status_code == 200
    with time_machine.travel(now + timedelta(minutes=60, seconds=1), tick=False):
        assert client.get(url(world.secret)).status_code == 404
        home = client.get("/")
        assert home.status_code == 200 and "You look inside" not in text(home)
        assert client.get("/manage/").status_code == 200


def test_it_ends_at_once_when_ended_signed_out_or_no_longer_administrator(world):
    client = look(world)
    answer = client.post("/manage/oversight/end/")
    assert answer.status_code == 303
    assert client.get(url(world.secret)).status_code == 404
    assert Oversight.objects.get().ended_at is not None
    assert client.post("/manage/oversight/end/").status_code == 303

    client = look(world)
    client.post("/account/sign-out/")
    assert client.get(url(world.secret)).status_code == 404

    client = look(world)
    world.ada.is_administrator = False
    world.ada.save()
    assert client.get(url(world.secret)).status_code == 404


def test_another_device_of_theirs_and_other_administrators_see_nothing(world):
    look(world)
    assert client_for(world.ada).get(url(world.secret)).status_code == 404


def test_another_look_ends_the_one_before_on_the_same_device(world):
    client = look(world)
    client = look(world, client, world.open_)
    assert client.get(url(world.secret)).status_code == 404
    assert Oversight.objects.filter(ended_at=None).count() == 1
    assert Deed.objects.filter(verb="oversight.started").count() == 2


def test_the_log_of_the_platform_names_a_secret_community_by_its_code_alone(world):
    client = look(world)
    words = text(client.get("/manage/log/"))
    assert f"Looked inside the community {world.secret.code}" in words and WHY in words
    assert "Quiet Copse" not in words.replace("You look inside Quiet Copse", "")
