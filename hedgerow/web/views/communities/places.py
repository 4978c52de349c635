"""The way into a community: which door stands open to this viewer, and fetching it by its code."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from hedgerow.access.viewer import Viewer
from hedgerow.communities.models import Community
from hedgerow.communities.queries import standing
from hedgerow.web.shell import community_url


def fetch(request: HttpRequest, code: str) -> Community:
    """The community that the viewer may know of. Raises Http404, the same for what is secret and for what is not there."""
    found: Community = get_object_or_404(Community.objects.visible_to(request.viewer), code=code)
    return found


def address(community: Community, section: str = "") -> str:
    """Where the community, or a page of it, is."""
    return community_url(community.code, community.name, section)


def way_in(viewer: Viewer, community: Community) -> str:
    """How this viewer could come in: inside, suspended, asked, archived, join, ask or invitation. Only shows or hides."""
    state = standing(viewer, community.pk).state
    if state in ("active", "suspended", "asked"):
        return {"active": "inside"}.get(state, state)
    if community.archived_at is not None:
        return "archived"
    if state == "invited" or community.joining == "at_once":
        return "join"
    return "ask" if community.joining == "by_asking" else "invitation"
