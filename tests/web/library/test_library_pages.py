"""The pages of the library, through the doors that people use: with a script, and with a plain form."""

import html
import re

import pytest

from hedgerow.base.jobs.testing import run_all
from hedgerow.items.actions import remove_item
from hedgerow.items.models import Folder, Item
from hedgerow.library.actions import add_document, add_folder, add_version
from hedgerow.library.models import Document, Upload, Version
from tests.library.making import PROGRAM, bomb, pdf, photo, sent
from tests.sweeps import once

EVERYONE = ("fay", "max", "ann", "lil", "ivo", "ask", "sue", "rex", "alma", "otto", "ada", "nobody")


def library(community, part: str = "", slug: str = "open-meadow") -> str:
    return f"/c/{community.code}/{slug}/documents/{part}"


def secret(world, part: str = "") -> str:
    return library(world.secret, part, "quiet-copse")


def words(answer) -> str:
    return html.unescape(re.sub(r"\s+", " ", answer.content.decode()))


def document(
    world, name: str = "Reading list.txt", data: bytes = b"Hawthorn in May", by: str = "max", **extra
) -> Item:
    extra.setdefault("community", world.open_)
    return add_document(by=world.viewer(by), file=sent(data, name), name=name, **extra)


def of(item: Item, part: str = "") -> str:
    return f"/f/{item.code}/{item.slug}/{part}"


def script(client, url: str, data: dict):
    return client.post(url, data, headers={"Accept": "application/json"})


def test_several_files_by_a_plain_form_arrive_and_the_others_get_a_sentence(world):
    client = world.client("max")
    files = [sent(b"one", "a.txt"), sent(PROGRAM, "setup.exe"), sent(b"", "empty.pdf"), sent(b"two", "b.txt")]
    answer = client.post(library(world.open_, "add/"), {"files": files})
    assert answer.status_code == 422
    page = words(answer)
    assert "We can't accept .exe files." in page and '"empty.pdf" is empty.' in page
    assert set(Item.objects.values_list("title", flat=True)) == {"a", "b"}
    answer = client.post(library(world.open_, "add/"), {"files": [sent(b"three", "c.txt")]})
    assert answer.status_code == 303
    assert ">c<" in words(client.get(answer["Location"]))
    assert "Choose one or more files first." in words(client.post(library(world.open_, "add/"), {}))


def test_one_file_by_the_script(world):
    folder = add_folder(by=world.viewer("fay"), community=world.open_, name="Slides")
    url = library(world.open_, f"add/?folder={folder.code}")
    made = script(world.client("max"), url, {"file": sent(b"one", "a.txt")})
    assert made.status_code == 201 and made.json()["url"].startswith("/f/")
    assert Item.objects.get().folder == folder
    said = script(world.client("max"), url, {"file": sent(PROGRAM, "a.exe")})
    assert said.status_code == 422 and "We can't accept .exe" in said.json()["error"]
    said = script(world.client("max"), url, {"file": sent(bomb(), "many.zip")})
    assert said.status_code == 422 and "would unpack" in said.json()["error"]
    assert script(world.client("otto"), url, {"file": sent(b"x", "b.txt")}).status_code == 403
    assert (
        script(world.client("otto"), secret(world, "add/"), {"file": sent(b"x", "b.txt")}).status_code == 404
    )
    assert script(world.client("nobody"), url, {"file": sent(b"x", "b.txt")}).status_code == 401


def test_the_script_is_asked_and_answers_without_sending_the_file_again(world):
    item = document(world, data=b"one")
    client = world.client("ann")
    asked = script(client, library(world.open_, "add/"), {"file": sent(b"two", "Reading list.txt")})
    said = asked.json()
    assert asked.status_code == 409 and said["error"] == "This name is here already, as version 1."
    assert [choice["label"] for choice in said["choices"]] == ["Make it version 2", "Keep both"]
    choice = said["choices"][0]
    answer = script(client, choice["url"], {choice["name"]: choice["value"]})
    assert answer.status_code == 201
    assert Document.objects.get(item=item).current.number == 2 and not Upload.objects.exists()


