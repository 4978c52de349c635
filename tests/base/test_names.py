"""Names stay people's names when they are made short."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.base.names import first_name, fold, initials, slug, tint


@pytest.mark.parametrize(
    ("name", "letters", "first"),
    [
        ("Caitríona Maplewell", "CM", "Caitríona"),
        ("Dr Caitríona Maplewell", "CM", "Caitríona"),
        ("Prof. Dr. Siân O'Brien PhD", "SO", "Siân"),
        ("Élodie de la Haye", "ÉH", "Élodie"),
        ("E\u0301lodie Haye", "ÉH", "E\u0301lodie"),
        ("Siân", "S", "Siân"),
        ("Ann Nurse", "AN", "Ann"),
        ("Dr", "D", "Dr"),
        ("Meera (she/her) Rowan", "MR", "Meera"),
        ("  ann   lee ", "AL", "ann"),
        ("'Ann' Lee", "AL", "'Ann'"),
        ("ßeta Lee", "SL", "ßeta"),
        ("王 小明", "王小", "王"),
        ("👍", "?", "👍"),
        ("", "?", ""),
    ],
)
def test_initials_and_first_name(name: str, letters: str, first: str) -> None:
    assert initials(name) == letters
    assert first_name(name) == first


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Siân", "sian"),
        ("Sia\u0302n", "sian"),
        ("O’Brien", "o'brien"),
        ("“Quoted”", '"quoted"'),
        ("ŁÓDŹ Ørsted Æsop Straße", "lodz orsted aesop strasse"),
        ("ﬁt ＮＯＴＥ", "fit note"),
        ("ŵyŷ", "wyy"),
        ("हिन्दी", "हिन्दी"),
        ("ไทยแลนด์", "ไทยแลนด์"),
        ("مُحَمَّد", "محمد"),
        ("İstanbul ıI", "istanbul ii"),
    ],
)
def test_folding_makes_equal_what_people_take_for_equal(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
@settings(max_examples=500, deadline=None)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Small Group North", "small-group-north"),
        ("Tŷ Llwyd: dysgu’r gwaith", "ty-llwyd-dysgur-gwaith"),
        ("What do you say when… (a question)", "what-do-you-say-when-a-question"),
        ("👍 Fit notes 👍", "fit-notes"),
        ("👍", "untitled"),
        ("مرحبا", "untitled"),
        ("", "untitled"),
        ("../../etc/passwd", "etc-passwd"),
        ("a" * 80, "a" * 60),
        ("word " * 20, "-".join(["word"] * 12)),
    ],
)
def test_a_slug_is_plain_words(text: str, words: str) -> None:
    assert slug(text) == words


@given(st.text())
def test_any_slug_fits_an_address(text: str) -> None:
    made = slug(text)
    assert 0 < len(made) <= 60
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not made.startswith("-") and not made.endswith("-")


def test_a_tint_stays_the_same_and_all_are_used() -> None:
    assert tint("k7m2xq4p") == tint("k7m2xq4p")
    assert tint(7) == tint("7")
    assert {tint(number) for number in range(500)} == set(range(12))
