"""The page that a stranger sees first."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hedgerow.communities.queries import featured
from hedgerow.packs.loading import pack
from hedgerow.people.place import place
from hedgerow.web.answers import page
from hedgerow.web.views.communities.cards import card_view
from hedgerow.web.words import capped


def landing(request: HttpRequest) -> HttpResponse:
    """What this place is, a look at what is here, and where to begin."""
    found = featured(request.viewer)
    chosen = pack(settings.PACK)
    confidential = chosen.help.get("keeping-confidential") or chosen.help[chosen.safety_help]
    context = {
        "cards": [card_view(request.viewer, row, None) for row in found.rows],
        "count": capped(found.total) if found.total else "",
        "landing_line": chosen.landing_line,
        "confidential": confidential,
        "welcome": place().welcome,
    }
    return page(request, "home/landing.html", context)
