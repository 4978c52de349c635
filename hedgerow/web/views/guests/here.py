"""Guests of an item, of a room, of a community: who is here, who is invited, and inviting somebody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hedgerow.access.doing import can, require
from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.communities.models import Community, Room
from hedgerow.items.actions import invite_guest, leave_as_guest, withdraw_guest
from hedgerow.items.actions.guests import end_of, may_withdraw, place_of_grant, refuse_closed
from hedgerow.items.models import Item
from hedgerow.items.queries.guests import GuestLine, guests_at, guests_in_community, one_grant
from hedgerow.web.answers import done, local_path, page
from hedgerow.web.forms.guests import GuestForm, usual_end
from hedgerow.web.shell import community_url, face
from hedgerow.web.signed_in import signed_in
from hedgerow.web.views.facilitate.inside import inside, room_or_404
from hedgerow.web.views.guests.words import guests_page_of, page_of, title_of
from hedgerow.web.views.places import place_context
from hedgerow.web.views.write.fetching import item_or_404
from hedgerow.web.words import ago, plain_day


def _row(viewer: Viewer, line: GuestLine, *, titled: bool) -> dict[str, Any]:
    """One guest or invitation, in words."""
    grant, person = line.grant, line.grant.person
    place = place_of_grant(grant)
    said = {
        "here": _("Guest until %(day)s"),
        "invited": _("Invited until %(day)s"),
        "declined": _("Said no thanks"),
        "ended": _("Was a guest until %(day)s"),
    }[line.state]
    meta = [said % {"day": plain_day(grant.ended_at)} if "%(day)s" in said else said]
    if grant.by is not None:
        meta.append(_("invited by %(name)s") % {"name": grant.by.first_name})
    meta.append(ago(grant.created_at))
    if line.replies:
        meta.append(ngettext("%(n)s reply", "%(n)s replies", line.replies) % {"n": line.replies})
    name = person.shown_name if person is not None else " · ".join(filter(None, (grant.name, grant.email)))
    return {
        "state": line.state,
        "name": name,
        "role": grant.role,
        "face": face(person.code, person.shown_name)._replace(url=None, photo_url=None) if person else None,
        "meta": " · ".join(meta),
        "why": grant.why,
        "title": title_of(place) if titled else "",
        "url": page_of(viewer, place),
        "withdraw": reverse("guest_withdraw", kwargs={"code": grant.code})
        if line.state in ("here", "invited") and may_withdraw(viewer, grant)
        else "",
    }


def _sorted(viewer: Viewer, lines: list[GuestLine], *, titled: bool = False) -> dict[str, Any]:
    rows = [_row(viewer, line, titled=titled) for line in lines]
    return {
        "present": [row for row in rows if row["state"] == "here"],
        "invited": [row for row in rows if row["state"] == "invited"],
        "gone": [row for row in rows if row["state"] in ("declined", "ended")],
    }


def _page(request: HttpRequest, place: Item | Room) -> HttpResponse:
    """The list, and the form for those who may; an invitation that can't be sent keeps what was typed."""
    viewer = request.viewer  # type: ignore[attr-defined]
    verb = f"{place.access_kind}.invite_guest"
    lines = guests_at(viewer, place)
    may = can(viewer, verb, place)
    if not may:
        # SECURITY: who invited somebody and looks after it no more reads of their own guests alone.
        lines = [line for line in lines if may_withdraw(viewer, line.grant)]
    if not lines:
        require(viewer, verb, place)
    sent = request.method == "POST"
    form = GuestForm(request.POST if sent else None, initial={"until": usual_end().isoformat()})
    if sent:
        require(viewer, verb, place)
        if form.is_valid() and _invited(viewer, place, form):
            said = _("%(email)s gets an email now.") % {"email": form.cleaned_data["email"]}
            return done(request, guests_page_of(place), toast=said)
    context = {
        **place_context(request, place.community, "rooms" if isinstance(place, Room) else "discussions"),
        **_sorted(viewer, lines),
        "form": form,
        "may_invite": may,
        "closed": _closed(place),
        "title": title_of(place),
        "back": page_of(viewer, place),
        "is_room": isinstance(place, Room),
        "secret": place.community.is_secret,
    }
    return page(request, "guests/here.html", context, status=422 if sent else 200)


def _closed(place: Item | Room) -> str:
    """Why nobody outside can be invited to this at all; "" otherwise."""
    try:
        refuse_closed(place)
    except NotAllowed as refusal:
        return refusal.sentence
    return ""


def _invited(viewer: Viewer, place: Item | Room, form: GuestForm) -> bool:
    said = form.cleaned_data
    try:
        invite_guest(
            by=viewer,
            place=place,
            email=said["email"],
            name=said["name"],
            why=said["why"],
            until=end_of(said["until"]),
        )
    except NotAllowed as refusal:
        form.refuse("email", refusal.sentence)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def item_guests(request: HttpRequest, code: str) -> HttpResponse:
    """Guests of one item."""
    return _page(request, item_or_404(request, code))


@require_http_methods(["GET", "HEAD", "POST"])
@inside("community.see_people")
def room_guests(request: HttpRequest, community: Community, room_code: str) -> HttpResponse:
    """Guests of a whole room."""
    return _page(request, room_or_404(request, community, room_code))


@require_safe
@inside("community.cultivate")
def community_guests(request: HttpRequest, community: Community) -> HttpResponse:
    """All guests of a community, as far as the facilitator sees what they are guests of."""
    viewer = request.viewer  # type: ignore[attr-defined]
    context = {
        **place_context(request, community, "look-after"),
        **_sorted(viewer, guests_in_community(viewer, community), titled=True),
        "back": community_url(community.code, community.name, "look-after/"),
    }
    return page(request, "guests/community.html", context)


@require_POST
@signed_in
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """End a guest's access now, or take an invitation back."""
    viewer = request.viewer  # type: ignore[attr-defined]
    grant = one_grant(viewer, code)
    if grant is None:
        raise NotVisible
    withdraw_guest(by=viewer, grant=grant)
    pending = grant.accepted_at is None
    said = (
        _("The invitation is taken back.") if pending else _("They can no longer see it. Their words stay.")
    )
    return done(request, local_path(request, default=guests_page_of(place_of_grant(grant))), toast=said)


@require_POST
@signed_in
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """The guest says that they are done."""
    viewer = request.viewer  # type: ignore[attr-defined]
    grant = one_grant(viewer, code)
    if grant is None:
        raise NotVisible
    leave_as_guest(by=viewer, grant=grant)
    return done(
        request,
        reverse("guest_statement", kwargs={"code": code}),
        toast=_("Your access has ended. Thank you for coming."),
    )
