"""Bytes that no row names leave the disk after a day; everything that is used or on its way stays."""

import io
import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from hedgerow.base.jobs.testing import run_all
from hedgerow.items.actions import add_reply, open_draft, save_draft
from hedgerow.items.blobs import attach_file, store, store_blob
from hedgerow.items.models import Attachment, Blob, Draft
from hedgerow.library.actions import add_document, add_version, bring_file
from hedgerow.library.command import main
from hedgerow.library.sweeping import sweep_files
from hedgerow.people.actions.profile import photos, set_photo
from hedgerow.people.models import Person
from tests.library.making import photo, sent
from tests.world import make_item

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stored(settings, tmp_path: Path) -> None:
    settings.FILES = tmp_path / "files"


def grow_old() -> None:
    """Everything here was added two days ago."""
    then = timezone.now() - timedelta(days=2)
    Blob.objects.update(created_at=then)
    Attachment.objects.update(at=then)
    for path in Path(django_settings.FILES).rglob("*"):
        os.utime(path, (time.time() - 2 * 86400,) * 2)


def text(words: str):
    return sent(words.encode(), "a.txt")


def test_what_is_used_stays(world):
    max_, fay = world.viewer("max"), world.viewer("fay")
    # In a reply, in a draft, in an older version, waiting for an answer; with smaller pictures; a face.
    item = make_item(world.secret, world.fay)
    draft = open_draft(by=max_, code="", item=item)
    attach_file(by=max_, draft=draft, file=io.BytesIO(photo()), name="me.jpg")
    add_reply(by=max_, item=item, text="Look", draft=draft)
    writing = save_draft(by=max_, draft=open_draft(by=max_, code="", item=item), text="Half")
    attach_file(by=max_, draft=writing, file=text("of a draft"), name="a.txt")
    document = add_document(by=fay, community=world.secret, file=text("the first"), name="list.txt")
    add_version(by=fay, item=document, file=text("the second"), name="list.txt")
    assert bring_file(by=fay, community=world.secret, file=text("the third"), name="list.txt").upload
    set_photo(by=max_, file=io.BytesIO(photo()), name="face.jpg")
    run_all()
    assert Blob.objects.get(kind="jpeg").derivatives
    before = set(store().keys())
    assert {key.partition("/")[0] for key in before} == {world.secret.code, "people"}
    grow_old()
    assert sweep_files().keys == () and set(store().keys()) == before
    assert photos().exists(Person.objects.get(pk=world.max.pk).photo)


def test_what_nothing_names_goes_after_a_day_with_its_row(world):
    max_, item = world.viewer("max"), make_item(world.secret, world.fay)
    draft = open_draft(by=max_, code="", item=item)
    taken_off = attach_file(by=max_, draft=draft, file=io.BytesIO(photo()), name="me.jpg")
    run_all()
    taken_off.delete()
    # A draft that was deleted leaves a file that nobody sees.
    gone = open_draft(by=max_, code="", item=item)
    attach_file(by=max_, draft=gone, file=text("of a draft"), name="a.txt")
    Draft.objects.filter(pk=gone.pk).delete()
    # Bytes whose row was never written.
    store().put(io.BytesIO(b"a crash came first"), namespace=world.secret.code, limit=1000)
    with store().scratch() as leftover:
        (leftover / "part").write_bytes(b"half")
        assert sweep_files().keys == (), "all of it is from today"
        assert Blob.objects.count() == 2
        grow_old()
        found = sweep_files()
    assert len(found.keys) >= 4 and found.leftovers == 1
    assert not Blob.objects.exists() and not Attachment.objects.exists() and not list(store().keys())


def test_bytes_that_are_added_again_stay(world):
    kept = store_blob(community=world.secret, file=text("again"), name="a.txt").blob
    grow_old()
    again = store_blob(community=world.secret, file=text("again"), name="b.txt").blob
    assert again == kept
    assert sweep_files().keys == () and store().exists(kept.path) and Blob.objects.get() == kept


def test_the_command_says_what_went(world, capsys):
    assert main([]) == 0 and "nothing to remove" in capsys.readouterr().out
    store_blob(community=world.secret, file=text("unused"), name="a.txt")
    grow_old()
    assert main([]) == 0 and capsys.readouterr().out.startswith("Removed 1 files (6 bytes)")
