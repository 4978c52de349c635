"""A token shows what its viewer may see, and nothing else."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hedgerow.base.text import (
    FileView,
    ItemView,
    MentionView,
    codes_in,
    excerpt,
    render,
    resolve,
    resolve_plain,
    size_words,
)
from hedgerow.base.text.command import main

SIAN, PLAN, SLIDES = "aaaaaaaa", "bbbbbbbb", "cccccccc"
PEOPLE = {SIAN: MentionView("Siân O'Brien", f"/people/{SIAN}/")}
ITEMS = {PLAN: ItemView("Rota <swaps>", f"/d/{PLAN}/", "question")}
FILES = {SLIDES: FileView("Slides & notes.pdf", f"/files/{SLIDES}", "PDF", 180_000)}


def page(source: str, **views: object) -> str:
    views = {"people": PEOPLE, "items": ITEMS, "files": FILES, **views}
    return resolve(render(source).html, **views)  # type: ignore[arg-type]


def test_a_mention_shows_the_name_of_today() -> None:
    html = render(f"Ask @{{{SIAN}}}.").html
    assert "@Siân O&#x27;Brien</a>." in resolve(html, people=PEOPLE, items={}, files={})
    renamed = {SIAN: MentionView("Siân Hughes", "/people/x/")}
    assert ">@Siân Hughes</a>." in resolve(html, people=renamed, items={}, files={})


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (f"@{{{SIAN}}}", "someone"),
        (f"[[item:{PLAN}#r3]]", "a private link"),
        (f"[our plan](item:{PLAN})", "our plan (a private link)"),
        (f"![chart](file:{SLIDES})", "a file that was removed"),
    ],
)
def test_what_is_hidden_and_what_never_was_look_the_same(source: str, words: str) -> None:
    hidden = page(source, people={SIAN: None}, items={PLAN: None}, files={SLIDES: None})
    missing = page(source, people={}, items={}, files={})
    assert hidden == missing
    assert f">{words}</span>" in hidden
    assert "aaaaaaaa" not in hidden and "bbbbbbbb" not in hidden and "cccccccc" not in hidden


def test_an_item_link_carries_title_and_reply() -> None:
    html = page(f"[[item:{PLAN}#r12]]")
    assert f'href="/d/{PLAN}/#r12"' in html
    assert ">Rota &lt;swaps&gt;</a>" in html
    assert "item-link--question" in html
    assert ">our <b>plan</a>" not in page(f"[our <b>plan](item:{PLAN})")
    assert ">our &lt;b&gt;plan</a>" in page(f"[our <b>plan](item:{PLAN})")


def test_a_file_is_named_with_kind_and_size_and_a_picture_is_shown() -> None:
    assert 'Slides &amp; notes.pdf <span class="file-about">(PDF, 180 kB)</span></a>' in page(
        f"![](file:{SLIDES})"
    )
    picture = {SLIDES: FileView("Card.jpg", "/files/c", "Picture", 9_000, True, 640, 480, "/files/c/small")}
    shown = page(f"![The card](file:{SLIDES})", files=picture)
    assert (
        '<a class="file-picture" href="/files/c">'
        '<img src="/files/c/small" alt="The card" width="640" height="480" loading="lazy" decoding="async"></a>'
    ) in shown
    assert "<img" not in page(f"[The card](file:{SLIDES})", files=picture)


def test_inside_a_link_a_token_is_no_link_of_its_own() -> None:
    html = page(f"[see @{{{SIAN}}} ![x](file:{SLIDES}) ![y](item:{PLAN})](https://example.org/)")
    assert html.count("<a ") == 1
    assert "see <span" in html and "@Siân" in html and "x <span" in html and ">y</span></a>" in html


def test_pages_without_tokens_are_left_as_they_are() -> None:
    html = render("No tokens: user@example.org, `@{aaaaaaaa}`.").html
    assert resolve(html, people=PEOPLE, items=ITEMS, files=FILES) is html
    assert codes_in(html, html) == codes_in()


def test_codes_of_many_pieces_come_once_each_in_order() -> None:
    one = render(f"@{{{SIAN}}} [[item:{PLAN}]]").html
    other = render(f"@{{{PLAN}}} @{{{SIAN}}} ![x](file:{SLIDES})").html
    found = codes_in(one, "", other)
    assert found.people == (SIAN, PLAN)
    assert found.items == (PLAN,)
    assert found.files == (SLIDES,)


def test_plain_text_is_resolved_too_and_tells_nothing_by_default() -> None:
    plain = render(f"Ask @{{{SIAN}}} about [[item:{PLAN}#r2]]").plain
    assert resolve_plain(plain, people=PEOPLE, items=ITEMS) == "Ask @Siân O'Brien about Rota <swaps>"
    assert resolve_plain(plain) == "Ask someone about a private link"
    assert excerpt(plain, 80) == "Ask someone about a private link"


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1_000, "1 kB"),
        (1_240_000, "1.2 MB"),
        (180_000, "180 kB"),
        (999_600, "1 MB"),
        (12_000_000_000, "12 GB"),
    ],
)
def test_sizes_are_said_as_people_say_them(size: int, words: str) -> None:
    assert size_words(size) == words


def test_the_command_shows_what_a_stranger_would_see(capsys: pytest.CaptureFixture[str]) -> None:
    out = io.StringIO()
    assert main([], io.StringIO(f"Hello **@{{{SIAN}}}**"), out) == 0
    assert out.getvalue() == (
        '<p dir="auto">Hello <strong><span class="mention">someone</span></strong></p>\n'
    )
    out = io.StringIO()
    assert main(["--plain"], io.StringIO(f"Hello **@{{{SIAN}}}**"), out) == 0
    assert out.getvalue() == "Hello someone\n"
    assert main([], io.StringIO("a" * 40_001), out) == 1
    assert "1 character too long" in capsys.readouterr().err


def test_the_command_needs_no_settings() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "hedgerow.config.cli", "render"],
        input=f"Hello @{{{SIAN}}}",
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
        env={key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"},
    )
    assert run.stdout == '<p dir="auto">Hello <span class="mention">someone</span></p>\n', run.stderr
    assert run.returncode == 0
