"""The frame of every page: who is here, where they can go, and what the last deed said."""

from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.template import engines
from django.utils import timezone
from markupsafe import Markup

from hedgerow.base.codes import MASK
from hedgerow.base.names import first_name, initials, slug, tint
from hedgerow.items.shell import MOST, Me, Place, frame_of
from hedgerow.people.place import place
from hedgerow.web.addresses import url as reverse
from hedgerow.web.catalogue import gettext as _
from hedgerow.web.catalogue import language
from hedgerow.web.titles import DEEDS
from hedgerow.web.toast import toast_of
from hedgerow.web.words import clock, day


class Face(NamedTuple):
    """A person as a page shows them: name, picture or initials, and where their profile is."""

    name: str
    first_name: str
    initials: str
    tint: int
    photo_url: str | None
    url: str | None


class ShellCommunity(NamedTuple):
    """A community in the rail."""

    name: str
    short_name: str
    species: str
    url: str
    new: str
    current: bool


class Rail(NamedTuple):
    """All that the rail and the bottom bar depend on; equal ones are rendered once (components.frame)."""

    signed_in: bool
    person: Face | None
    section: str
    communities: tuple[ShellCommunity, ...]
    nav: tuple[tuple[str, str, str, str, str | None], ...]
    site_name: str
    #: An administrator looks inside: nobody is signed in, and nobody is asked to.
    looking: bool
    logo: str


class Shell(NamedTuple):
    """What the shells read."""

    rail: Markup
    bottom_bar: Markup
    signed_in: bool
    person: Face | None
    communities: tuple[ShellCommunity, ...]
    example: bool
    mail_later: bool
    #: The day on which the person's account closes, in words; "" for almost everybody.
    closes: str
    toast: tuple[str, str, dict[str, str]] | None
    site_name: str
    theme: str
    #: What an administrator looks into, until when and why; None for everybody else.
    oversight: tuple[str, str, str] | None = None
    logo: str = ""
    contact: str = ""
    policies: tuple[str, ...] = ()
    #: The stylesheet of the place's own accent.
    look: str = ""


def site_name() -> str:
    """The name of this place. Also there when the database is not."""
    try:
        return place().name
    except DatabaseError:
        return "Hedgerow"


def logo_url() -> str:
    """Where the place's own logo is; "" for the leaf."""
    key = _look()[0]
    return f"/look/logo/?v={key[-12:].split('.')[0]}" if key else ""


def look_url() -> str:
    """Where the stylesheet with the place's own accent is; "" where nobody chose one."""
    _logo, accent, dark = _look()
    return f"/look.css?v={accent[1:]}-{dark[1:]}" if accent or dark else ""


def _look() -> tuple[str, str, str]:
    try:
        here = place()
    except DatabaseError:
        return "", "", ""
    return here.logo, here.accent, here.accent_dark


def _policies() -> tuple[str, ...]:
    try:
        return place().policies
    except DatabaseError:
        return ()


def contact_address() -> str:
    """Whom people can write to, "" where nobody said. Also there when the database is not."""
    try:
        return place().contact
    except DatabaseError:
        return settings.CONTACT


def face(code: str, name: str, photo: str = "") -> Face:
    """A person's face from three columns, without a query."""
    return _face(code, name, name or _("Someone new"), photo)


@lru_cache(maxsize=4096)
def _face(code: str, name: str, shown: str, photo: str) -> Face:
    return Face(
        shown,
        first_name(shown),
        initials(shown),
        tint(code),
        person_photo_url(code, photo),
        # What is written quietly stands in the name of nobody who has a page.
        None if code.startswith(MASK) else person_url(code, name),
    )


def person_url(code: str, name: str) -> str:
    """Where a person's profile is."""
    return f"/people/{code}/{slug(name)}/"


def person_photo_url(code: str, photo: str) -> str | None:
    """Where a person's picture is; the end of its path changes with the picture."""
    return f"/people/{code}/photo/?v={photo[-12:].split('.')[0]}" if photo else None


@lru_cache(maxsize=4096)
def community_url(code: str, name: str, section: str = "") -> str:
    """Where a community, or a section of it, is."""
    return f"/c/{code}/{slug(name)}/{section}"


