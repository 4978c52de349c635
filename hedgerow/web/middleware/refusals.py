"""Turns what access raises into pages: 404 for what cannot be seen, 403 with a sentence for what is not allowed."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.interruption import Interrupted
from hedgerow.people.limits import TooFast
from hedgerow.web.interruption import interruption
from hedgerow.web.views import refused
from hedgerow.web.views.helping import who_can_help


class RefusalsMiddleware:
    """One code path for "forbidden to know" and "does not exist", so that they cannot be told apart."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # No address holds the sign of number zero, and PostgreSQL takes it in no question.
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return refused.missing(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotVisible | Http404):
            return refused.missing(request)
        if isinstance(exception, NotAllowed):
            return refused.not_allowed(request, who_can_help(request, exception))
        if isinstance(exception, Interrupted):
            # A door that keeps no draft: the words are changed on the page itself.
            return interruption(request, exception, post=_("Save it"))
        if isinstance(exception, TooFast):
            return refused.too_fast(request, exception.minutes)
        return None
