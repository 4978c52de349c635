"""Before an account's addresses or password change, the person proves again who they are, unless they just did."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

LASTS_SECONDS = 30 * 60
_KEY = "hg_proof"


def note_proof(request: HttpRequest, person_id: int) -> None:
    """The person typed a code or their password now."""
    request.session[_KEY] = [person_id, time.time()]


def forget_proof(request: HttpRequest) -> None:
    """What signed the person in proves too little for this."""
    request.session.pop(_KEY, None)


def proved_lately(request: HttpRequest) -> bool:
    """Whether this person proved who they are in this browser within the last half hour."""
    person_id, at = request.session.get(_KEY) or (None, 0.0)
    return person_id == request.viewer.person_id and time.time() - at < LASTS_SECONDS


def signed_in_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A stranger signs in first and then comes back to this page."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer.signed_in:
            return view(request, *args, **kwargs)
        back = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("settings")
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': back})}")

    return inner


def go_and_prove(back: str) -> HttpResponse:
    """Off to the page that asks again, and from there to `back`."""
    return HttpResponseRedirect(
        f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}", status=303
    )
