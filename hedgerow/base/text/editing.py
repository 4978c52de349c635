"""Between what is stored and what a person types: names for mentions, tokens for own addresses."""

import re
from collections.abc import Collection, Iterable, Mapping
from urllib.parse import urlsplit

from hedgerow.base.codes import CODE_PATTERN, LONGEST_CODE
from hedgerow.base.names import fold, fold_character
from hedgerow.base.text.addresses import LONGEST_URL
from hedgerow.base.text.code_spans import CodeSpans
from hedgerow.base.text.tokens import MENTION_PATTERN

# What stands in an own address before the code of an item: /d/<code>/…, f for a document.
ITEM_SEGMENTS = ("d", "f")

_SPACE = re.compile(r"\s+")
_MENTION = re.compile(MENTION_PATTERN)
_NAMED_CODE = re.compile(rf" \(({CODE_PATTERN})\)")
# What stands before the "@" of an address, a path or an escape; then it is no mention.
_NOT_BEFORE = re.compile(r"(?:[^\W_]_*|[/.+%=&?#@\\-])\Z")
_CANDIDATE = re.compile(r"@(?=[^\W_])")
_ESCAPES = re.compile(r"\\+\Z")

_WEB = rf"https?://[^\s<>\"]{{1,{LONGEST_URL}}}"
_ADDRESS = re.compile(
    rf"\[(?P<label>[^\[\]\n]{{0,300}})\]\(<?(?P<target>{_WEB}?)>?(?: +\"[^\"\n]{{0,300}}\")?\)"
    rf"|<(?P<angled>{_WEB})>"
    rf"|(?P<bare>{_WEB})",
    re.IGNORECASE,
)
_ITEM_PATH = re.compile(
    rf"(?:/c/{CODE_PATTERN}(?:/[^/]+){{0,2}})?/(?:{'|'.join(ITEM_SEGMENTS)})/({CODE_PATTERN})(?:[/-].*)?"
    rf"|/s/({CODE_PATTERN})/?"
)
_REPLY = re.compile(r"r(\d{1,9})")


class _People:
    """The people who may be meant by "@Full Name"."""

    def __init__(self, people: Iterable[tuple[str, str]], already: Collection[str] = ()) -> None:
        self._codes: dict[str, set[str]] = {}
        self._already = frozenset(already)
        for code, name in people:
            if folded := _folded_name(name):
                self._codes.setdefault(folded, set()).add(code)
        self._lengths = sorted({len(name) for name in self._codes}, reverse=True)
        self._firsts = {name[0] for name in self._codes}
        # Accents may be characters of their own, so the text can be longer than the folded name.
        self.window = 3 * max(self._lengths, default=0) + LONGEST_CODE + 8

    def may_begin(self, character: str) -> bool:
        """Whether any name begins with this character."""
        return fold_character(character)[:1] in self._firsts

    def meant_at(self, folded: str, place: int, text: str, back: list[int]) -> tuple[int, str] | None:
        """The end in `text` and the code of the longest name at a place of the folded text."""
        for length in self._lengths:
            end = place + length
            codes = self._codes.get(folded[place:end])
            if not codes or end > len(folded) or not _ends_word(folded, end):
                continue
            stop = back[end]
            named = _NAMED_CODE.match(text, stop)
            if named and named[1] in codes:
                return named.end(), named[1]
            if len(codes) > 1:
                codes = codes & self._already
            # Two people of one name: the words stay words until the writer adds the code.
            return (stop, next(iter(codes))) if len(codes) == 1 else None
        return None


def _ends_word(folded: str, end: int) -> bool:
    """Whether a name may end here: not inside "Leeds", nor before the "-Jones" of "Lee-Jones"."""
    first, second = folded[end : end + 1], folded[end + 1 : end + 2]
    return not (first.isalnum() or (first in ("-", "_") and second.isalnum()))


def _folded_name(name: str) -> str:
    return _SPACE.sub(" ", fold(name)).strip()


