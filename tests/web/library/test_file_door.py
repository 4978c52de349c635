"""The door of files: who may, asked at every request; ranges, 304 and HEAD; nothing runs in a browser."""

import re

import pytest
from django.urls import reverse

from hedgerow.base.codes import new_code
from hedgerow.base.jobs.testing import run_all
from hedgerow.items.actions import add_reply, open_draft, remove_item, remove_reply, start_item
from hedgerow.items.blobs import attach_file
from hedgerow.items.models import Attachment, Draft
from tests.library.making import PROGRAM, pdf, photo, sent

EVERYONE = ("fay", "max", "ann", "lil", "ivo", "ask", "sue", "rex", "alma", "otto", "ada", "nobody")


def posted(world, data: bytes, name: str, *, community=None, room=None, by: str = "max") -> Attachment:
    place = community or world.secret
    draft = open_draft(by=world.viewer(by), code=new_code(), community=place, room=room)
    made = attach_file(by=world.viewer(by), draft=draft, file=sent(data, name), name=name)
    start_item(
        by=world.viewer(by),
        community=place,
        room=room,
        kind="discussion",
        title="With a file",
        text="",
        draft=draft,
    )
    return Attachment.objects.get(pk=made.pk)


def where(file: Attachment, name: str = "attachment") -> str:
    return reverse(name, kwargs={"code": file.code})


def openers(world, url: str) -> set[str]:
    """Who gets the bytes; everyone else must get the very page that a code which does not exist gets."""
    found = set()
    for name in EVERYONE:
        client = world.client(name)
        answer = client.get(url)
        if answer.status_code == 200:
            found.add(name)
        else:
            nothing = client.get(reverse("attachment", kwargs={"code": "nosuchcd"}))
            assert (answer.status_code, nothing.status_code) == (404, 404)
            assert tokenless(answer.content) == tokenless(nothing.content)
    return found


def tokenless(page: bytes) -> bytes:
    return re.sub(rb'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]*"', b"", page)


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.django_db
def test_each_viewer_gets_the_file_only_where_they_see_what_it_hangs_on(world):
    file = posted(world, b"for members", "a.txt")
    assert openers(world, where(file)) == {"fay", "max", "ann", "lil"}
    inner = posted(world, b"for the room", "b.txt", room=world.room)
    assert openers(world, where(inner)) == {"fay", "max"}
    remove_item(by=world.viewer("max"), item=file.item)
    assert openers(world, where(file)) == {"fay", "max"}


def test_the_picture_of_a_file_asks_for_the_file(world):
    file = posted(world, photo(), "a.jpg")
    run_all()
    assert openers(world, where(file, "attachment_picture")) == {"fay", "max", "ann", "lil"}
    assert openers(world, where(file, "attachment_picture") + "?s=small") == {"fay", "max", "ann", "lil"}
    remove_item(by=world.viewer("max"), item=file.item)
    assert openers(world, where(file, "attachment_picture")) == {"fay", "max"}


def test_a_file_of_a_removed_reply_is_its_writers_and_the_facilitators(world):
    item = start_item(by=world.viewer("ann"), community=world.secret, kind="discussion", title="A", text="b")
    draft = open_draft(by=world.viewer("max"), code=new_code(), item=item)
    attach_file(by=world.viewer("max"), draft=draft, file=sent(b"words", "a.txt"), name="a.txt")
    reply = add_reply(by=world.viewer("max"), item=item, text="see", draft=draft)
    file = Attachment.objects.get()
    assert openers(world, where(file)) == {"fay", "max", "ann", "lil"}
    remove_reply(by=world.viewer("max"), reply=reply)
    assert openers(world, where(file)) == {"fay", "max"}


def test_a_file_of_a_draft_is_its_writers_alone(world):
    draft = open_draft(by=world.viewer("max"), code=new_code(), community=world.open_)
    file = attach_file(by=world.viewer("max"), draft=draft, file=sent(photo(), "a.jpg"), name="a.jpg")
    assert openers(world, where(file)) == {"max"}
    assert openers(world, where(file, "attachment_picture")) == {"max"}


def test_parts_of_a_file_for_a_film_on_a_phone(world):
    data = bytes(range(256)) * 4
    url = where(posted(world, b"\x00\x00\x00\x18ftypmp42" + data, "a.mp4"))
    client = world.client("ann")
    whole = client.get(url)
    content = body(whole)
    assert (whole.status_code, whole["Accept-Ranges"], whole["Content-Type"]) == (200, "bytes", "video/mp4")
    first = client.get(url, headers={"Range": "bytes=0-0"})
    assert (first.status_code, body(first), first["Content-Range"]) == (
        206,
        content[:1],
        f"bytes 0-0/{len(content)}",
    )
    last = client.get(url, headers={"Range": "bytes=-10"})
    assert (last.status_code, body(last)) == (206, content[-10:])
    middle = client.get(url, headers={"Range": "bytes=100-199"})
    assert (middle.status_code, body(middle), middle["Content-Length"]) == (206, content[100:200], "100")
    beyond = client.get(url, headers={"Range": "bytes=99999-"})
    assert (beyond.status_code, body(beyond), beyond["Content-Range"]) == (
        416,
        b"",
        f"bytes */{len(content)}",
    )
    changed = client.get(url, headers={"Range": "bytes=0-0", "If-Range": '"another"'})
    assert (changed.status_code, body(changed)) == (200, content)


