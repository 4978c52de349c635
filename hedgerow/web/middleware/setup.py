"""Until the place is set up, every page leads to the set-up; then times are shown in the place's zone."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from hedgerow.people.place import place

#: What works before: the set-up itself, signing in again half-way, built files, health.
_OPEN = ("/setup/", "/account/", "/static/", "/health/", "/outbox/")


class SetupMiddleware:
    """SPEED: a place that is set up is read once in half a minute."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SETUP_GUARD:
            here = place()
            if not here.set_up and not request.path.startswith(_OPEN):
                return HttpResponseRedirect(reverse("setup"))
            timezone.activate(ZoneInfo(here.time_zone))
        return self.get_response(request)