def _fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, one space for each white space, and for each of its places that in the text."""
    pieces: list[str] = []
    back: list[int] = []
    for place, character in enumerate(text):
        piece = " " if character == "\u00a0" else fold_character(character)
        pieces.append(piece)
        back += [place] * len(piece)
    back.append(len(text))
    return "".join(pieces), back


def to_editable(source: str, names: Mapping[str, str]) -> str:
    """A source for its author's text box: `@{code}` as `@Full Name`.

    Where the bare name would not be read back as the same person, it is written `@Full Name (code)`. A code
    without a name, or with one that cannot be read back at all, stays as it is.
    """
    if "@{" not in source:
        return source
    code_spans = CodeSpans(source)
    people = _People(names.items())
    pieces: list[str] = []
    place = 0
    for match in _MENTION.finditer(source):
        code = match[1]
        name = _SPACE.sub(" ", names.get(code, "")).strip()
        # A backtick in a name would make code of what follows.
        if not name or "`" in name or match.start() in code_spans or _escaped(source, match.start()):
            continue
        pieces.append(source[place : match.start()])
        place = match.end()
        before, after = "".join(pieces[-2:])[-40:], source[place : place + people.window]
        bare, sure = f"@{name}", f"@{name} ({code})"
        if not _NOT_BEFORE.search(before) and _reads_as(bare, after, code, people):
            pieces.append(bare)
        else:
            pieces.append(sure if _reads_as(sure, after, code, people) else match[0])
    pieces.append(source[place:])
    return "".join(pieces)


def _reads_as(written: str, after: str, code: str, people: _People) -> bool:
    folded, back = _fold_with_places(written + after)
    begins = _CANDIDATE.match(written) is not None
    return begins and people.meant_at(folded, 1, written + after, back) == (len(written), code)


def from_editable(text: str, people: Iterable[tuple[str, str]], already: Collection[str] = ()) -> str:
    """What a person typed as source: `@Full Name` of (code, name) pairs as `@{code}`.

    The longest name wins; capitals and accents do not matter. Code, e-mail addresses and `\\@Name` stay. A
    name that two people have stays text unless written `@Full Name (code)`, or one of the two is in
    `already`: the codes that the text mentioned before it was edited.
    """
    if "@" not in text:
        return text
    known = _People(people, already)
    code_spans = CodeSpans(text)
    pieces: list[str] = []
    place = 0
    for match in _CANDIDATE.finditer(text):
        start = match.start()
        if start < place or start in code_spans or _escaped(text, start):
            continue
        if not known.may_begin(text[start + 1]):
            continue
        window = text[start : start + known.window]
        folded, back = _fold_with_places(window)
        meant = known.meant_at(folded, 1, window, back)
        if meant is None:
            continue
        end, code = meant
        sure = window[:end].endswith(f" ({code})")
        if not sure and _NOT_BEFORE.search(text[max(0, start - 40) : start]):
            continue
        pieces += [text[place:start], f"@{{{code}}}"]
        place = start + end
    pieces.append(text[place:])
    return "".join(pieces)


def _escaped(text: str, place: int) -> bool:
    slashes = _ESCAPES.search(text, max(0, place - 40), place)
    return slashes is not None and len(slashes[0]) % 2 == 1


def tokenise_links(source: str, own_hosts: Collection[str]) -> str:
    """Addresses of this site's own items, typed or pasted, as tokens; a part "#r12" is kept.

    `own_hosts` are host names, with a port where one is used ("localhost:8000"). A link with words of the
    author's keeps them: `[words](item:code)`. SECURITY: the address itself goes, as its decoration carries
    the title of the item and of its community to people who may not know them.
    """
    hosts = {host.lower() for host in own_hosts}
    if "://" not in source or not hosts:
        return source
    code_spans = CodeSpans(source)

    def replace(match: re.Match[str]) -> str:
        if match.start() in code_spans:
            return match[0]
        if match["target"]:
            code = _item_of(match["target"], hosts)
            label = match["label"].strip()
            if not code:
                return match[0]
            return f"[{label}](item:{code})" if label and "://" not in label else f"[[item:{code}]]"
        if match["angled"]:
            code = _item_of(match["angled"], hosts)
            return f"[[item:{code}]]" if code else match[0]
        address = _without_tail(match["bare"])
        code = _item_of(address, hosts)
        return f"[[item:{code}]]{match['bare'][len(address) :]}" if code else match[0]

    return _ADDRESS.sub(replace, source)


def _without_tail(address: str) -> str:
    """An address without the punctuation of the sentence round it."""
    while address:
        shorter = address.rstrip(".,;:!?'\"*_~|]}")
        if shorter.endswith(")") and shorter.count("(") < shorter.count(")"):
            shorter = shorter[:-1]
        if shorter == address:
            break
        address = shorter
    return address


def _item_of(address: str, hosts: Collection[str]) -> str:
    """ "code" or "code#r12" of an own address, "" for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    path = _ITEM_PATH.fullmatch(parts.path)
    if parts.netloc.lower() not in hosts or path is None:
        return ""
    reply = _REPLY.fullmatch(parts.fragment)
    return (path[1] or path[2]) + (f"#r{reply[1]}" if reply else "")