def test_a_plain_form_is_asked_on_the_page_and_loses_nothing(world):
    item = document(world, data=b"one")
    client = world.client("ann")
    answer = client.post(library(world.open_, "add/"), {"files": [sent(b"two", "Reading list.txt")]})
    page = words(client.get(answer["Location"]))
    assert "is here already, as version 1." in page and "Make it version 2" in page and "Keep both" in page
    assert "is here already" not in words(world.client("max").get(library(world.open_)))
    upload = Upload.objects.get()
    assert (
        world.client("max").post(f"/uploads/{upload.code}/answer/", {"answer": "version"}).status_code == 404
    )
    client.post(f"/uploads/{upload.code}/answer/", {"answer": "both"})
    assert Item.objects.count() == 2 and Version.objects.filter(document__item=item).count() == 1


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_costs_the_same_number_of_queries_whatever_it_lists(world, many, django_assert_num_queries):
    for number in range(many):
        document(world, f"{number}.txt", by="fay")
        add_folder(by=world.viewer("fay"), community=world.open_, name=f"Folder {number}")
        folder = Folder.objects.get(name=f"Folder {number}")
        document(world, f"in {number}.txt", by="fay", folder=folder)
    client = world.client("ann")
    client.get(library(world.open_))
    with django_assert_num_queries(8):
        assert f"Folder {many - 1}" in words(client.get(library(world.open_)))


def test_a_folder_shows_what_is_in_it_and_the_way_back(world):
    top = add_folder(
        by=world.viewer("fay"), community=world.open_, name="Slides", description="Of Wednesdays"
    )
    inner = add_folder(by=world.viewer("fay"), community=world.open_, name="2026", parent=top)
    document(world, folder=inner)
    client = world.client("ann")
    page = words(client.get(library(world.open_)))
    assert "Slides" in page and "1 document" in page and "Reading list" not in page
    page = words(client.get(library(world.open_, f"?folder={top.code}")))
    assert "Of Wednesdays" in page and "2026" in page
    page = words(client.get(library(world.open_, f"?folder={inner.code}")))
    assert "Reading list" in page and f"?folder={top.code}" in page
    assert client.get(library(world.secret, f"?folder={inner.code}", "quiet-copse")).status_code == 404
    assert "Reading list" in words(client.get(library(world.open_, "?f=latest")))
    assert "Reading list" not in words(client.get(library(world.open_, "?f=mine")))


def test_a_wrong_address_leads_to_the_right_one_and_keeps_what_was_asked(world):
    answer = world.client("ann").get(library(world.open_, "?f=latest", "wrong"))
    assert (answer.status_code, answer["Location"]) == (301, library(world.open_, "?f=latest"))
    item = document(world)
    answer = world.client("ann").get(f"/f/{item.code}/wrong/?v=1")
    assert (answer.status_code, answer["Location"]) == (301, of(item, "?v=1"))
    assert world.client("ann").get(f"/f/{item.code}/")["Location"] == of(item)
    assert world.client("ann").get(f"/d/{item.code}/")["Location"] == of(item)


def seers(world, url: str) -> set[str]:
    found = set()
    for name in EVERYONE:
        answer = world.client(name).get(url)
        assert answer.status_code in (200, 404), (name, url)
        if answer.status_code == 200:
            found.add(name)
    return found


@once
def test_each_viewer_sees_a_document_its_file_and_its_picture_or_none_of_them(world):
    open_one = document(world, "a.jpg", photo())
    hidden = document(world, "b.jpg", photo(place=False), community=world.secret)
    inner = document(world, "c.jpg", photo(size=(20, 20)), community=world.secret, room=world.room)
    run_all()
    for part in ("", "file/", "file/?v=1", "file/?download=1", "picture/", "picture/?s=small"):
        assert seers(world, of(open_one, part)) == set(EVERYONE) - {"sue"}, part
        assert seers(world, of(hidden, part)) == {"fay", "max", "ann", "lil"}, part
        assert seers(world, of(inner, part)) == {"fay", "max"}, part
    remove_item(by=world.viewer("max"), item=open_one)
    for part in ("", "file/", "picture/", "picture/?s=small"):
        assert seers(world, of(open_one, part)) == {"fay", "max"}, part
    assert "no-store" in world.client("ann").get(of(hidden, "file/"))["Cache-Control"]


