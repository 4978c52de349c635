"""The front page: what people outside can see of a community. Its own text, never a view of the contents."""

from typing import Any

from hedgerow.access.viewer import Viewer
from hedgerow.communities.models import Community
from hedgerow.communities.queries import front_page, standing
from hedgerow.items.queries.pace import Pace
from hedgerow.web.shell import face
from hedgerow.web.views.communities.places import address, way_in
from hedgerow.web.views.communities.words import (
    access_words,
    either,
    pace_words,
    rhythm_lines,
    wait_words,
)
from hedgerow.web.words import ago, people


def front_view(viewer: Viewer, community: Community, pace: Pace | None = None) -> dict[str, Any]:
    """What the front page and the pages of invitations say of a community, in words."""
    front = front_page(viewer, community)
    access = access_words(community)
    way = way_in(viewer, community)
    return {
        "community": community,
        "here": address(community),
        "access": access.sentence,
        "access_icon": access.icon,
        "people": people(community.member_count),
        "rhythm": rhythm_lines(community),
        "pace": pace_words(community, pace) if pace else None,
        "carers": [face(one.code, one.name)._replace(url=None) for one in front.carers],
        "who": either(front.carers),
        "wait": wait_words(front.wait),
        "asked": ago(front.asked_at) if front.asked_at else "",
        "reason": front.reason,
        "way": way,
        "invited": standing(viewer, community.pk).state == "invited",
        "keeps_register": way == "inside",
    }
