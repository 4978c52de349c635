"""The two tokens that texts of the example carry: a mention "@{key}" and a link to an item or document "#{key}"."""

import re
from collections.abc import Mapping

_TOKEN = re.compile(r"(?P<sort>[@#])\{(?P<key>[a-z0-9-]+)\}")


def fill(text: str, *, people: Mapping[str, str], items: Mapping[str, str]) -> str:
    """`text` with each mention and link replaced by what the platform writes for it. Raises KeyError if one is missing."""
    return _TOKEN.sub(lambda match: (people if match["sort"] == "@" else items)[match["key"]], text)


def tokens(text: str) -> tuple[tuple[str, str], ...]:
    """The mentions ("@", key) and links ("#", key) in a text."""
    return tuple((match["sort"], match["key"]) for match in _TOKEN.finditer(text))
