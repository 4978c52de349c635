"""The page that a stranger sees first."""

from django.http import HttpRequest, HttpResponse

from hedgerow.web.answers import page


def landing(request: HttpRequest) -> HttpResponse:
    """What this place is, and where to begin."""
    return page(request, "home/landing.html", {})
