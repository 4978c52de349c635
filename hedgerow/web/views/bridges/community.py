"""What is shown in a community from elsewhere, and what waits for its facilitators' answer."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hedgerow.communities.models import Community
from hedgerow.items.queries.bridges import bridges_into
from hedgerow.web.answers import page
from hedgerow.web.shell import community_url
from hedgerow.web.views.bridges.item import bridge_row
from hedgerow.web.views.facilitate.inside import inside
from hedgerow.web.views.places import place_context


@require_safe
@inside("community.cultivate")
def bridges(request: HttpRequest, community: Community) -> HttpResponse:
    """Proposals first."""
    viewer = request.viewer  # type: ignore[attr-defined]
    rows = [bridge_row(viewer, one, one.item.community) for one in bridges_into(viewer, community)]
    context = {
        **place_context(request, community, "look-after"),
        "waiting": [row for row in rows if not row["agreed"]],
        "shown": [row for row in rows if row["agreed"]],
        "back": community_url(community.code, community.name, "look-after/"),
    }
    return page(request, "bridges/community.html", context)
