"""Files made to hurt: each gives a note, none an exception, and none gets out of its process."""

import io
import json
import os
import socket
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from hedgerow.base.files.kinds import KINDS
from hedgerow.base.parsing.extracting import extract
from hedgerow.base.parsing.limits import MAX_CHARACTERS, MEGABYTE, TEXT_LIMITS, Limits
from hedgerow.base.parsing.pictures import picture, render_pdf_page, strip
from hedgerow.base.parsing.sandbox import run_confined

UNSAFE = "We did not read the text inside this file, because it is built in an unsafe way."
DAMAGED = "We can't read the text inside this file. It may be damaged. You can still download it."
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def write_zip(path: Path, members: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def word(path: Path, body: bytes | str) -> Path:
    return write_zip(path, {"word/document.xml": body})


def note(path: Path, key: str, limits: Limits = TEXT_LIMITS) -> str:
    return extract(path, KINDS[key], limits).note


def test_the_smallest_word_document_is_read(tmp_path):
    """Shows that the hostile ones below are refused for their trick, not for being small."""
    path = word(
        tmp_path / "a.docx", f'<w:document xmlns:w="{W}"><w:p><w:r><w:t>Hi</w:t></w:r></w:p></w:document>'
    )
    found = extract(path, KINDS["docx"])
    assert (found.text, found.note) == ("Hi", "")


def test_a_billion_laughs_are_not_laughed(tmp_path):
    def laugh(n):
        return f"&l{n};" * 10

    entities = "".join(f'<!ENTITY l{n} "{laugh(n - 1)}">' for n in range(1, 10))
    body = (
        f'<!DOCTYPE d [<!ENTITY l0 "lol">{entities}]><w:document xmlns:w="{W}"><w:t>&l9;</w:t></w:document>'
    )
    assert note(word(tmp_path / "a.docx", body), "docx") == UNSAFE


def test_slides_with_an_external_entity_read_no_other_file(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    body = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}">]><p><sldIdLst><t>&x;</t></sldIdLst></p>'
    found = extract(write_zip(tmp_path / "a.pptx", {"ppt/presentation.xml": body}), KINDS["pptx"])
    assert found.note == UNSAFE
    assert "secret" not in repr(found)


def test_a_document_that_unpacks_without_end_is_stopped(tmp_path):
    def endless():
        yield f'<w:document xmlns:w="{W}"><w:p><w:r><w:t>'.encode()
        for _ in range(400):
            yield b"a" * MEGABYTE

    path = tmp_path / "a.docx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as part,
    ):
        for chunk in endless():
            part.write(chunk)
    assert path.stat().st_size < MEGABYTE
    assert note(path, "docx") == UNSAFE


def test_xml_nested_without_end_is_stopped(tmp_path):
    body = f'<w:document xmlns:w="{W}">' + "<w:p>" * 200_000
    assert note(word(tmp_path / "a.docx", body), "docx") == UNSAFE


def test_ten_thousand_members_are_too_many(tmp_path):
    path = write_zip(
        tmp_path / "a.docx", {f"word/{n}.xml": b"" for n in range(10_000)} | {"word/document.xml": "<d/>"}
    )
    assert note(path, "docx") == UNSAFE


def test_a_member_that_lies_about_its_size_is_damaged(tmp_path):
    path = word(
        tmp_path / "a.docx", f'<w:document xmlns:w="{W}"><w:t>' + "long " * 1000 + "</w:t></w:document>"
    )
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    path.write_bytes(data)
    assert note(path, "docx") == DAMAGED


def test_a_document_cut_short_says_it_may_be_damaged(shared_data, tmp_path):
    for name, key in (
        ("office/test.docx", "docx"),
        ("office/test.xlsx", "xlsx"),
        ("office/test.pptx", "pptx"),
    ):
        path = tmp_path / "cut"
        path.write_bytes((shared_data / name).read_bytes()[:5000])
        assert note(path, key) == DAMAGED


