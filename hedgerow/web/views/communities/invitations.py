"""Doors for those who were invited: a link of one's own, a shared link, a code of six letters. A GET uses nothing up."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.communities.actions import accept_invitation, decline_invitation, join_by_code, join_by_link
from hedgerow.communities.actions.inviting import (
    find_by_code,
    find_invitation,
    find_link,
    refuse_switched_off,
)
from hedgerow.communities.models import Community
from hedgerow.communities.queries import place_of_secret
from hedgerow.people.limits import hold
from hedgerow.web.accounts.where import network_address
from hedgerow.web.answers import done, page
from hedgerow.web.forms.communities import CodeForm, JoinForm
from hedgerow.web.views.communities.front import front_view
from hedgerow.web.views.communities.joining import joined
from hedgerow.web.views.communities.places import address, way_in
from hedgerow.web.views.refused import csrf


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Who invites, to what, and their words; accept or no thanks. Nobody needs an account to say no."""
    found = find_invitation(secret)
    if found is None:
        place = place_of_secret(request.viewer, secret)
        if place is None:
            raise NotVisible
        return HttpResponseRedirect(address(place), status=303)
    if request.method == "POST" and request.POST.get("answer") == "no":
        decline_invitation(secret=secret)
        return page(request, "communities/declined.html", {"name": found.community.name})
    said = {
        "by": found.by.shown_name if found.by else "",
        "message": found.message,
        "facilitator": found.part == "facilitator",
        "may_decline": True,
    }
    return _door(request, found.community, said, lambda form: _accept(request, secret, form))


def _accept(request: HttpRequest, secret: str, form: JoinForm) -> str:
    said = form.cleaned_data
    membership = accept_invitation(
        by=request.viewer, secret=secret, part=said["part"], accepted_rules=said["rules"]
    )
    return membership.part


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_link(request: HttpRequest, secret: str) -> HttpResponse:
    """A link that a facilitator shares."""
    found = find_link(secret)
    if found is None:
        raise NotVisible
    refuse_switched_off(found.community, "link")
    said = {"by": "", "message": "", "facilitator": False, "may_decline": False}

    def enter(form: JoinForm) -> str:
        data = form.cleaned_data
        made = join_by_link(by=request.viewer, secret=secret, part=data["part"], accepted_rules=data["rules"])
        return made.part

    return _door(request, found.community, said, enter)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_code(request: HttpRequest) -> HttpResponse:
    """First the six letters, then what they open, then a button. Only people who are signed in may try, and not often."""
    request.section = "communities"
    sent = request.method == "POST"
    form = CodeForm(request.POST if sent else None, initial={"code": request.GET.get("code", "")[:12]})
    if not sent or not form.is_valid():
        return page(request, "communities/join_code.html", {"form": form}, status=422 if sent else 200)
    code = form.cleaned_data["code"]
    if not request.viewer.signed_in:
        back = f"{reverse('join_code')}?{urlencode({'code': code})}"
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': back})}", status=303)
    # SECURITY: six letters could be guessed by many tries; a whole room behind one address tries at the same time.
    hold("join.code", str(request.viewer.person_id), most=12, seconds=600)
    hold("join.code.address", network_address(request), most=300, seconds=600)
    community = find_by_code(code)
    if community is None:
        form.add_error(
            "code", _("No community has this code now. Check it with the person who gave it to you.")
        )
        return page(request, "communities/join_code.html", {"form": form}, status=422)
    try:
        refuse_switched_off(community, "code")
    except NotAllowed as refusal:
        form.add_error("code", refusal.sentence)
        return page(request, "communities/join_code.html", {"form": form}, status=422)
    return _by_code(request, community, code)


def _by_code(request: HttpRequest, community: Community, code: str) -> HttpResponse:
    said = {"by": "", "message": "", "facilitator": False, "may_decline": False, "code": code}

    def enter(form: JoinForm) -> str:
        data = form.cleaned_data
        made = join_by_code(by=request.viewer, code=code, part=data["part"], accepted_rules=data["rules"])
        return made.part

    return _door(request, community, said, enter, answered="answer" in request.POST)


def _door(
    request: HttpRequest,
    community: Community,
    said: dict[str, Any],
    enter: Callable[[JoinForm], str],
    *,
    answered: bool | None = None,
) -> HttpResponse:
    """Show what one was invited to, or come in when the form was sent and holds everything."""
    request.section = "communities"
    sent = request.method == "POST" if answered is None else answered
    if sent and not request.viewer.signed_in:
        return csrf(request)
    if way_in(request.viewer, community) == "inside":
        return done(request, address(community), toast=_("You belong here already."))
    form = JoinForm(request.POST if sent else None, community=community)
    if sent and form.is_valid():
        return joined(request, community, enter(form))
    context = {
        **front_view(request.viewer, community),
        "said": {"code": "", **said},
        "form": form,
        "secret_url": request.path,
        "sign_in_url": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
    }
    return page(request, "communities/invitation.html", context, status=422 if sent else 200)
