"""Bytes are kept once inside one community, never across; pictures tell nothing of place and time."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from PIL import Image

from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.base.codes import new_code
from hedgerow.base.files.accepting import Refusal
from hedgerow.base.jobs.testing import run_all
from hedgerow.items.actions import add_reply, open_draft, start_item
from hedgerow.items.blobs import attach_all, attach_file, store, store_blob
from hedgerow.items.models import Attachment, Blob
from tests.library.making import GPS, ORIENTATION, PROGRAM, bomb, pdf, photo, sent


@pytest.fixture(autouse=True)
def stored(settings, tmp_path: Path) -> Path:
    settings.FILES = tmp_path / "files"
    return settings.FILES


def picture_of(blob: Blob) -> Image.Image:
    with store().open(blob.path) as file:
        return Image.open(io.BytesIO(file.read()))


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.name != ".lock"]


def test_equal_bytes_are_kept_once_in_a_community_and_apart_across_communities(world, stored):
    first = store_blob(community=world.open_, file=sent(b"the same words", "a.txt"), name="a.txt")
    again = store_blob(community=world.open_, file=sent(b"the same words", "b.txt"), name="b.txt")
    other = store_blob(community=world.secret, file=sent(b"the same words", "a.txt"), name="a.txt")
    assert first.blob == again.blob and (first.name, again.name) == ("a.txt", "b.txt")
    assert other.blob != first.blob and other.blob.path != first.blob.path
    assert len(kept(stored)) == 2


def test_a_photo_is_stored_upright_and_says_nothing_of_where_it_was_taken(world):
    data = photo(orientation=6)
    assert GPS in Image.open(io.BytesIO(data)).getexif()
    blob = store_blob(community=world.open_, file=sent(data, "me.jpg"), name="me.jpg").blob
    found = picture_of(blob)
    assert not found.getexif() and "exif" not in found.info
    assert found.size == (40, 60) == (blob.width, blob.height)
    right, left = found.convert("RGB").getpixel((35, 30)), found.convert("RGB").getpixel((5, 30))
    assert right[0] > 200 > left[0] and left[2] > 200


@pytest.mark.parametrize(
    "name",
    [
        "Landscape_1.jpg",
        "Landscape_6.jpg",
        "Portrait_3.jpg",
        "Portrait_8.jpg",
        "zPug_3.heic",
        "L_exif_xmp_iptc.heic",
    ],
)
def test_every_real_picture_loses_what_it_tells_and_stands_upright(world, shared_data, name):
    with (shared_data / "images" / name).open("rb") as file:
        blob, shown = store_blob(community=world.open_, file=file, name=name)
    found = picture_of(blob)
    assert not found.getexif().get(ORIENTATION) and GPS not in found.getexif() and "xmp" not in found.info
    assert shown.endswith((".jpg", ".jpeg")) and blob.media_type == "image/jpeg"
    if "_" in name and name.startswith(("Landscape", "Portrait")):
        assert (found.width > found.height) == name.startswith("Landscape")


def test_a_picture_that_cannot_be_drawn_is_refused_because_it_may_still_tell(world, shared_data, stored):
    with (shared_data / "images" / "corrupted.heic").open("rb") as file, pytest.raises(Refusal) as caught:
        store_blob(community=world.open_, file=file, name="corrupted.heic")
    assert str(caught.value.sentence).startswith('"corrupted.heic" does not open as a picture.')
    assert not Blob.objects.exists() and not kept(stored)


@pytest.mark.parametrize(
    "data,name,sentence",
    [
        (b"", "empty.pdf", '"empty.pdf" is empty.'),
        (PROGRAM, "letter.pdf", '"letter.pdf" is a program inside'),
        (PROGRAM, "setup.exe", "We can't accept .exe files."),
        (b"x" * 2_100_000, "much.txt", '"much.txt" is 2 MB. The limit here is 1 MB.'),
    ],
)
def test_what_is_not_accepted_gets_one_plain_sentence_and_nothing_stays(
    world, settings, stored, data, name, sentence
):
    settings.MAX_FILE_MB = 1
    with pytest.raises(Refusal) as caught:
        store_blob(community=world.open_, file=sent(data, name), name=name)
    assert str(caught.value.sentence).startswith(sentence)
    assert not Blob.objects.exists() and not kept(stored)


def test_a_bomb_is_refused(world, stored):
    with pytest.raises(Refusal) as caught:
        store_blob(community=world.open_, file=sent(bomb(), "many.zip"), name="many.zip")
    assert "would unpack to more than we can hold" in str(caught.value.sentence)
    assert not kept(stored)


def test_an_upload_that_lies_on_the_disk_is_taken_from_there(world):
    file = TemporaryUploadedFile("a.txt", "text/plain", 5, "utf-8")
    file.write(b"hello")
    file.seek(0)
    blob = store_blob(community=world.open_, file=file, name="a.txt").blob
    assert store().open(blob.path).read() == b"hello"


def test_smaller_pictures_are_drawn_by_the_worker(world):
    large = store_blob(
        community=world.open_, file=sent(photo(size=(2000, 1000), orientation=1), "a.jpg"), name="a.jpg"
    ).blob
    paper = store_blob(community=world.open_, file=sent(pdf(pages=2), "a.pdf"), name="a.pdf").blob
    run_all()
    large.refresh_from_db()
    paper.refresh_from_db()
    assert set(large.derivatives) == {"small", "large"}
    assert set(paper.derivatives) == {"small", "page-1", "page-2"}
    with store().open(large.derivatives["small"]) as file:
        assert Image.open(file).size == (480, 240)
    assert all(key.startswith(world.open_.code) for key in paper.derivatives.values())


def test_a_file_that_cannot_be_drawn_costs_its_own_picture_only(world):
    blob = store_blob(community=world.open_, file=sent(b"%PDF-1.4\nbroken", "a.pdf"), name="a.pdf").blob
    run_all()
    blob.refresh_from_db()
    assert blob.derivatives == {}


def draft_of(world, name: str, community=None, item=None):
    return open_draft(by=world.viewer(name), code=new_code(), community=community, item=item)


def test_only_its_writer_attaches_to_a_draft_and_sees_the_file_until_it_is_posted(world):
    draft = draft_of(world, "max", world.open_)
    made = attach_file(by=world.viewer("max"), draft=draft, file=sent(b"words", "a.txt"), name="a.txt")
    with pytest.raises(NotVisible):
        attach_file(by=world.viewer("fay"), draft=draft, file=sent(b"words", "a.txt"), name="a.txt")

    def seers() -> set[str]:
        names = ("fay", "max", "ann", "lil", "sue", "otto", "nobody")
        return {
            name for name in names if Attachment.objects.visible_to(world.viewer(name)).filter(pk=made.pk)
        }

    assert seers() == {"max"}
    start_item(
        by=world.viewer("max"),
        community=world.open_,
        kind="discussion",
        title="A",
        text="b",
        audience="members",
        draft=draft,
    )
    assert seers() == {"fay", "max", "ann", "lil"}


def test_nobody_keeps_files_where_they_may_not_write(world):
    draft = draft_of(world, "otto", world.open_)
    with pytest.raises(NotAllowed):
        attach_file(by=world.viewer("otto"), draft=draft, file=sent(b"words", "a.txt"), name="a.txt")
    assert not Blob.objects.exists()


def test_of_several_files_the_good_ones_are_kept_and_the_others_get_a_sentence(world):
    draft = draft_of(world, "max", world.open_)
    said = attach_all(
        world.viewer("max"), draft, [sent(b"", "a.txt"), sent(b"words", "b.txt"), sent(PROGRAM, "c.exe")]
    )
    assert [one[:20] for one in said] == ['"a.txt" is empty. Ch', "We can't accept .exe"]
    assert list(Attachment.objects.values_list("name", flat=True)) == ["b.txt"]


def test_a_draft_posted_in_another_community_brings_bytes_of_its_own(world):
    draft = draft_of(world, "max", world.secret)
    attach_file(by=world.viewer("max"), draft=draft, file=sent(b"words", "a.txt"), name="a.txt")
    start_item(
        by=world.viewer("max"), community=world.open_, kind="discussion", title="A", text="b", draft=draft
    )
    file = Attachment.objects.get()
    assert file.blob.community == world.open_ and file.item.community == world.open_
    assert store().open(file.blob.path).read() == b"words"


def test_a_reply_brings_its_files(world):
    item = start_item(by=world.viewer("ann"), community=world.secret, kind="discussion", title="A", text="b")
    draft = draft_of(world, "max", item=item)
    attach_file(by=world.viewer("max"), draft=draft, file=sent(b"words", "a.txt"), name="a.txt")
    reply = add_reply(by=world.viewer("max"), item=item, text="see the file", draft=draft)
    assert Attachment.objects.get().reply == reply and Attachment.objects.get().item == item
