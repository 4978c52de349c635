"""Whether a file is accepted, under which name, and what people read when it is not."""

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.base.files.accepting import Refusal, accept, refuse_size
from hedgerow.base.files.sentences import size_in_words

MB = 1024 * 1024
PE = b"MZ\x90\x00" + b"\x00" * 56 + b"\x80\x00\x00\x00" + b"PE\x00\x00"


def accepted(data: bytes, name: str):
    return accept(io.BytesIO(data), name, 200 * MB)


def refusal(data: bytes, name: str, limit: int = 200 * MB) -> str:
    with pytest.raises(Refusal) as caught:
        accept(io.BytesIO(data), name, limit)
    return str(caught.value.sentence)


def test_every_real_file_is_accepted(shared_data):
    files = [
        path for folder in ("pdf", "office", "images", "text") for path in (shared_data / folder).iterdir()
    ]
    assert len(files) > 30
    for path in files:
        found = accept(path, path.name, 200 * MB)
        assert found.size == path.stat().st_size
        if path.suffix:
            assert found.name == path.name


def test_a_file_too_big_is_told_its_size_and_the_way_out():
    sentence = refuse_size("teaching.mp4", int(1.2 * 1024 * MB), 200 * MB).sentence
    assert sentence == '"teaching.mp4" is 1.2 GB. The limit here is 200 MB. You can add a link to it instead.'
    assert refusal(b"x" * 3000, "a.txt", 1024) == (
        '"a.txt" is 3 kB. The limit here is 1 kB. You can add a link to it instead.'
    )


def test_a_file_barely_too_big_is_not_told_that_200_is_more_than_200():
    sentence = refuse_size("talk.mp4", 200 * MB + 1, 200 * MB).sentence
    assert sentence == '"talk.mp4" is just over 200 MB, the limit here. You can add a link to it instead.'


def test_sentences_can_be_put_into_another_language():
    sentence = refuse_size("talk.mp4", 400 * MB, 200 * MB).sentence
    assert sentence.pattern % sentence.values == sentence
    assert sentence.values == {"name": "talk.mp4", "size": "400 MB", "limit": "200 MB"}


def test_a_program_is_refused_by_its_ending():
    expected = "We can't accept .exe files. Documents, pictures, audio, video and zip are fine."
    assert refusal(PE, "setup.exe") == expected
    assert refusal(b"", "setup.EXE") == expected
    assert refusal(PE, "invoice.pdf.exe. ") == expected


def test_a_program_under_another_name_is_refused():
    assert refusal(PE, "results.pdf") == (
        '"results.pdf" is a program inside, so we can\'t accept it. '
        "Documents, pictures, audio, video and zip are fine."
    )
    assert "is a script inside" in refusal(b"#!/bin/sh\nrm -r .\n", "notes.txt")


def test_a_name_written_backwards_does_not_hide_a_program():
    assert refusal(PE, "report\u202efdp.exe").startswith("We can't accept .exe files.")


def test_an_empty_file_is_refused():
    assert refusal(b"", "notes.docx") == (
        '"notes.docx" is empty. Check that it opens on your device, then add it again.'
    )


def test_a_web_page_that_calls_itself_a_pdf_is_refused():
    sentence = refusal(b"<!doctype html><html><script>x()</script></html>", "results.pdf")
    assert sentence.startswith('"results.pdf" does not open as what its name says, a .pdf file.')


def test_a_half_arrived_document_is_refused(shared_data):
    whole = (shared_data / "office/test.docx").read_bytes()
    assert "It may be damaged" in refusal(whole[:5000], "report.docx")


def test_unknown_files_are_refused():
    assert refusal(b"\x00\x01\x02" * 50, "data.xyz").startswith("We can't accept .xyz files.")
    assert refusal(b"\x00\x01\x02" * 50, "data").startswith("We can't tell what kind of file")
    assert refusal(b"Rar!\x1a\x07\x00" + b"\x00" * 20, "notes.rar").startswith("We can't accept .rar files.")
    assert "Make it a zip file" in refusal(b"Rar!\x1a\x07\x00" + b"\x00" * 20, "notes.zip")


