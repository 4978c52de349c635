"""The Markdown dialect: CommonMark with tables, strikethrough, footnotes, task lists and our tokens.

Where it differs from CommonMark, it is so that nothing a busy person types disappears or surprises:
a single new line is a new line; HTML is text; four spaces make no code; `[x]: y` is text, not a hidden
definition; a line of hyphens under a text makes no heading; `\\\\server\\share` keeps both backslashes.
"""

import re

from linkify_it import LinkifyIt
from linkify_it.main import Match
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import footnote_plugin

from hedgerow.base.text.addresses import LONGEST_URL, is_good_url
from hedgerow.base.text.structure import dress_blocks, make_tasks, make_tokens, settle_notes
from hedgerow.base.text.tokens import ITEM_PATTERN, MENTION_PATTERN

# Deeper lists and quotes than this are not writing; `render` shows such a text as it was typed.
MAX_NESTING = 30

# Without "http", only these endings make a link: "done.is" and "yes.it" are sentences without a space.
BARE_LINK_ENDINGS = ["com", "org", "net", "edu", "gov", "int", "info", "uk", "eu", "ie"]

_MENTION = re.compile(MENTION_PATTERN)
_ITEM = re.compile(ITEM_PATTERN)
_LONG_WORD = re.compile(rf"\S{{{LONGEST_URL + 1},}}")
_NETWORK_PATH = re.compile(r"\\\\(?=\w)")
_SCHEME_BEFORE = re.compile(r"(?<![a-z0-9.+-])(https?)\Z", re.IGNORECASE)


class _Links(LinkifyIt):
    """Bare addresses as people write them, on https."""

    def match(self, text: str) -> list[Match] | None:
        # SPEED: the library looks at the rest of a word at every "://" in it. Words longer than any
        # address are blanked out for it, and stay text.
        found: list[Match] | None = super().match(_LONG_WORD.sub(lambda long: " " * len(long[0]), text))
        return found

    def normalize(self, match: Match) -> None:
        super().normalize(match)
        if not match.schema:
            match.url = match.url.replace("http://", "https://", 1)


def make_parser() -> MarkdownIt:
    """A parser with the dialect's rules; it keeps no state between texts."""
    md = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True, "maxNesting": MAX_NESTING})
    md.enable(["table", "strikethrough", "linkify"])
    md.disable(["code", "lheading", "reference", "html_block", "html_inline"])
    links = _Links()
    links.tlds(BARE_LINK_ENDINGS)
    for scheme in ("ftp:", "//"):
        links.add(scheme, None)
    md.linkify = links
    # Inline notes `^[…]` nest without bound, so only the `[^1]` kind.
    footnote_plugin(md, inline=False)
    md.validateLink = is_good_url  # type: ignore[method-assign]
    md.normalizeLinkText = _as_typed  # type: ignore[method-assign]
    md.inline.ruler.at("linkify", _web_address)
    md.inline.ruler.before("escape", "network_path", _network_path)
    md.inline.ruler.before("link", "hg_mention", _mention)
    md.inline.ruler.before("link", "hg_item", _item)
    md.core.ruler.before("footnote_tail", "settle_notes", settle_notes)
    md.core.ruler.push("tasks", make_tasks)
    md.core.ruler.push("hg_tokens", make_tokens)
    md.core.ruler.push("blocks", dress_blocks)
    return md


def _as_typed(link: str) -> str:
    return link


def _network_path(state: StateInline, silent: bool) -> bool:
    """Keep `\\\\server` whole at the start of a word: it is a place on an office network."""
    if state.src[state.pos] != "\\" or not _NETWORK_PATH.match(state.src, state.pos):
        return False
    if state.pos > 0 and not state.src[state.pos - 1].isspace():
        return False
    if not silent:
        state.append_pending("\\\\")
    state.pos += 2
    return True


def _mention(state: StateInline, silent: bool) -> bool:
    match = _MENTION.match(state.src, state.pos) if state.src[state.pos] == "@" else None
    if match is None:
        return False
    if not silent:
        token = state.push("hg_mention", "", 0)
        token.meta = {"code": match[1]}
        token.content = match[0]
    state.pos = match.end()
    return True


def _item(state: StateInline, silent: bool) -> bool:
    match = _ITEM.match(state.src, state.pos) if state.src[state.pos] == "[" else None
    if match is None:
        return False
    if not silent:
        token = state.push("hg_item", "", 0)
        token.meta = {"code": match[1], "reply": match[2] or ""}
        token.content = match[0]
    state.pos = match.end()
    return True


def _web_address(state: StateInline, silent: bool) -> bool:
    """A bare http or https address is one link, whatever markup its characters could be.

    SPEED: the library's own rule looks through all the text before and after at every "://", which takes
    minutes for a text made of them. This one looks at one word of bounded length.
    """
    if state.linkLevel > 0 or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME_BEFORE.search(state.pending[-6:])
    if scheme is None or state.md.linkify is None:
        return False
    start = state.pos - len(scheme[1])
    word = state.src[start : start + LONGEST_URL + 1]
    match = state.md.linkify.match_at_start(word)
    url = match.url.rstrip("*") if match else ""
    address = state.md.normalizeLink(url)
    if not is_good_url(address) and len(url) <= LONGEST_URL:
        return False
    if not is_good_url(address):
        # Too long to be an address: text, in one step.
        if not silent:
            state.append_pending(state.src[state.pos : start + len(url)])
    elif not silent:
        state.pending = state.pending[: -len(scheme[1])]
        state.push("link_open", "a", 1).attrs = {"href": address}
        state.push("text", "", 0).content = url
        state.push("link_close", "a", -1)
    state.pos = start + len(url)
    return True
