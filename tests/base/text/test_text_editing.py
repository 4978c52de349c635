"""Names in the text box, codes in the store: nothing changes on the way there and back."""

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from hedgerow.base.text import from_editable, render, to_editable, tokenise_links

ANN, ANNA, SIAN, OTHER_SIAN, BRIEN = "aaaaaaaa", "bbbbbbbb", "cccccccc", "dddddddd", "eeeeeeee"
PEOPLE = [
    (ANN, "Ann Lee"),
    (ANNA, "Ann Lee Smith"),
    (SIAN, "Siân Hughes"),
    (BRIEN, "Pat O’Brien"),
]
NAMES = dict(PEOPLE)


@pytest.mark.parametrize(
    ("typed", "source"),
    [
        ("@Ann Lee", f"@{{{ANN}}}"),
        ("hello @ann lee, and", f"hello @{{{ANN}}}, and"),
        ("@Ann Lee's idea", f"@{{{ANN}}}'s idea"),
        ("(@Ann Lee)", f"(@{{{ANN}}})"),
        ("**@Ann Lee**", f"**@{{{ANN}}}**"),
        ("_@Ann Lee_", f"_@{{{ANN}}}_"),
        ("@Ann Lee Smith is", f"@{{{ANNA}}} is"),
        ("@SIAN HUGHES", f"@{{{SIAN}}}"),
        ("@Sia\u0302n Hughes.", f"@{{{SIAN}}}."),
        ("@Pat O'Brien", f"@{{{BRIEN}}}"),
        (f"@Siân Hughes ({SIAN})", f"@{{{SIAN}}}"),
        ("\u00e9 @Ann Lee\n@Siân Hughes", f"\u00e9 @{{{ANN}}}\n@{{{SIAN}}}"),
    ],
)
def test_a_typed_name_becomes_its_person(typed: str, source: str) -> None:
    assert from_editable(typed, PEOPLE) == source


@pytest.mark.parametrize(
    "typed",
    [
        "@Ann",
        "@Ann Leeds",
        "@Ann Lee-Jones",
        "@Nobody Here",
        "ann@Ann Lee",
        "pat.@Ann Lee",
        "https://example.org/@Ann Lee",
        "`@Ann Lee`",
        "``a ` @Ann Lee``",
        "```\n@Ann Lee\n```",
        "> ~~~\n> @Ann Lee",
        "- ```\n  @Ann Lee\n  ```",
        "\\@Ann Lee",
        "@ Ann Lee",
        "@{aaaaaaaa}",
        "@Ann Lee_Smith",
        f"@Sion Hughes ({SIAN})",
    ],
)
def test_this_is_no_mention_and_stays_as_typed(typed: str) -> None:
    assert from_editable(typed, PEOPLE) == typed


def test_two_people_of_one_name_stay_text_until_told_apart() -> None:
    people = [*PEOPLE, (OTHER_SIAN, "Sian HUGHES")]
    assert from_editable("@Siân Hughes", people) == "@Siân Hughes"
    assert from_editable(f"@Siân Hughes ({OTHER_SIAN})", people) == f"@{{{OTHER_SIAN}}}"
    assert from_editable("@Siân Hughes", people, already=[SIAN]) == f"@{{{SIAN}}}"
    assert from_editable("@Siân Hughes", people, already=[SIAN, OTHER_SIAN]) == "@Siân Hughes"
    shown = to_editable(f"@{{{SIAN}}} @{{{ANN}}}", dict(people))
    assert shown == f"@Siân Hughes ({SIAN}) @Ann Lee"


@pytest.mark.parametrize(
    ("source", "typed"),
    [
        (f"@{{{ANN}}} and @{{{SIAN}}}", "@Ann Lee and @Siân Hughes"),
        (f"`@{{{ANN}}}` \\@{{{ANN}}}", f"`@{{{ANN}}}` \\@{{{ANN}}}"),
        ("@{zzzzzzzz}", "@{zzzzzzzz}"),
        # Where the bare name would be read as another person, or as no person, the code is added.
        (f"@{{{ANN}}} Smith", f"@Ann Lee ({ANN}) Smith"),
        (f"@{{{ANN}}}x", f"@Ann Lee ({ANN})x"),
        (f"x@{{{ANN}}}", f"x@Ann Lee ({ANN})"),
    ],
)
def test_a_person_is_shown_by_name_and_read_back(source: str, typed: str) -> None:
    assert to_editable(source, NAMES) == typed
    assert from_editable(typed, PEOPLE) == source


