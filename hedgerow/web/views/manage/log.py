"""The log of what administrators did: who, when, why, and the way back."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hedgerow.people.actions.managing import undo_for_person
from hedgerow.people.actions.place import undo_change, undo_policy
from hedgerow.people.deeds import deed_for, log_page
from hedgerow.web.answers import done, local_path
from hedgerow.web.views.manage.inside import manage_page, managing
from hedgerow.web.views.manage.words import deed_row
from hedgerow.workflows.merging import undo_merge
from hedgerow.workflows.removing_words import undo_removal


@managing
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Everything, the newest first."""
    before = request.GET.get("before", "0")
    found = log_page(request.viewer, before=int(before) if before.isdecimal() and len(before) < 12 else 0)
    context = {
        "rows": [deed_row(deed) for deed in found.deeds],
        "older_url": f"?before={found.before}" if found.before else None,
    }
    return manage_page(request, "log", "manage_log", context)


@managing
@require_POST
def undo(request: HttpRequest, deed_id: int) -> HttpResponse:
    """Take one deed back; the log keeps both."""
    ways: dict[str, Callable[..., object]] = {
        "setting.changed": undo_change,
        "policy.written": undo_policy,
        "person.merged": undo_merge,
        "words.removed": undo_removal,
    }
    way = ways.get(deed_for(request.viewer, deed_id).verb, undo_for_person)
    way(by=request.viewer, deed_id=deed_id)
    return done(request, local_path(request, default=reverse("manage_log")), toast=_("Undone."))
