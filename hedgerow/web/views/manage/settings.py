"""Settings of the place: its names, who may register, its look. Each says who changed it and when, with the way back."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hedgerow.people.actions.logo import NotAPicture, photos, set_logo
from hedgerow.people.actions.place import SETTINGS, change_place, policy_of
from hedgerow.people.deeds import last_changes
from hedgerow.people.models import Platform, Policy
from hedgerow.people.place import place
from hedgerow.people.queries_managed import people_outside
from hedgerow.web.answers import done
from hedgerow.web.colours import contrast
from hedgerow.web.colours import stylesheet as colour_rules
from hedgerow.web.forms.manage import LookForm, NamesForm, RegistrationForm
from hedgerow.web.forms.setup import zones
from hedgerow.web.shell import logo_url
from hedgerow.web.views.manage.inside import manage_page, managing, tried
from hedgerow.web.views.manage.words import deed_row, policy_words
from hedgerow.web.words import ago


def _changed(request: HttpRequest, names: list[str]) -> dict[str, dict[str, Any]]:
    return {name: deed_row(deed) for name, deed in last_changes(request.viewer, names).items()}


@managing
@require_safe
def settings_page(request: HttpRequest) -> HttpResponse:
    """All settings, a line each, with what they are now."""
    here = place()
    kinds = {
        "anyone": _("Anyone may start an account."),
        "domains": _("People at %(domains)s, and whoever is invited.")
        % {"domains": ", ".join(here.domains.split())},
        "invitation": _("Only people who are invited."),
    }
    policies = []
    for key in Policy.KEYS:
        written = policy_of(key)
        meta = _("Changed %(when)s") % {"when": ago(written.at)} if written else _("Not written yet")
        policies.append((policy_words()[key], reverse("manage_policy", args=[key]), meta))
    context = {
        "here": here,
        "register": kinds[here.registration],
        "policies": policies,
        "changed": _changed(request, list(SETTINGS)),
    }
    return manage_page(request, "settings", "manage_settings", context)


@managing
@require_http_methods(["GET", "HEAD", "POST"])
def names(request: HttpRequest) -> HttpResponse:
    """What the place is called, where it is, and whom people write to."""
    row = Platform.here()
    first = {
        "name": row.name,
        "address": row.address or settings.SITE_URL,
        "time_zone": place().time_zone,
        "contact": row.contact,
    }
    form = NamesForm(request.POST if tried(request) else None, initial=first)
    if tried(request) and form.is_valid():
        change_place(by=request.viewer, **form.cleaned_data)
        return done(request, reverse("manage_settings"), toast=_("Saved."))
    context = {"form": form, "zones": zones(), "changed": _changed(request, list(first))}
    return manage_page(request, "names", "manage_settings", context, status=422 if tried(request) else 200)


@managing
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HttpRequest) -> HttpResponse:
    """Who may start an account. What follows is told in numbers, and it is done by a second button."""
    here = place()
    first = {"registration": here.registration, "domains": "\n".join(here.domains.split())}
    form = RegistrationForm(request.POST if tried(request) else None, initial=first)
    context: dict[str, Any] = {
        "form": form,
        "told": "",
        "changed": _changed(request, ["registration", "domains"]),
    }
    if tried(request) and form.is_valid():
        data = form.cleaned_data
        outside = people_outside(request.viewer, data["domains"]) if data["registration"] == "domains" else 0
        if data["registration"] != "anyone" and request.POST.get("told") != data["registration"]:
            told = ngettext(
                "%(n)s person who is here has an address at another domain, and keeps their account.",
                "%(n)s people who are here have an address at another domain, and keep their accounts.",
                outside,
            )
            context |= {"told": data["registration"], "outside": told % {"n": outside} if outside else ""}
            return manage_page(request, "register", "manage_settings", context)
        change_place(by=request.viewer, numbers={"outside": outside}, **data)
        return done(request, reverse("manage_settings"), toast=_("Saved."))
    return manage_page(request, "register", "manage_settings", context, status=422 if tried(request) else 200)


@managing
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """Accent, words of welcome, logo."""
    here = place()
    first = {"accent": here.accent, "accent_dark": here.accent_dark, "welcome": here.welcome}
    form = LookForm(request.POST if tried(request) else None, initial=first)
    if tried(request) and form.is_valid():
        change_place(by=request.viewer, **form.cleaned_data)
        return done(request, reverse("manage_look"), toast=_("Saved."))
    return _look_page(request, form, 422 if tried(request) else 200)


def _look_page(request: HttpRequest, form: LookForm, status: int, logo_error: str = "") -> HttpResponse:
    here = place()
    context = {
        "form": form,
        "logo_url": logo_url(),
        "logo_error": logo_error,
        "contrast": f"{contrast(here.accent, '#faf8f1'):.1f}" if here.accent else "",
        "contrast_dark": f"{contrast(here.accent_dark, '#141b17'):.1f}" if here.accent_dark else "",
        "changed": _changed(request, ["accent", "accent_dark", "welcome", "logo"]),
    }
    return manage_page(request, "look", "manage_settings", context, status=status)


@managing
@require_POST
def logo(request: HttpRequest) -> HttpResponse:
    """A picture of the place's own in place of the leaf, or the leaf again."""
    sent = request.FILES.get("logo")
    if "remove" in request.POST:
        change_place(by=request.viewer, logo="")
        return done(request, reverse("manage_look"), toast=_("The leaf is back."))
    try:
        if sent is None or sent.file is None:
            raise NotAPicture(_("Choose a picture from your device."))
        set_logo(by=request.viewer, file=sent.file, name=sent.name or "")
    except NotAPicture as trouble:
        here = place()
        first = {"accent": here.accent, "accent_dark": here.accent_dark, "welcome": here.welcome}
        return _look_page(request, LookForm(None, initial=first), 422, str(trouble.sentence))
    return done(request, reverse("manage_look"), toast=_("The logo is changed."))


@require_safe
def logo_file(request: HttpRequest) -> HttpResponse:
    """The logo: for everyone, also before they sign in."""
    key = place().logo
    if not key:
        raise Http404
    try:
        body = photos().path(key).read_bytes()
    except FileNotFoundError:
        raise Http404 from None
    return HttpResponse(body, content_type="image/webp", headers={"Cache-Control": "public, max-age=86400"})


@require_safe
def stylesheet(request: HttpRequest) -> HttpResponse:
    """The accent, for everyone; its address changes with it."""
    here = place()
    response = HttpResponse(
        colour_rules(here.accent, here.accent_dark), content_type="text/css; charset=utf-8"
    )
    response["Cache-Control"] = "public, max-age=86400"
    return response
