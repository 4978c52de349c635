"""Short pieces of text keep their meaning, and their safety."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.base.text import compare, count_words, excerpt, highlight, quote, reading_minutes, render
from tests.base.text.safety import read, text_of

FLAG, FAMILY = "\U0001f1ec\U0001f1e7", "\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    ("plain", "n", "short"),
    [
        ("one two", 20, "one two"),
        ("one\n\n  two", 20, "one two"),
        ("one two three four", 10, "one two…"),
        ("one two, three", 9, "one two…"),
        ("abcdefghij", 5, "abcd…"),
        ("abce\u0301fghij", 5, "abc…"),
        ("abc" + FLAG + "defg", 5, "abc…"),
        ("ab" + FAMILY + "cdefg", 5, "ab…"),
        ("", 10, ""),
        ("abc", 0, ""),
        ("a" + " " * 400 + "b", 20, "a…"),
        ("@{aaaaaaaa} " * 40, 12, "someone…"),
        (" " * 99 + "@{aaaaaaaa}", 3, "…"),
    ],
)
def test_an_excerpt_ends_between_words(plain: str, n: int, short: str) -> None:
    assert excerpt(plain, n) == short


@given(st.text(), st.integers(0, 60))
@settings(max_examples=300, deadline=None)
def test_an_excerpt_is_never_longer(plain: str, n: int) -> None:
    assert len(excerpt(plain, n)) <= n


def test_the_sought_words_are_marked_whatever_their_accents_and_capitals() -> None:
    assert highlight("Ask Siân about cafés.", ["sian", "CAFE"]) == (
        "Ask <mark>Siân</mark> about <mark>cafés</mark>."
    )
    assert highlight("Straße, and strasse", ["strasse"]) == "<mark>Straße</mark>, and <mark>strasse</mark>"
    assert highlight("Sia\u0302n said", ["sian"]) == "<mark>Sia\u0302n</mark> said"
    assert highlight("a note, notes, keynote", ["note"]) == (
        "a <mark>note</mark>, <mark>notes</mark>, keynote"
    )
    assert highlight("診断書について", ["断書"]) == "診<mark>断書</mark>について"


def test_a_snippet_shows_the_place_with_most_of_the_words() -> None:
    text = "A note. " + "Filler words here. " * 40 + "The fit note for a friend. " + "More filler. " * 40
    shown = highlight(text, ["fit", "note"], 100)
    assert "<mark>fit</mark> <mark>note</mark> for a friend" in shown
    assert shown.startswith("…") and shown.endswith("…")
    assert len(text_of(shown)) <= 104
    assert highlight(text, ["nothing"], 30) == "A note. Filler words here…"


def test_a_snippet_is_safe_html() -> None:
    assert highlight("<b>fit</b> & well", ["fit", "b", "<b>"]) == (
        "<mark>&lt;b&gt;</mark><mark>fit</mark>&lt;/<mark>b</mark>&gt; &amp; well"
    )
    assert highlight("x <script>", []) == "x &lt;script&gt;"
    assert highlight("@{aaaaaaaa} said", ["said"]) == "someone <mark>said</mark>"


@given(
    st.text(alphabet="ab \u00e9e\u0301ßﬁ<&>.\n", max_size=200),
    st.lists(st.text(alphabet="abeéß<.(", max_size=3), max_size=3),
    st.integers(1, 80),
)
@settings(max_examples=500, deadline=None)
def test_any_snippet_is_a_piece_of_the_text_with_marks_only(
    plain: str, words: list[str], around: int
) -> None:
    shown = highlight(plain, words, around)
    assert {tag for tag, _attributes in read(shown).elements} <= {"mark"}
    assert text_of(shown).strip("…").rstrip(" ,;:.-") in re.sub(r"\s+", " ", plain)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("one\ntwo", "> one\n> two\n\n"),
        ("one\r\n\r\ntwo", "> one\n>\n> two\n\n"),
        ("> theirs\n\nmine", "> mine\n\n"),
        ("> only theirs", "> only theirs\n\n"),
        ("  ", ""),
    ],
)
def test_a_quotation_is_what_the_person_wrote(text: str, quoted: str) -> None:
    assert quote(text) == quoted


def test_a_long_quotation_is_cut_between_words() -> None:
    quoted = quote("word " * 500)
    assert len(quoted) < 1_010
    assert quoted.endswith("word…\n\n")
    assert render(quoted + "my answer").plain.endswith("my answer")


def test_changes_are_marked_by_line_and_by_word() -> None:
    old = "Start\nBring two forms on Monday.\nGone\nEnd"
    new = "Start\nBring three forms on Monday & smile.\nEnd\nNew <b>"
    assert [(line.kind, line.html) for line in compare(old, new)] == [
        ("same", "Start"),
        (
            "changed",
            "Bring <del>two</del><ins>three</ins> forms on Monday<ins> &amp; smile</ins>.",
        ),
        ("removed", "<del>Gone</del>"),
        ("same", "End"),
        ("added", "<ins>New &lt;b&gt;</ins>"),
    ]
    assert [line.kind for line in compare("Good morning all", "See the attached form")] == [
        "removed",
        "added",
    ]
    assert compare("", "") == []


@given(st.text(alphabet="ab <&\n", max_size=120), st.text(alphabet="ab <&\n", max_size=120))
@settings(max_examples=400, deadline=None)
def test_both_texts_can_be_read_from_a_comparison(old: str, new: str) -> None:
    lines = compare(old, new)
    assert {tag for line in lines for tag, _a in read(line.html).elements} <= {"ins", "del"}
    before = [_without("ins", line.html) for line in lines if line.kind != "added"]
    after = [_without("del", line.html) for line in lines if line.kind != "removed"]
    assert before == old.splitlines()
    assert after == new.splitlines()


def _without(tag: str, html: str) -> str:
    return text_of(re.sub(rf"<{tag}>.*?</{tag}>", "", html))


def test_comparing_the_longest_texts_that_share_little_ends() -> None:
    old, new = "a b c d e f g h\n" * 2_500, "h g f e d c b a\n" * 2_500
    assert len(compare(old, new)) >= 2_500
    assert compare(" ".join(map(str, range(7_000))), " ".join(map(str, range(7_000, 0, -1))))


@pytest.mark.parametrize(
    ("words", "minutes"), [(0, 0), (1, 1), (230, 1), (340, 1), (350, 2), (920, 4), (2_300, 10)]
)
def test_reading_time_is_at_230_words_a_minute(words: int, minutes: int) -> None:
    assert reading_minutes(words) == minutes


def test_words_are_counted_as_people_count() -> None:
    assert count_words("Don't ask: Siân’s well-known plan, 2 pages.") == 7
