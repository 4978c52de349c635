"""Nothing that anyone writes can run, load from elsewhere, or pass for what the renderer makes."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.base.text import FileView, ItemView, MentionView, codes_in, render, rendering, resolve
from hedgerow.base.text.clean import clean
from tests.base.text.safety import SHOWN_TAGS, check_safe, read, text_of

CODE = "k7m2xq4p"

PLACES = (
    "{}",
    "text {} text",
    "> {}",
    "- {}\n- [ ] {}",
    "# {}",
    "[{}](https://example.org/)",
    "[words]({})",
    "[words](<{}>)",
    '[words](https://example.org/ "{}")',
    "![{}](file:k7m2xq4p)",
    "![words]({})",
    "[{}](item:k7m2xq4p#r2)",
    "[{}](file:k7m2xq4p)",
    "<{}>",
    "@{{{}}} [[item:{}]]",
    "```{}\n{}\n```",
    "`{}`",
    "| {} | b |\n|---|--:|\n| {} | d |",
    "text[^1]\n\n[^1]: {}",
    "text[^{}]\n\n[^{}]: note",
    "https://example.org/{}",
    "{}@example.org",
    "[x]: {}\n\n[x]",
)

PEOPLE = {CODE: MentionView("<img src=x onerror=alert(1)>\"'O'Brien", "/people/k7m2xq4p/")}
ITEMS = {CODE: ItemView("</a><script>alert(1)</script>\"'", "/s/k7m2xq4p", "question")}
FILES = {CODE: FileView("\"><script>x</script>'.pdf", "/f/k7m2xq4p", "PDF", 180_000)}
PICTURES = {CODE: FileView('" onload="x', "/f/1", "Picture", 9, True, 4, 3, "/f/1/small")}


def shown(html: str) -> list[str]:
    return [
        resolve(html, people=PEOPLE, items=ITEMS, files=FILES),
        resolve(html, people=PEOPLE, items=ITEMS, files=PICTURES),
        resolve(html, people={}, items={}, files={}),
    ]


def check(source: str) -> None:
    rendered = render(source)
    check_safe(rendered.html)
    assert clean(rendered.html) == rendered.html, source
    for page in shown(rendered.html):
        check_safe(page, SHOWN_TAGS)


@pytest.mark.parametrize("place", PLACES)
def test_no_known_attack_survives_in_any_place_of_a_text(place: str, shared_data: Path) -> None:
    payloads = json.loads((shared_data / "text" / "html-payloads.json").read_text(encoding="utf-8"))
    assert len(payloads) > 100
    for payload in payloads:
        check(place.format(*[payload["payload"]] * place.count("{}")))


@pytest.mark.parametrize("place", PLACES)
def test_no_naughty_string_survives_in_any_place_of_a_text(place: str, shared_data: Path) -> None:
    strings = json.loads((shared_data / "text" / "naughty-strings.json").read_text(encoding="utf-8"))
    assert len(strings) > 400
    for string in strings:
        check(place.format(*[string] * place.count("{}")))


def test_the_second_layer_alone_stops_the_known_attacks(shared_data: Path) -> None:
    payloads = json.loads((shared_data / "text" / "html-payloads.json").read_text(encoding="utf-8"))
    for payload in payloads:
        once = clean(payload["payload"])
        for tag, attributes in read(once).elements:
            assert tag not in ("script", "img", "svg", "math", "iframe", "style", "form"), once
            assert not [name for name in attributes if name.startswith("on") or name == "style"], once
            address = (attributes.get("href") or "https://").lower()
            assert address.startswith(("http://", "https://", "mailto:", "tel:", "#note")), once
        assert clean(once) == once


def test_the_check_itself_sees_an_attack() -> None:
    for html in (
        "<script>x</script>",
        '<p onclick="x">a</p>',
        '<a href="java\nscript:x">a</a>',
        '<a href="https://example.org/">no rel</a>',
        "<p><a href='/a'><a href='/b'>x</a></a></p>",
        "<p>",
    ):
        with pytest.raises(AssertionError):
            check_safe(html)


FORGED = (
    f'<hg-mention code="{CODE}"></hg-mention>',
    f'&lt;hg-mention code="{CODE}"&gt;&lt;/hg-mention&gt;',
    f"&#60;hg-item code=&#34;{CODE}&#34;&#62;&#60;/hg-item&#62;",
    f'\\<hg-file code="{CODE}" alt="x">\\</hg-file>',
    f'`<hg-mention code="{CODE}"></hg-mention>`',
    f'```\n<hg-item code="{CODE}"></hg-item>\n```',
    f'```<hg-item code="{CODE}"></hg-item>\nx\n```',
    f'<https://example.org/<hg-mention code="{CODE}"></hg-mention>>',
    f'[x](<https://example.org/"><hg-mention code="{CODE}"></hg-mention>>)',
    f'| <hg-mention code="{CODE}"></hg-mention> |\n|---|\n| x |',
    f'[<hg-mention code="{CODE}"></hg-mention>](item:abcdefgh)',
    f'![<hg-mention code="{CODE}"></hg-mention>](file:abcdefgh)',
)


@pytest.mark.parametrize("source", FORGED)
def test_nobody_can_write_a_token_as_html(source: str) -> None:
    rendered = render(source)
    made = [attributes["code"] for tag, attributes in read(rendered.html).elements if tag.startswith("hg-")]
    assert CODE not in made
    found = codes_in(rendered.html)
    assert CODE not in (*found.people, *found.items, *found.files, *rendered.mentions)
    page = resolve(rendered.html, people=PEOPLE, items=ITEMS, files=FILES)
    assert "O'Brien" not in text_of(page)


def test_a_token_written_as_a_token_is_made() -> None:
    found = codes_in(render(f"@{{{CODE}}} [[item:{CODE}]] ![x](file:{CODE})").html)
    assert found.people == found.items == found.files == (CODE,)


def test_a_name_or_title_cannot_bring_in_another_token() -> None:
    sly = {CODE: MentionView('<hg-mention code="abcdefgh"></hg-mention>', "/p/")}
    page = resolve(render(f"@{{{CODE}}}").html, people=sly, items={}, files={})
    assert codes_in(page) == codes_in("")


MARKS = st.sampled_from(
    [
        *"*_`~[]()<>!#|\\&@{}:-+^\"'/= \n\t.1x",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "```",
        "[^1]",
        "[^1]: ",
        "[ ] ",
        "|-|-|\n",
        "](",
        "![",
        "http://",
        "https://a.uk/",
        "mailto:",
        "javascript:",
        f"@{{{CODE}}}",
        f"[[item:{CODE}#r2]]",
        f"file:{CODE}",
        f"item:{CODE}",
        "<b>",
        "&lt;",
        "&#x6a;",
        "Siân",
        "\u202e",
        "\u0000",
        "\ud800",
        "مرحبا",
    ]
)
MARKDOWN = st.lists(st.one_of(MARKS, st.text(max_size=3)), max_size=60).map("".join)


@given(MARKDOWN)
@settings(max_examples=400, deadline=None)
def test_whatever_is_typed_is_safe_and_cleaning_again_changes_nothing(source: str) -> None:
    check(source)


@given(MARKDOWN)
@settings(max_examples=300, deadline=None)
def test_the_parser_has_no_faults_that_rendering_would_have_to_hide(source: str) -> None:
    rendering._render(rendering.tidy(source))


@given(st.text(alphabet="<>\"'&/ =ahgmention-code", max_size=80))
@settings(max_examples=300, deadline=None)
def test_html_as_text_comes_back_as_the_same_text(text: str) -> None:
    source = "`x` " + text
    assert "hg-" not in {tag[:3] for tag, _ in read(render(source).html).elements}
