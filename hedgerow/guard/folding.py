"""Writes a text plainly, so that one rule reads every way of writing it, and knows where each character came from."""

import html
import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache

# Both are anchored where they are tried and bounded, so that no text makes them slow.
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
# Only what marks text up; what else stands in angle brackets, as an address of email does, is read. Words of a picture too.
_TAG = re.compile(
    r"</?(b|i|u|s|em|strong|span|font|mark|small|sub|sup|code|a|wbr|br|p|div|td|th|tr|li|ul|ol|table|tbody|h[1-6])"
    r"(?:\s(?![^<>\n]{0,60}\b(?:title|alt)=)[^<>\n]{0,60})?/?>",
    re.I,
)
#: Between these and the next words is a space at least.
_APART = frozenset({"br", "p", "div", "td", "th", "tr", "li", "table", "h1", "h2", "h3", "h4", "h5", "h6"})
_QUOTES = {"’": "'", "‘": "'", "ʼ": "'", "`": "`", "´": "'", "“": '"', "”": '"', "„": '"'}
_PLAIN_LINE_ENDS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_SPECIAL = re.compile(r"[^\x20-\x29\x2b-\x5b\x5d-\x7e\n]|&(?=[#a-zA-Z])|<(?=[/a-zA-Z])")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` in plain letters, digits, dashes and spaces; `starts[i]` and `ends[i]` are where character i stood."""

    text: str
    starts: "array[int] | range"
    ends: "array[int] | range"

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that became `text[start:end]`; `end` is greater than `start`."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """`text` without accents, markup and what cannot be seen; other digits, dashes and spaces become plain ones."""
    if _SPECIAL.search(text) is None:
        return Folded(text, range(len(text)), range(1, len(text) + 1))
    folded: list[str] = []
    starts, ends = array("l"), array("l")
    at, length = 0, len(text)
    while at < length:
        character = text[at]
        end, written = at + 1, character
        if character == "&" and (match := _ENTITY.match(text, at)):
            end = match.end()
            written = "".join(_plain(one) for one in html.unescape(match[0]))
        elif character == "<" and (match := _TAG.match(text, at)):
            end, written = match.end(), " " if match[1].lower() in _APART else ""
        elif (
            character == "\\"
            and end < length
            and text[end] in "\\`*_{}[]()#+-.!|~/"
            or character == "*"
            and not _times(text, at)
            or character == "\r"
            and text[end : end + 1] == "\n"
        ):
            written = ""
        elif not (" " <= character <= "~" or character == "\n"):
            written = _plain(character)
        for one in written:
            folded.append(one)
            starts.append(at)
            ends.append(end)
        at = end
    return Folded("".join(folded), starts, ends)


def _times(text: str, at: int) -> bool:
    """Is this star between two digits, and alone? Then it multiplies, and is no emphasis."""
    around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    return len(around) == 2 and around.isdigit()


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """What one character is read as: nothing, if it cannot be seen."""
    if " " <= character <= "~" or character == "\n":
        return character
    if character in _PLAIN_LINE_ENDS:
        return "\n"
    category = unicodedata.category(character)
    if category in ("Cf", "Mn", "Me", "Cc", "Cs", "Co"):
        return " " if character == "\t" else ""
    if category == "Zs":
        return " "
    if category == "Pd" or character == "\N{MINUS SIGN}":
        return "-"
    if character in _QUOTES:
        return _QUOTES[character]
    if category == "Nd":
        return str(unicodedata.digit(character))
    written = "".join(
        one
        for one in unicodedata.normalize("NFKD", character)
        if unicodedata.category(one) not in ("Mn", "Me")
    )
    return written if written != character and len(written) <= 4 else character
