"""The second, independent layer of safety: an allow list over the HTML that the renderer made."""

import re

import nh3

from hedgerow.base.codes import CODE_PATTERN

LINK_REL = "noopener nofollow ugc"
URL_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_BLOCKS = ("p", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "table", "section")
_OTHERS = ("a", "br", "code", "div", "em", "hr", "input", "label", "li", "s", "strong", "sup")
_TABLE = ("thead", "tbody", "tr", "th", "td")
_TOKENS = ("hg-mention", "hg-item", "hg-file")

_CODE = re.compile(CODE_PATTERN)
_NUMBER = re.compile(r"\d{1,9}")
_NOTE_ID = re.compile(r"note(?:ref)?-[0-9a-f]{8}-\d{1,5}(?:-\d{1,5})?")
_LANGUAGE = re.compile(r"language-[A-Za-z0-9+#-]{1,30}")

# Every attribute with what its value has to be; None: any text.
_VALUES: dict[str, dict[str, re.Pattern[str] | None]] = {
    "a": {"href": None, "id": _NOTE_ID},
    "li": {"id": _NOTE_ID},
    "ol": {"start": _NUMBER},
    "code": {"class": _LANGUAGE},
    "div": {"tabindex": re.compile("0"), "role": re.compile("region"), "aria-label": None},
    "input": {
        "type": re.compile("checkbox"),
        "checked": re.compile("|checked"),
        "disabled": re.compile("|disabled"),
    },
    "hg-mention": {"code": _CODE, "flat": re.compile("1")},
    "hg-item": {"code": _CODE, "reply": _NUMBER, "label": None, "flat": re.compile("1")},
    "hg-file": {"code": _CODE, "alt": None, "show": re.compile("link"), "flat": re.compile("1")},
}
for _tag in _BLOCKS:
    _VALUES.setdefault(_tag, {})["dir"] = re.compile("auto")
_CLASSES: dict[str, set[str]] = {
    "div": {"table-scroll"},
    "ul": {"tasks"},
    "ol": {"tasks"},
    "li": {"task"},
    "section": {"notes"},
    "sup": {"note-ref"},
    "a": {"note-back"},
    "td": {"to-end", "to-middle"},
    "th": {"to-end", "to-middle"},
}


def _filter(tag: str, attribute: str, value: str) -> str | None:
    if (attribute == "class" and tag != "code") or attribute == "rel":
        return value  # nh3 keeps the classes that _CLASSES allows, and sets rel itself
    known = _VALUES.get(tag, {})
    if attribute not in known:
        return None  # the library lets some through everywhere
    pattern = known[attribute]
    return value if pattern is None or pattern.fullmatch(value) else None


def _only_notes(url: str) -> str | None:
    """The one address without a scheme that we make leads to a note of the same text."""
    return url if url.startswith("#") and _NOTE_ID.fullmatch(url[1:]) else None


_CLEANER = nh3.Cleaner(
    tags={*_BLOCKS, *_OTHERS, *_TABLE, *_TOKENS},
    clean_content_tags={"script", "style"},
    attributes={tag: set(values) for tag, values in _VALUES.items()},
    attribute_filter=_filter,
    allowed_classes=_CLASSES,
    link_rel=LINK_REL,
    url_schemes=set(URL_SCHEMES),
    url_relative=_only_notes,
)


def clean(html: str) -> str:
    """The same HTML with nothing in it but what the allow list names; cleaning twice changes nothing."""
    return _CLEANER.clean(html)
