"""How a view answers: a whole page or one block of it for htmx, and a redirect with a toast after a deed."""

import json
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template import engines
from django.utils.http import url_has_allowed_host_and_scheme

TOAST_COOKIE = "hg_toast"
_SALT = "hedgerow.toast"


def _is_htmx(request: HttpRequest) -> bool:
    asked = request.headers.get("HX-Request") == "true"
    return asked and request.headers.get("HX-History-Restore-Request") != "true"


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    block: str = "",
    status: int = 200,
) -> HttpResponse:
    """The whole page, or for htmx only its named block. The same address, the same context."""
    engine = engines["jinja2"]
    found = engine.env.get_template(template)
    words = engine_context(engine, request, context)
    if block and _is_htmx(request):
        body = "".join(found.blocks[block](found.new_context(words)))
    else:
        body = found.render(words)
    response = HttpResponse(body, status=status)
    response["Vary"] = "HX-Request, Cookie"
    if TOAST_COOKIE in request.COOKIES and status == 200:
        response.delete_cookie(TOAST_COOKIE)
    return response


def engine_context(engine: Any, request: HttpRequest, context: dict[str, Any] | None) -> dict[str, Any]:
    """What the engine itself would give a template: our context and the processors' words.

    SPEED: the token is made once for a page; the engine's own lazy one is made anew wherever it stands.
    """
    found: dict[str, Any] = {"request": request, "csrf_token": get_token(request)}
    for processor in engine.template_context_processors:
        found.update(processor(request))
    found.update(context or {})
    return found


def done(
    request: HttpRequest,
    to: str,
    *,
    toast: str = "",
    undo: str = "",
    undo_fields: dict[str, str] | None = None,
) -> HttpResponse:
    """After a deed: go to a page (303), which says once what happened. `undo` is the address that a POST undoes it at."""
    response = HttpResponseRedirect(to, status=303)
    if toast:
        said = json.dumps([toast, undo, undo_fields or {}])
        response.set_cookie(
            TOAST_COOKIE,
            signing.dumps(said, salt=_SALT, compress=True),
            max_age=120,
            httponly=True,
            secure=settings.SECURE,
            samesite="Lax",
        )
    return response


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


def local_path(request: HttpRequest, name: str = "next", default: str = "/") -> str:
    """Where to go back to, as the form says, when that is a path of this site; otherwise `default`."""
    asked = request.POST.get(name) or request.GET.get(name) or ""
    # SECURITY: "//elsewhere", "/\\elsewhere" and the same with a tab in it lead off the site in some browsers.
    if (
        asked.startswith("/")
        and asked.isprintable()
        and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    ):
        return asked
    return default
