"""Sign in and sign up: an email, a code, and for somebody new their name."""

import time
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.utils import perform_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from hedgerow.communities.queries.invited import was_invited
from hedgerow.communities.standings import viewer_for
from hedgerow.people.actions.accounts import prove_address, start_account
from hedgerow.people.addresses import find_person
from hedgerow.people.limits import TooFast, hold
from hedgerow.people.models import Person
from hedgerow.people.place import place
from hedgerow.people.registering import may_register
from hedgerow.web.accounts.codes import Code
from hedgerow.web.accounts.personas import may_view_as, personas_shown
from hedgerow.web.accounts.where import network_address
from hedgerow.web.answers import done, local_path, page
from hedgerow.web.forms.accounts import EmailForm, NameForm, PasswordSignInForm

NEW_LASTS_SECONDS = 60 * 60
_NEW = "hg_new"


def step(name: str, going_to: str, **query: str) -> str:
    """The address of a step, which keeps where the person wanted to go."""
    if going_to != "/":
        query["next"] = going_to
    return f"{reverse(name)}?{urlencode(query)}" if query else reverse(name)


@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """One field. The answer is the same whether somebody has the address or not."""
    going_to = local_path(request)
    if request.viewer.signed_in:
        return HttpResponseRedirect(going_to)
    sent = request.method == "POST"
    form = EmailForm(request.POST if sent else None, initial={"email": request.GET.get("email", "")})
    if sent and form.is_valid():
        Code.begin(request, "sign-in", form.cleaned_data["email"])
        return HttpResponseRedirect(step("account_confirm_login_code", going_to), status=303)
    context = {
        "form": form,
        "going_to": going_to,
        "password_url": step("account_password", going_to),
        "personas": personas_shown() if may_view_as(request) else (),
    }
    return page(request, "account/login.html", context, status=422 if sent else 200)


@never_cache
@sensitive_post_parameters("code")
def confirm_code(request: HttpRequest) -> HttpResponse:
    """Type the code, or have another sent."""
    going_to = local_path(request)
    code = Code.find(request, "sign-in")
    if request.viewer.signed_in:
        return HttpResponseRedirect(going_to)
    if code is None:
        return HttpResponseRedirect(step("account_login", going_to))
    if request.method == "POST" and "again" in request.POST:
        code.send()
        here = step("account_confirm_login_code", going_to)
        return done(request, here, toast=_("We sent a new code. The one before no longer works."))
    if request.method == "POST" and code.check(request.POST.get("code", "")):
        return _code_was_right(request, code.email, going_to)
    context = {
        "code": code,
        "error": code_error(request, code),
        "going_to": going_to,
        "change_url": step("account_login", going_to, email=code.email),
        "password_url": step("account_password", going_to, email=code.email),
        "outbox": may_view_as(request),
    }
    return page(request, "account/confirm_login_code.html", context, status=422 if context["error"] else 200)


def code_error(request: HttpRequest, code: Code) -> str:
    """What to say about a code that was typed, or about one that has run out."""
    if code.is_over:
        return _("This code no longer works. Send a new one: the button is below.")
    if request.method == "POST":
        return _("That code does not match. Check the newest email, or send another. Codes last 10 minutes.")
    return ""


def _code_was_right(request: HttpRequest, email: str, going_to: str) -> HttpResponse:
    person = find_person(email)
    if person is None:
        # SECURITY: the session gains a right here, so it gets another key.
        request.session.cycle_key()
        request.session[_NEW] = [email, time.time()]
        return HttpResponseRedirect(step("account_signup", going_to), status=303)
    if person.is_active:
        prove_address(by=viewer_for(person.pk), email=email)
    return enter(request, person, going_to)


def enter(request: HttpRequest, person: Person, going_to: str, **extra: Any) -> HttpResponse:
    """Sign the person in through django-allauth's stages; a closed account gets a page that says so."""
    return perform_login(
        request,
        person,
        # Every address here was proved by a code before it was written down.
        email_verification=EmailVerificationMethod.NONE,
        redirect_url=going_to,
        **extra,
    )


@never_cache
def sign_up(request: HttpRequest) -> HttpResponse:
    """Somebody new, who proved an address: their name, and what they do."""
    going_to = local_path(request)
    email, at = request.session.get(_NEW) or ("", 0.0)
    if request.viewer.signed_in:
        return HttpResponseRedirect(going_to)
    if not email or time.time() - at > NEW_LASTS_SECONDS:
        return HttpResponseRedirect(step("account_login", going_to))
    invited = was_invited(email, going_to)
    if not may_register(email, invited=invited):
        return not_open(request, email)
    sent = request.method == "POST"
    form = NameForm(request.POST if sent else None)
    if sent and form.is_valid():
        person = start_account(by=request.viewer, email=email, invited=invited, **form.cleaned_data)
        first = going_to if going_to != "/" else reverse("account_begin")
        return enter(request, person, first, signup=True)
    context = {"form": form, "email": email, "going_to": going_to, "roles": form.roles()}
    return page(request, "account/signup.html", context, status=422 if sent else 200)


def not_open(request: HttpRequest, email: str) -> HttpResponse:
    """SECURITY: only whoever proved that the address is theirs reads that it has no account and gets none."""
    context = {"email": email, "by_domain": place().registration == "domains"}
    return page(request, "account/not_open.html", context, status=403)


@never_cache
@sensitive_post_parameters("password")
def sign_in_with_password(request: HttpRequest) -> HttpResponse:
    """The second way in, for those who set a password."""
    going_to = local_path(request)
    if request.viewer.signed_in:
        return HttpResponseRedirect(going_to)
    sent = request.method == "POST"
    form = PasswordSignInForm(request.POST if sent else None, initial={"email": request.GET.get("email", "")})
    if sent and form.is_valid():
        person = _by_password(request, **form.cleaned_data)
        if person is not None:
            return enter(request, person, going_to)
        form.add_error(
            "password", _("That email and password do not match. Check both, or sign in with a code.")
        )
    context = {
        "form": form,
        "going_to": going_to,
        "code_url": step(
            "account_login", going_to, **({"email": form.text("email")} if form.text("email") else {})
        ),
    }
    return page(request, "account/password.html", context, status=422 if sent else 200)


def _by_password(request: HttpRequest, email: str, password: str) -> Person | None:
    hold("password.address", network_address(request), most=100, seconds=60)
    hold("password.email", email, most=10, seconds=10 * 60)
    try:
        return get_adapter(request).authenticate(request, email=email, password=password)
    except ValidationError:  # django-allauth's own limit
        raise TooFast(10 * 60) from None


@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this device. A GET only asks."""
    if request.method != "POST":
        return page(request, "account/logout.html", {})
    get_adapter(request).logout(request)
    return done(request, reverse("account_login"), toast=_("You are signed out."))


def closed(request: HttpRequest) -> HttpResponse:
    """The code or password was right, but this account is closed."""
    return page(request, "account/account_inactive.html", {})


def begin(request: HttpRequest) -> HttpResponse:
    """The next step of somebody who has just arrived and was not on the way to anywhere."""
    if not request.viewer.signed_in:
        return HttpResponseRedirect(reverse("account_login"))
    return page(request, "account/begin.html", {"name": request.user.first_name})
