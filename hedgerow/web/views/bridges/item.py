"""Bridges of one item: where else it is shown, and showing it in a second community."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hedgerow.access.doing import known_name, require
from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.communities.models import Community
from hedgerow.items.actions import accept_bridge, decline_bridge, end_bridge, propose_bridge
from hedgerow.items.actions.bridges import at_once, refuse_unbridgeable
from hedgerow.items.models import Bridge, Item
from hedgerow.items.queries.bridges import bridges_of, choices_for, one_bridge, reach_of
from hedgerow.web.answers import done, local_path, page
from hedgerow.web.shell import item_url
from hedgerow.web.signed_in import signed_in
from hedgerow.web.views.places import place_context
from hedgerow.web.views.write.fetching import item_or_404
from hedgerow.web.words import ago


def bridge_row(viewer: Viewer, bridge: Bridge, named: Community) -> dict[str, object]:
    """One bridge in words; `named` is the community at its other end, as who reads this may know it."""
    by = bridge.by.shown_name if bridge.by is not None else ""
    state = _("Shown since %(when)s") if bridge.agreed_at else _("Waits for an answer, asked %(when)s")
    return {
        "name": _name(viewer, named),
        "species": named.species if _name(viewer, named) == named.name else "hawthorn",
        "agreed": bridge.agreed_at is not None,
        "meta": " · ".join(filter(None, (state % {"when": ago(bridge.agreed_at or bridge.created_at)}, by))),
        "title": bridge.item.title,
        "url": item_url(bridge.item.code, bridge.item.title, bridge.item.kind),
        "end": f"/bridges/{bridge.code}/end/",
        "accept": f"/bridges/{bridge.code}/accept/",
        "decline": f"/bridges/{bridge.code}/decline/",
    }


def _name(viewer: Viewer, community: Community) -> str:
    name = known_name(viewer, community)
    return name if name == community.name else _("Another community")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def bridges(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a community, read what follows, then show it there or ask."""
    viewer = request.viewer  # type: ignore[attr-defined]
    item = item_or_404(request, code)
    require(viewer, "item.end_bridge", item)
    wanted = request.POST.get("to") or request.GET.get("to", "")
    community = None
    if wanted:
        community = get_object_or_404(Community.objects.visible_to(viewer), code=wanted)
    if request.method == "POST" and community is not None:
        bridge = propose_bridge(by=viewer, item=item, community=community)
        said = (
            _("It is shown in %(name)s now.")
            if bridge.agreed_at
            else _("The facilitators of %(name)s are asked.")
        )
        return done(request, f"/d/{code}/bridges/", toast=said % {"name": community.name})
    tried = request.method == "POST"
    context = {
        **place_context(request, item.community, "discussions"),
        "title": item.title,
        "back": item_url(item.code, item.title, item.kind),
        "here": f"/d/{code}/bridges/",
        "rows": [bridge_row(viewer, one, one.community) for one in bridges_of(viewer, item)],
        "closed": _closed(item),
        "choices": [
            (
                one.code,
                one.name if one.at_once else _("%(name)s (its facilitators are asked)") % {"name": one.name},
            )
            for one in choices_for(viewer, item)
        ],
        "tried": _("Choose a community.") if tried else "",
        "after": _what_follows(viewer, item, community) if community is not None else None,
    }
    return page(request, "bridges/item.html", context, status=422 if tried else 200)


def _closed(item: Item) -> str:
    try:
        refuse_unbridgeable(item)
    except NotAllowed as refusal:
        return refusal.sentence
    return ""


def _what_follows(viewer: Viewer, item: Item, community: Community) -> dict[str, object]:
    """What a bridge to this community opens, said before it is built."""
    return {
        "code": community.code,
        "name": community.name,
        "reach": reach_of(item, community),
        "at_once": at_once(viewer, community),
        "home": item.community.name,
        "home_secret": item.community.is_secret,
        "other_secret": community.is_secret,
    }


def _one(request: HttpRequest, code: str) -> Bridge:
    bridge = one_bridge(request.viewer, code)  # type: ignore[attr-defined]
    if bridge is None:
        raise NotVisible
    return bridge


def _into(bridge: Bridge) -> str:
    return f"/c/{bridge.community.code}/{bridge.community.slug}/look-after/bridges/"


@require_POST
@signed_in
def accept(request: HttpRequest, code: str) -> HttpResponse:
    """A facilitator of the second community agrees."""
    bridge = _one(request, code)
    accept_bridge(by=request.viewer, bridge=bridge)  # type: ignore[attr-defined]
    return done(request, _into(bridge), toast=_("It is shown here now."))


@require_POST
@signed_in
def decline(request: HttpRequest, code: str) -> HttpResponse:
    """A facilitator of the second community says no."""
    bridge = _one(request, code)
    decline_bridge(by=request.viewer, bridge=bridge)  # type: ignore[attr-defined]
    return done(request, _into(bridge), toast=_("You said no. Whoever asked gets an email."))


@require_POST
@signed_in
def end(request: HttpRequest, code: str) -> HttpResponse:
    """Take a bridge down, or a proposal back."""
    bridge = _one(request, code)
    end_bridge(by=request.viewer, bridge=bridge)  # type: ignore[attr-defined]
    said = _("It is no longer shown there. Every word stays.") if bridge.agreed_at else _("Taken back.")
    return done(request, local_path(request), toast=said)
