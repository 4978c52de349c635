"""What every page of the platform begins with: an administrator, and the ways to the other pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hedgerow.access.doing import can
from hedgerow.access.refusals import NotVisible
from hedgerow.web.answers import page

View = Callable[..., HttpResponse]


def managing(view: View) -> View:
    """For administrators; everybody else gets the page of what does not exist."""

    @wraps(view)
    @never_cache
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can(request.viewer, "platform.manage"):
            raise NotVisible
        request.section = "manage"
        return view(request, *args, **kwargs)

    return checked


def manage_page(
    request: HttpRequest, template: str, current: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page with the sections above it; `current` names the one that it belongs to."""
    sections = [
        ("manage", _("How it is")),
        ("manage_people", _("People")),
        ("manage_communities", _("Communities")),
        ("manage_settings", _("Settings")),
        ("manage_log", _("Log")),
    ]
    tabs = [(label, reverse(name), name == current, "") for name, label in sections]
    return page(request, f"manage/{template}.html", {"sections": tabs, **context}, status=status)


def tried(request: HttpRequest) -> bool:
    """Whether a form was sent."""
    return request.method == "POST"
