"""What the guard finds: hits, and how sure it is of them."""

from dataclasses import dataclass
from typing import Literal

Strength = Literal["interrupt", "hint"]

#: Where the text was written. A case and the name of a file are read with less doubt than an ordinary post.
PLACES = ("post", "title", "reply", "case", "filename", "slide-notes", "email", "property", "image")


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """One place of a text that may identify somebody; `start` and `end` count characters of the text as it was given.

    The words themselves are not in it, so that a hit can be counted and kept without them.
    """

    start: int
    end: int
    kind: str
    strength: Strength

    def words(self, text: str) -> str:
        """The words found, for the one page that shows them to their author. They are never stored or logged."""
        return text[self.start : self.end]
