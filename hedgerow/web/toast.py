"""What the next page says once of the last deed, kept in a signed cookie."""

import json

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

TOAST_COOKIE = "hg_toast"
_SALT = "hedgerow.toast"


def say_once(response: HttpResponse, text: str, undo: str, fields: dict[str, str]) -> None:
    """Give the sentence, the address of its undo and the fields to post there to the next page."""
    response.set_cookie(
        TOAST_COOKIE,
        signing.dumps(json.dumps([text, undo, fields]), salt=_SALT, compress=True),
        max_age=120,
        httponly=True,
        secure=settings.SECURE,
        samesite="Lax",
    )


def toast_of(request: HttpRequest) -> tuple[str, str, dict[str, str]] | None:
    """What the last deed said, with the address and fields of its undo."""
    kept = request.COOKIES.get(TOAST_COOKIE)
    if not kept:
        return None
    try:
        text, undo, fields = json.loads(signing.loads(kept, salt=_SALT, max_age=120))
    except (signing.BadSignature, ValueError):
        return None
    return text, undo, fields
