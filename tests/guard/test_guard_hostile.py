"""Text that hides a number, on purpose or by a copy from somewhere; and text that would make a careless guard slow."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from hedgerow.guard import Rules, look
from hedgerow.guard.folding import fold
from tests.guard.conftest import TODAY

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

HIDDEN = {
    "full width": "NHS no " + "999 071 4932".translate(WIDE),
    "arabic digits": "NHS no " + "999 071 4932".translate(ARABIC),
    "no-break spaces": "NHS no 999\u00a0071\u00a04932",
    "thin spaces": "NHS no 999\u2009071\u20094932",
    "zero width": "NHS no 999\u200b071\u200b4932",
    "zero width in each": "NHS no " + "\u200d".join("9990714932"),
    "soft hyphens": "NHS no 999\u00ad071\u00ad4932",
    "a line break": "NHS no 999 071\n4932",
    "windows line break": "NHS no 999 071\r\n4932",
    "entities": "NHS no 999&nbsp;071&#160;4932",
    "a digit as entity": "NHS no 99&#57; 071 4932",
    "emphasis": "NHS no **999** *071* 4932",
    "tags": "NHS no <b>999</b> 071 <i>4932</i>",
    "tags of a table": "<td>NHS no</td><td>999 071 4932</td>",
    "a tag with more in it": 'NHS no <span class="number">999</span> 071 4932',
    "escapes": "NHS no 999\\-071\\-4932",
    "dashes": "NHS no 999–071—4932",
    "dots": "NHS no 999.071.4932",
    "byte order mark": "\ufeffNHS no 999 071 4932",
    "label in full width": "ＮＨＳ no 999 071 4932",
    "right to left mark": "NHS no \u200f999 071 4932\u200e",
    "a digit apart": "NHS no 9 9 9 0 7 1 4 9 3 2",
}


@pytest.mark.parametrize("name", HIDDEN)
def test_a_hidden_number_is_found_where_it_stands(rules: Rules, name: str) -> None:
    text = HIDDEN[name]
    hits = [hit for hit in look(text, rules, today=TODAY) if hit.kind == "nhs-number"]
    assert len(hits) == 1, name
    words = hits[0].words(text)
    digits = [one for one in fold(words).text if one.isdigit()]
    assert "".join(digits) == "9990714932"
    assert text[: hits[0].start].count("9") == text.count("9") - words.count("9")


@pytest.mark.parametrize(
    "text", ["Mrs&nbsp;Quarmby came in", "Mrs **Quarmby** came in", "Mrs Qua\u00adrmby came in"]
)
def test_a_hidden_name_is_found(rules: Rules, text: str) -> None:
    assert [hit.kind for hit in look(text, rules, today=TODAY)] == ["name"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("She wrote from <tall.paul@example.net>", "email"),
        ("the patient is <Mrs Quarmby>", "name"),
        ('<img alt="Mrs Quarmby came in">', "name"),
        ('<a title="Mrs Quarmby came in">picture</a>', "name"),
    ],
)
def test_what_stands_in_angle_brackets_is_read(rules: Rules, text: str, kind: str) -> None:
    assert [hit.kind for hit in look(text, rules, today=TODAY)] == [kind]


def test_places_are_those_of_the_text_as_it_was_given(rules: Rules) -> None:
    text = "Café &amp; ﬁsh 😀 \u200b\u200b — DOB 03/04/1961, she says"
    (hit,) = look(text, rules, today=TODAY)
    assert hit.words(text) == "03/04/1961"


def test_text_without_meaning_is_read_in_peace(rules: Rules) -> None:
    for text in (
        "",
        " ",
        "\x00",
        "&",
        "&#99999999;",
        "&#xD800;",
        "<",
        "@",
        "@@.@",
        "\ud800",
        "٪",
        "²³",
        "Ⅳ",
        "🏴" * 9,
    ):
        look(text, rules, today=TODAY)


#: Each is repeated until it is long. One such piece made a careless pattern slow somewhere.
PATHOLOGICAL = [
    "9", "9 ", "9-", "9\n", "99 ", "999 ", "9.", "12/03/", "01/", "a", "a.", "a@", "@a", "a@a.", "A ", "Aa ", "A.", "A-", "Mrs ", "Mrs A", "Mrs. ", "O'", "'", "-", " ", "\n", "|", "|dob|\n",
    "dob ", "dob: ", "b. ", "nhs ", "nhs no ", "hosp no ", "hosp no A", "mrn-1", "`", "```\n", "<a", "<", "&", "&#9", "&amp;", "*", "**a", "\\", "\u200b", "\u00a0", "http://", "http://a.", "www.", "10.1000/", "Flat 1, ",
    "1 A Street ", "Street ", "A Street ", "the only one in A", "lives in ", "she ", "pt ", "QQ 12 ", "QQ123456", "AB1 2CD ", "AB1", "07700 900", "+44 ", "00", "(0", "Anne, 7, ", "ANNE, ", "é", "ﷺ", "Mar 3 ", "3 Mar ", "iv.", "1.iv.", "of the ",
]  # fmt: skip


def steps(work: Callable[[], object]) -> int:
    """How many lines of Python run: a measure that no slow machine changes."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("piece", PATHOLOGICAL)
def test_twice_the_text_takes_about_twice_the_steps(rules: Rules, piece: str) -> None:
    short, long = piece * (600 // len(piece)), piece * (2400 // len(piece))
    few = steps(lambda: look(short, rules, where="filename", today=TODAY))
    many = steps(lambda: look(long, rules, where="filename", today=TODAY))
    assert many < 4.6 * few + 400, (piece, few, many)


def test_the_measure_notices_work_that_grows_with_the_square() -> None:
    def square(size: int) -> None:
        for one in range(size):
            for _ in range(one):
                pass

    assert steps(lambda: square(80)) > 4.6 * steps(lambda: square(20)) + 400


@pytest.mark.parametrize("piece", PATHOLOGICAL)
def test_a_very_long_text_is_read(rules: Rules, piece: str) -> None:
    look(piece * (20_000 // len(piece)), rules, today=TODAY)
