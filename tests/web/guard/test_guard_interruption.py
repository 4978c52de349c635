"""The page that asks to look twice, at every door where people write; by plain forms alone."""

import html
import re

import pytest

from hedgerow.communities.models import Membership
from hedgerow.items.models import Assurance, Attachment, Draft, Item, Reply
from tests.web.write.pages import said, value, words
from tests.world import make_item, make_reply

pytestmark = pytest.mark.django_db

NUMBER = "999 000 0018"
TELLS = f"I keep thinking about the call.\nNHS number {NUMBER}, born 03/04/1961, and I still can't decide."


def fields(response, form=-1):
    """What a form of the page would send: its hidden fields."""
    forms = re.findall(r"<form\b.*?</form>", response.content.decode(), flags=re.S)
    kept = {}
    for field in re.findall(r'<input type="hidden"[^>]*>', forms[form]):
        name, held = (re.search(rf'{key}="([^"]*)"', field)[1] for key in ("name", "value"))
        kept.setdefault(html.unescape(name), []).append(html.unescape(held))
    return kept


def buttons(response):
    """The buttons that put other words in: what they send, by what they say."""
    found = re.findall(
        r'name="instead" value="([^"]*)"><span class="sr-only">[^<]*</span>([^<]*)<',
        response.content.decode(),
    )
    return {html.unescape(words): html.unescape(sent) for sent, words in found}


def answer_form(response):
    return fields(response, next_form(response, 'name="why"'))


def next_form(response, sign):
    forms = re.findall(r"<form\b.*?</form>", response.content.decode(), flags=re.S)
    return next(number for number, form in enumerate(forms) if sign in form)


def post_new(client, world, **extra):
    return client.post(
        "/post/", {"c": world.secret.code, "kind": "discussion", "title": "A call", "body": TELLS, **extra}
    )


@pytest.mark.parametrize("why", ["later", "look", "", "fine"])
def test_no_form_can_say_that_there_is_nothing_to_ask(world, why):
    page = post_new(world.client("max"), world, seal="", why=why, why_words="")
    assert page.status_code == 422 and not Item.objects.exists()


def test_the_page_shows_what_was_found_in_its_place_and_nothing_is_posted(world):
    client = world.client("max")
    page = post_new(client, world)
    assert page.status_code == 422 and not Item.objects.exists()
    text = words(page)
    assert "Could this identify a patient?" in text
    assert f"NHS number {NUMBER} line 2" in text and "born 03/04/1961 line 2" in text
    assert f"<mark>NHS number {NUMBER}</mark>" in page.content.decode()
    assert "This check misses things" in text and "4 people can see this" in text
    assert page["Cache-Control"] == "no-store"


def test_going_back_finds_the_words_kept(world):
    client = world.client("max")
    page = post_new(client, world)
    back = re.search(r'href="(/post/\?draft=[^"]+)"', page.content.decode())[1]
    form = client.get(back)
    assert (value(form, "title"), value(form, "body").replace("\r", "")) == ("A call", TELLS)
    assert NUMBER not in back


def test_saying_why_it_is_none_posts_it_and_facilitators_read_the_reason(world):
    client = world.client("max")
    sent = answer_form(post_new(client, world))
    posted = client.post("/post/", {**sent, "why": "made_up", "why_words": "Out of a textbook"})
    assert posted.status_code == 303 and said(posted).startswith("Posted")
    item = Item.objects.get()
    assert item.source == TELLS and Draft.objects.get().published_item_id == item.pk
    assert Assurance.objects.get().words == "Out of a textbook"


def test_without_a_reason_it_asks_again_and_keeps_everything(world):
    client = world.client("max")
    sent = answer_form(post_new(client, world))
    again = client.post("/post/", sent)
    assert again.status_code == 422 and "choose one of the reasons" in words(again)
    again = client.post("/post/", {**sent, "why": "other", "why_words": f"It is {NUMBER}"})
    assert "without repeating what we noticed" in words(again)
    assert answer_form(again)["body"] == [TELLS] and not Item.objects.exists()


def test_each_suggestion_is_one_tap_and_at_the_end_it_is_posted_from_there(world):
    client = world.client("max")
    page = post_new(client, world)
    offered = buttons(page)
    assert "[NHS number removed]" in offered and "a person in their 60s" in offered
    page = client.post("/post/", {**fields(page, 0), "instead": offered["a person in their 60s"]})
    assert page.status_code == 422 and not Item.objects.exists()
    assert "1961" not in page.content.decode() and NUMBER in page.content.decode()
    page = client.post("/post/", {**fields(page, 0), "instead": buttons(page)["[NHS number removed]"]})
    assert page.status_code == 200 and "Look it over once more" in words(page)
    assert not Item.objects.exists()
    assert Draft.objects.get().text == (
        "I keep thinking about the call.\n[NHS number removed], a person in their 60s, and I still can't decide."
    )
    posted = client.post("/post/", fields(page, next_form(page, "Post it")))
    assert posted.status_code == 303 and Item.objects.get().source == Draft.objects.get().text
    assert not Assurance.objects.exists()


