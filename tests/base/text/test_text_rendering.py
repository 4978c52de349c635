"""What people write looks as they meant it, and nothing of it is lost."""

import json
import re
from pathlib import Path

import pytest

from hedgerow.base.text import MAX_LENGTH, RENDERER_VERSION, TextTooLong, render
from hedgerow.base.text.rendering import MAX_HTML, tidy
from tests.base.text.safety import check_safe, read, text_of

CODE = "k7m2xq4p"
LINK = 'rel="noopener nofollow ugc"'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("one\ntwo", '<p dir="auto">one<br>\ntwo</p>\n'),
        ("# Plan", '<h3 dir="auto">Plan</h3>\n'),
        ("##### Plan", '<h6 dir="auto">Plan</h6>\n'),
        ("**b** _i_ ~~s~~", '<p dir="auto"><strong>b</strong> <em>i</em> <s>s</s></p>\n'),
        ("a <b>b</b>", '<p dir="auto">a &lt;b&gt;b&lt;/b&gt;</p>\n'),
        ("    four spaces", '<p dir="auto">four spaces</p>\n'),
        ("Kind regards\n---", '<p dir="auto">Kind regards</p>\n<hr>\n'),
        (r"see \\server\share", '<p dir="auto">see \\\\server\\share</p>\n'),
        ("[note]: ring me", '<p dir="auto">[note]: ring me</p>\n'),
        ("7. x", '<ol start="7" dir="auto">\n<li>x</li>\n</ol>\n'),
        ("```py\n<b>\n```", '<pre dir="auto"><code class="language-py">&lt;b&gt;\n</code></pre>\n'),
        ("```<b>\nx\n```", '<pre dir="auto"><code>x\n</code></pre>\n'),
        ("> a\n>\n> b", '<blockquote dir="auto">\n<p>a</p>\n<p>b</p>\n</blockquote>\n'),
        (
            "- [x] done\n- [ ] open",
            '<ul class="tasks" dir="auto">\n'
            '<li class="task"><label><input type="checkbox" disabled="" checked=""> done</label></li>\n'
            '<li class="task"><label><input type="checkbox" disabled=""> open</label></li>\n</ul>\n',
        ),
    ],
)
def test_markdown_becomes_this_html(source: str, html: str) -> None:
    assert render(source).html == html


@pytest.mark.parametrize(
    ("source", "address", "words"),
    [
        ("https://example.org/a_b_c", "https://example.org/a_b_c", "https://example.org/a_b_c"),
        ("(see www.example.org/x).", "https://www.example.org/x", "www.example.org/x"),
        ("example.co.uk", "https://example.co.uk", "example.co.uk"),
        ("sian@example.org", "mailto:sian@example.org", "sian@example.org"),
        ("[ring](tel:+441632960000)", "tel:+441632960000", "ring"),
        ("<https://example.org/a%20b>", "https://example.org/a%20b", "https://example.org/a%20b"),
        ("[Siân](https://example.org/siân)", "https://example.org/si%C3%A2n", "Siân"),
    ],
)
def test_this_is_a_link(source: str, address: str, words: str) -> None:
    html = render(source).html
    assert f'<a href="{address}" {LINK}>{words}</a>' in html


@pytest.mark.parametrize(
    "source",
    [
        "[x](javascript:alert(1))",
        "[x](/manage/)",
        "[x](//example.org)",
        "[x](ftp://example.org)",
        "[x](data:text/html,x)",
        "[x](&#x6a;avascript:alert(1))",
        "[x](file:///etc/passwd)",
        "[x](#top)",
        "<javascript:alert(1)>",
        "ftp://example.org",
        "We are done.is that right",
        "http://",
        "https://example.org/" + "a" * 2_000,
        "[x](https://example.org/" + "a" * 2_000 + ")",
    ],
)
def test_this_is_no_link_and_stays_as_typed(source: str) -> None:
    rendered = render(source)
    assert "<a" not in rendered.html
    assert rendered.plain == source.replace("&#x6a;", "j")


