"""The addresses of an account: see, add by code, choose the main one, remove."""

from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from hedgerow.people.actions.accounts import AddressTaken, add_address, make_main, remove_address
from hedgerow.people.addresses import MOST, addresses_of
from hedgerow.people.models import Person
from hedgerow.web.accounts.codes import Code
from hedgerow.web.accounts.personas import may_view_as
from hedgerow.web.accounts.proof import go_and_prove, proved_lately, signed_in_only
from hedgerow.web.answers import done, page
from hedgerow.web.forms.accounts import EmailForm
from hedgerow.web.views.accounts.signing_in import code_error


@signed_in_only
def emails(request: HttpRequest) -> HttpResponse:
    """All addresses, and a field to add one."""
    sent = request.method == "POST"
    form = EmailForm(request.POST if sent else None, initial={"email": request.GET.get("email", "")})
    mine = addresses_of(cast(Person, request.user))
    if sent and form.is_valid():
        email = form.cleaned_data["email"]
        if email in [one.email for one in mine]:
            form.add_error("email", _("This is one of your addresses already."))
        elif len(mine) >= MOST:
            form.add_error("email", _("An account can have 6 addresses. Remove one first."))
        elif not proved_lately(request):
            return go_and_prove(f"{reverse('emails')}?{urlencode({'email': email})}")
        else:
            Code.begin(request, "address", email)
            return HttpResponseRedirect(reverse("email_code"), status=303)
    context = {"form": form, "addresses": mine, "is_full": len(mine) >= MOST}
    return page(request, "settings/emails.html", context, status=422 if sent else 200)


@signed_in_only
@sensitive_post_parameters("code")
def email_code(request: HttpRequest) -> HttpResponse:
    """Type the code that was sent to the new address."""
    code = Code.find(request, "address")
    if code is None:
        return HttpResponseRedirect(reverse("emails"))
    if request.method == "POST" and "again" in request.POST:
        code.send()
        return done(
            request, reverse("email_code"), toast=_("We sent a new code. The one before no longer works.")
        )
    if request.method == "POST" and code.check(request.POST.get("code", "")):
        try:
            add_address(by=request.viewer, email=code.email)
        except AddressTaken:
            return page(request, "settings/email_taken.html", {"email": code.email}, status=409)
        return done(request, reverse("emails"), toast=_("%(email)s was added.") % {"email": code.email})
    context = {"code": code, "error": code_error(request, code), "outbox": may_view_as(request)}
    return page(request, "settings/email_code.html", context, status=422 if context["error"] else 200)


@require_POST
@signed_in_only
def email_main(request: HttpRequest) -> HttpResponse:
    """Choose the address that mail goes to."""
    if not proved_lately(request):
        return go_and_prove(reverse("emails"))
    make_main(by=request.viewer, email=request.POST.get("email", ""))
    return done(
        request,
        reverse("emails"),
        toast=_("Your mail now goes to %(email)s.") % {"email": request.POST["email"]},
    )


@require_POST
@signed_in_only
def email_remove(request: HttpRequest) -> HttpResponse:
    """Take an address off the account."""
    if not proved_lately(request):
        return go_and_prove(reverse("emails"))
    remove_address(by=request.viewer, email=request.POST.get("email", ""))
    return done(
        request, reverse("emails"), toast=_("%(email)s was removed.") % {"email": request.POST["email"]}
    )
