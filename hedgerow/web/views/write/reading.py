"""Mark all as read, with an undo."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from hedgerow.access.refusals import NotVisible
from hedgerow.items import actions
from hedgerow.web.answers import done
from hedgerow.web.catalogue import gettext as _
from hedgerow.web.catalogue import ngettext
from hedgerow.web.signed_in import signed_in


@require_POST
@signed_in
def read_all(request: HttpRequest) -> HttpResponse:
    """All that home calls new is read."""
    now = timezone.now()
    count = actions.mark_all_read(by=request.viewer, now=now)
    if not count:
        return done(request, reverse("home"), toast=_("There was nothing new."))
    said = ngettext("%(n)s marked as read.", "%(n)s marked as read.", count) % {"n": count}
    return done(
        request,
        reverse("home"),
        toast=said,
        undo=reverse("unread_all"),
        undo_fields={"at": now.isoformat()},
    )


@require_POST
@signed_in
def unread_all(request: HttpRequest) -> HttpResponse:
    """What was marked as read at the moment named in the form is new again."""
    actions.unmark_all(by=request.viewer, at=_moment(request.POST.get("at", "")))
    return done(request, reverse("home"), toast=_("It is new again."))


def _moment(said: str) -> datetime:
    try:
        found = parse_datetime(said)
    except ValueError:
        found = None
    if found is None or timezone.is_naive(found):
        raise NotVisible
    return found