def test_a_picture_from_elsewhere_is_only_a_link() -> None:
    html = render("![A chart](https://example.org/c.png) ![](https://example.org/d.png)").html
    assert f'<a href="https://example.org/c.png" {LINK}>A chart</a>' in html
    assert f'<a href="https://example.org/d.png" {LINK}>https://example.org/d.png</a>' in html
    assert "<img" not in html
    linked = render("[![A chart](https://example.org/c.png)](https://example.org/)").html
    assert linked == f'<p dir="auto"><a href="https://example.org/" {LINK}>A chart</a></p>\n'


def test_a_link_to_nowhere_is_its_words() -> None:
    assert render("[*words*]() ![A chart]()").html == '<p dir="auto"><em>words</em> A chart</p>\n'


def test_a_table_scrolls_by_keyboard_and_has_a_name() -> None:
    html = render("| Drug | *Dose* |\n|---|---:|\n| a | 1 |").html
    assert html.startswith(
        '<div class="table-scroll" tabindex="0" role="region" aria-label="Drug, Dose"><table dir="auto">'
    )
    assert '<td class="to-end">1</td>' in html
    assert html.rstrip().endswith("</table></div>")


def test_notes_lead_there_and_back_and_have_ids_of_their_own() -> None:
    one, other = render("a[^x] b[^x]\n\n[^x]: Note one"), render("a[^x]\n\n[^x]: Note two")
    ids = [attributes["id"] for _tag, attributes in read(one.html).elements if "id" in attributes]
    ids += [attributes["id"] for _tag, attributes in read(other.html).elements if "id" in attributes]
    assert len(ids) == len(set(ids)) == 5
    leads_to = {attributes.get("href") for _tag, attributes in read(one.html).elements}
    assert {f"#{name}" for name in ids[:3]} <= leads_to
    assert one.plain == "a[1] b[1]\n\n[1] Note one"


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("[^1]: nobody refers to me", "[^1]: nobody refers to me"),
        ("a[^1]\n\n[^1]: first\n\n[^1]: second", "[^1]: second"),
        ("a[^1]\n\n[^1]: outer [^2]: inner\n\n[^2]: last", "inner"),
        ("[^1]:\n\n    later", "later"),
        ("[^1]: [^2]: both", "both"),
        ("[^a]: " * 40 + "x", "x"),
    ],
)
def test_a_note_that_has_no_place_is_not_lost(source: str, kept: str) -> None:
    rendered = render(source)
    assert kept in rendered.plain
    assert kept in text_of(rendered.html)


def test_direction_follows_each_outermost_block() -> None:
    html = render("hello\n\n> مرحبا\n>\n> - a\n\n- ب").html
    assert html.count('dir="auto"') == 3
    assert '<blockquote dir="auto">' in html


def test_plain_text_is_what_is_seen() -> None:
    source = (
        f"# Fit notes\n\nSee **this** @{{{CODE}}}\nand [[item:{CODE}#r3]]:\n\n"
        f"3. [words](https://example.org/)\n3. `code`\n\n- [ ] ask\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        f"![the flowchart](file:{CODE})"
    )
    assert render(source).plain == (
        f"Fit notes\n\nSee this @{{{CODE}}}\nand [[item:{CODE}#r3]]:\n\n3. words\n4. code\n\n- [ ] ask\n\n"
        "a\tb\n1\t2\n\nthe flowchart"
    )


def test_no_naughty_string_loses_its_text(shared_data: Path) -> None:
    strings = json.loads((shared_data / "text" / "naughty-strings.json").read_text(encoding="utf-8"))
    compared = 0
    for string in strings:
        rendered = render(string)
        if "&#" in string or "&lt;" in string:  # written as entities, shown as what they stand for
            continue
        compared += 1
        shown = iter(re.findall(r"[^\W_]", rendered.plain))
        assert all(letter in shown for letter in re.findall(r"[^\W_]", tidy(string))), string
        # What is stored as plain text is what the page shows.
        seen = re.sub(r"\s", "", text_of(rendered.html))
        assert seen == re.sub(r"\s", "", rendered.plain).removeprefix("-" if not seen else ""), string
    assert compared > 400


