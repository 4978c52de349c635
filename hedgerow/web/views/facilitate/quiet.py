"""Quiet words in a community or a room: allowed or not, with which steward; and the log of looks."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hedgerow.access.doing import require
from hedgerow.communities import actions
from hedgerow.communities.models import Community, Room
from hedgerow.items.queries.looks import LookLine, looks_in
from hedgerow.items.quiet import steward_of
from hedgerow.web.answers import done, page
from hedgerow.web.shell import item_url
from hedgerow.web.views.facilitate.inside import inside, room_or_404
from hedgerow.web.views.facilitate.look_after import here
from hedgerow.web.views.places import place_context
from hedgerow.web.words import ago


@require_http_methods(["GET", "HEAD", "POST"])
@inside("community.edit")
def community(request: HttpRequest, community: Community) -> HttpResponse:
    """For what is written outside rooms, and the log of looks that this facilitator may read."""
    back = here(community)
    lines = [_line(one) for one in looks_in(request.viewer, community)]
    return _settings(request, community, community, back, {"looks": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@inside("community.see_people")
def room(request: HttpRequest, community: Community, room_code: str) -> HttpResponse:
    """For what is written in a room."""
    found = room_or_404(request, community, room_code)
    require(request.viewer, "room.edit", found)
    return _settings(request, community, found, here(community, f"rooms/{found.code}/people/"), {})


def _settings(
    request: HttpRequest, community: Community, place: Community | Room, back: str, more: dict[str, Any]
) -> HttpResponse:
    people = {person.code: person for person in actions.could_be_steward(place)}
    if request.method == "POST":
        wanted = request.POST.get("steward", "")
        if wanted == "" or wanted in people:
            steward = people.get(wanted)
            actions.allow_quiet_words(
                by=request.viewer, place=place, steward_id=steward.pk if steward else None
            )
            said = (
                _("People can post quietly now. The steward is %(name)s.") % {"name": steward.shown_name}
                if steward
                else _("Nothing new is posted quietly here.")
            )
            return done(request, back, toast=said)
    now = steward_of(place)
    context = {
        **place_context(request, community, "rooms" if isinstance(place, Room) else "look-after"),
        "room": place if isinstance(place, Room) else None,
        "back": back,
        "choices": [("", _("No"), _("Everything stands under its writer's name."))]
        + [
            (person.code, person.shown_name, _("You") if person.pk == request.viewer.person_id else "")
            for person in people.values()
        ],
        "chosen": next((code for code, person in people.items() if now and person.pk == now.id), ""),
        "gone": place.steward_id is not None and now is None,
        "outside": isinstance(place, Community) and place.reading != "members",
        **more,
    }
    return page(request, "facilitate/quiet.html", context)


def _line(one: LookLine) -> dict[str, str]:
    there = item_url(one.item_code, one.title, one.kind)
    return {
        "title": one.title,
        "url": there if one.number is None else f"{there}?reply={one.number}#r{one.number}",
        "meta": " · ".join((one.by_name or _("Former member"), one.mask_name, ago(one.at))),
        "why": one.why,
    }
