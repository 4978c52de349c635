"""Words as the index keeps them and as people type them: without accents, with straight apostrophes, with quotes for phrases."""

import re
from typing import NamedTuple

from django.conf import settings

from hedgerow.base.names import fold
from hedgerow.packs.loading import pack

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_PHRASE = re.compile(r'"([^"]{1,200})"?')
#: More words than this say no more about what is sought.
MOST = 12
#: The most words of one saying in a pack's synonyms.
LONGEST_SAYING = 6


def words_of(text: str) -> list[str]:
    """The folded words of a text, an apostrophe kept inside ("o'brien")."""
    return _WORD.findall(fold(text))


def indexed(text: str) -> str:
    """A text as the index takes it: folded words; one with an apostrophe stands there whole, split and joined."""
    found = []
    for word in words_of(text):
        found.append(word.replace("'", " "))
        if "'" in word:
            found.append(word.replace("'", ""))
    return " ".join(found)


class Asked(NamedTuple):
    """A question to the index: each term must be there; a term is a list of ways to say it, a way a list of words in order."""

    terms: tuple[tuple[tuple[str, ...], ...], ...]
    #: The last word was not finished with a space: it may go on.
    open_ended: bool

    @property
    def plain(self) -> list[str]:
        """All words that were typed, for marking them in a snippet."""
        return [word for term in self.terms for word in term[0]]


def asked(query: str) -> Asked:
    """Read what somebody typed. Quotes make a phrase; everything else is words; no other sign means anything."""
    text = fold(query[:300])
    terms: list[tuple[tuple[str, ...], ...]] = []
    rest = text
    for phrase in _PHRASE.findall(text):
        words = tuple(word for found in _WORD.findall(phrase) for word in found.split("'"))
        if words:
            terms.append((words,))
    rest = _PHRASE.sub(" ", text)
    for ways in _terms(_WORD.findall(rest)):
        if ways not in terms:
            terms.append(ways)
    open_ended = bool(rest) and rest[-1:].isalnum() and bool(terms)
    return Asked(tuple(terms[:MOST]), open_ended)


def _terms(words: list[str]) -> list[tuple[tuple[str, ...], ...]]:
    """Each word a term with its ways; words in a row that a profession says otherwise too are one term."""
    known, found, at = _synonyms(), [], 0
    while at < len(words):
        longest = min(LONGEST_SAYING, len(words) - at)
        for length in range(longest, 0, -1):
            said = tuple(words[at : at + length])
            if said in known:
                found.append((_split(said), *known[said])[:6])
                break
        else:
            length, own = 1, (words[at],)
            found.append((_split(own), ("".join(_split(own)),)) if "'" in words[at] else (own,))
        at += length
    return found


def _split(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for word in words for part in word.split("'"))


def _synonyms() -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    """What is said otherwise: the words of one saying -> the other sayings of its group."""
    if settings.PACK not in _kept:
        found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for group in pack(settings.PACK).synonyms:
            sayings = [tuple(words_of(saying)) for saying in group.words]
            for one in sayings:
                found.setdefault(one, []).extend(_split(other) for other in sayings if other != one)
        _kept[settings.PACK] = found
    return _kept[settings.PACK]


_kept: dict[str, dict[tuple[str, ...], list[tuple[str, ...]]]] = {}
