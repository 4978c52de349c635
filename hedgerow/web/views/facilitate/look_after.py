"""The facilitator's page: who waits at the door, invitations, the join code and the link; and a way to everything else."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hedgerow.access.doing import can
from hedgerow.communities import actions
from hedgerow.communities.actions.inviting import DOORS
from hedgerow.communities.models import Community
from hedgerow.communities.queries_people import (
    PersonLine,
    invitation_of,
    invitations_open,
    link_of,
    links_in_force,
    requests_waiting,
)
from hedgerow.web.answers import done, page
from hedgerow.web.shell import community_url
from hedgerow.web.views.facilitate.inside import inside, line_face, membership_or_404
from hedgerow.web.views.places import place_context
from hedgerow.web.words import ago, day


def part_word(part: str) -> str:
    """A part in words."""
    words = {
        "facilitator": _("Facilitator"),
        "member": _("Member"),
        "listener": _("Just listening"),
        "register_keeper": _("Register keeper"),
    }
    return words.get(part, "")


def here(community: Community, section: str = "look-after/") -> str:
    """Where a page of this community is."""
    return community_url(community.code, community.name, section)


def address(name: str, community: Community, **more: Any) -> str:
    """The address of a page of this community by its name."""
    return reverse(name, kwargs={"code": community.code, "slug": community.slug, **more})


def _request_row(community: Community, line: PersonLine) -> dict[str, Any]:
    meta = [line.does] if line.does else []
    if line.part == "listener":
        meta.append(_("would like to just listen"))
    meta.append(_("asked %(when)s") % {"when": ago(line.changed_at)})
    return {
        "face": line_face(line, open_=False),
        "meta": " · ".join(meta),
        "reason": line.reason,
        "approve": address("facilitate_approve", community, person=line.code),
        "decline": address("facilitate_decline", community, person=line.code),
    }


def _invitation_row(community: Community, one: Any) -> dict[str, Any]:
    by = one.by.first_name if one.by else ""
    sent = _("%(part)s, sent %(when)s") % {"part": part_word(one.part), "when": ago(one.created_at)}
    return {
        "title": f"{one.name} · {one.email}" if one.name else one.email,
        "email": one.email,
        "meta": sent + (" " + _("by %(name)s") % {"name": by} if by else ""),
        "revoke": address("facilitate_revoke", community, invitation_id=one.pk),
    }


def _link_row(request: HttpRequest, community: Community, link: Any) -> dict[str, Any]:
    used = ngettext("used by %(n)s person", "used by %(n)s people", link.used) % {"n": link.used}
    until = _("works until %(day)s") % {"day": day(link.ends_at)}
    return {
        "url": request.build_absolute_uri(reverse("join_link", kwargs={"secret": link.secret})),
        "meta": f"{until} · {used}",
        "revoke": address("facilitate_link_revoke", community, link_id=link.id),
    }


@require_safe
@inside("community.cultivate")
def look_after(request: HttpRequest, community: Community) -> HttpResponse:
    """What waits for a facilitator, and the ways to everything that they can change."""
    viewer = request.viewer
    waiting = requests_waiting(viewer, community)
    context = {
        **place_context(request, community, "look-after"),
        "requests": [_request_row(community, line) for line in waiting],
        "invitations": [_invitation_row(community, one) for one in invitations_open(viewer, community)],
        "links": [_link_row(request, community, link) for link in links_in_force(viewer, community)],
        "archived": community.is_archived,
        "may_invite": can(viewer, "community.invite", community),
        "address": lambda name, **more: address(name, community, **more),
    }
    return page(request, "facilitate/look_after.html", context)


@require_POST
@inside("community.cultivate")
def approve(request: HttpRequest, community: Community, person: str) -> HttpResponse:
    """Let in somebody who asked."""
    membership = membership_or_404(request, community, person)
    actions.approve_request(by=request.viewer, membership=membership)
    said = _("%(name)s is in, and gets an email about it.") % {"name": membership.person.first_name}
    return done(request, here(community), toast=said)


@require_POST
@inside("community.cultivate")
def decline(request: HttpRequest, community: Community, person: str) -> HttpResponse:
    """Say no to somebody who asked."""
    membership = membership_or_404(request, community, person)
    actions.decline_request(by=request.viewer, membership=membership)
    said = _("%(name)s was not let in, and gets a kind email.") % {"name": membership.person.first_name}
    return done(request, here(community), toast=said)


@require_POST
@inside("community.cultivate")
def revoke(request: HttpRequest, community: Community, invitation_id: int) -> HttpResponse:
    """Take an open invitation back."""
    invitation = invitation_of(request.viewer, community, invitation_id)
    if invitation is None:
        raise Http404
    actions.revoke_invitation(by=request.viewer, invitation=invitation)
    return done(request, here(community), toast=_("The invitation is taken back."))


@require_POST
@inside("community.cultivate")
def join_code(request: HttpRequest, community: Community) -> HttpResponse:
    """A new join code."""
    actions.new_join_code_for(by=request.viewer, community=community)
    return done(request, here(community), toast=_("There is a new code. The old one no longer works."))


@require_POST
@inside("community.cultivate")
def switch(request: HttpRequest, community: Community, door: str) -> HttpResponse:
    """The join code, or the shared links: off for now, and on again."""
    if door not in DOORS:
        raise Http404
    on = request.POST.get("on") == "1"
    actions.switch_door(by=request.viewer, community=community, door=door, on=on)
    words = {
        ("code", True): _("The join code works again."),
        ("code", False): _("The join code lets nobody in for now."),
        ("link", True): _("The links work again."),
        ("link", False): _("The links let nobody in for now."),
    }
    undo, fields = address("facilitate_switch", community, door=door), {"on": "0" if on else "1"}
    return done(request, here(community), toast=words[door, on], undo=undo, undo_fields=fields)


@require_POST
@inside("community.cultivate")
def link(request: HttpRequest, community: Community) -> HttpResponse:
    """Make a link to share."""
    actions.make_link(by=request.viewer, community=community)
    return done(request, here(community), toast=_("The link is made. Copy it and send it as you like."))


@require_POST
@inside("community.cultivate")
def link_revoke(request: HttpRequest, community: Community, link_id: int) -> HttpResponse:
    """End a shared link at once."""
    found = link_of(request.viewer, community, link_id)
    if found is None:
        raise Http404
    actions.revoke_link(by=request.viewer, link=found)
    return done(request, here(community), toast=_("That link no longer works."))
