"""The platform's first page: a light for each thing that must be well, and what waits."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hedgerow.communities.queries.managed import counts, orphans
from hedgerow.mail.backend import mail_server
from hedgerow.mail.trying import try_server
from hedgerow.people.limits import hold
from hedgerow.web.answers import done
from hedgerow.web.views.manage.inside import manage_page, managing


@managing
@require_safe
def hub(request: HttpRequest) -> HttpResponse:
    """How this place is."""
    context = {
        "lights": import_string(settings.LIGHTS)(),
        "counts": counts(request.viewer),
        "orphans": len(orphans(request.viewer)),
        "has_mail": bool(mail_server()),
    }
    return manage_page(request, "hub", "manage", context)


@managing
@require_POST
def try_mail(request: HttpRequest) -> HttpResponse:
    """Send one mail to whoever asks, and say what came of it."""
    hold("manage.mail", str(request.viewer.person_id), most=10, seconds=600)
    url = mail_server()
    trouble = try_server(url, to=request.user.email or "") if url else _("No mail server is set.")
    said = trouble or _("The mail server took a mail for %(email)s.") % {"email": request.user.email}
    return done(request, reverse("manage"), toast=said)
