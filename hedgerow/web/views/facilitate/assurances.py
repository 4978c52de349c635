"""What people said when they were asked to look twice: read by who looks after the place, without what was noticed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hedgerow.access.doing import require
from hedgerow.communities.models import Community
from hedgerow.interruption import rules_here
from hedgerow.items.queries.assurances import (
    AssuranceLine,
    assurances_in,
    held_by_guard,
    looks_after_something,
)
from hedgerow.web.answers import page
from hedgerow.web.interruption import reasons
from hedgerow.web.shell import item_url
from hedgerow.web.views.facilitate.inside import inside
from hedgerow.web.views.facilitate.look_after import here
from hedgerow.web.views.places import place_context
from hedgerow.web.words import ago


@require_safe
@inside("community.see_people")
def assurances(request: HttpRequest, community: Community) -> HttpResponse:
    """Everything that was posted after a question, newest first."""
    if not looks_after_something(request.viewer, community):
        require(request.viewer, "community.cultivate", community)
    context = {
        **place_context(request, community, "look-after"),
        "rows": [_row(line) for line in assurances_in(request.viewer, community)],
        "held": held_by_guard(request.viewer, community),
        "back": here(community),
    }
    return page(request, "facilitate/assurances.html", context)


def _row(line: AssuranceLine) -> dict[str, Any]:
    kinds, said = rules_here().kinds, dict(reasons())
    called = [kinds[key].called for key in line.kinds if key in kinds]
    url = item_url(line.item_code, line.item_title, line.item_kind) if line.item_code else ""
    if line.number is not None:
        url = f"{url}?reply={line.number}#r{line.number}"
    return {
        "title": line.item_title or _("The name or the words of a place"),
        "url": url,
        "noticed": _("It looked like %(kinds)s.") % {"kinds": ", ".join(called)} if called else "",
        "reason": said.get(line.reason, ""),
        "words": line.words,
        "meta": " · ".join(part for part in (line.by or _("Somebody"), ago(line.at)) if part),
    }
