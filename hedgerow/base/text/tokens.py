"""Tokens: what stands in stored text for a person, an item or a file until a page resolves it.

In the source: `@{code}`, `[[item:code]]` or `[[item:code#r3]]`, `![words](file:code)`; with words of the
author's own also `[words](item:code#r3)` and `[words](file:code)`.

In stored HTML: `<hg-mention code="…">`, `<hg-item code="…" reply="…" label="…">`,
`<hg-file code="…" alt="…">`, each with `flat="1"` inside a link, always empty and closed.

SECURITY: nobody can write such an element. In text `<` is stored as `&lt;`, and inside an attribute the
double quote that every element here has before its code is stored as `&quot;`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape
from typing import Literal

from django.utils.translation import gettext as _

from hedgerow.base.codes import CODE_PATTERN

MENTION_PATTERN = rf"@\{{({CODE_PATTERN})\}}"
ITEM_PATTERN = rf"\[\[item:({CODE_PATTERN})(?:#r(\d{{1,9}}))?\]\]"

_ELEMENT = re.compile(r'<hg-(mention|item|file) (code="[^"]*"(?: [a-z]+="[^"]*")*)></hg-\1>')
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_CODE = re.compile(r'<hg-(mention|item|file) code="([^"]*)"')
_IN_PLAIN = re.compile(rf"{MENTION_PATTERN}|{ITEM_PATTERN}")


@dataclass(frozen=True, slots=True)
class MentionView:
    """A person as this viewer may see them."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item as this viewer may see it; kind is one word, such as "question"."""

    title: str
    url: str
    kind: str


@dataclass(frozen=True, slots=True)
class FileView:
    """An attachment as this viewer may see it; size in bytes, width and height in pixels (0: unknown)."""

    name: str
    url: str
    kind_word: str
    size: int
    picture: bool = False
    width: int = 0
    height: int = 0
    thumb_url: str | None = None


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes that stored HTML needs before it can be shown, each once, in order of appearance."""

    people: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


_NONE = Codes()


def codes_in(*html: str) -> Codes:
    """Which people, items and files the given pieces of stored HTML speak of."""
    # SPEED: most text has no token, and a substring search costs a fraction of a microsecond.
    found = [match for piece in html if "<hg-" in piece for match in _CODE.findall(piece)]
    if not found:
        return _NONE
    kinds: dict[str, dict[str, None]] = {"mention": {}, "item": {}, "file": {}}
    for kind, code in found:
        kinds[kind][code] = None
    return Codes(tuple(kinds["mention"]), tuple(kinds["item"]), tuple(kinds["file"]))


def resolve(
    html: str,
    *,
    people: Mapping[str, MentionView | None],
    items: Mapping[str, ItemView | None],
    files: Mapping[str, FileView | None],
) -> str:
    """Stored HTML as one viewer may see it.

    SECURITY: a code that is missing, or mapped to None, is "not visible": the answer is the same for what
    does not exist and for what this viewer must not know of.
    """
    if "<hg-" not in html:
        return html

    def replace(match: re.Match[str]) -> str:
        kind = match[1]
        # SECURITY: an attribute may hold a bare "<": its text is read, and escaped again where it is put.
        told = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[2])}
        code, flat = told["code"], "flat" in told
        if kind == "mention":
            return _mention(people.get(code), flat)
        if kind == "item":
            return _item(items.get(code), told, flat)
        return _file(files.get(code), told, flat)

    return _ELEMENT.sub(replace, html)


def _link(url: str, css: str, inner: str) -> str:
    return f'<a class="{css}" href="{escape(url)}" dir="auto">{inner}</a>'


def _mention(view: MentionView | None, flat: bool) -> str:
    if view is None:
        return f'<span class="mention">{escape(_("someone"))}</span>'
    name = "@" + escape(view.name)
    if flat or not view.url:
        return f'<span class="mention" dir="auto">{name}</span>'
    return _link(view.url, "mention", name)


def _item(view: ItemView | None, told: dict[str, str], flat: bool) -> str:
    label = escape(told.get("label", ""))
    if view is None:
        private = escape(_("a private link"))
        return f'<span class="item-hidden">{f"{label} ({private})" if label else private}</span>'
    words = label or escape(view.title)
    if flat:
        return f'<span class="item-link" dir="auto">{words}</span>'
    url = view.url + (f"#r{told['reply']}" if "reply" in told else "")
    return _link(url, f"item-link item-link--{escape(view.kind)}", words)


def _file(view: FileView | None, told: dict[str, str], flat: bool) -> str:
    alt = escape(told.get("alt", ""))
    if view is None:
        return f'<span class="file-missing">{escape(_("a file that was removed"))}</span>'
    name = escape(view.name)
    about = f"{escape(view.kind_word)}, {size_words(view.size)}"
    if view.picture and "show" not in told:
        size = f' width="{view.width}" height="{view.height}"' if view.width and view.height else ""
        src = escape(view.thumb_url or view.url)
        picture = f'<img src="{src}" alt="{alt or name}"{size} loading="lazy" decoding="async">'
        return picture if flat else f'<a class="file-picture" href="{escape(view.url)}">{picture}</a>'
    words = f'{alt or name} <span class="file-about">({about})</span>'
    if flat:
        return f'<span class="file-link" dir="auto">{words}</span>'
    return _link(view.url, "file-link", words)


def size_words(size: int) -> str:
    """A number of bytes as people say it: "180 kB", "1.2 MB"."""
    if size < 1000:
        return f"{size} B"
    for unit, amount in (("kB", 1e3), ("MB", 1e6), ("GB", 1e9)):
        value = size / amount
        if value < 999.5 or unit == "GB":
            number = f"{value:.1f}" if value < 9.95 else f"{value:.0f}"
            return f"{number.removesuffix('.0')} {unit}"
    raise AssertionError("GB ends the list")


def resolve_plain(
    plain: str,
    *,
    people: Mapping[str, MentionView | None] | None = None,
    items: Mapping[str, ItemView | None] | None = None,
) -> str:
    """Stored plain text with names and titles in place of `@{code}` and `[[item:code]]`; not escaped.

    For excerpts, search and the text part of mail. Without maps nothing is visible.
    """
    if "@{" not in plain and "[[item:" not in plain:
        return plain

    def replace(match: re.Match[str]) -> str:
        if match[1]:
            person = (people or {}).get(match[1])
            return f"@{person.name}" if person else _("someone")
        item = (items or {}).get(match[2])
        return item.title if item else _("a private link")

    return _IN_PLAIN.sub(replace, plain)


def mention_element(code: str, *, flat: bool = False) -> str:
    """The placeholder of a mention in stored HTML."""
    return _element("mention", {"code": code, "flat": "1" if flat else ""})


def item_element(code: str, *, reply: str = "", label: str = "", flat: bool = False) -> str:
    """The placeholder of a link to an item in stored HTML."""
    return _element("item", {"code": code, "reply": reply, "label": label, "flat": "1" if flat else ""})


def file_element(code: str, *, alt: str = "", show: Literal["", "link"] = "", flat: bool = False) -> str:
    """The placeholder of an attachment in stored HTML; show="link" for a picture that is only named."""
    return _element("file", {"code": code, "alt": alt, "show": show, "flat": "1" if flat else ""})


def _element(kind: str, attributes: Mapping[str, str]) -> str:
    told = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items() if value)
    return f"<hg-{kind} {told}></hg-{kind}>"
