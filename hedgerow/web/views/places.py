"""What the frame of a community's pages needs: its name, mark and sections."""

from typing import Any, NamedTuple

from django.http import HttpRequest

from hedgerow.access.doing import can, reads_community, sees_community
from hedgerow.web.catalogue import gettext as _
from hedgerow.web.shell import community_url


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
        return {"place": view, "community": community}
    code, name = community.code, community.name
    viewer = request.viewer  # type: ignore[attr-defined]
    tabs = [(_("Home"), community_url(code, name), current == "home", "")]
    if community.pk not in viewer.standings.communities and not reads_community(viewer, community):
        # A guest of one thing there.
        return {"place": _view(community, tabs), "community": community}
    tabs += [
        (_("Discussions"), community_url(code, name, "discussions/"), current == "discussions", ""),
        (_("Documents"), community_url(code, name, "documents/"), current == "documents", ""),
    ]
    if can(viewer, "community.see_people", community):
        tabs.append((_("People"), community_url(code, name, "people/"), current == "people", ""))
        tabs.append((_("Rooms"), community_url(code, name, "rooms/"), current == "rooms", ""))
    if can(viewer, "community.cultivate", community):
        tabs.append((_("Look after"), community_url(code, name, "look-after/"), current == "look-after", ""))
    return {"place": _view(community, tabs), "community": community}


def _view(community: Any, tabs: list[tuple[str, str, bool, str]]) -> PlaceView:
    name, home = community.name, community_url(community.code, community.name)
    return PlaceView(name, community.short_name or name, community.species, home, tabs)
