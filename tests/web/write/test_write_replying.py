"""Replying, editing and earlier texts through the pages."""

import pytest
from django.utils import timezone

from hedgerow.items.models import Draft, Item, Reply
from tests.web.write.pages import said, value, without_token, words
from tests.world import client_for, make_item, make_reply

pytestmark = pytest.mark.django_db


def test_a_reply_is_posted_from_the_page_and_the_page_shows_it(world):
    item = make_item(world.secret, world.fay, "Fridays")
    client = world.client("max")
    page = client.get(f"/d/{item.code}/fridays/")
    assert "4 people can see this" in words(page)
    answer = client.post(f"/d/{item.code}/reply/", {"body": "I go **home**.", "draft": value(page, "draft")})
    assert (answer.status_code, answer["Location"]) == (303, f"/d/{item.code}/fridays/?reply=1#r1")
    assert said(answer) == "Posted to 4 people."
    assert "I go home ." in words(client.get(answer["Location"].partition("#")[0]))


def test_pressing_twice_posts_once_and_an_old_form_shows_both_texts(world):
    item = make_item(world.secret, world.fay, "Fridays")
    client = world.client("max")
    code = value(client.get(f"/d/{item.code}/fridays/"), "draft")
    where = {
        client.post(f"/d/{item.code}/reply/", {"body": "Once", "draft": code})["Location"]
        for _tap in range(3)
    }
    assert len(where) == 1 and Reply.objects.count() == 1
    both = client.post(f"/d/{item.code}/reply/", {"body": "Twice", "draft": code})
    assert both.status_code == 409
    assert "Once" in words(both) and value(both, "body") == "Twice"
    client.post(f"/d/{item.code}/reply/", {"body": "Twice", "draft": value(both, "draft")})
    assert list(Reply.objects.order_by("number").values_list("plain", flat=True)) == ["Once", "Twice"]


def test_an_empty_reply_is_said(world):
    item = make_item(world.secret, world.fay)
    answer = world.client("max").post(f"/d/{item.code}/reply/", {"body": " \n "})
    assert answer.status_code == 422
    assert "Write something first" in words(answer) and "<title>Error: " in answer.content.decode()
    assert not Reply.objects.exists()


def test_reply_and_quote_are_links_that_work_without_scripts(world):
    item = make_item(world.secret, world.fay, "Fridays")
    reply = make_reply(item, world.ann, "First line")
    client = world.client("max")
    here = f"/d/{item.code}/fridays/"
    assert f'href="?to={reply.code}#reply"' in client.get(here).content.decode()
    page = client.get(f"{here}?to={reply.code}")
    assert (value(page, "reply_to"), value(page, "body")) == (reply.code, "")
    page = client.get(f"{here}?quote={reply.code}")
    assert value(page, "body").strip() == "> First line"
    client.post(
        f"/d/{item.code}/reply/", {"body": "> First line\n\nYes", "reply_to": value(page, "reply_to")}
    )
    assert Reply.objects.get(number=2).replying_to == reply


def test_a_reply_that_one_cannot_see_is_neither_answered_nor_quoted(world):
    item = make_item(world.secret, world.fay, "Fridays")
    removed = make_reply(item, world.ann, "A secret", state="removed")
    held = make_reply(item, world.ann, "A secret", state="held")
    other = make_reply(make_item(world.secret, world.fay, room=world.room), world.fay, "A secret")
    shown = make_reply(item, world.ann, "No secret")
    client = world.client("lil")
    assert "No secret" in value(client.get(f"/d/{item.code}/fridays/?quote={shown.code}"), "body")
    for reply in (removed, held, other):
        page = client.get(f"/d/{item.code}/fridays/?quote={reply.code}")
        assert "secret" not in page.content.decode().replace("No secret", "")
        client.post(f"/d/{item.code}/reply/", {"body": "Hm", "reply_to": reply.code})
    assert not Reply.objects.exclude(replying_to=None).exists()


def test_a_draft_is_there_again_and_the_one_that_was_asked_for_comes_first(world):
    item = make_item(world.secret, world.fay, "Fridays")
    first = Draft.objects.create(
        person=world.max, item=item, community=world.secret, kind="reply", text="Older"
    )
    Draft.objects.create(person=world.max, item=item, community=world.secret, kind="reply", text="Newer")
    Draft.objects.create(
        person=world.ann, item=item, community=world.secret, kind="reply", text="Hers", code="hersabcd"
    )
    client = world.client("max")
    assert value(client.get(f"/d/{item.code}/fridays/"), "body") == "Newer"
    page = client.get(f"/d/{item.code}/fridays/?draft={first.code}")
    assert (value(page, "body"), value(page, "draft")) == ("Older", first.code)
    assert value(client.get(f"/d/{item.code}/fridays/?draft=hersabcd"), "body") == "Newer"


@pytest.mark.parametrize("who,status", [("otto", 404), ("sue", 404), ("nobody", 403)])
def test_who_does_not_see_a_discussion_cannot_tell_that_it_is_there(world, who, status):
    item = make_item(world.secret, world.fay)
    assert world.client("ann").post(f"/d/{item.code}/reply/", {"body": "Hello"}).status_code == 303
    client = world.client(who)
    there = client.post(f"/d/{item.code}/reply/", {"body": "Hello"})
    nowhere = client.post("/d/zzzzzzzz/reply/", {"body": "Hello"})
    assert (there.status_code, nowhere.status_code) == (status, status)
    if status == 404:
        assert without_token(there) == without_token(nowhere)
    assert Reply.objects.count() == 1