PIECES = st.sampled_from(
    [
        *(f"@{{{code}}}" for code in NAMES),
        *(
            "@",
            "`",
            "``",
            "\\",
            "~~~\n",
            "```\n",
            "\n",
            "\n\n",
            " ",
            "> ",
            "- ",
            "a",
            "Smith",
            "-b",
            "_",
            "**",
        ),
        *(
            "(",
            ")",
            "/",
            ".",
            "é",
            "\u0301",
            "ß",
            "Ann Lee",
            "Siân",
            f" ({ANN})",
            "’s",
            "x@example.org",
            "👍",
        ),
    ]
)
SOURCES = st.lists(PIECES, max_size=25).map("".join)


@given(SOURCES)
@example(f"@{{{ANN}}} ({ANNA})")
@settings(max_examples=300, deadline=None)
def test_editing_without_a_change_changes_nothing(source: str) -> None:
    # A source in which a name stands as text is read as a mention: that is what typing a name means.
    assume(from_editable(source, PEOPLE) == source)
    assert from_editable(to_editable(source, NAMES), PEOPLE) == source


@given(SOURCES)
@settings(max_examples=300, deadline=None)
def test_reading_what_was_typed_twice_changes_nothing(typed: str) -> None:
    once = from_editable(typed, PEOPLE)
    assert from_editable(once, PEOPLE) == once


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=4))
@settings(max_examples=300, deadline=None)
def test_any_names_and_any_text_are_taken(text: str, names: list[str]) -> None:
    people = [("abcdefgh"[:7] + "23456789"[i], name) for i, name in enumerate(names)]
    source = from_editable(text + " @" + names[0], people)
    render(source)
    shown = to_editable(source, dict(people))
    assert to_editable(from_editable(shown, people), dict(people)) == shown


HOSTS = {"learn.example.org", "localhost:8000"}
ITEM = "k7m2xq4p"
COMMUNITY = "c2c3c4c5"
ADDRESS = f"https://learn.example.org/c/{COMMUNITY}/small-group/d/{ITEM}/secret-title/"


@pytest.mark.parametrize(
    ("typed", "source"),
    [
        (ADDRESS, f"[[item:{ITEM}]]"),
        (f"See {ADDRESS}#r12.", f"See [[item:{ITEM}#r12]]."),
        (f"({ADDRESS}?page=2#r3), and", f"([[item:{ITEM}#r3]]), and"),
        (f"<{ADDRESS}>", f"[[item:{ITEM}]]"),
        (f"[our plan]({ADDRESS}#r3)", f"[our plan](item:{ITEM}#r3)"),
        (f'[our plan](<{ADDRESS}> "Secret title")', f"[our plan](item:{ITEM})"),
        (f"[{ADDRESS}]({ADDRESS})", f"[[item:{ITEM}]]"),
        (f"**{ADDRESS}**", f"**[[item:{ITEM}]]**"),
        (f"http://LOCALHOST:8000/s/{ITEM}", f"[[item:{ITEM}]]"),
        (f"https://learn.example.org/c/{COMMUNITY}/x/f/{ITEM}/form/", f"[[item:{ITEM}]]"),
        (f"{ADDRESS}#top", f"[[item:{ITEM}]]"),
    ],
)
def test_an_own_address_becomes_a_token(typed: str, source: str) -> None:
    assert tokenise_links(typed, HOSTS) == source
    assert tokenise_links(source, HOSTS) == source
    rendered = render(source)
    assert rendered.items == [ITEM]
    assert "secret-title" not in rendered.html


@pytest.mark.parametrize(
    "typed",
    [
        f"https://elsewhere.example.org/s/{ITEM}",
        f"https://learn.example.org.evil.example/s/{ITEM}",
        f"https://learn.example.org@evil.example/s/{ITEM}",
        f"https://learn.example.org:8443/s/{ITEM}",
        f"https://learn.example.org/c/{COMMUNITY}/small-group/",
        f"https://learn.example.org/c/{COMMUNITY}/small-group/people/{ITEM}/",
        "https://learn.example.org/s/manage",
        f"`{ADDRESS}`",
        f"```\n{ADDRESS}\n```",
        "https://[broken/",
    ],
)
def test_any_other_address_stays_as_typed(typed: str) -> None:
    assert tokenise_links(typed, HOSTS) == typed


def test_text_written_to_cost_much_costs_little(count_calls) -> None:
    for piece in ("@a", "@Ann Lee ", "`", "`a``", "[a](http://", "\\", "@" + ANN):
        half, whole = piece * (2_000 // len(piece)), piece * (4_000 // len(piece))

        def work(text: str) -> int:
            def action() -> None:
                from_editable(text, PEOPLE)
                tokenise_links(text, HOSTS)
                to_editable(text + f"@{{{ANN}}}", NAMES)

            return count_calls(action)

        assert work(whole) < 3 * work(half), piece
