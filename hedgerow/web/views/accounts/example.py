"""What only the living example has, and only at the machine that serves it: "View as" and the outbox."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from hedgerow.mail.queries import PAGE, kept_mail, one_kept_mail
from hedgerow.web.accounts.personas import may_view_as, persona_person, personas_shown
from hedgerow.web.answers import local_path, page
from hedgerow.web.views.accounts.signing_in import enter


@csrf_exempt
def view_as(request: HttpRequest) -> HttpResponse:
    """One tap signs in as a persona.

    SECURITY: whether there is such a page is decided before the form token is looked at, so that elsewhere a POST
    gets what a page that does not exist gets.
    """
    if not may_view_as(request):
        raise Http404
    return _view_as(request)


@csrf_protect
def _view_as(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return page(
            request, "account/view_as.html", {"personas": personas_shown(), "going_to": local_path(request)}
        )
    person = persona_person(request.POST.get("email", ""))
    if person is None:
        raise Http404
    return enter(request, person, local_path(request), signal_kwargs={"persona": True})


def outbox(request: HttpRequest) -> HttpResponse:
    """Mail that was kept because there is no mail server, the newest first."""
    if not may_view_as(request):
        raise Http404
    before = request.GET.get("before", "")
    found = kept_mail(before=int(before) if before.isdecimal() and len(before) < 18 else None)
    older = f"{reverse('outbox')}?before={found[PAGE - 1].pk}" if len(found) > PAGE else None
    return page(request, "account/outbox.html", {"mails": found[:PAGE], "older": older, "title": _("Outbox")})


def outbox_html(request: HttpRequest, mail_id: int) -> HttpResponse:
    """One mail as a mail program would show it.

    SECURITY: its styles are inline, so it gets a policy of its own: no scripts, no forms, an origin of its own.
    """
    if not may_view_as(request):
        raise Http404
    mail = one_kept_mail(mail_id)
    if mail is None:
        raise Http404
    response = HttpResponse(mail.html)
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups"
    )
    return response