@pytest.mark.parametrize(
    ("data", "name", "kept"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 9, "photo.jpg", "photo.png"),
        (b"%PDF-1.4\n", "report.docx", "report.pdf"),
        (b"%PDF-1.4\n", "Version 1.2", "Version 1.2.pdf"),
        (b"%PDF-1.4\n", "report", "report.pdf"),
        (b"hello", "LICENSE", "LICENSE.txt"),
        (b"{}", "list.json", "list.json"),
        (b"hello", "notes.md", "notes.md"),
        (b"{\\rtf1 hello}", "letter.doc", "letter.doc"),
        (b"<p>I write <script> here</p>", "about html.txt", "about html.txt"),
    ],
)
def test_a_wrong_or_missing_ending_among_neighbours_is_put_right(data, name, kept):
    assert accepted(data, name).name == kept


def test_text_that_begins_like_a_zip_file_is_text():
    assert accepted(b"PK,name\n1,Aoife\n", "list.csv").kind.key == "csv"


@given(
    st.sampled_from(
        [b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"MZ", b"RIFF", b"\xff"]
    ),
    st.binary(max_size=2000),
    st.sampled_from(["a", "a.pdf", "a.docx", "a.xls", "a.txt", "a.mp4", "a.exe", "a.csv"]),
)
def test_any_bytes_are_accepted_or_refused_in_words(start, rest, name):
    try:
        assert accepted(start + rest, name).size == len(start + rest)
    except Refusal as refused:
        assert str(refused.sentence).endswith(".")


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_bent_containers_are_accepted_or_refused_in_words(shared_data, data):
    whole = bytearray(data.draw(st.sampled_from(_containers(shared_data))))
    for _ in range(data.draw(st.integers(1, 6))):
        # The directories lie at the end of zip files and at the start of compound ones.
        at = data.draw(st.integers(0, 1500))
        whole[-at - 1 if whole.startswith(b"PK") else at] = data.draw(st.integers(0, 255))
    try:
        accepted(bytes(whole), "a.docx")
    except Refusal as refused:
        assert str(refused.sentence).endswith(".")


def _containers(shared_data):
    return [(shared_data / "office" / name).read_bytes() for name in ("utf8-bom.docx", "test.xls")]


def zip_of(members: int, size: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(members):
            archive.writestr(f"{number}.txt", b"\x00" * size)
    return out.getvalue()


def test_a_zip_bomb_is_refused():
    bomb = zip_of(5, 50 * MB)
    assert len(bomb) < 2 * MB
    sentence = refusal(bomb, "slides.zip")
    assert sentence == (
        '"slides.zip" would unpack to more than we can hold (4 GB, or over 5,000 files). '
        "You can add smaller zip files instead."
    )


def test_a_zip_that_claims_more_than_a_disk_holds_is_refused():
    data = bytearray(zip_of(2))
    for at in [at for at in range(len(data)) if data[at : at + 4] == b"PK\x01\x02"]:
        struct.pack_into("<I", data, at + 24, 0xFFFFFFF0)
    assert "would unpack to more than we can hold" in refusal(bytes(data), "x.zip")


def test_a_zip_of_ten_thousand_members_is_refused_and_one_of_a_hundred_is_not():
    assert "over 5,000 files" in refusal(zip_of(10_000), "many.zip")
    assert accepted(zip_of(100), "some.zip").kind.key == "zip"


def test_a_zip_whose_directory_is_huge_is_refused_without_reading_it():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(200):
            archive.writestr(f"{number:03}" + "n" * 60_000, b"")
    assert len(out.getvalue()) > 20 * MB
    assert "would unpack" in refusal(out.getvalue(), "long names.zip")


def test_sizes_are_said_as_windows_says_them():
    said = [
        size_in_words(size) for size in (1, 999, 1024, 340 * 1024, 1024 * 1024 - 1, 5 * MB, int(1.25 * MB))
    ]
    assert said == ["1 byte", "999 bytes", "1 kB", "340 kB", "1 MB", "5 MB", "1.2 MB"]
    assert size_in_words(3 * 1024**4) == "3 TB"
