"""Markdown to what is stored: safe HTML with tokens, plain text, and whom and what it speaks of."""

import logging
import re
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import Any

from django.utils.translation import ngettext
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from hedgerow.base.text import tokens as made
from hedgerow.base.text.clean import clean
from hedgerow.base.text.parser import MAX_NESTING, make_parser
from hedgerow.base.text.tokens import codes_in

# Raise it when stored HTML should be made anew from its source.
RENDERER_VERSION = 1

MAX_LENGTH = 40_000  # characters: about 6,500 words
# A text whose HTML grows beyond this was written to grow: it is shown as typed.
MAX_HTML = 10 * MAX_LENGTH

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_NEW_LINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_LINE_ENDS = re.compile(r"[ \t]+$", re.MULTILINE)
_MANY_LINES = re.compile(r"\n{3,}")

_log = logging.getLogger(__name__)

Env = MutableMapping[str, Any]


class TextTooLong(ValueError):
    """The text is longer than MAX_LENGTH; `sentence` tells the person what to do."""

    def __init__(self, length: int) -> None:
        over = length - MAX_LENGTH
        self.sentence = ngettext(
            "This text is %(over)s character too long. Make it shorter, or add it as a document.",
            "This text is %(over)s characters too long. Make it shorter, or add it as a document.",
            over,
        ) % {"over": f"{over:,}"}
        super().__init__(self.sentence)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is stored beside a source.

    `html` holds placeholders (see `tokens`), `plain` the visible text with `@{code}` and `[[item:code]]`.
    `mentions` are the people to tell, so without those in quoted text; `items` and `files` are all.
    """

    html: str
    plain: str
    version: int
    mentions: list[str]
    items: list[str]
    files: list[str]


def render(source: str) -> Rendered:
    """Markdown source as it is stored; raises TextTooLong above MAX_LENGTH characters.

    Never raises for anything else: what cannot be read as Markdown within bounds is shown as typed.
    """
    if len(source) > MAX_LENGTH:
        raise TextTooLong(len(source))
    text = tidy(source)
    try:
        return _render(text)
    except Exception:
        # A fault in a parser must not keep a person from posting. The text itself is not logged.
        _log.exception("text of %d characters shown as typed", len(text))
    return _as_typed(text)


def _render(text: str) -> Rendered:
    tokens = _PARSER.parse(text, {})
    if any(token.level >= MAX_NESTING - 1 for token in tokens):
        return _as_typed(text)  # the parser drops what lies deeper
    # Notes need ids that no other text on the page has; two equal texts may share them without harm.
    env: Env = {"mark": sha256(text.encode()).hexdigest()[:8]}
    html = clean(str(_PARSER.renderer.render(tokens, _PARSER.options, env)))
    if len(html) > MAX_HTML:
        return _as_typed(text)
    codes = codes_in(html)
    return Rendered(
        html=html,
        plain=plain_of(tokens),
        version=RENDERER_VERSION,
        mentions=_people_to_tell(tokens),
        items=list(codes.items),
        files=list(codes.files),
    )


def _as_typed(text: str) -> Rendered:
    parts = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    html = "".join(f'<p dir="auto">{escape(part).replace(chr(10), "<br>")}</p>' for part in parts)
    return Rendered(clean(html), "\n\n".join(parts), RENDERER_VERSION, [], [], [])


def tidy(source: str) -> str:
    """Text with one kind of new line and without control characters and broken surrogates."""
    return _CONTROLS.sub("", _NEW_LINES.sub("\n", source))


def _people_to_tell(tokens: Sequence[Token]) -> list[str]:
    told: dict[str, None] = {}
    quoted = 0
    for token in tokens:
        if token.type in ("blockquote_open", "blockquote_close"):
            quoted += token.nesting
        if not quoted:
            for child in token.children or ():
                if child.type == "hg_mention":
                    told[child.meta["code"]] = None
    return list(told)


def plain_of(tokens: Sequence[Token]) -> str:
    """The visible text: a line for a line, a blank line between blocks, tabs between cells."""
    pieces: list[str] = []
    numbers: list[int] = []  # of the lists that are open; 0 in a list without numbers
    for token in tokens:
        if token.type == "inline":
            pieces += map(_inline_plain, token.children or ())
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            numbers.append(int(token.attrs.get("start", 1)) if token.tag == "ol" else 0)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            numbers.pop()
        elif token.type == "list_item_open":
            pieces.append(f"{numbers[-1]}. " if numbers[-1] or token.info else "- ")
            numbers[-1] += bool(numbers[-1] or token.info)
        elif token.type == "footnote_open":
            pieces.append(f"[{token.meta['id'] + 1}] ")
        elif token.type == "fence":
            pieces.append(token.content.rstrip("\n") + "\n")
        pieces.append(_AFTER.get(token.type, ""))
        if token.level == 0 and token.nesting <= 0:
            pieces.append("\n")
    return _MANY_LINES.sub("\n\n", _LINE_ENDS.sub("", "".join(pieces))).strip()


_AFTER = {
    "paragraph_close": "\n",
    "heading_close": "\n",
    "th_close": "\t",
    "td_close": "\t",
    "tr_close": "\n",
}


def _inline_plain(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type == "footnote_ref":
        return f"[{token.meta['id'] + 1}]"
    return token.content


# How our tokens become HTML. The arguments are those of the library.


def _mention(_r: RendererHTML, tokens: Sequence[Token], i: int, _o: OptionsDict, _e: Env) -> str:
    meta = tokens[i].meta
    return made.mention_element(meta["code"], flat=bool(meta.get("flat")))


def _item(_r: RendererHTML, tokens: Sequence[Token], i: int, _o: OptionsDict, _e: Env) -> str:
    meta = tokens[i].meta
    return made.item_element(
        meta["code"], reply=meta["reply"], label=meta.get("label", ""), flat=bool(meta.get("flat"))
    )


def _file(_r: RendererHTML, tokens: Sequence[Token], i: int, _o: OptionsDict, _e: Env) -> str:
    meta = tokens[i].meta
    return made.file_element(meta["code"], alt=meta["label"], show=meta["show"], flat=bool(meta["flat"]))


def _fence(_r: RendererHTML, tokens: Sequence[Token], i: int, _o: OptionsDict, _e: Env) -> str:
    token = tokens[i]
    direction = ' dir="auto"' if token.attrs.get("dir") else ""
    language = token.info.split()[0] if token.info.strip() else ""
    named = f' class="language-{escape(language)}"' if language else ""
    return f"<pre{direction}><code{named}>{escape(token.content, quote=False)}</code></pre>\n"


def _table_open(_r: RendererHTML, tokens: Sequence[Token], i: int, _o: OptionsDict, _e: Env) -> str:
    token = tokens[i]
    direction = ' dir="auto"' if token.attrs.get("dir") else ""
    label = escape(token.meta["label"])
    # A wide table scrolls by itself, also by keyboard, so it needs focus and a name.
    return f'<div class="table-scroll" tabindex="0" role="region" aria-label="{label}"><table{direction}>\n'


def _table_close(*_args: object) -> str:
    return "</table></div>\n"


def _task(_r: RendererHTML, tokens: Sequence[Token], i: int, _o: OptionsDict, _e: Env) -> str:
    done = " checked" if "x" in tokens[i].content else ""
    return f'<label><input type="checkbox" disabled{done}> '


def _task_end(*_args: object) -> str:
    return "</label>"


def _note_place(meta: dict[str, Any], env: Env, *, back: bool) -> str:
    place = f"{env['mark']}-{meta['id'] + 1}"
    again = f"-{meta['subId']}" if back and meta.get("subId", 0) > 0 else ""
    return f"{'noteref' if back else 'note'}-{place}{again}"


def _note_ref(_r: RendererHTML, tokens: Sequence[Token], i: int, _o: OptionsDict, env: Env) -> str:
    meta = tokens[i].meta
    here, there = _note_place(meta, env, back=True), _note_place(meta, env, back=False)
    return f'<sup class="note-ref"><a href="#{there}" id="{here}">[{meta["id"] + 1}]</a></sup>'


def _note_open(_r: RendererHTML, tokens: Sequence[Token], i: int, _o: OptionsDict, env: Env) -> str:
    return f'<li id="{_note_place(tokens[i].meta, env, back=False)}">'


def _note_back(_r: RendererHTML, tokens: Sequence[Token], i: int, _o: OptionsDict, env: Env) -> str:
    there = _note_place(tokens[i].meta, env, back=True)
    return f' <a href="#{there}" class="note-back">\u21a9\ufe0e</a>'


def _notes_open(*_args: object) -> str:
    return '<section class="notes" dir="auto">\n<ol>\n'


_PARSER = make_parser()
_RULES: dict[str, Callable[..., str]] = {
    "hg_mention": _mention,
    "hg_item": _item,
    "hg_file": _file,
    "hg_task": _task,
    "hg_task_end": _task_end,
    "fence": _fence,
    "table_open": _table_open,
    "table_close": _table_close,
    "footnote_ref": _note_ref,
    "footnote_open": _note_open,
    "footnote_anchor": _note_back,
    "footnote_block_open": _notes_open,
}
for _name, _rule in _RULES.items():
    _PARSER.add_render_rule(_name, _rule)
