"""Runs of words that may be a name, in the order of a text: what is written with capitals and is no ordinary word."""

from collections.abc import Iterator
from dataclasses import dataclass

from hedgerow.guard.reading import Reading, Word

#: "I'm", "won't": such a word is no name, whatever its first letter.
_SHORTENED = ("'m", "'ve", "'d", "'ll", "'re", "n't")
_GAPS = frozenset({" ", "-", "_", ". ", ".", "\xad", "  ", ", "})


@dataclass(frozen=True, slots=True)
class Run:
    """Words `first` to `last` of a reading that may be one name.

    `given`: how many of them are given names; `unknown`: how many no list knows; `title` is the word before it, or "".
    """

    first: int
    last: int
    start: int
    end: int
    given: int
    unknown: int
    initials: int
    title: str

    @property
    def size(self) -> int:
        return self.last - self.first + 1


def runs(reading: Reading) -> Iterator[Run]:
    """All runs, apart and in order."""
    index = 0
    while index < len(reading.words):
        title = _title(reading, index)
        first = index + 1 if title else index
        last = _last(reading, first, bool(title))
        if last is None:
            index += 1
            continue
        yield _run(reading, first, last, index if title else first, title)
        index = last + 1


def _title(reading: Reading, index: int) -> str:
    word = reading.words[index]
    rules = reading.rules
    if not (rules.has("titles", word.low) or rules.has("colleague_titles", word.low)):
        return ""
    if word.text[0].islower() and reading.rules.has("titles_with_capital", word.low):
        return ""
    return word.low if index + 1 < len(reading.words) and _close(reading, index) else ""


def _close(reading: Reading, index: int) -> bool:
    """Does the next word follow with nothing but a space, a stop or a joining mark between?"""
    return reading.text[reading.words[index].end : reading.words[index + 1].start] in (
        " ",
        ". ",
        ".",
        "_",
        "  ",
        "\n",
        "-",
    )


def _last(reading: Reading, first: int, titled: bool) -> int | None:
    """The last word of a run that begins at `first`, or None if it is no run."""
    if first >= len(reading.words) or not _fits(reading, first, titled, True):
        return None
    last, index = first, first + 1
    while index < len(reading.words) and index - first < 6:
        before, word = reading.words[index - 1], reading.words[index]
        gap = reading.text[before.end : word.start]
        if gap not in _GAPS or (gap in (". ", ".") and len(before.text) > 1):
            break
        if gap == ", " and not (before.shouted and word.capital and not word.shouted and index - first < 3):
            break
        if _particle(reading, index):
            index += 1
            continue
        if not _fits(reading, index, titled, False):
            break
        last = index
        index += 1
    return last


def _particle(reading: Reading, index: int) -> bool:
    return reading.rules.has("particles", reading.words[index].low) and index + 1 < len(reading.words)


def _fits(reading: Reading, index: int, titled: bool, opening: bool) -> bool:
    word = reading.words[index]
    if reading.letter_after(word.end) or (word.end < len(reading.text) and reading.text[word.end].isdigit()):
        return False
    if not word.capital:
        # "mrs hobday": small letters throughout, as on a phone.
        return (
            titled
            and opening
            and len(word.text) > 2
            and not _known(reading, word)
            and not reading.rules.has("titles", word.low)
        )
    if len(word.text) == 1:
        return _initial(reading, word, titled, opening)
    if not opening and reading.text[word.start - 1] == "-":
        return True
    if titled and opening:
        title = reading.words[index - 1].low
        if reading.rules.has("titles_with_capital", title) and _known(reading, word, False):
            # "Baby Friendly", "Master Plan": such a title is a word of every day as well.
            return False
        return not reading.rules.has("never_names", word.low)
    # Behind a given name, "Fielding" and "Gethings" are names, whatever they end in.
    named = not opening and reading.rules.has("given", reading.words[index - 1].low)
    return not _known(reading, word, not named) or (opening and _perhaps(reading, index))


def _perhaps(reading: Reading, index: int) -> bool:
    """A word of every day that is a given name too, "Grace", right before a word that no list knows."""
    if index + 1 >= len(reading.words) or not reading.rules.has("perhaps_given", reading.words[index].low):
        return False
    word, behind = reading.words[index], reading.words[index + 1]
    joined = reading.text[word.end : behind.start] in (" ", "_")
    return joined and behind.capital and len(behind.text) > 2 and not _known(reading, behind)


def _initial(reading: Reading, word: Word, titled: bool, opening: bool) -> bool:
    after = reading.text[word.end : word.end + 1]
    if titled or after == ".":
        return not (word.text == "I" and after != ".")
    # "Mavis T", "Yasmin K-P": an initial behind a name.
    return not opening and word.text != "I" and (after == "" or not after.isalnum())


def _known(reading: Reading, word: Word, by_ending: bool = True) -> bool:
    """Is this a word of every day, or of the trade, and no given name?"""
    rules = reading.rules
    if rules.has("given", word.low):
        return False
    if rules.has("never_names", word.low) or rules.has("ordinary", word.low) or rules.has("signs", word.low):
        return True
    if word.shouted and len(word.text) < 5:
        return True
    if word.low.endswith(_SHORTENED):
        return True
    if (
        any(one.isupper() for one in word.text[1:])
        and not word.shouted
        and not rules.has("particles", word.low[:3])
    ):
        return word.text[1] != "'" and word.text[:2] != "Mc" and word.text[:3] not in ("Mac", "Fitz"[:3])
    return by_ending and len(word.low) > 7 and word.low.endswith(tuple(rules.list("endings")))


def _run(reading: Reading, first: int, last: int, begin: int, title: str) -> Run:
    rules, words = reading.rules, reading.words[first : last + 1]
    given = sum(1 for word in words if rules.has("given", word.low))
    initials = sum(1 for word in words if len(word.text) == 1)
    unknown = sum(
        1
        for word in words
        if len(word.text) > 1 and not rules.has("given", word.low) and not _known(reading, word)
    )
    return Run(first, last, reading.words[begin].start, words[-1].end, given, unknown, initials, title)
