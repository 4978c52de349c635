"""The Jinja2 environment: strict, escaped by file name, with addresses, words and components as globals."""

import hashlib
from functools import cache, cached_property, lru_cache
from typing import Any

from django.conf import settings
from django.template import engines
from django.utils import translation
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from hedgerow.web.addresses import url
from hedgerow.web.catalogue import gettext, language, ngettext
from hedgerow.web.components import COMPONENTS
from hedgerow.web.shell import contact_address
from hedgerow.web.words import filters


@cache
def _version(path: str) -> str:
    """A short hash of a built file, so that browsers may keep it for ever; empty while it is not built."""
    file = settings.STATIC_BUILD.parent / path
    return hashlib.sha256(file.read_bytes()).hexdigest()[:10] if file.is_file() else ""


def static(path: str) -> str:
    """The address of a built file."""
    return f"{settings.STATIC_URL}{path}?v={_version(path)}"


def escaped(name: str | None) -> bool:
    """Escaping is on for everything but the text part of mail."""
    return name is None or not name.endswith(".txt")


def environment(**options: Any) -> Environment:
    """Made once by Django's Jinja2 engine."""
    options.update(
        undefined=StrictUndefined,
        autoescape=escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    env = Environment(**options)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=gettext,
        ngettext=ngettext,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
        newstyle=True,
    )
    env.globals.update(url=url, static=static, Markup=Markup, contact=contact_address)
    env.filters.update(filters())
    for macro, template in COMPONENTS.items():
        env.globals[macro] = _Component(env, template, macro)
    return env


class _Component:
    """A macro found at its first use, so that components may use each other in any order.

    SPEED: a component is a pure function of its arguments and the language: it never sees the request and never asks the
    database. So what it made is kept and used again wherever the same arguments come, which cannot be wrong for anyone.
    Calls with a body, or with arguments that cannot be compared (lists, dicts), are made anew.
    """

    def __init__(self, env: Environment, template: str, macro: str) -> None:
        self.env, self.template, self.macro = env, template, macro
        self.made = lru_cache(maxsize=512)(self._make)

    @cached_property
    def found(self) -> Any:
        return getattr(self.env.get_template(self.template).module, self.macro)

    def _make(self, _language: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...]) -> Any:
        return self.found(*args, **dict(kwargs))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if "caller" not in kwargs:
            try:
                return self.made(language.get(), args, tuple(kwargs.items()))
            except TypeError as trouble:
                if "unhashable" not in str(trouble):
                    raise
        return self.found(*args, **kwargs)


#: What is asked for first after a start.
_FIRST = (
    "home/home.html",
    "home/landing.html",
    "items/show.html",
    "items/list.html",
    "items/reply.html",
    "communities/home.html",
    "library/list.html",
    "library/document.html",
    "search/results.html",
)


def prepare_pages() -> None:
    """Compile the pages that are asked for first, so that nobody waits for it after a start."""
    env = engines["jinja2"].env
    for name in (*_FIRST, *set(COMPONENTS.values())):
        env.get_template(name)
