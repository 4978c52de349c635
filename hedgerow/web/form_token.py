"""The token of a page's forms: Django's own check of it stays; only making it is ours.

SPEED: Django draws the mask letter by letter, and sends the cookie again with every page to make it last longer; together
a tenth of what a page costs. Here the mask is drawn at once, and a cookie that the browser has is left alone.
"""

import secrets

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, get_token

_BASE = len(CSRF_ALLOWED_CHARS)
_PLACE = {letter: place for place, letter in enumerate(CSRF_ALLOWED_CHARS)}
# So many bits more than a mask has that the remainder favours no letter by more than one in 2^60.
_BITS = 256


def form_token(request: HttpRequest) -> str:
    """The token for the forms of this answer: the browser's secret behind a mask that is new each time.

    SECURITY: the mask keeps the secret from being guessed through the length of compressed pages (BREACH).
    """
    secret = request.META.get("CSRF_COOKIE")
    if secret is None or len(secret) != CSRF_SECRET_LENGTH:
        return get_token(request)
    drawn = secrets.randbits(_BITS)
    mask, hidden = [], []
    for letter in secret:
        drawn, place = divmod(drawn, _BASE)
        mask.append(CSRF_ALLOWED_CHARS[place])
        hidden.append(CSRF_ALLOWED_CHARS[(_PLACE[letter] + place) % _BASE])
    return "".join(mask + hidden)
