"""What the tests of writing pages look at in an answer."""

import html
import json
import re
from typing import Any

from django.core import signing

from hedgerow.web.toast import TOAST_COOKIE


def said(response: Any) -> str:
    """The toast that the next page shows."""
    return toast(response)[0]


def toast(response: Any) -> tuple[str, str, dict[str, str]]:
    """The toast, the address that undoes the deed, and what is sent there."""
    return tuple(json.loads(signing.loads(response.cookies[TOAST_COOKIE].value, salt="hedgerow.toast")))


def words(response: Any) -> str:
    """The text of a page as a reader sees it, in one line."""
    text = response.content.decode()
    text = re.sub(r"<(script|style|head)\b.*?</\1>", " ", text, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def value(response: Any, name: str) -> str:
    """What a field of the page's form holds."""
    text = response.content.decode()
    area = re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n?(.*?)</textarea>', text, flags=re.S)
    if area:
        return html.unescape(area[1])
    fields = [
        field for field in re.findall(rf'<input[^>]*name="{name}"[^>]*>', text) if 'type="radio"' not in field
    ]
    kept = re.search(r'value="([^"]*)"', fields[0]) if fields else None
    return html.unescape(kept[1]) if kept else ""


def without_token(response: Any) -> str:
    """The page without what differs each time anyway."""
    return re.sub(r"\b[0-9A-Za-z]{64}\b", "", response.content.decode())
