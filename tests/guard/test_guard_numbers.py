"""Numbers with a check digit: by label, by grouping, by what is spoken of; and what only looks like one."""

import pytest

from hedgerow.guard.checksums import begins_with_a_day, modulus_11
from tests.guard.conftest import Found

#: 999 numbers are never issued. The first has the right last digit, the second a wrong one.
RIGHT, WRONG = "999 071 4932", "999 071 4933"


def test_the_check_digit_is_modulus_11() -> None:
    assert modulus_11("9434765919")
    assert not modulus_11("9434765918")
    assert not modulus_11("0000000000"), "ten equal digits are nobody's"
    assert not modulus_11("999071493")


def test_a_day_of_birth_begins_a_dated_number() -> None:
    assert begins_with_a_day("2706565747")
    assert not begins_with_a_day("3002565747")
    assert not begins_with_a_day("1717171717")


@pytest.mark.parametrize("label", ["NHS no", "NHS Number:", "nhs num", "N.H.S. No.", "NHS #", "Nhs-no"])
def test_a_labelled_number_is_found_even_with_a_wrong_check_digit(found: Found, label: str) -> None:
    assert found(f"{label} {WRONG}") == [("nhs-number", WRONG, "interrupt")]


def test_grouping_and_the_right_digit_are_enough(found: Found) -> None:
    assert found(f"it was {RIGHT}") == [("nhs-number", RIGHT, "interrupt")]
    assert found(f"it was {WRONG}") == []


def test_bare_digits_that_pass_are_at_most_a_hint(found: Found) -> None:
    assert found("9990714932") == [("nhs-number", "9990714932", "hint")]


def test_bare_digits_beside_somebody_interrupt(found: Found) -> None:
    assert found("9990714932 had bloods today") == [("nhs-number", "9990714932", "interrupt")]


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/page/9990714932/?id=9990714932",
        "`9990714932` in the log",
        "```\n999 071 4932\n```",
        "Zoom meeting ID 999 0714 9321, passcode 123456",
        "JD9990714932001",
        "3f2c99d1-0042-4e7b-9a10-9990714932e3",
        "the total was 1,999,071,493 steps",
    ],
)
def test_no_number_inside_addresses_code_or_longer_numbers(found: Found, text: str) -> None:
    assert found(text) == []


def test_the_nearest_label_names_the_kind(found: Found) -> None:
    assert found("H and C number not NHS. 3812 059 141")[0][0] == "hc-number"
    assert found("CHI 0808524729")[0][0] == "chi"


def test_a_dated_number_in_groups(found: Found) -> None:
    assert found("RE: 05-05-39-9780 discharge, patient CHI in the subject") == [
        ("chi", "05-05-39-9780", "interrupt")
    ]


def test_each_of_a_list_is_found(found: Found) -> None:
    text = "NHS numbers 999 181 9320, 9992016213, 999-565-7848 are a cluster"
    assert [words for _, words, _ in found(text)] == ["999 181 9320", "9992016213", "999-565-7848"]


@pytest.mark.parametrize(
    "text",
    [
        "My GMC number is 7041276",
        "NMC PIN 98A1234E",
        "practice code A81001, PCN U12345",
        "SNOMED 195967001 maps to 840539006",
        "ISBN 978-0-00-000000-2",
        "order 4482019937 is late",
        "L5 S1 disc, block N1 2ND floor, B12 1MG ampoules",
        "amoxicillin 500 mg tds 5/7, then 250 mg",
    ],
)
def test_numbers_of_the_trade_are_nobody(found: Found, text: str) -> None:
    assert found(text) == []