def test_the_library_of_a_room_is_its_peoples(world):
    document(world, "Inner.txt", community=world.secret, room=world.room)
    here = secret(world, f"?room={world.room.code}")
    assert seers(world, here) == {"fay", "max"}
    assert "Inner" in words(world.client("max").get(here))
    assert "Inner" not in words(world.client("max").get(secret(world)))
    assert "Side room" in words(world.client("max").get(secret(world)))
    assert "Side room" not in words(world.client("ann").get(secret(world)))


def test_fixed_and_newest_links(world):
    item = document(world, data=b"one")
    add_version(
        by=world.viewer("max"), item=item, file=sent(b"two", "Reading list.txt"), name="Reading list.txt"
    )
    client = world.client("ann")
    assert b"".join(client.get(of(item, "file/")).streaming_content) == b"two"
    assert b"".join(client.get(of(item, "file/?v=1")).streaming_content) == b"one"
    assert client.get(of(item, "file/?v=3")).status_code == 404
    assert client.get(of(item, "?v=x")).status_code == 404
    assert "This is an older version. The newest is version 2." in words(client.get(of(item, "?v=1")))


def test_a_version_is_added_and_an_older_one_restored_on_the_page(world):
    item = document(world, data=b"one")
    client = world.client("max")
    assert "Add version 2" in words(client.get(of(item)))
    url = f"/f/{item.code}/version/"
    assert client.get(url).status_code == 200
    assert "Choose the new file." in words(client.post(url, {"note": "more"}))
    assert '"a.txt" is empty.' in words(client.post(url, {"file": sent(b"", "a.txt")}))
    answer = client.post(url, {"file": sent(b"two", "Reading list.txt"), "note": "More words"})
    assert (answer.status_code, answer["Location"]) == (303, of(item))
    page = words(client.get(of(item)))
    assert "Version 2, newest" in page and "More words" in page and "First version" in page
    client.post(f"/f/{item.code}/versions/restore/", {"number": "1"})
    assert "Version 1 again" in words(client.get(of(item)))
    assert world.client("ann").post(f"/f/{item.code}/versions/restore/", {"number": "1"}).status_code == 403
    assert world.client("otto").get(url).status_code == 403
    assert world.client("nobody").get(url)["Location"].startswith("/account/sign-in/")


def test_the_page_says_that_it_reads_and_then_shows_the_text(world):
    item = document(world, "paper.pdf", pdf("Hawthorn", pages=2))
    client = world.client("ann")
    assert "Reading the text inside…" in words(client.get(of(item)))
    run_all()
    page = words(client.get(of(item)))
    assert "Reading the text inside" not in page and "Hawthorn 2" in page and 'id="page-2"' in page
    assert "picture/?page=1" in page and "Page 1 of 2" in page
    assert "Page 2 of 2" in words(client.get(of(item, "?page=2")))


def test_the_text_of_every_kind_is_found_through_the_door(world, shared_data):
    client = world.client("max")
    for path in ("office/test.docx", "office/test.pptx", "office/test.xlsx", "pdf/minimal-document.pdf"):
        file = shared_data / path
        with file.open("rb") as body:
            assert script(client, library(world.open_, "add/"), {"file": body}).status_code == 201
    run_all()
    for asked, name in (("AutoGen", "test"), ("affc7dad", "test"), ("consetetur", "minimal-document")):
        page = words(client.get(f"/search/?q={asked}"))
        assert f"/{name}/" in page, asked
    item = Item.objects.get(document__file_name="test.xlsx")
    assert "<td>Alpha</td>" in words(client.get(of(item)))


@pytest.mark.parametrize(
    "path",
    [
        "pdf/libreoffice-writer-password.pdf",
        "office/test_outlook_msg.msg",
        "office/test.xls",
        "images/zPug_3.heic",
        "text/test_mskanji.csv",
    ],
)
def test_the_page_of_a_file_that_is_hard_to_read_says_so_and_works(world, shared_data, path):
    with (shared_data / path).open("rb") as body:
        script(world.client("max"), library(world.open_, "add/"), {"file": body})
    run_all()
    item = Item.objects.get()
    page = words(world.client("ann").get(of(item)))
    version = Document.objects.get(item=item).current
    assert version.reading_note in page and "Download" in page


def test_names_and_texts_of_strangers_are_only_words(world, shared_data):
    item = document(world, "<script>alert(1)</script>.txt", b"<script>alert(2)</script>", title="<b>bold</b>")
    run_all()
    for url in (of(item), library(world.open_)):
        page = world.client("ann").get(url).content.decode()
        assert "<script>alert" not in page and "<b>bold</b>" not in page


