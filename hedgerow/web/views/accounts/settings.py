"""Settings: the hub, the look, the password, the devices."""

from typing import cast

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from hedgerow.people.actions.accounts import (
    remove_password,
    set_password,
    set_theme,
    sign_device_out,
    sign_out_everywhere,
)
from hedgerow.people.addresses import addresses_of
from hedgerow.people.devices import devices_of
from hedgerow.people.models import Person
from hedgerow.web.accounts.personas import may_view_as
from hedgerow.web.accounts.proof import go_and_prove, proved_lately, signed_in_only
from hedgerow.web.answers import done, page
from hedgerow.web.forms.accounts import NewPasswordForm, ThemeForm


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@signed_in_only
def hub(request: HttpRequest) -> HttpResponse:
    """Everything a person can change about their account, a line each."""
    context = {
        "person": request.user,
        "addresses": addresses_of(cast(Person, request.user)),
        "devices": len(devices_of(request.viewer.person_id)),
        "has_password": request.user.has_usable_password(),
        "profile_url": _url("profile_edit"),
        "close_url": _url("close_account"),
        "view_as": may_view_as(request),
    }
    return page(request, "settings/hub.html", context)


@signed_in_only
def appearance(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the device says."""
    sent = request.method == "POST"
    form = ThemeForm(request.POST if sent else None, initial={"theme": request.user.theme})
    if sent and form.is_valid():
        set_theme(by=request.viewer, theme=form.cleaned_data["theme"])
        return done(request, reverse("appearance"), toast=_("Saved."))
    return page(request, "settings/appearance.html", {"form": form}, status=422 if sent else 200)


@signed_in_only
@sensitive_post_parameters("password")
def password(request: HttpRequest) -> HttpResponse:
    """Set or change the password; every other device is signed out."""
    if not proved_lately(request):
        return go_and_prove(reverse("password"))
    sent = request.method == "POST"
    form = NewPasswordForm(request.POST if sent else None)
    if sent and form.is_valid():
        set_password(by=request.viewer, password=form.cleaned_data["password"])
        person = request.user
        person.refresh_from_db()
        get_adapter(request).login(request, person)
        return done(
            request, reverse("settings"), toast=_("Your password is set. Your other devices are signed out.")
        )
    context = {"form": form, "has_password": request.user.has_usable_password(), "email": request.user.email}
    return page(request, "settings/password.html", context, status=422 if sent else 200)


@require_POST
@signed_in_only
def password_remove(request: HttpRequest) -> HttpResponse:
    """From now on by code only."""
    if not proved_lately(request):
        return go_and_prove(reverse("password"))
    remove_password(by=request.viewer)
    return done(
        request, reverse("settings"), toast=_("Your password is removed. You sign in with a code by email.")
    )


@signed_in_only
def devices(request: HttpRequest) -> HttpResponse:
    """Where the person is signed in."""
    context = {"devices": devices_of(request.viewer.person_id), "this": request.viewer.device_id}
    return page(request, "settings/devices.html", context)


@require_POST
@signed_in_only
def device_end(request: HttpRequest, device_id: int) -> HttpResponse:
    """Sign one device out."""
    if device_id == request.viewer.device_id:
        get_adapter(request).logout(request)
        return done(request, reverse("account_login"), toast=_("You are signed out."))
    device = sign_device_out(by=request.viewer, device_id=device_id)
    return done(request, reverse("devices"), toast=_("%(device)s is signed out.") % {"device": device.name})


@require_POST
@signed_in_only
def devices_end(request: HttpRequest) -> HttpResponse:
    """Sign every device out, this one too."""
    sign_out_everywhere(by=request.viewer)
    get_adapter(request).logout(request)
    return done(request, reverse("account_login"), toast=_("You are signed out everywhere."))
