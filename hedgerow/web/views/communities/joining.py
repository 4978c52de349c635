"""Joining, asking, leaving and following: one page with a form, and buttons that act at once and can be undone."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hedgerow.access.refusals import NotVisible
from hedgerow.communities.actions import (
    ask_to_join,
    change_part,
    follow_community,
    join_community,
    leave_community,
    withdraw_request,
)
from hedgerow.communities.actions import (
    undo_leave as undo_the_leave,
)
from hedgerow.communities.models import Community
from hedgerow.communities.queries import carers_of, left_lately, own_membership
from hedgerow.web.answers import done, page
from hedgerow.web.forms.communities import JoinForm
from hedgerow.web.pace import too_much
from hedgerow.web.signed_in import signed_in
from hedgerow.web.views.communities.places import address, fetch, way_in
from hedgerow.web.views.communities.words import either


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """The form to join or to ask; a POST without fields joins at once where there are no ground rules."""
    community = fetch(request, code)
    request.section = "communities"
    way = way_in(request.viewer, community)
    if way not in ("join", "ask"):
        return HttpResponseRedirect(address(community), status=303)
    sent = request.method == "POST"
    form = JoinForm(request.POST if sent else None, community=community)
    if sent and form.is_valid():
        if way == "join":
            return _join(request, community, form)
        over = too_much(request.viewer, "requests")
        if not over:
            return _ask(request, community, form)
        form.refuse("reason", over)
    context = {"community": community, "way": way, "form": form, "here": address(community)}
    return page(request, "communities/join.html", context, status=422 if sent else 200)


def _join(request: HttpRequest, community: Community, form: JoinForm) -> HttpResponse:
    part = form.cleaned_data["part"]
    join_community(
        by=request.viewer, community=community, part=part, accepted_rules=form.cleaned_data["rules"]
    )
    return joined(request, community, part)


def joined(request: HttpRequest, community: Community, part: str) -> HttpResponse:
    """After somebody came in, by whatever door."""
    if part == "listener":
        toast = _("You joined %(name)s. Just listening is welcome.") % {"name": community.name}
    else:
        toast = _("You joined %(name)s. Say hello when you like.") % {"name": community.name}
    return done(request, address(community), toast=toast, undo=address(community, "leave/"))


def _ask(request: HttpRequest, community: Community, form: JoinForm) -> HttpResponse:
    said = form.cleaned_data
    ask_to_join(
        by=request.viewer,
        community=community,
        reason=said["reason"],
        part=said["part"],
        accepted_rules=said["rules"],
    )
    who = either(carers_of([community.pk])[community.pk])
    toast = _("Asked to join. %(who)s will answer.") % {"who": who}
    return done(request, address(community), toast=toast, undo=address(community, "withdraw/"))


@signed_in
@require_POST
def withdraw(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Take one's own request back."""
    community = fetch(request, code)
    withdraw_request(by=request.viewer, community=community)
    # Who asked to join a secret community does not see it any more.
    seen = Community.objects.visible_to(request.viewer).filter(pk=community.pk).exists()
    to = address(community) if seen else reverse("communities")
    return done(request, to, toast=_("You took your request back."))


@signed_in
@require_POST
def leave(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Leave; the toast brings back."""
    community = fetch(request, code)
    leave_community(by=request.viewer, community=community)
    toast = _("You left %(name)s.") % {"name": community.name}
    return done(request, reverse("communities"), toast=toast, undo=address(community, "undo-leave/"))


@signed_in
@require_POST
def undo_leave(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Come back as before. A confidential community can't be seen any more, so it is found by the own membership."""
    community = left_lately(request.viewer, code)
    if community is None:
        raise Http404
    undo_the_leave(by=request.viewer, community=community)
    return done(request, address(community), toast=_("You are back in %(name)s.") % {"name": community.name})


@signed_in
@require_POST
def part(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Take part, or just listen."""
    community = fetch(request, code)
    own = own_membership(request.viewer, community)
    if own is None:
        raise NotVisible
    before, wanted = own.part, "listener" if request.POST.get("part") == "listener" else "member"
    change_part(by=request.viewer, membership=own, part=wanted)
    toast = _("You are just listening now.") if wanted == "listener" else _("You take part now.")
    undo = address(community, "part/") if before != wanted else ""
    return done(request, address(community), toast=toast, undo=undo, undo_fields={"part": before})


@signed_in
@require_POST
def follow(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Follow from outside what one can read, or no longer."""
    community = fetch(request, code)
    on = request.POST.get("on") == "1"
    follow_community(by=request.viewer, community=community, on=on)
    words = _("You follow %(name)s.") if on else _("You don't follow %(name)s any more.")
    undo_fields = {"on": "0" if on else "1"}
    return done(
        request,
        address(community),
        toast=words % {"name": community.name},
        undo=address(community, "follow/"),
        undo_fields=undo_fields,
    )
