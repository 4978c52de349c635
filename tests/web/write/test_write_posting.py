"""Posting something new through the page, as a person does: with and without scripts."""

import pytest
from django.utils import timezone

from hedgerow.items.models import Draft, Item
from tests.web.write.pages import said, value, words
from tests.world import belong, client_for, make_community, make_item, make_person

pytestmark = pytest.mark.django_db


def post(client, world, **sent):
    sent = {
        "c": world.secret.code,
        "kind": "discussion",
        "title": "Fridays",
        "body": "What do you do?",
        **sent,
    }
    return client.post("/post/", sent)


def test_a_member_posts_and_lands_on_what_they_posted(world):
    client = world.client("max")
    page = client.get(f"/post/?c={world.secret.code}")
    assert page.status_code == 200
    assert "4 people can see this" in words(page)
    assert "Error" not in words(page)
    answer = post(client, world, draft=value(page, "draft"))
    item = Item.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/d/{item.code}/fridays/")
    assert said(answer) == "Posted to 4 people."
    assert (item.title, item.plain, item.audience, item.author) == (
        "Fridays",
        "What do you do?",
        "members",
        world.max,
    )
    assert "What do you do?" in words(client.get(answer["Location"]))


def test_a_link_may_bring_the_kind_and_the_words(world):
    page = world.client("max").get(
        "/post/", {"c": world.secret.code, "kind": "question", "title": "Why?", "text": "Because"}
    )
    assert (value(page, "title"), value(page, "body")) == ("Why?", "Because")
    assert 'value="question" checked' in page.content.decode()


def test_pressing_post_twice_posts_once_and_both_land_on_it(world):
    client = world.client("max")
    code = value(client.get(f"/post/?c={world.secret.code}"), "draft")
    answers = [post(client, world, draft=code) for _tap in range(3)]
    assert len({answer["Location"] for answer in answers}) == 1
    assert Item.objects.count() == 1


def test_going_back_to_the_form_after_posting_leads_to_what_was_posted(world):
    client = world.client("max")
    post(client, world, draft="abcdefgh2345")
    answer = client.get("/post/?draft=abcdefgh2345")
    assert answer.status_code == 303
    assert answer["Location"] == f"/d/{Item.objects.get().code}/fridays/"


def test_other_words_for_the_same_draft_show_both_and_can_be_posted_as_well(world):
    client = world.client("max")
    post(client, world, draft="abcdefgh2345")
    answer = post(client, world, draft="abcdefgh2345", body="Something else", title="Mondays")
    assert answer.status_code == 409
    assert "What do you do?" in words(answer) and value(answer, "body") == "Something else"
    assert Item.objects.count() == 1
    sent = {name: value(answer, name) for name in ("draft", "c", "kind", "title", "body", "audience")}
    assert client.post("/post/", sent).status_code == 303
    assert set(Item.objects.values_list("title", "plain")) == {
        ("Fridays", "What do you do?"),
        ("Mondays", "Something else"),
    }


def test_a_missing_title_is_said_and_nothing_is_lost(world):
    client = world.client("max")
    answer = post(client, world, title="  ", body="A long\nthought", kind="question", draft="abcdefgh2345")
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "<title>Error: " in text
    assert "Enter a title" in words(answer) and 'href="#f-title"' in text
    assert value(answer, "body") == "A long\nthought"
    assert 'value="question" checked' in text
    draft = Draft.objects.get()
    assert (draft.code, draft.text, draft.is_published) == ("abcdefgh2345", "A long\nthought", False)
    assert not Item.objects.exists()


def test_a_text_that_is_too_long_is_said_and_kept(world):
    body = "word " * 30_000
    answer = post(world.client("max"), world, body=body)
    assert answer.status_code == 422
    assert value(answer, "body").split() == body.split()


def test_without_scripts_the_place_is_chosen_first_and_changing_it_keeps_the_words(world):
    client = world.client("max")
    first = client.get("/post/")
    assert "Who is it for?" in words(first)
    for line in ("Open Meadow Anyone on the internet can read this", "Quiet Copse 4 people can see this",
                 "Quiet Copse: Side room 2 people can see this"):  # fmt: skip
        assert line in words(first)
    chosen = client.post("/post/", {"c": world.secret.code, "choose": "2", "draft": value(first, "draft")})
    assert chosen.status_code == 200 and "Error" not in words(chosen)
    assert (value(chosen, "c"), value(chosen, "draft")) == (world.secret.code, value(first, "draft"))
    sent = {
        "c": world.secret.code,
        "title": "Half",
        "body": "A thought\nin two lines",
        "kind": "question",
        "draft": value(chosen, "draft"),
    }
    changing = client.post("/post/", {**sent, "choose": "1"})
    assert "Side room" in words(changing)
    kept = {name: value(changing, name) for name in ("title", "body", "kind", "draft")}
    room = f"{world.secret.code}.{world.room.code}"
    form = client.post("/post/", {**kept, "c": room, "choose": "2"})
    assert (value(form, "title"), value(form, "body").replace("\r", ""), value(form, "c")) == (
        "Half",
        "A thought\nin two lines",
        room,
    )
    assert 'value="question" checked' in form.content.decode()
    assert "2 people can see this" in words(form)
    client.post(
        "/post/", {name: value(form, name) for name in ("title", "body", "draft", "c")} | {"kind": "question"}
    )
    item = Item.objects.get()
    assert (item.room, item.audience, item.kind) == (world.room, "room", "question")