def test_a_made_up_place_of_a_suggestion_changes_nothing(world):
    client = world.client("max")
    sent = fields(post_new(client, world), 0)
    for instead in ("body:post:0:3:0", "body:post:1:2:9999999999", "x", "seal:post:0:1:0", "body:post:a:b:c"):
        page = client.post("/post/", {**sent, "instead": instead})
        assert page.status_code == 422 and Draft.objects.get().text == TELLS


def test_files_are_kept_and_their_names_are_read(world, upload):
    client = world.client("max")
    page = post_new(client, world, body="A letter.", files=upload(f"NHS {NUMBER}.txt"))
    assert "in the name of a file" in words(page)
    sent = answer_form(page)
    assert sent["attachments"] == [Attachment.objects.get().code]
    posted = client.post("/post/", {**sent, "why": "made_up"})
    assert posted.status_code == 303 and Attachment.objects.get().item == Item.objects.get()


def test_a_reply_is_read_and_going_back_leads_to_the_box(world):
    item = make_item(world.secret, world.fay, "Fridays")
    client = world.client("max")
    page = client.post(f"/d/{item.code}/reply/", {"body": TELLS})
    assert page.status_code == 422 and not Reply.objects.exists()
    back = re.search(r'href="(/d/[^"]+\?draft=[^"]+)#reply"', page.content.decode())[1]
    assert value(client.get(back), "body").replace("\r", "") == TELLS
    posted = client.post(f"/d/{item.code}/reply/", {**answer_form(page), "why": "mine"})
    assert posted.status_code == 303 and Assurance.objects.get().reply == Reply.objects.get()


def test_a_form_that_is_sent_twice_after_the_answer_posts_once(world):
    item = make_item(world.secret, world.fay, "Fridays")
    client = world.client("max")
    sent = {**answer_form(client.post(f"/d/{item.code}/reply/", {"body": TELLS})), "why": "mine"}
    where = {client.post(f"/d/{item.code}/reply/", sent)["Location"] for _tap in range(2)}
    assert len(where) == 1 and Reply.objects.count() == 1 and Assurance.objects.count() == 1


def test_an_edit_is_read(world):
    item = make_item(world.secret, world.max, "Fridays")
    client = world.client("max")
    page = client.post(f"/d/{item.code}/edit/", {"title": "Fridays", "body": TELLS})
    assert page.status_code == 422
    back = re.search(r'href="(/d/[^"]+/edit/)"', page.content.decode())[1]
    assert value(client.get(back), "body").replace("\r", "") == TELLS
    assert client.post(f"/d/{item.code}/edit/", {**answer_form(page), "why": "mine"}).status_code == 303
    item.refresh_from_db()
    assert item.source == TELLS


def test_an_edited_reply_is_read(world):
    reply = make_reply(make_item(world.secret, world.fay), world.max)
    client = world.client("max")
    page = client.post(f"/r/{reply.code}/edit/", {"body": TELLS})
    assert page.status_code == 422
    reply.refresh_from_db()
    assert NUMBER not in reply.source
    assert client.post(f"/r/{reply.code}/edit/", {**answer_form(page), "why": "mine"}).status_code == 303


def test_drafts_are_not_stopped(world):
    client = world.client("max")
    saved = client.post("/drafts/save/", {"draft": "abcdefgh", "c": world.secret.code, "body": TELLS})
    assert saved.status_code == 200
    assert post_new(client, world, later="1").status_code == 303


def test_who_looks_after_it_reads_the_reason_and_nothing_of_what_was_found(world):
    client, here = world.client("max"), f"/c/{world.secret.code}/quiet-copse/look-after/assurances/"
    client.post(
        "/post/", {**answer_form(post_new(client, world)), "why": "made_up", "why_words": "A textbook"}
    )
    page = world.client("fay").get(here)
    text = words(page)
    assert "A call" in text and "an NHS number" in text and "Made up, or an example" in text
    assert "A textbook" in text and "Max" in text and NUMBER not in page.content.decode()
    assert client.get(here).status_code == 403
    assert "Asked to look twice" in words(
        world.client("fay").get(f"/c/{world.secret.code}/quiet-copse/look-after/")
    )


def test_in_a_room_it_is_told_to_who_looks_after_the_room(world):
    client = world.client("max")
    sent = answer_form(post_new(client, world, c=f"{world.secret.code}.{world.room.code}"))
    assert client.post("/post/", {**sent, "why": "mine"}).status_code == 303
    here = f"/c/{world.secret.code}/quiet-copse/look-after/assurances/"
    assert "A call" in words(world.client("fay").get(here))
    Membership.objects.filter(person=world.ann, community=world.secret).update(part="facilitator")
    assert "A call" not in words(world.client("ann").get(here))
