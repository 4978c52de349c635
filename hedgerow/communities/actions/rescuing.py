"""A community that nobody looks after: offered to its people, taken on by one of them, or given one by an administrator."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.communities.actions.places import lock
from hedgerow.communities.actions.rooms import keep_rooms_looked_after
from hedgerow.communities.models import Community, Membership
from hedgerow.communities.queries.managed import orphan_ids
from hedgerow.people.addresses import find_person
from hedgerow.people.deeds import note
from hedgerow.people.models import Deed

#: At first it is offered to so many, who have been there longest; a week later to everybody inside.
FIRST = 5
AGAIN_AFTER = timedelta(days=7)


def is_alone(community: Community) -> bool:
    """Whether nobody looks after it: nobody who is there, and whose account is open."""
    carers = Membership.objects.facilitators().filter(community=community, person__is_active=True)
    return not carers.exists()


@transaction.atomic
def offer_communities(*, by: Viewer) -> int:
    """Offer each community that nobody looks after to its people, at most once a week; answers how many."""
    require(by, "platform.manage")
    offered = 0
    for pk in orphan_ids():
        community = lock(Community(pk=pk))
        lately = Deed.objects.filter(verb="community.offered", community_id=pk)
        if lately.filter(at__gt=timezone.now() - AGAIN_AFTER).exists():
            continue
        first = not lately.filter(at__gt=timezone.now() - AGAIN_AFTER * 4).exists()
        note(by, "community.offered", community_id=pk, about=community.code)
        record(by=by, verb="community.offered", community_id=pk, first=first)
        offered += 1
    return offered


def asked_to_take_on(community: Community, *, first: bool) -> list[int]:
    """Ids of the memberships whose people are asked: members before listeners, those who came first before others."""
    inside = Membership.objects.here().filter(community=community, person__is_active=True)
    inside = inside.filter(person__closing_at=None)
    members = list(inside.filter(part="member").order_by("joined_at", "pk").values_list("pk", flat=True))
    listeners = list(inside.filter(part="listener").order_by("joined_at", "pk").values_list("pk", flat=True))
    return (members or listeners)[:FIRST] if first else members + listeners


@transaction.atomic
def take_on(*, by: Viewer, community: Community) -> Membership:
    """Look after it from now on, as one of its people, where nobody does. The first who says so; NotAllowed for the next."""
    require(by, "community.take_on", community)
    locked = lock(community)
    own: Membership | None = (
        Membership.objects.here().filter(community=locked, person_id=by.person_id).first()
    )
    if own is None:
        raise NotVisible
    if not is_alone(locked):
        raise NotAllowed(_("Somebody looks after %(name)s by now.") % {"name": locked.name})
    _make(own, by)
    record(by=by, verb="membership.taken_on", community_id=locked.pk, subject_id=own.pk)
    by.forget_standings()
    return own


@transaction.atomic
def name_facilitator(*, by: Viewer, code: str, email: str, why: str) -> Membership:
    """An administrator names one of its people, where nobody looks after it; everybody inside can read that, and why.

    SECURITY: whoever is not inside is not brought in, and one sentence refuses both, so that it tells of nobody.
    """
    require(by, "platform.manage")
    community = Community._base_manager.filter(code=code).first()
    if community is None or by.kind != "person":
        raise NotVisible
    locked = lock(community)
    if not is_alone(locked):
        raise NotAllowed(_("Somebody looks after this community. An administrator does not come between."))
    person = find_person(email)
    inside = Membership.objects.here().filter(community=locked, person__is_active=True)
    own: Membership | None = (
        inside.filter(person_id=person.pk if person else 0).exclude(part="register_keeper").first()
    )
    if own is None:
        raise NotAllowed(_("Nobody with that address belongs to this community now."))
    _make(own, by)
    note(by, "facilitator.named", person=own.person, community_id=locked.pk, about=locked.code, why=why)
    record(by=by, verb="facilitator.named", community_id=locked.pk, subject_id=own.pk, why=why[:300])
    return own


def _make(own: Membership, by: Viewer) -> None:
    own.part = "facilitator"
    own.changed_by_id = by.person_id
    own.save(update_fields=["part", "changed_by", "changed_at"])
    keep_rooms_looked_after(own.community)