def test_sending_without_a_place_asks_for_it_and_keeps_the_words(world):
    answer = post(world.client("max"), world, c="", body="My words", draft="abcdefgh2345")
    assert answer.status_code == 422
    assert "Choose who it is for" in words(answer)
    assert value(answer, "body") == "My words"
    assert Draft.objects.get().text == "My words"


def test_the_place_is_the_only_one_there_is_or_the_one_used_last(world):
    nora = make_person("Nora Nettle")
    belong(nora, make_community("Far Field", "private"))
    assert "Far Field" in words(client_for(nora).get("/post/"))
    assert value(client_for(nora).get("/post/"), "c")
    client = world.client("max")
    assert value(client.get("/post/"), "c") == ""
    post(client, world, c=f"{world.secret.code}.{world.room.code}")
    assert value(client.get("/post/"), "c") == f"{world.secret.code}.{world.room.code}"
    world.room.memberships.filter(person=world.max).delete()
    assert value(client.get("/post/"), "c") == ""


def test_who_belongs_nowhere_is_led_to_the_communities(world):
    page = world.client("otto").get("/post/")
    assert "Join a community first" in words(page)
    assert "Open Meadow" not in words(page)


@pytest.mark.parametrize("who", ["otto", "sue", "ivo", "alma"])
def test_nobody_is_shown_or_writes_to_a_place_that_is_not_theirs(world, who):
    assert "Quiet Copse" in words(world.client("ann").get(f"/post/?c={world.secret.code}"))
    client = world.client(who)
    page = client.get(f"/post/?c={world.secret.code}")
    assert page.status_code == 200
    assert value(page, "c") == ""
    if who == "otto":
        assert "Quiet Copse" not in words(page)
    answer = post(client, world, body="Let me in")
    assert answer.status_code in (403, 422)
    assert "Let me in" in answer.content.decode()
    assert not Item.objects.exists()


def test_a_room_is_for_its_people(world):
    room = f"{world.secret.code}.{world.room.code}"
    assert "Side room" in words(world.client("max").get(f"/post/?c={room}"))
    assert "Side room" not in words(world.client("ann").get(f"/post/?c={room}"))
    assert post(world.client("ann"), world, c=room).status_code == 422
    assert post(world.client("max"), world, c=room).status_code == 303


def test_an_archived_community_says_so_and_the_words_are_kept(world):
    world.secret.archived_at = timezone.now()
    world.secret.save()
    client = world.client("max")
    assert "You can't post in Quiet Copse" in words(client.get(f"/post/?c={world.secret.code}"))
    answer = post(client, world, body="Too late")
    assert answer.status_code == 403
    assert "archived" in words(answer) and "Too late" in answer.content.decode()


def test_facilitators_may_show_it_to_fewer_people(world):
    client = world.client("fay")
    page = client.get(f"/post/?c={world.open_.code}")
    assert "Facilitators only 1 person can see this" in words(page)
    assert "Facilitators only" not in words(world.client("max").get(f"/post/?c={world.open_.code}"))
    post(client, world, c=world.open_.code, audience="facilitators")
    item = Item.objects.get()
    assert item.audience == "facilitators"
    assert world.client("max").get(f"/d/{item.code}/fridays/").status_code == 404
    assert post(world.client("max"), world, c=world.open_.code, audience="facilitators").status_code == 403


def test_save_and_close_keeps_a_draft(world):
    client = world.client("max")
    answer = post(client, world, later="1", title="", draft="abcdefgh2345")
    assert (answer.status_code, answer["Location"], said(answer)) == (303, "/drafts/", "Saved as a draft.")
    assert "What do you do?" in words(client.get("/drafts/"))
    page = client.get("/post/?draft=abcdefgh2345")
    assert (value(page, "body"), value(page, "c"), value(page, "draft")) == (
        "What do you do?",
        world.secret.code,
        "abcdefgh2345",
    )


def test_a_stranger_signs_in_first_and_a_session_that_ended_keeps_the_words(world):
    client = world.client("nobody")
    answer = client.get("/post/?c=x")
    assert answer.status_code == 302 and "next=/post/" in answer["Location"]
    answer = post(client, world, body="Words that took half an hour and more than forty characters")
    assert answer.status_code == 403
    assert value(answer, "body") == "Words that took half an hour and more than forty characters"
    assert 'action="/post/"' in answer.content.decode()
    assert not Item.objects.exists() and not Draft.objects.exists()


def test_a_title_that_is_also_a_deed_can_be_opened(world):
    """An address ends with the words of the title: "History" must not lead to the earlier texts."""
    client = world.client("max")
    for title in ("History", "Edit", "Move", "Reply", "Remove", "Newer"):
        answer = post(client, world, title=title, body=f"About {title.lower()} itself")
        page = client.get(answer["Location"])
        assert page.status_code == 200 and f"About {title.lower()} itself" in words(page)


def test_reading_the_form_writes_nothing(world):
    client = world.client("max")
    make_item(world.secret, world.fay)
    client.get("/post/")
    client.get(f"/post/?c={world.secret.code}")
    assert not Draft.objects.exists()
