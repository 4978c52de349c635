"""The small pages that decide trust: missing, not allowed, too fast, broken, signed out mid-way."""

import logging
import secrets

from django.http import HttpRequest, HttpResponse

from hedgerow.web.answers import page

log = logging.getLogger("hedgerow.web")

#: Fields that are never shown again on the page that keeps a person's text.
_NOT_TEXT = {"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "code"}


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same page for what is private and for what does not exist."""
    return page(request, "refused/missing.html", {}, status=404)


def not_allowed(request: HttpRequest, sentence: str) -> HttpResponse:
    """Visible, but not theirs to do: a sentence that names who can help, and their text if they wrote any."""
    return page(
        request, "refused/not_allowed.html", {"sentence": sentence, "kept": _kept(request)}, status=403
    )


def too_fast(request: HttpRequest, minutes: int = 1) -> HttpResponse:
    """Too many requests: when to try again, and the text kept."""
    response = page(
        request, "refused/too_fast.html", {"minutes": minutes, "kept": _kept(request)}, status=429
    )
    response["Retry-After"] = str(minutes * 60)
    return response


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or the person was signed out: the same fields again, in place, ready to send."""
    # On the way to sign in nobody was signed out: there the form was only too old.
    old = request.viewer.signed_in or request.path.startswith("/account/")
    context = {"kept": _kept(request), "action": request.get_full_path(), "signed_in": old}
    return page(request, "refused/expired.html", context, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Something broke on our side: a reference to quote, which the log has too."""
    reference = secrets.token_hex(3).upper()
    log.error("broken page, reference %s, path %s", reference, request.path)
    return page(request, "refused/broken.html", {"reference": reference, "kept": _kept(request)}, status=500)


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    if request.method != "POST":
        return []
    return [
        (name, value) for name, values in request.POST.lists() for value in values if name not in _NOT_TEXT
    ]
