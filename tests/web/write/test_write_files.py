"""Files that come with a text, sent by a plain form or attached before."""

import html
import json
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hedgerow.items.actions import open_draft
from hedgerow.items.blobs import attach_file
from hedgerow.items.models import Attachment, Item, Reply
from tests.web.write.pages import value, words
from tests.world import make_item

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stored(settings, tmp_path: Path) -> None:
    settings.FILES = tmp_path / "files"


def text(name: str, content: str = "Some words") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode(), "text/plain")


def test_a_real_document_is_posted_without_scripts(world, shared_data):
    pdf = next(path for path in sorted(shared_data.rglob("*.pdf")) if path.stat().st_size < 2_000_000)
    item = make_item(world.secret, world.fay, "Fridays")
    client = world.client("max")
    sent = {"body": "See this", "files": SimpleUploadedFile("slides of tom.pdf", pdf.read_bytes())}
    answer = client.post(f"/d/{item.code}/reply/", sent)
    assert answer.status_code == 303, words(answer)
    assert Attachment.objects.get().reply == Reply.objects.get()
    assert "slides of tom.pdf" in words(world.client("ann").get(f"/d/{item.code}/fridays/"))


def test_a_reply_may_be_a_file_without_words(world):
    item = make_item(world.secret, world.fay)
    answer = world.client("max").post(f"/d/{item.code}/reply/", {"body": "", "files": text("rota.txt")})
    assert answer.status_code == 303
    assert Attachment.objects.get().reply == Reply.objects.get()


def test_what_was_attached_before_goes_with_the_text_unless_it_was_taken_off(world):
    client, by = world.client("max"), world.viewer("max")
    draft = open_draft(by=by, code="abcdefgh2345", community=world.secret)
    stays, goes = (
        attach_file(by=by, draft=draft, file=text(name, name), name=name)
        for name in ("stays.txt", "goes.txt")
    )
    page = client.get("/post/?draft=abcdefgh2345")
    assert "stays.txt 9 bytes" in words(page) and "goes.txt 8 bytes" in words(page)
    sent = {
        "c": world.secret.code,
        "title": "Files",
        "body": "",
        "draft": "abcdefgh2345",
        "attachments": [stays.code],
    }
    client.post("/post/", sent)
    assert list(Attachment.objects.values_list("name", "item__title")) == [("stays.txt", "Files")]
    assert not Attachment.objects.filter(pk=goes.pk).exists()


def test_a_draft_of_a_reply_shows_its_files_on_the_page(world):
    item = make_item(world.secret, world.fay, "Fridays")
    client, by = world.client("max"), world.viewer("max")
    draft = open_draft(by=by, code="abcdefgh2345", item=item)
    attach_file(by=by, draft=draft, file=text("rota.txt"), name="rota.txt")
    client.post(f"/drafts/save/?item={item.code}", {"draft": draft.code, "body": "Half"})
    page = client.get(f"/d/{item.code}/fridays/")
    assert "rota.txt 10 bytes" in words(page)
    sent = {"body": "Whole", "draft": value(page, "draft"), "attachments": value(page, "attachments")}
    client.post(f"/d/{item.code}/reply/", sent)
    assert Attachment.objects.get().reply.plain == "Whole"
    assert "rota.txt" not in words(world.client("ann").get("/drafts/"))


def test_a_file_that_is_refused_says_why_and_everything_else_is_kept(world):
    client = world.client("max")
    sent = {"c": world.secret.code, "title": "Files", "body": "My words", "draft": "abcdefgh2345"}
    program = SimpleUploadedFile("letter.txt", b"MZ\x90\x00\x03" + b"\x00" * 500)
    answer = client.post("/post/", {**sent, "files": [program, text("rota.txt")]})
    assert answer.status_code == 422
    assert "letter.txt" in words(answer) and "Error:" in words(answer)
    assert (value(answer, "body"), value(answer, "title")) == ("My words", "Files")
    assert "rota.txt 10 bytes" in words(answer)
    assert not Item.objects.exists()
    client.post("/post/", {**sent, "attachments": value(answer, "attachments")})
    assert Attachment.objects.get(item__title="Files").name == "rota.txt"


def test_nobody_posts_the_files_of_another(world):
    item = make_item(world.secret, world.fay)
    draft = open_draft(by=world.viewer("max"), code="", item=item)
    his = attach_file(by=world.viewer("max"), draft=draft, file=text("his.txt"), name="his.txt")
    world.client("ann").post(
        f"/d/{item.code}/reply/", {"body": "Look", "attachments": [his.code], "draft": draft.code}
    )
    his.refresh_from_db()
    assert (his.item, his.draft) == (None, draft)
    assert Reply.objects.get().author == world.ann


def test_without_javascript_a_file_of_a_draft_is_taken_off_by_unticking_it(world):
    client = world.client("max")
    sent = {"c": world.secret.code, "draft": "abcdefgh2345", "title": "Half", "body": "Words"}
    files = [SimpleUploadedFile(name, b"Some words.\n", "text/plain") for name in ("one.txt", "two.txt")]
    client.post("/post/", {**sent, "later": "1", "files": files})
    page = client.get("/post/?draft=abcdefgh2345").content.decode()
    one, two = Attachment.objects.order_by("pk")
    for file in (one, two):
        assert f'<input type="checkbox" name="attachments" value="{file.code}" checked>' in page
    # Kept for later with one unticked: the other is gone. A form that lists no files takes none off.
    client.post("/post/", {**sent, "later": "1", "listed": "1", "attachments": [two.code]})
    assert list(Attachment.objects.all()) == [two]
    client.post("/post/", {**sent, "choose": "1"})
    assert list(Attachment.objects.all()) == [two]
    client.post("/post/", {**sent, "listed": "1"})
    assert not Attachment.objects.exists() and Item.objects.get().title == "Half"


def test_the_words_of_each_kind_are_there_for_the_script(world):
    page = world.client("max").get(f"/post/?c={world.secret.code}").content.decode()
    prompts = html.unescape(re.search(r"data-prompts='([^']*)'", page)[1])
    words_of = json.loads(prompts)
    assert set(words_of) == {"discussion", "question"}
    assert set(words_of["question"]) == {"title_label", "text_label", "text_example"}
