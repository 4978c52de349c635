"""The text inside: of every real file, and of hostile ones, each ends as read or with a sentence."""

import os
from pathlib import Path

import pytest

from hedgerow.base.jobs.testing import run_all
from hedgerow.library.actions import add_document, add_version
from hedgerow.library.jobs import read_version
from hedgerow.library.models import Document, PageText, Version
from hedgerow.search.models import Entry
from tests.library.making import pdf, sent
from tests.sweeps import once

#: Words that a person would look for, by file.
INSIDE = {
    "002-trivial-libre-office-writer.pdf": "Lorem ipsum",
    "minimal-document.pdf": "consetetur sadipscing",
    "test.docx": "AutoGen",
    "test.pptx": "AutoGen",
    "test.xlsx": "affc7dad-52dc-4b98-9b5d-51e65d8a8ad0",
    "tables.docx": "Top left",
}
LOCKED = "This file has a password, so we can't read the text inside it. You can still download it."


def added(world, data: bytes, name: str) -> Version:
    item = add_document(by=world.viewer("max"), community=world.open_, file=sent(data, name), name=name)
    run_all()
    return Document.objects.get(item=item).current


def real_files():
    folder = Path(
        os.environ.get("HEDGEROW_TEST_DATA", Path(__file__).resolve().parents[3] / "shared" / "data")
    )
    return sorted(
        str(path.relative_to(folder))
        for part in ("pdf", "office", "images", "text")
        for path in (folder / part).glob("*.*")
        if path.name != "corrupted.heic"
    )


@once
@pytest.mark.parametrize("name", real_files())
def test_every_real_file_is_kept_and_read_or_says_why_not(world, shared_data, name):
    path = shared_data / name
    version = added(world, path.read_bytes(), path.name)
    text = "\n".join(PageText.objects.filter(version=version).values_list("text", flat=True))
    assert version.reading in ("read", "unreadable")
    if version.reading == "unreadable":
        assert version.reading_note.endswith(".")
    if path.name in INSIDE:
        assert INSIDE[path.name] in text
        assert Entry.objects.filter(version=version).exists()


def test_a_file_with_a_password_says_so(world, shared_data):
    path = shared_data / "pdf" / "libreoffice-writer-password.pdf"
    version = added(world, path.read_bytes(), path.name)
    assert (version.reading, version.reading_note) == ("unreadable", LOCKED)


def test_a_damaged_file_costs_only_its_text(world):
    version = added(world, b"%PDF-1.7\n" + b"broken " * 100, "broken.pdf")
    assert version.reading == "unreadable" and "damaged" in version.reading_note


def test_search_gets_the_newest_text_only(world):
    first = added(world, pdf("Bramble"), "a.pdf")
    assert Entry.objects.filter(version=first, body__contains="Bramble").exists()
    add_version(
        by=world.viewer("max"), item=first.document.item, file=sent(pdf("Sloe"), "a.pdf"), name="a.pdf"
    )
    run_all()
    assert not Entry.objects.filter(version=first).exists()
    assert Entry.objects.filter(body__contains="Sloe").exists()


def test_a_version_is_read_once(world, monkeypatch):
    version = added(world, b"words", "a.txt")
    monkeypatch.setattr("hedgerow.library.reading.extract", lambda *_: pytest.fail("read again"))
    read_version.call(version.pk)
    again = added(world, b"words", "b.txt")
    assert PageText.objects.get(version=again).text == "words"
