"""Starting a community."""

from collections.abc import Iterable

from django.db import transaction

from hedgerow.access.doing import require
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.base.codes import is_code, new_code
from hedgerow.base.text import render
from hedgerow.communities.actions.places import take_place
from hedgerow.communities.actions.rooms import add_room
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
    rooms: Iterable[tuple[str, str]] = (),
    code: str = "",
) -> Community:
    """A new community, looked after by whoever started it, with its first rooms as (name, purpose).

    `code` is the key of the form that was sent: the same one sent twice starts one community. Raises KeyError for a
    preset that does not exist.
    """
    require(by, "community.start")
    chosen = BY_KEY[preset]
    before = Community._base_manager.filter(code=code).first() if is_code(code) else None
    if before is not None and by.person_id is not None and before.created_by_id == by.person_id:
        return before
    # SECURITY: a code that is taken by somebody else's community is not refused, which would tell that it exists.
    own_code = code if is_code(code) and before is None else new_code()
    taken = list(Community._base_manager.values_list("species", flat=True))
    community = Community.objects.create(
        code=own_code,
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
    for room_name, room_purpose in rooms:
        add_room(by=by, community=community, name=room_name, purpose=room_purpose)
    return community
