"""How a view answers: a whole page or one block of it for htmx, and a redirect with a toast after a deed."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.utils.http import url_has_allowed_host_and_scheme
from markupsafe import Markup

from hedgerow.web.catalogue import language
from hedgerow.web.form_token import form_token
from hedgerow.web.kept import KEPT, Body, mark
from hedgerow.web.shell import shell_of
from hedgerow.web.toast import TOAST_COOKIE, say_once


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
    return _answer(request, body, status)


def kept_page(
    request: HttpRequest,
    template: str,
    facts: Hashable,
    context: Callable[[], dict[str, Any]],
    fills: Mapping[str, str],
    *,
    status: int = 200,
) -> HttpResponse:
    """The whole page, drawn once for equal `facts` (hedgerow.web.kept); None for what is one person's own.

    `context` reads nothing but what the facts hold. `fills` are the page's own marks with what stands there this time.
    """
    shell = shell_of(request)
    # SECURITY: in what is kept nothing speaks of a person; a template that asks for one gets nothing.
    frame = shell._replace(
        rail=Markup(mark("rail")),
        bottom_bar=Markup(mark("bar")),
        theme=mark("theme"),
        person=None,
        communities=(),
    )

    def draw() -> str:
        words = {"request": None, "csrf_token": mark("token"), "shell": frame, **context()}
        drawn: str = engines["jinja2"].env.get_template(template).render(words)
        return drawn

    if facts is None or shell.toast or shell.oversight:
        body = Body(draw())
    else:
        body = KEPT.body((template, frame, language.get(), facts), draw)
    token, theme = form_token(request), shell.theme
    marks = {"rail": shell.rail, "bar": shell.bottom_bar, "token": token, "theme": theme, **fills}
    if not _takes_gzip(request):
        return _answer(request, body.filled(marks), status)
    response = _answer(request, body.zipped(marks), status)
    response["Content-Encoding"] = "gzip"
    return response


def _takes_gzip(request: HttpRequest) -> bool:
    return "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")


def _answer(request: HttpRequest, body: str | bytes, status: int) -> HttpResponse:
    response = HttpResponse(body, status=status)
    response["Vary"] = "HX-Request, Cookie, Accept-Encoding"
    if TOAST_COOKIE in request.COOKIES and status == 200:
        response.delete_cookie(TOAST_COOKIE)
    return response


def engine_context(engine: Any, request: HttpRequest, context: dict[str, Any] | None) -> dict[str, Any]:
    """What the engine itself would give a template: our context and the processors' words.

    SPEED: the token is made once for a page; the engine's own lazy one is made anew wherever it stands.
    """
    found: dict[str, Any] = {"request": request, "csrf_token": form_token(request)}
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
        say_once(response, toast, undo, undo_fields or {})
    return response


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
