"""Starting a community."""

from django.db import transaction

from hedgerow.access.doing import require
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.base.text import render
from hedgerow.communities.actions.places import take_place
from hedgerow.communities.models import Community
from hedgerow.communities.presets import BY_KEY
from hedgerow.communities.species import NAMES, next_free


@transaction.atomic
def start_community(
    *,
    by: Viewer,
    name: str,
    purpose: str,
    preset: str,
    rhythm: str = "when_needed",
    template: str = "",
    ground_rules: str = "",
    rhythm_words: str = "",
    short_name: str = "",
    species: str = "",
    front_page: str = "",
) -> Community:
    """A new community, looked after by whoever started it. Raises KeyError for a preset that does not exist."""
    require(by, "community.start")
    chosen = BY_KEY[preset]
    taken = list(Community._base_manager.values_list("species", flat=True))
    community = Community.objects.create(
        name=name,
        short_name=short_name,
        purpose=purpose,
        front_page=front_page,
        front_page_html=render(front_page).html if front_page else "",
        ground_rules=ground_rules,
        ground_rules_html=render(ground_rules).html if ground_rules else "",
        rhythm=rhythm,
        rhythm_words=rhythm_words,
        template=template,
        species=species if species in NAMES else next_free(taken),
        finding=chosen.finding,
        reading=chosen.reading,
        joining=chosen.joining,
        created_by_id=by.person_id,
    )
    if by.person_id is not None:
        take_place(community, by.person_id, part="facilitator", changed_by=by.person_id, accepted_rules=True)
    record(by=by, verb="community.started", community_id=community.pk)
    by.forget_standings()
    return community
