"""What a file is, by what is in it."""

import io
import zipfile

import pytest

from hedgerow.base.files.kinds import KINDS
from hedgerow.base.files.sniffing import sniff

PE = b"MZ\x90\x00" + b"\x00" * 56 + b"\x80\x00\x00\x00" + b"PE\x00\x00"


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def key(data: bytes, name: str = "file") -> str:
    return sniff(io.BytesIO(data), name).key


def box(brand: bytes, *others: bytes) -> bytes:
    body = brand + b"\x00\x00\x02\x00" + b"".join(others)
    return (len(body) + 8).to_bytes(4, "big") + b"ftyp" + body + b"\x00" * 32


@pytest.mark.parametrize(
    ("folder", "suffix", "expected"),
    [
        ("pdf", ".pdf", "pdf"),
        ("office", ".docx", "docx"),
        ("office", ".pptx", "pptx"),
        ("office", ".xlsx", "xlsx"),
        ("office", ".xls", "xls"),
        ("office", ".msg", "msg"),
        ("images", ".jpg", "jpeg"),
        ("images", ".heic", "heic"),
        ("text", ".csv", "csv"),
        ("text", ".json", "text"),
    ],
)
def test_real_files_are_known_by_their_content(shared_data, folder, suffix, expected):
    found = {path.name: sniff(path, path.name).key for path in (shared_data / folder).glob(f"*{suffix}")}
    assert found
    assert set(found.values()) == {expected}, found


def test_real_files_are_known_even_without_a_name(shared_data):
    for name, expected in {
        "office/test.docx": "docx",
        "office/test.xls": "xls",
        "office/test_outlook_msg.msg": "msg",
        "pdf/minimal-document.pdf": "pdf",
        "images/zPug_3.heic": "heic",
    }.items():
        assert sniff(shared_data / name, "").key == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (PE, "program"),
        (b"\x7fELF\x02\x01\x01" + b"\x00" * 20, "program"),
        (b"\xcf\xfa\xed\xfe" + b"\x00" * 20, "program"),
        (b"#!/bin/sh\necho hello\n", "script"),
        (b"\xef\xbb\xbf#!/usr/bin/env python\n", "script"),
        (b"{\\rtf1\\ansi Hello}", "rtf"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 20, "png"),
        (b"GIF89a" + b"\x00" * 20, "gif"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "webp"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "wav"),
        (b"OggS\x00\x02" + b"\x00" * 20 + b"\x01vorbis", "ogg"),
        (b"OggS\x00\x02" + b"\x00" * 22 + b"\x80theora", "ogv"),
        (b"ID3\x04\x00\x00" + b"\x00" * 20, "mp3"),
        (b"\xff\xfb\x90\x64" + b"\x00" * 20, "mp3"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm", "webm"),
        (box(b"isom", b"mp41"), "mp4"),
        (box(b"M4A "), "m4a"),
        (box(b"M4V "), "m4v"),
        (box(b"qt  "), "mov"),
        (box(b"heic", b"mif1"), "heic"),
        (box(b"mif1", b"heic"), "heic"),
        (box(b"avif", b"mif1"), "avif"),
        (box(b"mif1", b"miaf", b"avif"), "avif"),
        (b"<?xml version='1.0'?><!-- drawn --><svg xmlns='http://www.w3.org/2000/svg'/>", "svg"),
        (b"  <!DOCTYPE html><html><body><svg/></body></html>", "html"),
        (b"\xff\xfe" + "<html><script>x()</script>".encode("utf-16-le"), "html"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "calendar"),
        (b"Rar!\x1a\x07\x01\x00", "archive"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "archive"),
        ("Siân said: 5 £ – fine".encode(), "text"),
        ("Siân said: £5".encode("cp1252"), "text"),
        (b"\xff\xfe" + "Siân".encode("utf-16-le"), "text"),
        (b"\x00\x01\x02\x03" * 20, "unknown"),
        (b"", "unknown"),
        (b"\x00\x00junk before %PDF-1.4\n", "pdf"),
    ],
)
def test_made_files_are_known_by_their_content(data, expected):
    assert key(data) == expected


def test_a_name_decides_only_between_kinds_that_look_alike():
    assert key(box(b"isom"), "talk.m4a") == "m4a"
    assert key(b"name,age\nAoife,30\n", "list.csv") == "csv"
    assert key(b"name,age\nAoife,30\n", "list.txt") == "text"
    assert key(b"alert(1)", "tidy.js") == "script"
    assert key(PE, "results.pdf") == "program"


def test_zip_files_are_known_by_their_members():
    odf = "application/vnd.oasis.opendocument."
    assert key(zipped(mimetype=(odf + "text").encode())) == "odt"
    assert key(zipped(mimetype=(odf + "presentation").encode())) == "odp"
    assert key(zipped(mimetype=(odf + "spreadsheet").encode())) == "ods"
    assert key(zipped(**{"notes.txt": b"hello"})) == "zip"
    assert key(zipped(**{"META-INF/MANIFEST.MF": b"Manifest-Version: 1.0"})) == "program"
    macros = (
        b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    )
    assert key(zipped(**{"[Content_Types].xml": macros})) == "docm"


def test_a_zip_file_cut_short_is_unknown(shared_data):
    whole = (shared_data / "office/test.docx").read_bytes()
    assert key(whole, "test.docx") == "docx"
    assert key(whole[: len(whole) // 2], "test.docx") == "unknown"


def test_only_kinds_that_run_nothing_are_shown_inside_a_page():
    safe = {kind.key for kind in KINDS.values() if kind.inline_safe and kind.family not in ("audio", "video")}
    assert safe == {"pdf", "jpeg", "png", "gif", "webp", "avif", "text"}


def test_the_position_of_an_open_file_is_kept():
    stream = io.BytesIO(b"%PDF-1.4 and more")
    stream.seek(5)
    sniff(stream, "a.pdf")
    assert stream.tell() == 5
