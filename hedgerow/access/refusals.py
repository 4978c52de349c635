"""What access raises: not allowed (with a sentence that names who can help), and unknown words."""

from typing import Any


class NotAllowed(Exception):
    """The viewer sees the thing but may not do this to it. `sentence` is shown to them.

    `community` is where a facilitator can help, so that a page can say who they are.
    """

    def __init__(self, sentence: str, *, community: Any = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.community = community


class NotVisible(Exception):
    """The viewer cannot see the thing; the answer is the same as for what does not exist."""


class UnknownWord(LookupError):
    """A verb, audience or state that the table does not hold: there is no default."""
