"""How much one person may put in at once; nothing that was written is lost by it."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from hedgerow.communities.models import Invitation, Membership
from hedgerow.items.models import Attachment, Draft, Item, Reply
from tests.web.write.pages import value, words
from tests.world import make_community, make_item

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_of_each(settings):
    cache.clear()
    settings.MOST_PER_PERSON = dict.fromkeys(settings.MOST_PER_PERSON, 1)


def text_file(name):
    return SimpleUploadedFile(name, b"Some words of a file.\n", "text/plain")


def test_too_many_replies_wait_as_a_draft(world):
    item = make_item(world.secret, world.fay, "Fridays")
    client = world.client("max")
    for code in ("abcdefgh2345", "abcdefgh2345"):
        # The same form twice is one reply, and counts once.
        assert client.post(f"/d/{item.code}/reply/", {"body": "One", "draft": code}).status_code == 303
    answer = client.post(f"/d/{item.code}/reply/", {"body": "Two", "draft": "bcdefgh23456"})
    assert answer.status_code == 422 and value(answer, "body") == "Two"
    assert "You wrote a lot in a short time. Your words are saved as a draft. Try again in" in words(answer)
    assert Draft.objects.get(published_at=None).text == "Two"
    assert Reply.objects.count() == 1
    assert world.client("ann").post(f"/d/{item.code}/reply/", {"body": "Hers"}).status_code == 303


def test_too_many_discussions_wait_as_a_draft(world):
    client = world.client("max")
    sent = {"c": world.secret.code, "kind": "question", "title": "One", "body": "Words"}
    assert client.post("/post/", {**sent, "draft": "abcdefgh2345"}).status_code == 303
    answer = client.post("/post/", {**sent, "title": "Two", "draft": "bcdefgh23456"})
    assert answer.status_code == 422 and "You started a lot in a short time." in words(answer)
    draft = Draft.objects.get(published_at=None)
    assert (draft.title, draft.text, draft.kind) == ("Two", "Words", "question")
    assert Item.objects.count() == 1


def test_too_many_files_are_refused_by_every_door(world):
    client, item = world.client("max"), make_item(world.secret, world.fay)
    here = f"/c/{world.secret.code}/quiet-copse/documents/add/"
    script = {"headers": {"accept": "application/json"}}
    assert client.post(here, {"file": text_file("one.txt")}, **script).status_code == 201
    over = client.post(here, {"file": text_file("two.txt")}, **script)
    assert over.status_code == 429 and "a lot of files" in over.json()["error"]
    form = client.post(here, {"files": [text_file("three.txt")]})
    assert form.status_code == 422 and "a lot of files" in words(form)
    sent = client.post(f"/upload/?item={item.code}&draft=abcdefgh2345", {"file": text_file("four.txt")})
    assert sent.status_code == 429
    reply = {"body": "Words", "files": [text_file("five.txt")], "draft": "abcdefgh2345"}
    assert client.post(f"/d/{item.code}/reply/", reply).status_code == 422
    document = Item.objects.get(kind="document")
    newer = client.post(f"/f/{document.code}/version/", {"file": text_file("one.txt")})
    assert newer.status_code == 422 and "a lot of files" in words(newer)
    assert not Attachment.objects.exists() and Item.objects.filter(kind="document").count() == 1


def test_too_many_invitations_keep_the_list(world):
    sent = {"step": "send", "count": "2", "message": "Come in", "part": "member"}
    for n, name in enumerate(("siân", "tom")):
        sent |= {f"name-{n}": name, f"email-{n}": f"{n}@example.org", f"was-{n}": "", f"chosen-{n}": "1"}
    answer = world.client("fay").post(f"/c/{world.secret.code}/quiet-copse/invite/", sent)
    assert answer.status_code == 422 and "more invitations than one person can send" in words(answer)
    assert value(answer, "email-1") == "1@example.org" and value(answer, "message") == "Come in"
    assert not Invitation.objects.exists()


def test_too_many_requests_keep_the_reason(world):
    places = [make_community(name, "restricted") for name in ("North", "South")]
    client = world.client("otto")
    first, second = (
        client.post(f"/c/{place.code}/x/join/", {"reason": "I would like to", "part": "member"})
        for place in places
    )
    assert (first.status_code, second.status_code) == (303, 422)
    assert "You asked to join many communities today." in words(second)
    assert value(second, "reason") == "I would like to"
    assert Membership.objects.filter(person=world.otto).count() == 1
