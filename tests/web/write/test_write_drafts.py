"""What the writing box asks of the server: saving, the list, preview, names."""

import pytest

from hedgerow.items.models import Draft, Reply
from tests.web.write.pages import said, toast, value, words
from tests.world import belong, make_item, make_person, make_reply

pytestmark = pytest.mark.django_db
JSON = {"headers": {"accept": "application/json"}}


def save(client, query="", **sent):
    return client.post(f"/drafts/save/{query}", sent, **JSON)


def test_the_first_save_makes_the_draft_and_the_next_ones_go_on_with_it(world):
    client = world.client("max")
    code = value(client.get(f"/post/?c={world.secret.code}"), "draft")
    for body in ("H", "Half a", "Half a thought"):
        answer = save(client, draft=code, c=world.secret.code, kind="question", title="Half", body=body)
        assert answer.status_code == 200
        told = answer.json()
        assert (told["code"], told["posted"]) == (code, False)
        assert told["text"].startswith("Draft saved ") and len(told["csrf"]) > 30
    draft = Draft.objects.get()
    assert (draft.text, draft.title, draft.kind, draft.community) == (
        "Half a thought",
        "Half",
        "question",
        world.secret,
    )


def test_a_reply_is_saved_with_whom_it_answers(world):
    item = make_item(world.secret, world.fay, "Fridays")
    reply = make_reply(item, world.ann)
    client = world.client("max")
    code = value(client.get(f"/d/{item.code}/fridays/"), "draft")
    save(client, f"?item={item.code}", draft=code, body="Half", reply_to=reply.code)
    page = client.get(f"/d/{item.code}/fridays/")
    assert (value(page, "draft"), value(page, "body"), value(page, "reply_to")) == (code, "Half", reply.code)
    save(client, f"?item={item.code}", draft=code, body="Half", reply_to="")
    assert value(client.get(f"/d/{item.code}/fridays/"), "reply_to") == ""


def test_signed_out_is_answered_in_words_that_a_script_understands(world):
    item = make_item(world.secret, world.fay)
    answer = save(world.client("nobody"), f"?item={item.code}", body="Mine")
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/json")
    assert not Draft.objects.exists()


def test_nobody_saves_into_or_reads_the_draft_of_another(world):
    item = make_item(world.secret, world.fay, "Fridays")
    save(world.client("max"), f"?item={item.code}", draft="abcdefgh2345", body="His secret")
    answer = save(world.client("ann"), f"?item={item.code}", draft="abcdefgh2345", body="Hers")
    assert answer.json()["code"] != "abcdefgh2345"
    assert Draft.objects.get(code="abcdefgh2345").text == "His secret"
    for address in ("/drafts/", "/post/?draft=abcdefgh2345", f"/d/{item.code}/fridays/?draft=abcdefgh2345"):
        assert "His secret" not in world.client("ann").get(address).content.decode()
    for verb in ("discard", "restore"):
        assert world.client("ann").post(f"/drafts/abcdefgh2345/{verb}/").status_code == 404
    assert "His secret" in world.client("max").get("/drafts/").content.decode()


def test_a_late_save_after_posting_brings_no_draft_back(world):
    item = make_item(world.secret, world.fay)
    client = world.client("max")
    client.post(f"/d/{item.code}/reply/", {"body": "All of it", "draft": "abcdefgh2345"})
    told = save(client, f"?item={item.code}", draft="abcdefgh2345", body="All of").json()
    assert told["posted"] is True
    assert not Draft.objects.filter(published_at=None).exists()
    assert Reply.objects.get().plain == "All of it"


def test_the_list_carries_on_throws_away_and_undoes(world):
    client = world.client("max")
    save(
        client,
        draft="abcdefgh2345",
        c=world.secret.code,
        kind="question",
        title="Half a title",
        body="Half a text",
    )
    page = client.get("/drafts/")
    assert "Half a title" in words(page) and 'href="/post/?draft=abcdefgh2345"' in page.content.decode()
    answer = client.post("/drafts/abcdefgh2345/discard/")
    assert (answer["Location"], said(answer)) == ("/drafts/", "Draft thrown away.")
    assert "Half a title" not in words(client.get("/drafts/"))
    _text, undo, fields = toast(answer)
    client.post(undo, fields)
    assert "Half a title" in words(client.get("/drafts/"))


def test_a_preview_is_what_would_be_posted_and_keeps_nothing(world):
    client = world.client("max")
    answer = client.post("/preview/", {"body": "**Bold** <script>alert(1)</script>"})
    assert "<strong>Bold</strong>" in answer.content.decode()
    assert "<script" not in answer.content.decode()
    assert not Draft.objects.exists()
    assert client.post("/preview/", {"body": "word " * 30_000}).status_code == 422


def test_a_preview_names_no_item_that_one_cannot_see(world):
    hidden = make_item(world.secret, world.fay, "A hidden title", room=world.room)
    body = {"body": f"[[item:{hidden.code}]]"}
    assert "A hidden title" in world.client("max").post("/preview/", body).content.decode()
    assert "A hidden title" not in world.client("ann").post("/preview/", body).content.decode()


def names(client, query):
    answer = client.get(f"/mentions/?{query}")
    return [person["name"] for person in answer.json()] if answer.status_code == 200 else answer.status_code


def test_only_people_who_will_see_it_are_offered(world):
    item = make_item(world.secret, world.fay)
    inside = make_item(world.secret, world.fay, room=world.room)
    client = world.client("max")
    assert names(client, f"item={item.code}") == ["Ann Thistle", "Fay O'Brien", "Lil Sorrel"]
    assert names(client, f"item={inside.code}") == ["Fay O'Brien"]
    assert names(client, f"c={world.secret.code}") == ["Ann Thistle", "Fay O'Brien", "Lil Sorrel"]
    assert names(client, f"c={world.secret.code}&room={world.room.code}") == ["Fay O'Brien"]


def test_names_are_found_by_any_of_their_words_and_without_accents(world):
    client = world.client("fay")
    for asked in ("sian", "SIÂN", "max", "max s"):
        assert names(client, f"c={world.secret.code}&q={asked}") == ["Max Siân"]
    assert names(client, f"c={world.secret.code}&q=iân") == []
    assert names(world.client("max"), f"c={world.secret.code}&q=o%27b") == ["Fay O'Brien"]


def test_two_people_of_one_name_are_told_apart(world):
    other = make_person("Ann Thistle")
    belong(other, world.secret)
    found = world.client("max").get(f"/mentions/?c={world.secret.code}&q=ann").json()
    assert {person["insert"] for person in found} == {f"@Ann Thistle ({p.code}) " for p in (world.ann, other)}
    item = make_item(world.secret, world.fay)
    world.client("max").post(f"/d/{item.code}/reply/", {"body": found[0]["insert"]})
    assert Reply.objects.get().source.startswith("@{")


@pytest.mark.parametrize("who,status", [("otto", 404), ("sue", 404), ("alma", 403)])
def test_who_may_not_write_learns_no_names(world, who, status):
    item = make_item(world.secret, world.fay, era=1)
    assert names(world.client("max"), f"item={item.code}")
    assert names(world.client(who), f"item={item.code}") == status
    open_item = make_item(world.open_, world.fay)
    assert names(world.client("otto"), f"item={open_item.code}") == 403
    assert names(world.client("otto"), f"c={world.open_.code}") == 403
    assert world.client("nobody").get(f"/mentions/?item={open_item.code}", **JSON).status_code == 401