@lru_cache(maxsize=4096)
def item_url(code: str, title: str, kind: str = "discussion") -> str:
    """Where an item is, whatever community it is in."""
    words = slug(title)
    if words in DEEDS:
        words += "-"
    return f"/{'f' if kind == 'document' else 'd'}/{code}/{words}/"


def _nav(me: Me | None, looking: bool) -> list[tuple[str, str, str, str, str | None]]:
    if looking:
        return [("manage", _("Platform"), "shield-check", reverse("manage"), None)]
    if me is None:
        return [
            ("communities", _("Communities"), "users", reverse("communities"), None),
            ("search", _("Search"), "search", reverse("search"), None),
            ("sign-in", _("Sign in"), "key", reverse("account_login"), None),
        ]
    return [
        ("home", _("Home"), "house", reverse("home"), None),
        ("communities", _("Communities"), "users", reverse("communities"), None),
        ("post", _("Post"), "plus", reverse("post"), None),
        ("following", _("Following"), "bell", reverse("following"), None),
        ("drafts", _("Drafts"), "pencil", reverse("drafts"), str(me.drafts) if me.drafts else None),
        *([("manage", _("Platform"), "shield-check", reverse("manage"), None)] if me.administrator else []),
    ]


def me_of(request: HttpRequest) -> Me | None:
    """The viewer's own row and places, read once a request."""
    if not hasattr(request, "_me"):
        viewer = request.viewer  # type: ignore[attr-defined]
        request._me = frame_of(viewer.person_id, timezone.now()) if viewer.person_id is not None else None  # type: ignore[attr-defined]
    return request._me  # type: ignore[attr-defined]


def places_of(request: HttpRequest) -> list[Place]:
    """The communities of the viewer that are not archived."""
    me = me_of(request)
    return [place for place in me.places if not place.archived] if me else []


def shell_of(request: HttpRequest) -> Shell:
    """The frame of a page for whoever asks."""
    me = me_of(request)
    current = getattr(request, "community_id", None)
    looking = request.viewer.kind == "oversight"  # type: ignore[attr-defined]
    rail = _rail(
        me, looking, current, getattr(request, "section", ""), site_name(), logo_url(), language.get()
    )
    return Shell(
        rail=rail.top,
        bottom_bar=rail.bottom,
        signed_in=me is not None,
        person=rail.person,
        communities=rail.communities,
        example=settings.EXAMPLE,
        mail_later=not settings.EXAMPLE and request.viewer.standings.administrator and place().mail_later,  # type: ignore[attr-defined]
        closes=day(me.closing_at) if me and me.closing_at else "",
        toast=toast_of(request),
        site_name=site_name(),
        theme=me.theme if me else "auto",
        oversight=_oversight_of(request),
        logo=logo_url(),
        look=look_url(),
        contact=contact_address(),
        policies=_policies(),
    )


def _oversight_of(request: HttpRequest) -> tuple[str, str, str] | None:
    looking = getattr(request, "oversight", None)
    return None if looking is None else (looking.community.name, clock(looking.ends_at), looking.why)


class _Drawn(NamedTuple):
    """The rail and the bottom bar as HTML, with what else the pages read of them."""

    top: Markup
    bottom: Markup
    person: Face | None
    communities: tuple[ShellCommunity, ...]


# SPEED: a pure function of what was just read of the viewer; they mostly open several pages before it changes.
@lru_cache(maxsize=2048)
def _rail(
    me: Me | None, looking: bool, current: int | None, section: str, name: str, logo: str, _language: str
) -> _Drawn:
    person = face(me.code, me.name, me.photo) if me else None
    places = [found for found in me.places if not found.archived] if me else []
    communities = tuple(_in_rail(found, current) for found in places)
    rail = Rail(me is not None, person, section, communities, tuple(_nav(me, looking)), name, looking, logo)
    parts = engines["jinja2"].env.globals
    return _Drawn(parts["rail"](rail), parts["bottom_bar"](rail), person, communities)


def _in_rail(found: Place, current: int | None) -> ShellCommunity:
    return ShellCommunity(
        found.name,
        found.short_name or found.name,
        found.species,
        community_url(found.code, found.name),
        f"{MOST - 1}+" if found.new >= MOST else (str(found.new) if found.new else ""),
        found.id == current,
    )


def context(request: HttpRequest) -> dict[str, Any]:
    """The context processor of the pages."""
    return {"shell": shell_of(request)}