def test_a_pdf_cut_short_gives_what_is_left_or_a_note(shared_data, tmp_path):
    whole = (shared_data / "pdf/pdflatex-4-pages.pdf").read_bytes()
    for part in (8, 3, 2):
        path = tmp_path / "cut.pdf"
        path.write_bytes(whole[: len(whole) // part])
        found = extract(path, KINDS["pdf"])
        assert found.note
    assert note(_written(tmp_path / "none.pdf", b""), "pdf") == DAMAGED
    assert note(_written(tmp_path / "only.pdf", b"%PDF-1.7\n"), "pdf") == DAMAGED


@pytest.mark.parametrize("key", [key for key, kind in KINDS.items() if kind.readable])
def test_bytes_of_nonsense_give_an_answer_for_every_kind(tmp_path, key):
    path = _written(tmp_path / "nonsense", bytes((n * 89 + n // 7) % 256 for n in range(20_000)))
    assert extract(path, KINDS[key]).page_count in (None, 0, 1)


def test_a_file_that_is_not_there_gives_a_note(tmp_path):
    assert note(tmp_path / "absent.docx", "docx")


def test_a_workbook_of_too_many_cells_is_read_in_part(tmp_path):
    row = "<row>" + "<c><v>1</v></c>" * 500 + "</row>"
    path = write_zip(
        tmp_path / "a.xlsx",
        {
            "xl/workbook.xml": '<workbook><sheets><sheet name="A" id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<R><Relationship Id="r1" Type="x/worksheet" Target="s.xml"/></R>',
            "xl/s.xml": "<worksheet>" + row * 700 + "</worksheet>",
        },
    )
    found = extract(path, KINDS["xlsx"])
    assert found.note.startswith("This file is very long.")
    assert found.pages[0].text.startswith("1\t1\t")


def test_a_very_long_text_is_read_in_part(tmp_path):
    found = extract(_written(tmp_path / "a.txt", b"word " * 2_000_000), KINDS["text"])
    assert found.note.startswith("This file is very long.")
    assert len(found.text) <= MAX_CHARACTERS


def test_what_was_read_before_the_time_was_up_is_kept(shared_data):
    path = shared_data / "pdf/GeoTopo-komprimiert.pdf"
    found = extract(path, KINDS["pdf"], Limits(wall_seconds=0.001))
    assert found.note == "Reading this file took too long. Search finds what we read until then."
    assert found.pages == ()


def test_a_child_without_room_for_its_answer_gives_a_note(shared_data):
    found = extract(shared_data / "pdf/GeoTopo-komprimiert.pdf", KINDS["pdf"], Limits(written=60_000))
    assert 0 < len(found.pages) < 117
    assert found.note == "We can't read the text inside this file. You can still download it."


def test_a_child_without_memory_gives_a_note(tmp_path):
    path = word(tmp_path / "a.docx", f'<w:document xmlns:w="{W}"><w:t>' + "a" * 90 * MEGABYTE)
    assert note(path, "docx", Limits(memory=100 * MEGABYTE)) == (
        "This file needs too much memory to read. Search finds what we read until then."
    )


def png(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\x00" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_picture_that_claims_to_be_huge_is_not_drawn(tmp_path):
    path = _written(tmp_path / "huge.png", png(60_000, 60_000))
    for drawn in (picture(path, tmp_path / "out", 300), strip(path, tmp_path / "out")):
        assert drawn.note == "This picture is too large to show. You can still download it."
    assert sorted(p.name for p in tmp_path.iterdir()) == ["huge.png"]


def test_damaged_pictures_leave_nothing_behind(shared_data, tmp_path):
    cut = (shared_data / "images/Landscape_1.jpg").read_bytes()[:50_000]
    for data in (
        cut,
        png(100, 100)[:60],
        (shared_data / "images/corrupted.heic").read_bytes(),
        b"",
        b"<svg/>",
    ):
        path = _written(tmp_path / "in", data)
        assert not picture(path, tmp_path / "out.webp", 300).ok
        assert not strip(path, tmp_path / "out.webp").ok
        assert not render_pdf_page(path, tmp_path / "out.webp").ok
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in"]


def test_an_older_preview_stays_when_a_new_one_cannot_be_made(tmp_path):
    out = _written(tmp_path / "out.webp", b"older")
    assert not picture(_written(tmp_path / "in", b"nothing"), out, 300).ok
    assert out.read_bytes() == b"older"


CONFINED = """
import json, os, socket, sys
from hedgerow.base.parsing.confinement import confine
readable, writable, other, port = sys.argv[1:5]
tries = {
    "read named": lambda: open(readable).close(),
    "write named": lambda: open(writable, "w").close(),
    "read other": lambda: open(other).close(),
    "write other": lambda: open(other, "a").close(),
    "make file": lambda: open(other + ".new", "w").close(),
    "environment of parent": lambda: open(f"/proc/{os.getppid()}/environ", "rb").close(),
    "connect": lambda: socket.create_connection(("127.0.0.1", int(port)), 5).close(),
}
def outcome(attempt):
    try:
        attempt()
    except OSError:
        return False
    return True
before = {name: outcome(attempt) for name, attempt in tries.items()}
steps = confine([readable], [writable])
after = {name: outcome(attempt) for name, attempt in tries.items()}
print(json.dumps([steps, before, after]))
"""


def test_a_reader_that_was_taken_over_reaches_neither_files_nor_network(tmp_path):
    paths = [str(_written(tmp_path / name, b"x")) for name in ("in", "out", "database")]
    with socket.create_server(("127.0.0.1", 0)) as server:
        arguments = [sys.executable, "-c", CONFINED, *paths, str(server.getsockname()[1])]
        output = subprocess.run(
            arguments, capture_output=True, check=True, cwd=Path(__file__).parents[3]
        ).stdout
    steps, before, after = json.loads(output)
    if not {"no network", "no other files"} <= set(steps):
        pytest.skip(f"this kernel or container confines less: {steps}")
    assert all(before.values()), before
    assert after == {name: name in ("read named", "write named") for name in before}


def test_readers_do_run_confined_and_without_our_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONSTARTUP", "/nowhere")
    answer = run_confined("text", _written(tmp_path / "a.txt", b"hello"), TEXT_LIMITS, kind="text")
    assert answer.stopped == ""
    assert "no new rights" in answer.confined or sys.platform != "linux"


def readers_running() -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
            parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        if b"hedgerow.base.parsing.child" in command and parent == str(os.getpid()):
            found.append(process.name)
    return found


def test_no_process_is_left_behind(tmp_path):
    path = word(tmp_path / "a.docx", f'<w:document xmlns:w="{W}">' + "<w:p></w:p>" * 2_000_000)
    extract(path, KINDS["docx"], Limits(wall_seconds=0.5))
    assert readers_running() == []


def test_an_unknown_task_or_a_broken_answer_is_only_a_stop(tmp_path):
    path = _written(tmp_path / "a.txt", b"hello")
    assert run_confined("no-such-task", path, TEXT_LIMITS).stopped == "problem"
    assert extract(_written(tmp_path / "b.txt", b'{"done": true}\n{"page": "x"}'), KINDS["text"]).note == ""


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_an_answer_is_the_same_however_the_zip_was_made(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/document.xml", f'<w:d xmlns:w="{W}"><w:p><w:t>Hi</w:t></w:p></w:d>')
    assert extract(_written(tmp_path / "a.docx", b"junk before" + out.getvalue()), KINDS["docx"]).text == "Hi"
