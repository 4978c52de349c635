"""What a reader raises when it cannot go on."""


class Unreadable(Exception):
    """The file cannot be read further; `reason` is a note's name: "damaged", "unsafe", "locked" or "cut"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
