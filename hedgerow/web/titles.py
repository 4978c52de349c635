"""The words of a title in an address: decoration, but never one of the words that mean a deed there."""

from django.urls import register_converter

#: What may stand in the place of a title in an address and means a deed; a title of that word gets a dash.
DEEDS = frozenset(
    [
        "reply",
        "edit",
        "history",
        "remove",
        "restore",
        "follow",
        "pin",
        "close",
        "move",
        "newer",
        "react",
        "file",
        "picture",
        "version",
        "versions",
        "rename",
        "text",
        "quiet",
        "guests",
        "bridges",
        "assurance",
    ]
)


class TitleConverter:
    """`<title:slug>` in an address. So a page can be tried before the many deeds whose addresses are longer or look alike."""

    regex = rf"(?!(?:{'|'.join(sorted(DEEDS))})/)[^/]+"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(TitleConverter, "title")
