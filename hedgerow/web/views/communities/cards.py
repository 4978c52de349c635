"""A community as a card of the directory or a line of the first page, with what this viewer can do next."""

from typing import Any

from django.utils.translation import gettext as _

from hedgerow.access.viewer import Viewer
from hedgerow.communities.models import Community
from hedgerow.communities.queries import standing
from hedgerow.items.queries.pace import Pace
from hedgerow.web.views.communities.places import address, way_in
from hedgerow.web.views.communities.words import access_words, pace_words, part_words, rhythm_short
from hedgerow.web.words import people


def card_view(viewer: Viewer, community: Community, pace: Pace | None) -> dict[str, Any]:
    """Everything that a card says. `way` names its button; `at_once` means that one press joins."""
    busy, access = pace_words(community, pace), access_words(community)
    here = address(community)
    way = way_in(viewer, community)
    return {
        "name": community.name,
        "url": here,
        "species": community.species,
        "purpose": community.purpose,
        "access": access.sentence,
        "access_icon": access.icon,
        "people": people(community.member_count),
        "rhythm": rhythm_short(community),
        "pace_level": busy.level,
        "pace_word": busy.word,
        "archived": community.archived_at is not None,
        "way": way,
        "at_once": way == "join" and viewer.signed_in and not community.ground_rules,
        "join_url": address(community, "join/"),
        "withdraw_url": address(community, "withdraw/"),
        "note": part_words(standing(viewer, community.pk).part)
        if way == "inside"
        else (_("You asked to join.") if way == "asked" else ""),
    }