def test_who_is_told_leaves_out_code_and_quotations() -> None:
    a, b, c, d = "aaaaaaaa", "bbbbbbbb", "cccccccc", "dddddddd"
    rendered = render(f"@{{{a}}} @{{{a}}} `@{{{b}}}` \\@{{{c}}}\n\n> @{{{d}}}\n\n**@{{{c}}}**")
    assert rendered.mentions == [a, c]
    assert f'<hg-mention code="{d}">' in rendered.html
    assert rendered.version == RENDERER_VERSION


def test_items_and_files_are_told_once_each() -> None:
    rendered = render(f"[[item:{CODE}]] [x](item:{CODE}#r4) ![a](file:{CODE}) [b](file:{CODE})")
    assert rendered.items == [CODE]
    assert rendered.files == [CODE]
    assert f'<hg-item code="{CODE}" reply="4" label="x"></hg-item>' in rendered.html
    assert f'<hg-file code="{CODE}" alt="b" show="link"></hg-file>' in rendered.html


def test_a_text_at_the_limit_is_taken_and_one_beyond_is_refused_in_words() -> None:
    assert len(render("a" * MAX_LENGTH).plain) == MAX_LENGTH
    with pytest.raises(TextTooLong) as refusal:
        render("a" * (MAX_LENGTH + 1_234))
    assert refusal.value.sentence.startswith("This text is 1,234 characters too long.")


PIECES = [
    "[",
    "![",
    "![a](",
    "[a](",
    "*",
    "**a",
    "*a_",
    "_a",
    "`",
    "`a``",
    "<",
    "&",
    "&#x41;",
    "~~a",
    "\\",
    "@",
    "@{",
    "[[item:",
    "a@",
    "www.",
    "http://",
    "http://a/",
    "mailto:",
    ">|^[",
    "[x](<",
    "](",
    "[]()",
    "![](x)",
    "(",
    '"',
    "'",
    "***",
    "a**b",
    "[a][b]",
    "<a@b.c>",
    "<!--",
    "http://a@b",
    "a.b.c@",
    "http://(",
    "xn--",
    "1.1.1.1",
    "[^1]",
]
MANY = MAX_LENGTH // 4
PATHOLOGICAL = {
    **{f"many {piece}": piece * (MANY // len(piece)) for piece in PIECES},
    **{
        f"many lines of {piece!r}": piece * (MANY // len(piece))
        for piece in (
            "- ",
            "- a\n",
            "> ",
            "1. ",
            "#\n",
            "[^1]: a\n",
            "```\n",
            "- [ ] a\n",
            "x\n\n",
            "|a\n|-\n",
        )
    },
    "deep quotation": ">" * 200 + " the end",
    "deep list": "\n".join("  " * depth + f"- a{depth}" for depth in range(180)),
    "list in a line": "- " * 200 + "the end",
    "deep emphasis": "*a **b " * 3_000 + "the end",
    "pictures in pictures": "![" * 3_000 + "a" + "](http://a)" * 3_000,
    "links in links": "[" * 3_000 + "a" + "](http://a)" * 3_000,
    "wide table": "|a" * 700 + "\n" + "|-" * 700 + "\n" + "x\n" * 2_000,
    "backticks of every length": "".join("a" + "`" * length for length in range(1, 270)),
    "one note, many references": "[^1]" * 9_000 + "\n\n[^1]: a",
    "notes in notes": "[^a]: " * 6_000,
    "one long address": "https://example.org/" + "a/" * 19_000,
}


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_text_written_to_break_the_parser_gives_a_bounded_safe_page(name: str) -> None:
    rendered = render(PATHOLOGICAL[name])
    check_safe(rendered.html)
    assert len(rendered.html) <= MAX_HTML
    if "the end" in PATHOLOGICAL[name]:
        assert "the end" in rendered.plain
    for letters in re.findall(r"a\d+", PATHOLOGICAL[name])[:400]:
        assert letters in rendered.plain


@pytest.mark.parametrize("name", ["many [", "many ![", "many lines of '- [ ] a\\n'"])
def test_twice_the_text_is_no_more_than_thrice_the_work(name: str, count_calls) -> None:
    text = PATHOLOGICAL[name]
    half = count_calls(lambda: render(text[: MANY // 8]))
    whole = count_calls(lambda: render(text[: MANY // 4]))
    assert whole < 3 * half
