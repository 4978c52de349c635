"""The door for somebody outside who was invited: what it is about, a code by mail, their name. A GET uses nothing up."""

import time
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hedgerow.access.refusals import NotVisible
from hedgerow.items.actions import accept_guest_invitation, decline_guest_invitation
from hedgerow.items.actions.guests import find_guest_invitation, place_of_grant
from hedgerow.items.letters import kind_in_words
from hedgerow.items.models import Grant
from hedgerow.people.actions.accounts import start_account
from hedgerow.people.addresses import addresses_of, find_person
from hedgerow.people.models import Person
from hedgerow.web.accounts.codes import Code
from hedgerow.web.accounts.personas import may_view_as
from hedgerow.web.answers import done, page
from hedgerow.web.forms.guests import ArrivalForm
from hedgerow.web.views.accounts.signing_in import code_error, enter
from hedgerow.web.views.guests.words import kind_of, page_of, title_of
from hedgerow.web.words import plain_day

_PROVED, _LASTS_SECONDS = "hg_guest", 60 * 60


def _open_or_404(secret: str) -> Grant:
    grant = find_guest_invitation(secret)
    if grant is None:
        raise NotVisible
    return grant


def _to(name: str, secret: str) -> HttpResponse:
    return HttpResponseRedirect(reverse(name, kwargs={"secret": secret}), status=303)


def masked(email: str) -> str:
    """Enough of an address to know it as one's own, for a link that may have been passed on."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}…@{domain}"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Who invites, to what, why and until when; come in by a code, or say no thanks."""
    grant = _open_or_404(secret)
    if request.method == "POST" and request.POST.get("answer") == "no":
        decline_guest_invitation(secret=secret)
        return page(request, "guests/declined.html", {"by": grant.by.shown_name if grant.by else ""})
    if request.method == "POST":
        if _proved(request, grant):
            return _to("guest_begin", secret)
        Code.begin(request, "guest", grant.email)
        return _to("guest_code", secret)
    return page(request, "guests/invitation.html", _about(request, grant))


def _about(request: HttpRequest, grant: Grant) -> dict[str, object]:
    """What one was invited to. SECURITY: of a secret place neither its name nor a title is told before the code."""
    place = place_of_grant(grant)
    secret = place.community.is_secret
    return {
        "by": grant.by.shown_name if grant.by else _("A facilitator"),
        "kind": kind_in_words(kind_of(grant)),
        "title": "" if secret else title_of(place),
        "community": "" if secret else place.community.name,
        "why": grant.why,
        "until": plain_day(grant.ends_at),
        "is_room": grant.room_id is not None,
        "email": masked(grant.email),
        "here": request.path,
        "known": _proved(request, grant),
    }


def _proved(request: HttpRequest, grant: Grant) -> bool:
    """Whether this browser has shown that it reads the invited address's mail: by the code, or by who is signed in."""
    email, at = request.session.get(_PROVED) or ("", 0.0)
    if email == grant.email and time.time() - at < _LASTS_SECONDS:
        return True
    viewer = request.viewer  # type: ignore[attr-defined]
    return viewer.signed_in and grant.email in [one.email for one in addresses_of(cast(Person, request.user))]


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, secret: str) -> HttpResponse:
    """Type the code that was sent to the invited address, or have another sent."""
    grant = _open_or_404(secret)
    found = Code.find(request, "guest")
    if found is None or found.email != grant.email:
        return _to("guest_invitation", secret)
    if request.method == "POST" and "again" in request.POST:
        found.send()
        here = reverse("guest_code", kwargs={"secret": secret})
        return done(request, here, toast=_("We sent a new code. The one before no longer works."))
    if request.method == "POST" and found.check(request.POST.get("code", "")):
        # SECURITY: the session gains a right here, so it gets another key.
        request.session.cycle_key()
        request.session[_PROVED] = [grant.email, time.time()]
        return _to("guest_begin", secret)
    context = {
        "email": masked(grant.email),
        "error": code_error(request, found),
        "back": reverse("guest_invitation", kwargs={"secret": secret}),
        "outbox": may_view_as(request),
    }
    return page(request, "guests/code.html", context, status=422 if context["error"] else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, secret: str) -> HttpResponse:
    """Name and role; then the door is open."""
    grant = _open_or_404(secret)
    if not _proved(request, grant):
        return _to("guest_invitation", secret)
    person = find_person(grant.email)
    sent = request.method == "POST"
    first = {
        "name": person.name if person else grant.name,
        "role": person.what_i_do if person else "",
    }
    form = ArrivalForm(request.POST if sent else None, initial=first)
    if sent and form.is_valid():
        return _come_in(request, grant, secret, person, form)
    place = place_of_grant(grant)
    context = {
        "form": form,
        "kind": kind_in_words(kind_of(grant)),
        "title": title_of(place),
        "until": plain_day(grant.ends_at),
        "has_name": bool(person and person.name),
        "is_room": grant.room_id is not None,
    }
    return page(request, "guests/begin.html", context, status=422 if sent else 200)


def _come_in(
    request: HttpRequest, grant: Grant, secret: str, person: Person | None, form: ArrivalForm
) -> HttpResponse:
    """The account that has the proved address, or a new one, becomes the guest and is signed in."""
    said, place = form.cleaned_data, place_of_grant(grant)
    viewer = request.viewer  # type: ignore[attr-defined]
    if person is None:
        person = start_account(
            by=viewer, email=grant.email, name=said["name"], what_i_do=said["role"], invited=True
        )
    answer: HttpResponse | None = None
    if viewer.person_id != person.pk:
        answer = enter(request, person, page_of(viewer, place), signup=True)
        viewer = request.viewer  # type: ignore[attr-defined]
        if viewer.person_id != person.pk:
            return answer  # the account is closed, and its page says so
    accept_guest_invitation(by=viewer, secret=secret, role=said["role"])
    return answer or HttpResponseRedirect(page_of(viewer, place), status=303)
