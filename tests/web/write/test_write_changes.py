"""Changing what is posted: the change is a draft until it is saved, and is never lost."""

import pytest

from hedgerow.items.models import Draft, Revision
from tests.web.write.pages import said, toast, value, words
from tests.world import client_for, make_item, make_reply

pytestmark = pytest.mark.django_db
JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture(params=["item", "reply"])
def thing(request, world):
    """What Max posted: its edit page, where its changes are saved, and the row."""
    item = make_item(world.secret, world.max, "Fridays", text="Mine.")
    if request.param == "item":
        return item, f"/d/{item.code}/edit/", f"/drafts/save/?edits={item.code}"
    reply = make_reply(item, world.max, "Mine.")
    return reply, f"/r/{reply.code}/edit/", f"/drafts/save/?edits_reply={reply.code}"


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_a_change_is_saved_while_it_is_written_and_offered_when_one_opens_it_again(world, thing):
    row, page, saves = thing
    client = world.client("max")
    code = value(client.get(page), "draft")
    assert not Draft.objects.exists(), "opening a page writes nothing"
    for body in ("Mine, and", "Mine, and O'Brien's."):
        answer = client.post(saves, {"draft": code, "title": "Fridays", "body": body}, **JSON)
        assert (answer.status_code, answer.json()["code"], answer.json()["posted"]) == (200, code, False)
    assert fresh(row).plain == "Mine."
    # Another browser of the same person.
    again = client_for(world.max).get(page)
    assert (value(again, "draft"), value(again, "body")) == (code, "Mine, and O'Brien's.")
    assert "These changes were not saved yet" in words(again)


def test_saving_the_change_closes_its_draft_and_a_late_save_brings_none_back(world, thing):
    row, page, saves = thing
    client = world.client("max")
    client.post(saves, {"draft": "abcdefgh2345", "title": "Fridays", "body": "Mine, ch"}, **JSON)
    sent = {"draft": "abcdefgh2345", "title": "Fridays", "body": "Mine, changed."}
    assert said(client.post(page, sent)) == "Saved."
    assert fresh(row).plain == "Mine, changed."
    late = client.post(saves, {"draft": "abcdefgh2345", "title": "Fridays", "body": "Mine, ch"}, **JSON)
    assert late.json()["posted"] is True
    assert not Draft.objects.filter(published_at=None).exists()
    assert "These changes were not saved yet" not in words(client.get(page))


def test_a_change_stands_in_the_list_of_drafts_and_leads_back_to_its_page(world, thing):
    _row, page, saves = thing
    client = world.client("max")
    client.post(saves, {"draft": "abcdefgh2345", "title": "Fridays", "body": "Mine, changed."}, **JSON)
    assert "A change of what you posted" in words(client.get("/drafts/"))
    assert client.get("/post/?draft=abcdefgh2345")["Location"] == page


def test_who_may_not_change_it_any_more_still_has_the_words(world, thing):
    row, page, saves = thing
    client = world.client("max")
    client.post(saves, {"draft": "abcdefgh2345", "title": "Fridays", "body": "Mine, changed."}, **JSON)
    type(row).objects.filter(pk=row.pk).update(state="removed")
    shown = client.get("/post/?draft=abcdefgh2345")
    assert (shown.status_code, value(shown, "body")) == (200, "Mine, changed.")


def test_leaving_the_text_as_it_was_is_one_tap_with_an_undo(world, thing):
    row, page, saves = thing
    client = world.client("max")
    sent = {"draft": "abcdefgh2345", "title": "Fridays", "body": "Mine, changed."}
    left = client.post(page, {**sent, "leave": "1"})
    assert said(left) == "Left as it was."
    assert fresh(row).plain == "Mine." and not Revision.objects.exists()
    assert value(client.get(page), "body") == "Mine."
    _said, undo, fields = toast(left)
    assert client.post(undo, fields)["Location"] == page
    assert value(client.get(page), "body") == "Mine, changed."
    thrown = client.post("/drafts/abcdefgh2345/discard/", {"next": page})
    assert (thrown["Location"], said(thrown)) == (page, "Draft thrown away.")
    assert value(client.get(page), "body") == "Mine."


def test_without_javascript_a_change_is_kept_for_later(world, thing):
    row, page, _saves = thing
    client = world.client("max")
    answer = client.post(page, {"draft": "abcdefgh2345", "title": "Fridays", "body": "Half", "later": "1"})
    assert (answer["Location"], said(answer)) == ("/drafts/", "Saved as a draft.")
    assert value(client.get(page), "body") == "Half" and fresh(row).plain == "Mine."


def test_what_was_refused_is_a_draft_too(world, thing):
    row, page, _saves = thing
    long = "word " * 30_000
    answer = world.client("max").post(page, {"draft": "abcdefgh2345", "title": "Fridays", "body": long})
    assert answer.status_code == 422 and value(answer, "draft") == "abcdefgh2345"
    assert value(client_for(world.max).get(page), "body").strip() == long.strip()


def test_nobody_else_saves_a_change_or_sees_one(world, thing):
    _row, page, saves = thing
    sent = {"draft": "abcdefgh2345", "title": "Fridays", "body": "A secret change"}
    assert world.client("max").post(saves, sent, **JSON).status_code == 200
    for name, status in {"ann": 403, "fay": 403, "otto": 404, "nobody": 401}.items():
        assert world.client(name).post(saves, sent, **JSON).status_code == status, name
        assert "A secret change" not in world.client(name).get(page).content.decode()
    assert Draft.objects.count() == 1
    # It is no reply to that discussion.
    item = getattr(_row, "item", _row)
    assert value(world.client("max").get(f"/d/{item.code}/fridays/"), "body") == ""
