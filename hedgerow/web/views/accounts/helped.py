"""Signing in with a code that somebody who looks after the place read out or handed over, when mail does not come."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from hedgerow.communities.standings import viewer_for
from hedgerow.people.actions.managing import note_came_by_code, use_help_code
from hedgerow.people.limits import hold
from hedgerow.web.accounts.proof import forget_proof
from hedgerow.web.accounts.where import network_address
from hedgerow.web.answers import local_path, page
from hedgerow.web.forms.accounts import EmailField
from hedgerow.web.forms.plain import PlainForm
from hedgerow.web.views.accounts.signing_in import enter, step

TRIES = 5


class HelpCodeForm(PlainForm):
    """An address and the code that was given for it."""

    email = EmailField()
    code = forms.CharField(required=False, max_length=20)


@never_cache
@sensitive_post_parameters("code")
def help_code(request: HttpRequest) -> HttpResponse:
    """One answer for a wrong address, a wrong code and an old one. Tries are counted for each address, whoever has it."""
    going_to = local_path(request)
    if request.viewer.signed_in:
        return HttpResponseRedirect(going_to)
    sent = request.method == "POST"
    form = HelpCodeForm(request.POST if sent else None, initial={"email": request.GET.get("email", "")})
    if sent and form.is_valid():
        hold("help.address", network_address(request), most=60, seconds=15 * 60)
        hold("help.email", form.cleaned_data["email"], most=TRIES, seconds=15 * 60)
        person = use_help_code(email=form.cleaned_data["email"], typed=form.cleaned_data["code"])
        if person is not None:
            note_came_by_code(by=viewer_for(person.pk))
            response = enter(request, person, going_to)
            # SECURITY: whoever handed the code over had it too: it proves too little to change addresses or a password.
            forget_proof(request)
            return response
        form.add_error("code", _("That code does not match that email. Check both, or ask for a new code."))
    context = {"form": form, "going_to": going_to, "code_url": step("account_login", going_to)}
    return page(request, "account/help_code.html", context, status=422 if sent else 200)
