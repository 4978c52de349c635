"""Which addresses a link in a text may lead to."""

import re

from hedgerow.base.codes import is_code

LONGEST_URL = 2_000

_GOOD_URL = re.compile(r"(?:https?://[^/?#\s]|mailto:[^\s]|tel:\+?[0-9(])", re.IGNORECASE)
_TOKEN_URL = re.compile(r"(item|file):([a-z0-9]+)(?:#r(\d{1,9}))?")


def is_good_url(url: str) -> bool:
    """Whether a link may lead there: http, https, mailto and tel, and our own item: and file:."""
    if len(url) > LONGEST_URL:
        return False
    return token_url(url) is not None or _GOOD_URL.match(url) is not None


def token_url(url: str) -> tuple[str, str, str] | None:
    """Kind, code and reply number of an `item:` or `file:` address; None for any other."""
    match = _TOKEN_URL.fullmatch(url)
    if match is None or not is_code(match[2]):
        return None
    return match[1], match[2], match[3] or ""