def test_renaming_with_undo(world):
    item = document(world)
    url = f"/f/{item.code}/rename/"
    assert "Enter a title" in words(world.client("max").post(url, {"title": " "}))
    assert world.client("ann").get(url).status_code == 403
    client = world.client("max")
    answer = client.post(url, {"title": "What to read"})
    assert answer["Location"] == f"/f/{item.code}/what-to-read/"
    assert url in words(client.get(answer["Location"]))


def test_moving_says_who_will_see_it_and_narrows(world):
    item = document(world, community=world.secret)
    folder = add_folder(by=world.viewer("fay"), community=world.secret, name="Slides")
    url = f"/f/{item.code}/move/"
    page = words(world.client("fay").get(url))
    assert "Slides" in page and "Side room" in page and "2 people will see this." in page
    assert (
        "Side room"
        not in words(world.client("max").get(url).content and world.client("max").get(url)).split("Where to")[
            1
        ]
    )
    world.client("max").post(url, {"to": f"members.{folder.code}"})
    assert Item.objects.get(pk=item.pk).folder == folder
    assert world.client("ann").get(url).status_code == 403
    world.client("fay").post(url, {"to": f"{world.room.code}.", f"told-{world.room.code}": "2"})
    assert Item.objects.get(pk=item.pk).room == world.room
    assert world.client("ann").get(of(item, "file/")).status_code == 404
    assert world.client("fay").post(url, {"to": "members."}).status_code == 403
    assert world.client("fay").post(url, {"to": "nowhere"}).status_code == 422


def test_folders_are_made_changed_and_removed_on_pages(world):
    client = world.client("fay")
    new = library(world.open_, "folders/new/")
    assert "Enter a name for the folder" in words(client.post(new, {"name": ""}))
    client.post(new, {"name": "Slides", "description": "Talks"})
    folder = Folder.objects.get()
    assert "already" in words(client.post(new, {"name": "slides"}))
    client.post(f"{new}?folder={folder.code}", {"name": "2026"})
    inner = Folder.objects.get(name="2026")
    assert inner.parent == folder
    assert "two deep" in words(client.post(f"{new}?folder={inner.code}", {"name": "March"}))
    edit = library(world.open_, f"folders/edit/?folder={inner.code}")
    client.post(edit, {"name": "Old ones", "parent": ""})
    inner.refresh_from_db()
    assert (inner.name, inner.parent) == ("Old ones", None)
    remove = library(world.open_, f"folders/remove/?folder={inner.code}")
    assert "No document is lost" in words(client.get(remove))
    assert world.client("max").post(remove).status_code == 403
    client.post(remove)
    assert not Folder.objects.filter(pk=inner.pk).exists()


def test_replies_reactions_and_following_work_under_a_document(world):
    item = document(world, community=world.secret)
    client = world.client("ann")
    page = words(client.get(of(item)))
    assert "Write a reply" in page and "4 people can see this" in page
    answer = client.post(f"/d/{item.code}/reply/", {"body": "Page 2 helped me.", "draft": ""})
    assert answer["Location"].startswith(of(item))
    client.post(f"/d/{item.code}/react/thanks/", {"on": "1"})
    page = words(world.client("max").get(of(item)))
    assert "Page 2 helped me." in page and "Thank you 1" in page


def test_removing_a_document_can_be_undone(world):
    item = document(world)
    client = world.client("max")
    answer = client.post(f"/d/{item.code}/remove/")
    assert answer["Location"] == library(world.open_)
    assert "Reading list" not in words(world.client("ann").get(library(world.open_))).split("<main")[1]
    client.post(f"/d/{item.code}/restore/")
    assert world.client("ann").get(of(item)).status_code == 200


def test_a_version_newer_than_the_last_visit_is_marked(world):
    item = document(world)
    client = world.client("ann")
    client.get(of(item))
    assert "New version" not in words(client.get(library(world.open_)))
    add_version(
        by=world.viewer("max"), item=item, file=sent(b"two", "Reading list.txt"), name="Reading list.txt"
    )
    assert "New version" in words(client.get(library(world.open_)))
    assert "New version" not in words(world.client("max").get(library(world.open_)))
    client.get(of(item))
    assert "New version" not in words(client.get(library(world.open_)))