def test_what_the_browser_has_is_not_sent_again_but_asked_for_again(world):
    file = posted(world, b"words", "a.txt")
    client = world.client("ann")
    tag = client.get(where(file))["ETag"]
    again = client.get(where(file), headers={"If-None-Match": tag})
    assert (again.status_code, body(again)) == (304, b"")
    assert "no-store" in again["Cache-Control"]
    assert world.client("otto").get(where(file), headers={"If-None-Match": tag}).status_code == 404


def test_head_tells_the_size_and_sends_nothing(world):
    file = posted(world, b"words", "a.txt")
    answer = world.client("ann").head(where(file))
    assert (answer.status_code, answer["Content-Length"], body(answer)) == (200, "5", b"")
    assert world.client("otto").head(where(file)).status_code == 404
    assert world.client("ann").post(where(file)).status_code == 405


@pytest.mark.parametrize(
    "data,name,how",
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "a.svg", "attachment"),
        (b"<!doctype html><html><script>alert(1)</script></html>", "a.html", "attachment"),
        (pdf(), "a.pdf", "inline"),
        (b"words", "a.txt", "inline"),
    ],
)
def test_nothing_in_a_file_can_run_in_our_name(world, data, name, how):
    answer = world.client("ann").get(where(posted(world, data, name)))
    assert answer["Content-Disposition"].startswith(how)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    if how == "attachment":
        assert answer["Content-Type"] == "application/octet-stream"
    if name != "a.pdf":
        assert "sandbox" in answer["Content-Security-Policy"]


def test_download_is_asked_for_by_its_address(world):
    url = where(posted(world, pdf(), "Über O'Brien.pdf"))
    answer = world.client("ann").get(url + "?download=1")
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert "filename*=UTF-8''%C3%9Cber%20O%27Brien.pdf" in answer["Content-Disposition"]


def test_files_of_open_communities_may_be_kept_by_the_browser_but_are_asked_for(world):
    file = posted(world, b"words", "a.txt", community=world.open_)
    answer = world.client("nobody").get(where(file))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-cache")


def test_behind_the_front_only_the_name_of_the_file_is_answered(world):
    file = posted(world, b"words", "a.txt")
    answer = world.client("ann").get(where(file), **{"hedgerow.front": True})
    assert answer["X-Hedgerow-File"].endswith(file.blob.path) and answer.content == b""
    assert "X-Hedgerow-File" not in world.client("otto").get(where(file), **{"hedgerow.front": True})


def test_behind_another_front_server_it_is_told_where_the_file_lies(world, settings):
    settings.ACCEL = "/stored-files/"
    file = posted(world, b"words", "a.txt")
    assert world.client("ann").get(where(file))["X-Accel-Redirect"] == f"/stored-files/{file.blob.path}"


def test_bytes_that_are_gone_are_a_missing_page(world, stored):
    file = posted(world, b"words", "a.txt")
    (stored / file.blob.path).unlink()
    assert world.client("ann").get(where(file)).status_code == 404


def upload(client, query: str, file, **fields):
    return client.post(
        f"{reverse('upload')}?{query}", {"file": file, **fields}, headers={"Accept": "application/json"}
    )


def test_a_file_is_kept_with_the_draft_whose_code_the_form_carries(world):
    code = new_code()
    answer = upload(
        world.client("max"), f"draft={code}&c={world.open_.code}", sent(photo(), "me [1].jpg"), draft=code
    )
    made = answer.json()
    assert answer.status_code == 201
    assert (made["name"], made["kind"]) == ("me [1].jpg", "image")
    assert made["markdown"] == f"![me 1.jpg](file:{made['code']})"
    assert Draft.objects.get(code=code).community == world.open_
    assert world.client("max").get(made["url"]).status_code == 200
    assert world.client("fay").get(made["url"]).status_code == 404


def test_a_file_for_a_reply(world):
    item = start_item(by=world.viewer("ann"), community=world.secret, kind="discussion", title="A", text="b")
    answer = upload(world.client("max"), f"item={item.code}&draft={new_code()}", sent(pdf(), "a.pdf"))
    assert answer.status_code == 201 and answer.json()["markdown"].startswith("[a.pdf](file:")
    assert Draft.objects.get().item == item
    assert upload(world.client("otto"), f"item={item.code}", sent(pdf(), "a.pdf")).status_code == 404
    assert upload(world.client("nobody"), f"item={item.code}", sent(pdf(), "a.pdf")).status_code == 401


def test_what_is_refused_is_answered_in_a_sentence(world):
    place = f"draft={new_code()}&c={world.open_.code}"
    said = upload(world.client("max"), place, sent(PROGRAM, "a.exe"))
    assert said.status_code == 422 and said.json()["error"].startswith("We can't accept .exe files.")
    said = upload(world.client("otto"), f"draft={new_code()}&c={world.open_.code}", sent(b"words", "a.txt"))
    assert said.status_code == 403 and "can help" in said.json()["error"]
    assert upload(world.client("otto"), f"c={world.secret.code}", sent(b"words", "a.txt")).status_code == 404
