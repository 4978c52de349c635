"""Deeds of one button, and the lists of one's own."""

import pytest

from hedgerow.communities.models import CommunityFollow
from hedgerow.items.models import Follow, Item, Reply
from tests.web.write.pages import said, toast, without_token, words
from tests.world import make_item, make_reply

pytestmark = pytest.mark.django_db


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_removing_leads_to_the_list_and_undo_brings_it_back(world):
    item = make_item(world.secret, world.max, "Fridays")
    client = world.client("max")
    answer = client.post(f"/d/{item.code}/remove/")
    assert answer["Location"].endswith("/discussions/") and said(answer) == "Removed."
    assert fresh(item).state == "removed"
    assert world.client("ann").get(f"/d/{item.code}/fridays/").status_code == 404
    _text, undo, fields = toast(answer)
    back = client.post(undo, fields)
    assert back["Location"] == f"/d/{item.code}/fridays/"
    assert world.client("ann").get(f"/d/{item.code}/fridays/").status_code == 200


def test_a_reply_is_removed_and_put_back_in_its_place(world):
    item = make_item(world.secret, world.fay, "Fridays")
    reply = make_reply(item, world.max, "Hasty words")
    client = world.client("max")
    answer = client.post(f"/r/{reply.code}/remove/")
    assert "Hasty words" not in words(world.client("ann").get(f"/d/{item.code}/fridays/"))
    assert "Put it back" in words(client.get(f"/d/{item.code}/fridays/"))
    assert "Put it back" not in words(world.client("fay").get(f"/d/{item.code}/fridays/"))
    _text, undo, fields = toast(answer)
    assert client.post(undo, fields)["Location"] == f"/d/{item.code}/fridays/?reply=1#r1"
    assert "Hasty words" in words(world.client("ann").get(f"/d/{item.code}/fridays/"))


def test_what_a_facilitator_removed_says_who_can_help(world):
    item = make_item(world.secret, world.max, "Fridays")
    world.client("fay").post(f"/d/{item.code}/remove/", {"why": "Names somebody"})
    answer = world.client("max").post(f"/d/{item.code}/restore/")
    assert answer.status_code == 403
    assert "A facilitator of Quiet Copse can put it back" in words(answer)
    assert "Put it back" not in words(world.client("max").get(f"/d/{item.code}/fridays/"))
    assert "Put it back" in words(world.client("fay").get(f"/d/{item.code}/fridays/"))
    assert world.client("fay").post(f"/d/{item.code}/restore/").status_code == 303


def test_recently_removed_shows_mine_and_what_i_look_after(world):
    mine, hers = make_item(world.secret, world.max, "By Max"), make_item(world.secret, world.ann, "By Ann")
    reply = make_reply(make_item(world.secret, world.fay, "Under this"), world.max, "Hasty words")
    inside = make_item(world.secret, world.max, "In the room", room=world.room)
    world.client("max").post(f"/d/{mine.code}/remove/")
    world.client("fay").post(f"/d/{hers.code}/remove/", {"why": "Names somebody"})
    world.client("max").post(f"/r/{reply.code}/remove/")
    world.client("fay").post(f"/d/{inside.code}/remove/")
    text = words(world.client("max").get("/removed/"))
    assert all(one in text for one in ("By Max", "Hasty words", "In the room", "removed by a facilitator"))
    assert "By Ann" not in text and text.count("Put it back") == 2
    text = words(world.client("fay").get("/removed/"))
    assert all(one in text for one in ("By Max", "By Ann", "taken back by who wrote it", "Names somebody"))
    assert text.count("Put it back") == 2
    for who in ("lil", "otto"):
        assert "Nothing was removed" in words(world.client(who).get("/removed/"))
    back = world.client("max").post(f"/r/{reply.code}/restore/?next=/removed/")
    assert back["Location"] == "/removed/"


def test_reactions_set_a_state_and_the_page_says_so(world):
    item = make_item(world.secret, world.fay, "Fridays")
    reply = make_reply(item, world.ann)
    client = world.client("max")
    for _tap in range(2):
        answer = client.post(f"/r/{reply.code}/react/helpful/", {"on": "1"})
        assert answer["Location"] == f"/d/{item.code}/fridays/?reply=1#r1"
    client.post(f"/d/{item.code}/react/me_too/", {"on": "1"})
    assert (fresh(reply).helpful, fresh(item).me_too) == (1, 1)
    page = client.get(f"/d/{item.code}/fridays/").content.decode()
    assert page.count('aria-pressed="true"') == 2
    client.post(f"/r/{reply.code}/react/helpful/", {"on": "0"})
    assert fresh(reply).helpful == 0
    assert client.post(f"/d/{item.code}/react/hate/", {"on": "1"}).status_code == 404


