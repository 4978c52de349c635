"""Codes are random, told apart by eye, and forgiving where people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgerow.base.codes import ALPHABET, JOIN_LETTERS, is_code, new_code, new_join_code, normal_join_code


def test_a_code_has_no_characters_that_look_alike() -> None:
    assert not set("0o1liuvOIL") & set(ALPHABET)
    made = {new_code() for _ in range(500)}
    assert len(made) == 500
    assert all(len(code) == 8 and is_code(code) for code in made)
    assert set("".join(made)) == set(ALPHABET)


def test_a_code_of_another_length_is_made_within_reason() -> None:
    assert len(new_code(12)) == 12 and is_code(new_code(24))
    for n in (0, 7, 25):
        with pytest.raises(ValueError):
            new_code(n)


@pytest.mark.parametrize(
    "text", ["", "k7m2xq4", "K7M2XQ4P", "k7m2xq4o", "k7m2xq4p\n", " k7m2xq4p", "k7m2-q4p", "k" * 25]
)
def test_this_is_no_code(text: str) -> None:
    assert is_code("k7m2xq4p")
    assert not is_code(text)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("BCDFGH", "BCDFGH"),
        (" bcd-fgh ", "BCDFGH"),
        ("b c d f g h", "BCDFGH"),
        ("8CDF6H", "BCDFGH"),
        ("5ZO2TW", "SZDZTW"),
        ("ＢＣＤＦＧＨ", "BCDFGH"),
        ("BCDFG", ""),
        ("BCDFGHJ", ""),
        ("ABCDEF", ""),
        ("БCDFGH", ""),
        ("", ""),
    ],
)
def test_a_join_code_is_read_as_it_was_meant(typed: str, code: str) -> None:
    assert normal_join_code(typed) == code


def test_a_fresh_join_code_is_read_back() -> None:
    code = new_join_code()
    assert len(code) == 6 and set(code) <= set(JOIN_LETTERS)
    assert normal_join_code(code.lower()) == code


@given(st.text())
def test_whatever_is_typed_as_a_join_code_gives_one_or_nothing(typed: str) -> None:
    code = normal_join_code(typed)
    assert code == "" or (len(code) == 6 and normal_join_code(code) == code)