def test_a_reader_from_outside_is_told_who_can_help_and_keeps_the_words(world):
    item = make_item(world.open_, world.fay)
    answer = world.client("otto").post(f"/d/{item.code}/reply/", {"body": "May I?"})
    assert answer.status_code == 403
    assert "A facilitator of Open Meadow can help: ask Fay." in words(answer)
    assert words(answer).count("You can't do that here") == 1
    assert "May I?" in answer.content.decode()


def test_a_closed_discussion_says_so_and_the_words_are_not_lost(world):
    item = make_item(world.secret, world.fay, closed_at=timezone.now())
    answer = world.client("max").post(f"/d/{item.code}/reply/", {"body": "Too late"})
    assert answer.status_code == 403
    assert "closed" in words(answer) and "Too late" in answer.content.decode()


# Editing


def test_an_author_edits_and_everyone_can_compare(world):
    item = make_item(world.secret, world.max, "Frydays", text="What do you do?")
    client = world.client("max")
    form = client.get(f"/d/{item.code}/edit/")
    assert (value(form, "title"), value(form, "body")) == ("Frydays", "What do you do?")
    answer = client.post(f"/d/{item.code}/edit/", {"title": "Fridays", "body": "What would you do?"})
    assert (answer.status_code, answer["Location"], said(answer)) == (
        303,
        f"/d/{item.code}/fridays/",
        "Saved.",
    )
    page = world.client("lil").get(f"/d/{item.code}/history/")
    text = page.content.decode()
    assert "<del>Frydays</del>" in text
    assert "<ins>would</ins>" in text and "<del>do</del>" in text
    assert (
        f'href="/d/{item.code}/history/"'
        in world.client("lil").get(f"/d/{item.code}/fridays/").content.decode()
    )


def test_a_reply_is_edited_in_place(world):
    item = make_item(world.secret, world.fay, "Fridays")
    reply = make_reply(item, world.max, "Teh text")
    client = world.client("max")
    assert value(client.get(f"/r/{reply.code}/edit/"), "body") == "Teh text"
    answer = client.post(f"/r/{reply.code}/edit/", {"body": "The text"})
    assert answer["Location"] == f"/d/{item.code}/fridays/?reply=1#r1"
    assert "<ins>The</ins>" in world.client("ann").get(f"/r/{reply.code}/history/").content.decode()


def test_names_are_edited_as_names_and_shown_as_names_in_earlier_texts(world):
    item = make_item(world.secret, world.max, "Fridays")
    client = world.client("max")
    client.post(f"/d/{item.code}/edit/", {"title": "Fridays", "body": "@Ann Thistle?"})
    assert Item.objects.get().source == f"@{{{world.ann.code}}}?"
    assert value(client.get(f"/d/{item.code}/edit/"), "body") == "@Ann Thistle?"
    client.post(f"/d/{item.code}/edit/", {"title": "Fridays", "body": "@Ann Thistle, what do you say?"})
    text = words(world.client("lil").get(f"/d/{item.code}/history/"))
    assert "@Ann Thistle" in text and world.ann.code not in text


def test_earlier_texts_do_not_name_what_their_reader_cannot_see(world):
    hidden = make_item(world.secret, world.fay, "A hidden title", room=world.room)
    item = make_item(world.secret, world.max, "Fridays")
    client = world.client("max")
    for body in (f"See [[item:{hidden.code}]]", "Never mind"):
        client.post(f"/d/{item.code}/edit/", {"title": "Fridays", "body": body})
    assert "A hidden title" in words(client.get(f"/d/{item.code}/history/"))
    text = words(world.client("ann").get(f"/d/{item.code}/history/"))
    assert "A hidden title" not in text and "a private link" in text


@pytest.mark.parametrize("who,status", [("fay", 403), ("ann", 403), ("otto", 404)])
def test_nobody_else_opens_the_form_or_saves(world, who, status):
    item = make_item(world.secret, world.max, "Fridays")
    reply = make_reply(item, world.max)
    client = world.client(who)
    for address in (f"/d/{item.code}/edit/", f"/r/{reply.code}/edit/"):
        assert world.client("max").get(address).status_code == 200
        assert client.get(address).status_code == status
        assert client.post(address, {"title": "Theirs", "body": "Theirs"}).status_code == status
    assert Item.objects.get().title == "Fridays"


def test_an_edit_with_an_error_keeps_what_was_typed(world):
    item = make_item(world.secret, world.max, "Fridays")
    answer = world.client("max").post(f"/d/{item.code}/edit/", {"title": "", "body": "A new thought"})
    assert answer.status_code == 422
    assert value(answer, "body") == "A new thought" and "<title>Error: " in answer.content.decode()


@pytest.mark.parametrize("who", ["otto", "nobody", "sue"])
def test_earlier_texts_are_seen_only_by_who_sees_the_thing(world, who):
    item = make_item(world.secret, world.max, "Fridays")
    world.client("max").post(f"/d/{item.code}/edit/", {"title": "Fridays", "body": "Anything else"})
    assert "Some words" in words(world.client("ann").get(f"/d/{item.code}/history/"))
    assert world.client(who).get(f"/d/{item.code}/history/").status_code == 404


def test_a_signed_out_author_keeps_an_edit(world):
    item = make_item(world.secret, world.max)
    body = "A text that is longer than forty characters, so that it stands in a box"
    answer = client_for(None).post(f"/d/{item.code}/edit/", {"title": "Fridays", "body": body})
    assert answer.status_code == 403 and value(answer, "body") == body
