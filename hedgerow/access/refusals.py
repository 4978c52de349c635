"""What access raises: not allowed (with a sentence that names who can help), and unknown words."""


class NotAllowed(Exception):
    """The viewer sees the thing but may not do this to it. `sentence` is shown to them."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotVisible(Exception):
    """The viewer cannot see the thing; the answer is the same as for what does not exist."""


class UnknownWord(LookupError):
    """A verb, audience or state that the table does not hold: there is no default."""
