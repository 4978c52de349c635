"""Random codes for addresses and for reading aloud, without characters that look alike."""

import random
import re
import secrets
import unicodedata

# No 0 o, 1 l i, u v: they are confused on paper and on a phone. 29 characters to the power of 8 is 5e11.
ALPHABET = "23456789abcdefghjkmnpqrstwxyz"
CODE_LENGTH = 8
LONGEST_CODE = 24
CODE_PATTERN = rf"[{ALPHABET}]{{{CODE_LENGTH},{LONGEST_CODE}}}"

#: With this begins the code of a placeholder, in whose name somebody wrote quietly: nobody's page, and no word can name it.
MASK = "-"

# Letters only, because they are read aloud in a room and typed on a phone; no vowels, so no words; no Q
# (looks like O). 18 letters to the power of 6 is 34 million: guessing is stopped by the rate limit.
JOIN_LETTERS = "BCDFGHJKMNPRSTWXYZ"
JOIN_LENGTH = 6

_CODE = re.compile(CODE_PATTERN)
# SPEED: draws all letters at once, from the same source of the system that `secrets` uses.
_SYSTEM = random.SystemRandom()
_NOISE = re.compile(r"[\W_]+")
_LOOKS_LIKE = str.maketrans({"8": "B", "6": "G", "5": "S", "2": "Z", "0": "D", "O": "D", "Q": "D"})


def new_code(n: int = CODE_LENGTH) -> str:
    """A fresh random code of n characters (8 to 24) for a public address.

    Raises ValueError for a length that `is_code` would not accept.
    """
    if not CODE_LENGTH <= n <= LONGEST_CODE:
        raise ValueError(f"a code has {CODE_LENGTH} to {LONGEST_CODE} characters, not {n}")
    return "".join(_SYSTEM.choices(ALPHABET, k=n))


def is_code(text: str) -> bool:
    """Whether the text has the shape of a code: nothing is said about its existence."""
    return _CODE.fullmatch(text) is not None


def new_join_code() -> str:
    """A fresh code of 6 capital letters with which people in a room join."""
    return "".join(secrets.choice(JOIN_LETTERS) for _ in range(JOIN_LENGTH))


def normal_join_code(text: str) -> str:
    """The join code that a person meant, or "" when it cannot be one.

    Forgives case, spaces, hyphens, and characters that look like one of the letters ("8" for "B").
    """
    letters = _NOISE.sub("", unicodedata.normalize("NFKC", text)).upper().translate(_LOOKS_LIKE)
    if len(letters) == JOIN_LENGTH and all(letter in JOIN_LETTERS for letter in letters):
        return letters
    return ""