def test_an_answer_is_chosen_and_taken_back(world):
    item = make_item(world.secret, world.max, "Fridays", kind="question")
    reply = make_reply(item, world.ann, "The answer")
    client = world.client("max")
    answer = client.post(f"/r/{reply.code}/choose/")
    assert said(answer) == "Chosen as the answer." and fresh(item).answer == reply
    assert "The chosen answer" in words(world.client("ann").get(f"/d/{item.code}/fridays/"))
    _text, undo, fields = toast(answer)
    client.post(undo, fields)
    assert fresh(item).answer is None
    assert world.client("ann").post(f"/r/{reply.code}/choose/").status_code == 403


def test_following_is_chosen_and_shown(world):
    item = make_item(world.open_, world.fay, "Fridays")
    client = world.client("otto")
    assert "You follow nothing yet" in words(client.get("/following/"))
    client.post(f"/d/{item.code}/follow/", {"level": "follow"})
    assert "Fridays" in words(client.get("/following/"))
    answer = client.post(f"/d/{item.code}/follow/?next=/following/", {"level": "mute"})
    assert (answer["Location"], Follow.objects.get().level) == ("/following/", "mute")
    client.post(f"/d/{item.code}/follow/", {"level": ""})
    assert not Follow.objects.exists()
    CommunityFollow.objects.create(person=world.otto, community=world.open_)
    assert "Communities you follow Open Meadow" in words(client.get("/following/"))


def test_what_i_follow_and_no_longer_see_is_not_named(world):
    item = make_item(world.secret, world.fay, "A private title")
    client = world.client("max")
    client.post(f"/d/{item.code}/follow/", {"level": "follow"})
    assert "A private title" in words(client.get("/following/"))
    world.secret.memberships.filter(person=world.max).update(state="suspended")
    text = words(client.get("/following/"))
    assert "A private title" not in text


def test_pinning_and_closing(world):
    item = make_item(world.secret, world.max, "Fridays")
    assert world.client("max").post(f"/d/{item.code}/pin/", {"on": "1"}).status_code == 403
    world.client("fay").post(f"/d/{item.code}/pin/", {"on": "1"})
    assert fresh(item).pinned_at is not None
    answer = world.client("max").post(f"/d/{item.code}/close/", {"on": "1"})
    assert "This discussion is closed" in words(world.client("ann").get(f"/d/{item.code}/fridays/"))
    _text, undo, fields = toast(answer)
    world.client("max").post(undo, fields)
    assert fresh(item).closed_at is None


def test_moving_says_who_will_see_it_and_moves_no_further_than_it_said(world):
    item = make_item(world.secret, world.fay, "Fridays", room=world.room, era=2)
    client = world.client("fay")
    page = client.get(f"/d/{item.code}/move/")
    assert "2 people can see this" in words(page)
    assert "Quiet Copse 4 people will see this. Some of them can't see it now." in words(page)
    assert 'name="told-members" value="4"' in page.content.decode()
    for sent in ({"room": "members"}, {"room": "members", "told-members": "3"}):
        assert client.post(f"/d/{item.code}/move/", sent).status_code == 403
    assert fresh(item).room == world.room
    answer = client.post(f"/d/{item.code}/move/", {"room": "members", "told-members": "4"})
    assert (answer["Location"], said(answer)) == (f"/d/{item.code}/fridays/", "Moved to Quiet Copse.")
    assert (fresh(item).room, fresh(item).audience) == (None, "members")
    assert client.post(f"/d/{item.code}/move/", {}).status_code == 422
    for who, status in (("max", 403), ("otto", 404)):
        assert world.client(who).get(f"/d/{item.code}/move/").status_code == status


DEEDS = ["remove", "restore", "follow", "pin", "close", "react/helpful"]


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_needs_a_post_and_somebody_who_sees_it(world, deed):
    item = make_item(world.secret, world.max, "Fridays")
    assert world.client("fay").get(f"/d/{item.code}/{deed}/").status_code == 405
    there = world.client("otto").post(f"/d/{item.code}/{deed}/")
    nowhere = world.client("otto").post(f"/d/zzzzzzzz/{deed}/")
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert without_token(there) == without_token(nowhere)
    assert world.client("nobody").post(f"/d/{item.code}/{deed}/").status_code == 403
    assert (fresh(item).state, fresh(item).version) == ("published", 1)
    assert Item.objects.count() == 1 and not Reply.objects.exists()
