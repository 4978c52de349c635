"""What the frame of a community's pages needs: its name, mark and sections."""

from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest

from hedgerow.access.doing import can, reads_community, sees_community
from hedgerow.access.viewer import Viewer
from hedgerow.communities.actions.announcing import SEALED
from hedgerow.communities.presets import BY_KEY
from hedgerow.web.catalogue import gettext as _
from hedgerow.web.shell import community_url
from hedgerow.web.words import day


class PlaceView(NamedTuple):
    """A community as the shell of its pages reads it."""

    name: str
    short_name: str
    species: str
    url: str
    tabs: list[tuple[str, str, bool, str]]


def place_context(request: HttpRequest, community: Any, current: str) -> dict[str, object]:
    """`place` for shells/community.html. `community` is a model or a row of a page; `current` names the section."""
    request.community_id = community.pk  # type: ignore[attr-defined]
    if not sees_community(request.viewer, community):  # type: ignore[attr-defined]
        # SECURITY: a guest of one thing, or who reads it over a bridge, is not told what this place is.
        view = PlaceView(_("Another community"), _("Another community"), "hawthorn", "/", [])
        return {"place": view, "community": community, "coming": None}
    code, name = community.code, community.name
    viewer = request.viewer  # type: ignore[attr-defined]
    tabs = [(_("Home"), community_url(code, name), current == "home", "")]
    if community.pk not in viewer.standings.communities and not reads_community(viewer, community):
        # A guest of one thing there.
        return {"place": _view(community, tabs), "community": community, "coming": None}
    tabs += [
        (_("Discussions"), community_url(code, name, "discussions/"), current == "discussions", ""),
        (_("Documents"), community_url(code, name, "documents/"), current == "documents", ""),
    ]
    if can(viewer, "community.see_people", community):
        tabs.append((_("People"), community_url(code, name, "people/"), current == "people", ""))
        tabs.append((_("Rooms"), community_url(code, name, "rooms/"), current == "rooms", ""))
    if can(viewer, "community.cultivate", community):
        tabs.append((_("Look after"), community_url(code, name, "look-after/"), current == "look-after", ""))
    return {"place": _view(community, tabs), "community": community, "coming": _coming(viewer, community)}


def _coming(viewer: Viewer, community: Any) -> tuple[str, str] | None:
    """What was announced for everybody inside, in words, and where a facilitator can withdraw it."""
    if community.changes_at is None or not can(viewer, "community.see_people", community):
        return None
    withdraw = ""
    if can(viewer, "community.edit", community):
        where = "seal/" if community.changes_to == SEALED else "access/"
        withdraw = community_url(community.code, community.name, where)
    return coming_words(community.changes_to, community.changes_at), withdraw


def coming_words(to: str, at: datetime) -> str:
    """ "From Wednesday 2 December this will be: Open. …" """
    if to == SEALED:
        return _("On %(day)s this cohort ends: its members become alumni, and the next one begins.") % {
            "day": day(at)
        }
    preset = BY_KEY[to]
    said = _(
        "On %(day)s this will be: %(preset)s. %(sentence)s What is written until then stays as closed as it is."
    )
    return said % {"day": day(at), "preset": preset.name, "sentence": preset.sentence}


def _view(community: Any, tabs: list[tuple[str, str, bool, str]]) -> PlaceView:
    name, home = community.name, community_url(community.code, community.name)
    return PlaceView(name, community.short_name or name, community.species, home, tabs)


def room_coming(at: datetime | None) -> str:
    """That more people come into a room; "" when none do."""
    said = _("On %(day)s more people come into this room. They see only what is written from then on.")
    return said % {"day": day(at)} if at is not None else ""
