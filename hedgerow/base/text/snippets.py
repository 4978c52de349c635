"""Short pieces of a text: excerpts for lists, snippets for search, quotations for replies."""

import re
import unicodedata
from collections.abc import Sequence
from html import escape

from hedgerow.base.names import fold, fold_character
from hedgerow.base.text.tokens import resolve_plain

WORDS_A_MINUTE = 230
LONGEST_QUOTE = 1_000

_CUT_TOKEN = re.compile(r"(?:@\{[a-z0-9]*|\[\[[a-z0-9:#]*\]?|@|\[)\Z")
_WORD = re.compile(r"\w[\w'’-]*")
_QUOTE_MARKS = re.compile(r"^(?:[ ]{0,3}>[ ]?)+", re.MULTILINE)
_MANY_LINES = re.compile(r"\n{3,}")
_JOINER = "\u200d"


def excerpt(plain: str, n: int) -> str:
    """The beginning of a plain text in one line of at most n characters, cut between words with "…".

    Not escaped. Tokens that are still in it are told as not visible: see `tokens.resolve_plain`.
    """
    # SPEED: a list shows many; only what can be seen is worked on.
    seen = plain[: 3 * n + 100]
    cut = len(seen) < len(plain)
    if cut:
        seen = _CUT_TOKEN.sub("", seen)
    line = " ".join(resolve_plain(seen).split())
    if len(line) <= n and not cut:
        return line
    if n < 1:
        return ""
    end = n - 1
    if end < len(line):
        space = line.rfind(" ", 0, end + 1)
        end = space if space > end // 2 else _whole(line, end)
    return line[:end].rstrip(" ,;:.-") + "…"


def _whole(line: str, end: int) -> int:
    """The nearest earlier place that does not cut through an accent, an emoji or a flag."""
    while end > 0 and (_continues(line[end]) or line[end - 1] == _JOINER):
        end -= 1
    flags = 0
    while flags < end and _is_flag_letter(line[end - 1 - flags]):
        flags += 1
    return end - flags % 2 if flags and _is_flag_letter(line[end]) else end


def _continues(character: str) -> bool:
    return (
        unicodedata.category(character) in ("Mn", "Mc", "Me")
        or character == _JOINER
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def highlight(plain: str, words: Sequence[str], around: int = 160) -> str:
    """A snippet of about `around` characters as safe HTML, with the sought words in <mark>.

    Accents and capitals do not matter, and a word marks those that begin with it ("note" in "notes"). The
    piece with the most different words is shown; without any, the beginning.
    """
    line = " ".join(resolve_plain(plain).split())
    hits = _hits(line, words)
    if not hits:
        return escape(excerpt(line, around), quote=False)
    start, end = _window(line, hits, around)
    pieces = ["…"] if start > 0 else []
    place = start
    for first, last, _word in hits:
        if first < place or last > end:
            continue
        pieces += [escape(line[place:first], quote=False), "<mark>", escape(line[first:last], quote=False)]
        pieces.append("</mark>")
        place = last
    pieces.append(escape(line[place:end], quote=False))
    if end < len(line):
        pieces.append("…")
    return "".join(pieces)


def _hits(line: str, words: Sequence[str]) -> list[tuple[int, int, int]]:
    """Start, end and number of the sought word of each place that matches, in order."""
    sought = [folded for word in words if (folded := fold(word).strip())]
    if not sought:
        return []
    folded, back = _with_places(line)
    numbers = {word: number for number, word in reversed(list(enumerate(sought)))}
    # Longer words first, so that "notes" is not taken for "not".
    choices = "|".join(re.escape(word) for word in sorted(numbers, key=len, reverse=True))
    found = list(re.finditer(rf"(?<!\w)({choices})(?:(?<=\w)\w*)?", folded))
    # Where nothing begins with a sought word, as in scripts without spaces, any place will do.
    found = found or list(re.finditer(f"({choices})", folded))
    hits = [(match.start(), match.end(), numbers[match[1]]) for match in found]
    if back is None:
        return hits
    return [(back[start], back[end], number) for start, end, number in hits]


def _with_places(line: str) -> tuple[str, list[int] | None]:
    """The folded line, and for each of its places the one in the line; None when they are the same."""
    if line.isascii():
        return line.lower(), None
    pieces = list(map(fold_character, line))
    folded = "".join(pieces)
    # SPEED: composed text of equal length has, but for freaks, a letter for a letter.
    if len(folded) == len(line) and unicodedata.is_normalized("NFC", line):
        return folded, None
    back = [place for place, piece in enumerate(pieces) for _ in piece]
    return folded, [*back, len(line)]


def _window(line: str, hits: Sequence[tuple[int, int, int]], around: int) -> tuple[int, int]:
    """Where the snippet begins and ends: the earliest piece with the most different words."""
    best, best_count = hits[0][0], 0
    last = 0
    within: dict[int, int] = {}
    for first in range(len(hits)):
        while last < len(hits) and (last == first or hits[last][1] <= hits[first][0] + around):
            within[hits[last][2]] = within.get(hits[last][2], 0) + 1
            last += 1
        if len(within) > best_count:
            best, best_count = hits[first][0], len(within)
        gone = hits[first][2]
        within[gone] -= 1
        if not within[gone]:
            del within[gone]
    # A few words before the first hit, so that it can be understood.
    start = max(0, min(best - around // 4, len(line) - around))
    if start > 0:
        space = line.find(" ", start, best + 1)
        start = space + 1 if space >= 0 else best
    end = min(len(line), max(start + around, *(last for first, last, _n in hits if first == best)))
    if end < len(line):
        space = line.rfind(" ", best, end)
        mark_end = max(last for first, last, _n in hits if first == best)
        end = space if space >= mark_end else _whole(line, max(end, mark_end))
    return start, end


def quote(source_or_plain: str) -> str:
    """A text as a Markdown quotation to answer under: "> …", with an empty line after it.

    What was itself a quotation is left out, if anything else is there; a long text is cut with "…".
    """
    text = source_or_plain.replace("\r\n", "\n").strip()
    own = "\n".join(line for line in text.split("\n") if not line.lstrip(" ").startswith(">")).strip()
    text = _MANY_LINES.sub("\n\n", own or _QUOTE_MARKS.sub("", text))
    if len(text) > LONGEST_QUOTE:
        cut = text.rfind(" ", LONGEST_QUOTE // 2, LONGEST_QUOTE)
        text = text[: cut if cut > 0 else _whole(text, LONGEST_QUOTE)].rstrip() + "…"
    if not text:
        return ""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n")) + "\n\n"


def count_words(plain: str) -> int:
    """How many words a plain text has."""
    return sum(1 for _match in _WORD.finditer(plain))


def reading_minutes(words: int) -> int:
    """Minutes to read so many words, at least 1 unless there are none."""
    return max(1, round(words / WORDS_A_MINUTE)) if words > 0 else 0
