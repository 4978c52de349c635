"""Names of people and things made short, comparable, and fit for an address."""

import re
import unicodedata
import zlib
from functools import lru_cache

TINTS = 12
LONGEST_SLUG = 60

# Only before a name: after it, "Nurse" is a surname.
_TITLES = frozenset(
    {"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sir", "dame", "rev", "sister", "nurse"}
)
# Only after a name. Longer strings of degrees cannot be known; these few are never a surname.
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "phd", "md", "bsc", "msc", "mbbs"})
# Letters whose stroke or ligature Unicode does not take apart.
_UNCOMPOSED = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ŧ": "t",
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
        "ʼ": "'",
        "′": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "″": '"',
        "«": '"',
        "»": '"',
    }
)
# The signs that spell words in Indian and Thai scripts have these classes: they are letters, not accents.
_KEPT_CLASSES = frozenset({0, 7, 8, 9, 103, 107, 118, 122})
_SPLIT = re.compile(r"[\s,]+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile("['\"]")


@lru_cache(maxsize=4096)
def fold_character(character: str) -> str:
    """One character as `fold` sees it: often one, sometimes two, none for a bare accent."""
    if character < "\x80":
        return character.lower()
    folded = unicodedata.normalize("NFKD", character.translate(_UNCOMPOSED)).casefold()
    folded = unicodedata.normalize("NFKD", folded.translate(_UNCOMPOSED))
    bare = "".join(c for c in folded if unicodedata.combining(c) in _KEPT_CLASSES)
    return unicodedata.normalize("NFC", bare.translate(_UNCOMPOSED))


def fold(text: str) -> str:
    """Text for comparing: small letters, no accents, straight quotes ("Siân’s" is "sian's").

    Works character by character, so that a place in the folded text can be traced back to the original.
    """
    if text.isascii():
        return text.lower()
    return "".join(map(fold_character, text))


def name_words(name: str) -> list[str]:
    """The words of a person's name without titles, degrees and remarks in brackets."""
    words = [word for word in _SPLIT.split(re.sub(r"\([^)]*\)", " ", name)) if word]
    while len(words) > 1 and fold(words[0]).rstrip(".") in _TITLES:
        words = words[1:]
    while len(words) > 1 and fold(words[-1]).rstrip(".") in _SUFFIXES:
        words = words[:-1]
    return words


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """One or two capital letters for an avatar: "Dr Caitríona Maplewell" is "CM"; "?" for an empty name."""
    letters = [first for word in name_words(name) if (first := _first_letter(word))]
    if not letters:
        return "?"
    return letters[0] if len(letters) == 1 else letters[0] + letters[-1]


def _first_letter(word: str) -> str:
    for character in unicodedata.normalize("NFC", word):
        if character.isalnum():
            return character.upper()[:1]
    return ""


def first_name(name: str) -> str:
    """The name to greet a person by: the first word that is no title; "" for an empty name."""
    words = name_words(name)
    return words[0] if words else ""


def tint(key: str | int) -> int:
    """A colour number from 0 to 11 that always stays the same for the same code or id."""
    return zlib.crc32(str(key).encode("utf-8", "replace")) % TINTS


def slug(text: str) -> str:
    """Words for an address: ASCII letters, digits and hyphens, at most 60 characters, cut between words.

    Emoji and letters of other scripts are left out; what remains empty is "untitled".
    """
    words = _NOT_SLUG.sub("-", _APOSTROPHES.sub("", fold(text))).strip("-")
    if len(words) > LONGEST_SLUG:
        cut = words[: LONGEST_SLUG + 1].rpartition("-")[0]
        words = cut or words[:LONGEST_SLUG]
    return words or "untitled"
