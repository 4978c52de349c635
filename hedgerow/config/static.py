"""Serves the built stylesheets, scripts, fonts and pictures: precompressed where it helps, kept long by browsers."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from servestatic import ServeStatic, ServeStaticASGI

#: Addresses of these carry a version (`?v=`), so that a browser need never ask again.
VERSIONED = (".css", ".js", ".svg", ".png")
FOR_EVER = "public, max-age=31536000, immutable"
A_WEEK = "public, max-age=604800"


def _headers(headers: Any, path: str, url: str) -> None:
    headers["Cache-Control"] = FOR_EVER if path.endswith(VERSIONED) else A_WEEK
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


def _options() -> dict[str, Any]:
    return {
        "root": settings.STATIC_BUILD.parent,
        "prefix": settings.STATIC_URL,
        "autorefresh": settings.DEBUG,
        "allow_all_origins": False,
        "add_headers_function": _headers,
    }


def around_asgi(application: Any) -> Any:
    """The application with the static files before it."""
    return ServeStaticASGI(application, **_options())


def around_wsgi(application: Callable[..., Any]) -> Callable[..., Any]:
    """The same for WSGI."""
    found: Callable[..., Any] = ServeStatic(application, **_options())
    return found
