"""The first run: four steps to a place that is open, each saved, each to be looked at again."""

from email.utils import parseaddr
from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from hedgerow.base.jobs import UnknownTask, enqueue, resolve
from hedgerow.mail.smtp import NotAnAddress, Server, read_url
from hedgerow.mail.trying import try_server
from hedgerow.people.actions.setup import LAST_STEP, finish_setup, name_place, set_mail, start_setup
from hedgerow.people.limits import hold
from hedgerow.people.models import Platform
from hedgerow.people.place import place
from hedgerow.people.setup_link import has_administrator, setup_token
from hedgerow.web.accounts.where import network_address
from hedgerow.web.answers import done, page
from hedgerow.web.forms.setup import AdministratorForm, MailForm, PlaceForm, zones
from hedgerow.web.views.accounts.signing_in import enter

#: The task that fills an empty place with the living example, where this version has one.
EXAMPLE_TASK = "hedgerow.workflows.example.fill_from_setup"


def _step_url(number: int) -> str:
    return reverse("setup_step", args=[number])


def _step_page(request: HttpRequest, number: int, context: dict, status: int) -> HttpResponse:
    steps = {"number": number, "reached": Platform.here().setup_step, "last": LAST_STEP}
    return page(request, f"setup/step_{number}.html", {**context, **steps}, status=status)


@never_cache
def setup(request: HttpRequest) -> HttpResponse:
    """Where the link of the log leads, and everyone else before the place is open. Opening it changes nothing."""
    link = request.GET.get("link", "")
    if request.viewer.standings.administrator:
        return HttpResponseRedirect(_step_url(max(2, Platform.here().setup_step)))
    if place().set_up:
        return HttpResponseRedirect(reverse("home"))
    if link:
        hold("setup.link", network_address(request), most=30, seconds=60)
    if setup_token(link) is not None:
        return HttpResponseRedirect(f"{_step_url(1)}?link={link}")
    return page(request, "setup/closed.html", {"begun": has_administrator(), "old_link": bool(link)})


@never_cache
def setup_step(request: HttpRequest, number: int) -> HttpResponse:
    """One of the four; the first by the link, the others for the administrator that it made."""
    steps = {1: _administrator, 2: _place, 3: _mail, 4: _start_with}
    if number not in steps:
        raise Http404
    if number > 1 and not request.viewer.standings.administrator:
        return HttpResponseRedirect(reverse("setup"))
    return steps[number](request)


@sensitive_post_parameters("password", "link")
def _administrator(request: HttpRequest) -> HttpResponse:
    if request.viewer.standings.administrator:
        return _step_page(request, 1, {"person": request.user, "form": None}, 200)
    sent = request.method == "POST"
    link = (request.POST if sent else request.GET).get("link", "")
    if setup_token(link) is None:
        return HttpResponseRedirect(reverse("setup"))
    form = AdministratorForm(request.POST if sent else None)
    # Without a mail server no code would arrive: then only a password leads back in.
    form.fields["password"].may_be_empty = bool(settings.SMTP_URL)
    if sent and form.is_valid():
        person = start_setup(by=request.viewer, link=link, **form.cleaned_data)
        return enter(request, person, _step_url(2), signup=True)
    context = {"form": form, "link": link, "needs_password": not settings.SMTP_URL, "person": None}
    return _step_page(request, 1, context, 422 if sent else 200)


def _place(request: HttpRequest) -> HttpResponse:
    here, sent = Platform.here(), request.method == "POST"
    first = {
        "name": here.name,
        "address": here.address or settings.SITE_URL,
        "time_zone": place().time_zone,
        "contact": here.contact,
    }
    form = PlaceForm(request.POST if sent else None, initial=first)
    if sent and form.is_valid():
        name_place(by=request.viewer, **form.cleaned_data)
        return HttpResponseRedirect(_after(3), status=303)
    return _step_page(request, 2, {"form": form, "zones": zones()}, 422 if sent else 200)


@sensitive_post_parameters("password")
def _mail(request: HttpRequest) -> HttpResponse:
    here, sent = Platform.here(), request.method == "POST"
    if sent and "later" in request.POST:
        set_mail(by=request.viewer, smtp_url="", mail_from=here.mail_from)
        return HttpResponseRedirect(_after(4), status=303)
    form = MailForm(
        request.POST if sent else None, server=_server(here.smtp_url), mail_from=_sender(here.mail_from)
    )
    if sent and form.is_valid():
        set_mail(by=request.viewer, smtp_url=form.url(), mail_from=form.cleaned_data["mail_from"])
        if "test" not in request.POST:
            return HttpResponseRedirect(_after(4), status=303)
        hold("setup.test", str(request.viewer.person_id), most=10, seconds=600)
        trouble = try_server(form.url(), to=cast(str, request.user.email))
        return _step_page(
            request, 3, {**_mail_context(request, form), "tried": True, "trouble": trouble}, 200
        )
    return _step_page(request, 3, _mail_context(request, form), 422 if sent else 200)


def _mail_context(request: HttpRequest, form: MailForm) -> dict:
    return {
        "form": form,
        "tried": False,
        "trouble": "",
        "by_environment": bool(settings.SMTP_URL),
        "email": request.user.email,
    }


def _server(url: str) -> Server | None:
    try:
        return read_url(url) if url else None
    except NotAnAddress:
        return None


def _sender(mail_from: str) -> str:
    return parseaddr(mail_from or settings.MAIL_FROM)[1]


def _start_with(request: HttpRequest) -> HttpResponse:
    offers_example = _offers_example()
    if request.method == "POST":
        example = offers_example and request.POST.get("start") == "example"
        finish_setup(by=request.viewer, example=example)
        if example:
            enqueue(EXAMPLE_TASK)
            toast = _("The example is being made. That takes about a minute.")
            return done(request, reverse("setup_done"), toast=toast)
        return HttpResponseRedirect(_url("community_new") or reverse("setup_done"), status=303)
    return _step_page(request, 4, {"offers_example": offers_example}, 200)


def _offers_example() -> bool:
    try:
        resolve(EXAMPLE_TASK)
    except UnknownTask:
        return False
    return True


def _after(number: int) -> str:
    """The next step; once the place is open, back to the settings."""
    return reverse("settings") if place().set_up else _step_url(number)


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@never_cache
def setup_done(request: HttpRequest) -> HttpResponse:
    """The place is open: three next steps."""
    if not request.viewer.standings.administrator:
        return HttpResponseRedirect(reverse("home"))
    return page(
        request, "setup/done.html", {"mail_later": place().mail_later, "new_url": _url("community_new")}
    )
