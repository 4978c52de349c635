"""Changing a community: its words, who finds and reads it, archiving, and sealing a cohort."""

from django.db import transaction
from django.utils import timezone

from hedgerow.access.doing import require
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.base.text import render
from hedgerow.communities import guarding
from hedgerow.communities.actions.places import lock, next_era, recount
from hedgerow.communities.actions.rooms import keep_rooms_looked_after
from hedgerow.communities.models import Community, Membership
from hedgerow.communities.presets import BY_KEY, WIDTH, Preset
from hedgerow.interruption import Answer

#: Words in which somebody may be described.
_READ = (
    "name",
    "short_name",
    "purpose",
    "front_page",
    "ground_rules",
    "place",
    "audience_words",
    "rhythm_words",
)
#: What a facilitator may change about the words and look of a community.
WORDS = (*_READ, "rhythm", "species", "resting_until")


@transaction.atomic
def edit_community(
    *, by: Viewer, community: Community, answer: Answer | None = None, **words: object
) -> Community:
    """Change words (see WORDS); addresses go on working because the code decides.

    Raises TypeError for other names, Interrupted.
    """
    require(by, "community.edit", community)
    new = {
        name: str(words[name]) for name in _READ if name in words and words[name] != getattr(community, name)
    }
    answered = guarding.ask_first(by, answer, **new)
    for name, value in words.items():
        if name not in WORDS:
            raise TypeError(name)
        setattr(community, name, value)
    community.front_page_html = render(community.front_page).html if community.front_page else ""
    community.ground_rules_html = render(community.ground_rules).html if community.ground_rules else ""
    community.save(update_fields=[*words, "front_page_html", "ground_rules_html"])
    guarding.tell(by, answered, community.pk)
    record(by=by, verb="community.edited", community_id=community.pk)
    return community


_WIDTHS = {
    "reading": WIDTH,
    "joining": {"by_invitation": 0, "by_asking": 1, "at_once": 2},
    "finding": {"no_one": 0, "signed_in": 1, "anyone": 2},
}


def is_wider(community: Community, preset: Preset) -> bool:
    """True when the preset lets more people read or come in than now."""
    return any(
        width[getattr(preset, name)] > width[getattr(community, name)] for name, width in _WIDTHS.items()
    )


@transaction.atomic
def narrow_access(*, by: Viewer, community: Community, preset: str) -> None:
    """Take on what of this preset is narrower than now, at once; the rest stays as it is."""
    require(by, "community.edit", community)
    chosen, locked = BY_KEY[preset], lock(community)
    narrower = {
        name: getattr(chosen, name)
        for name, width in _WIDTHS.items()
        if width[getattr(chosen, name)] < width[getattr(locked, name)]
    }
    if not narrower:
        return
    Community._base_manager.filter(pk=locked.pk).update(**narrower)
    for name, value in narrower.items():
        setattr(community, name, value)
    record(by=by, verb="community.narrowed", community_id=community.pk, preset=preset)


@transaction.atomic
def change_access(*, by: Viewer, community: Community, preset: str) -> Community:
    """Take on another preset now; pages go by `announce_access`. Widening starts a new era: nothing old is widened.

    Whoever is inside keeps what they see; people outside, and people who come by the wider door, see from now on.
    Raises KeyError for a preset that does not exist.
    """
    require(by, "community.edit", community)
    chosen = BY_KEY[preset]
    locked = lock(community)
    if (locked.finding, locked.reading, locked.joining) == (chosen.finding, chosen.reading, chosen.joining):
        return community
    wider = is_wider(locked, chosen)
    if wider:
        era = next_era(locked)
        locked.outside_from_era = locked.members_from_era = era
    locked.finding, locked.reading, locked.joining = chosen.finding, chosen.reading, chosen.joining
    locked.save(update_fields=["finding", "reading", "joining", "outside_from_era", "members_from_era"])
    record(
        by=by,
        verb="community.opened" if wider else "community.narrowed",
        community_id=community.pk,
        preset=preset,
    )
    for name in ("finding", "reading", "joining", "era", "outside_from_era", "members_from_era"):
        setattr(community, name, getattr(locked, name))
    return community


@transaction.atomic
def seal_cohort(*, by: Viewer, community: Community) -> int:
    """End a cohort now (pages go by `announce_seal`): members and listeners become alumni who see up to this era; the next begins. Returns its number.

    Who is away (suspended, removed, left) belongs to the old cohort too: when they come back it is as alumni.
    """
    require(by, "community.edit", community)
    locked = lock(community)
    sealed = locked.era
    era = next_era(locked)
    Membership.objects.here().filter(community=locked, part__in=["member", "listener"]).update(
        state="alumni", to_era=sealed, changed_by=by.person_id, changed_at=timezone.now()
    )
    away = Membership.objects.filter(community=locked, state__in=["suspended", "left", "removed"])
    away.filter(part__in=["member", "listener"], to_era__gt=sealed).update(to_era=sealed)
    locked.outside_from_era = locked.members_from_era = era
    locked.save(update_fields=["outside_from_era", "members_from_era"])
    recount(locked)
    keep_rooms_looked_after(locked)
    record(by=by, verb="cohort.sealed", community_id=community.pk, era=sealed)
    community.refresh_from_db()
    by.forget_standings()
    return era


@transaction.atomic
def archive_community(*, by: Viewer, community: Community) -> None:
    """Make it read-only; it is badged, and last in lists."""
    require(by, "community.archive", community)
    community.archived_at = timezone.now()
    community.save(update_fields=["archived_at"])
    record(by=by, verb="community.archived", community_id=community.pk)


@transaction.atomic
def reopen_community(*, by: Viewer, community: Community) -> None:
    """Take it out of the archive; who sees what is as it was."""
    require(by, "community.reopen", community)
    community.archived_at = None
    community.save(update_fields=["archived_at"])
    record(by=by, verb="community.reopened", community_id=community.pk)
