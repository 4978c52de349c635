"""Is it still you? Asked before addresses or the password change, when the sign-in was long ago."""

from typing import cast

from django.contrib.auth.hashers import check_password
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from hedgerow.people.limits import hold
from hedgerow.web.accounts.codes import Code
from hedgerow.web.accounts.personas import may_view_as
from hedgerow.web.accounts.proof import note_proof, proved_lately, signed_in_only
from hedgerow.web.answers import done, local_path, page
from hedgerow.web.forms.accounts import ProofForm
from hedgerow.web.views.accounts.signing_in import code_error, step


@never_cache
@signed_in_only
@sensitive_post_parameters("password", "code")
def confirm(request: HttpRequest) -> HttpResponse:
    """By a code sent to the main address, or by the password where there is one. A GET sends nothing."""
    going_to = local_path(request, default="/settings/")
    if proved_lately(request):
        return HttpResponseRedirect(going_to)
    if "send" in request.POST:
        Code.begin(request, "confirm", cast(str, request.user.email))
        toast = _("We sent a code to %(email)s.") % {"email": request.user.email}
        return done(request, step("account_reauthenticate", going_to), toast=toast)
    sent, code = request.method == "POST", Code.find(request, "confirm")
    form = ProofForm(request.POST if sent else None)
    if sent and _is_proof(request, form, code):
        note_proof(request, request.viewer.person_id)
        return HttpResponseRedirect(going_to, status=303)
    context = {
        "form": form,
        "code": code,
        "error": code_error(request, code) if code and "password" not in request.POST else "",
        "going_to": going_to,
        "has_password": request.user.has_usable_password(),
        "email": request.user.email,
        "outbox": may_view_as(request),
    }
    return page(request, "account/reauthenticate.html", context, status=422 if sent else 200)


def _is_proof(request: HttpRequest, form: ProofForm, code: Code | None) -> bool:
    if "password" not in request.POST:
        # SECURITY: a code sent to an address that is no longer the main one proves nothing any more.
        return (
            code is not None and code.email == request.user.email and code.check(request.POST.get("code", ""))
        )
    hold("password.person", str(request.viewer.person_id), most=10, seconds=10 * 60)
    form.is_valid()
    if check_password(form.cleaned_data.get("password", ""), request.user.password):
        return True
    form.add_error("password", _("That is not the password of this account."))
    return False
