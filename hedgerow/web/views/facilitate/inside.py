"""What every page of a community's people and facilitators begins with: signed in, seen, allowed, at its right address."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404

from hedgerow.access.doing import require
from hedgerow.communities.models import Community, Membership, Room
from hedgerow.web.shell import Face, community_url, face
from hedgerow.web.signed_in import signed_in

View = Callable[..., HttpResponse]


def inside(verb: str) -> Callable[[View], View]:
    """Give the view the community instead of its code, once the viewer sees it and may do `verb` to it.

    The words in an address are decoration: a reader with old ones is sent to the new.
    """

    def decorate(view: View) -> View:
        def checked(request: HttpRequest, code: str, slug: str, **more: Any) -> HttpResponse:
            community = get_object_or_404(Community.objects.visible_to(request.viewer), code=code)
            require(request.viewer, verb, community)
            if slug != community.slug and request.method in ("GET", "HEAD"):
                rest = request.get_full_path().split("/", 4)[4]
                return HttpResponsePermanentRedirect(community_url(code, community.name, rest))
            return view(request, community, **more)

        for_people = signed_in(checked)

        @wraps(view)
        def either(request: HttpRequest, code: str, slug: str, **more: Any) -> HttpResponse:
            # An administrator who looks inside is nobody who could sign in; what they may read is asked as of everyone.
            chosen = checked if request.viewer.kind == "oversight" else for_people
            return chosen(request, code=code, slug=slug, **more)

        return either

    return decorate


def room_or_404(request: HttpRequest, community: Community, room_code: str) -> Room:
    """The room of this community with this code, if the viewer may enter it."""
    found = Room.objects.visible_to(request.viewer).filter(community=community).select_related("community")
    return get_object_or_404(found, code=room_code)


def membership_or_404(request: HttpRequest, community: Community, person: str) -> Membership:
    """The membership of the person with this code, if the viewer sees the people here."""
    found = Membership.objects.visible_to(request.viewer).filter(community=community)
    return get_object_or_404(found.select_related("community", "person"), person__code=person)


def line_face(line: Any, *, open_: bool = True) -> Face:
    """The face of a PersonLine; who is not inside has no page and no picture to be opened."""
    shown = face(line.code, line.name, line.photo)
    return shown if open_ else shown._replace(url=None, photo_url=None)
