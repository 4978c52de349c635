"""Names of files: kept as people wrote them, without what could hurt."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgerow.base.files.kinds import extension_of
from hedgerow.base.files.names import clean_name, with_extension

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Siân's notes – week 3.docx", "Siân's notes – week 3.docx"),
        (f"party {FAMILY}.jpg", f"party {FAMILY}.jpg"),
        ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),
        ("O'Brien & sons (1).pdf", "O'Brien & sons (1).pdf"),
        (r"C:\Users\aoife\Desktop\rota.xlsx", "rota.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("..", "file"),
        ("", "file"),
        (".htaccess", "htaccess"),
        ("cod\u202efdp.exe", "codfdp.exe"),
        ("a\x00b\r\nSet-Cookie: x.txt", "ab Set-Cookie- x.txt"),
        ('what "now"?.pdf', "what 'now'.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("virus.exe . . ", "virus.exe"),
        ("  two   spaces .pdf", "two spaces.pdf"),
        ("Report.PDF", "Report.PDF"),
        ("Dr. Smith teaching", "Dr. Smith teaching"),
    ],
)
def test_names_are_cleaned_and_otherwise_kept(given_name, kept):
    assert clean_name(given_name) == kept


def test_long_names_keep_their_ending():
    name = clean_name("a" * 500 + ".docx")
    assert len(name) == 150
    assert name.endswith("a.docx")
    emoji = clean_name(FAMILY * 100 + ".png")
    assert len(emoji.encode()) <= 240
    assert (
        emoji.endswith("\U0001f467.png")
        or emoji.endswith("\U0001f469.png")
        or emoji.endswith("\U0001f468.png")
    )


@given(st.text(max_size=400))
def test_any_name_becomes_a_safe_one_and_stays_as_it_is_then(text):
    name = clean_name(text)
    assert name
    assert len(name) <= 150
    assert len(name.encode()) <= 240
    assert not set(name) & set('/\\:*?"<>|')
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in name)
    assert name not in (".", "..")
    assert clean_name(name) == name


def test_naughty_strings_become_safe_names(shared_data):
    for text in json.loads((shared_data / "text/naughty-strings.json").read_text(encoding="utf-8")):
        name = clean_name(f"{text}.pdf")
        assert extension_of(name) == "pdf"
        assert "\u202e" not in name


def test_an_ending_is_replaced_or_added():
    assert with_extension("photo.jpg", "png") == "photo.png"
    assert with_extension("photo", "png") == "photo.png"
    assert len(with_extension("a" * 146 + ".gif", "jpeg")) == 150
