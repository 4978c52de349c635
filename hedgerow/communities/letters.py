"""What the mails about invitations and requests need, asked again at the moment of sending."""

from typing import Any, NamedTuple

from django.utils import timezone

from hedgerow.activity.models import Activity
from hedgerow.communities.models import Community, Invitation, Membership
from hedgerow.communities.querysets import MembershipQuerySet
from hedgerow.people.tokens import secret_of


class Letter(NamedTuple):
    """Whom to write to, and plain words for the template."""

    to: str
    context: dict[str, Any]


def _place(community: Community) -> dict[str, Any]:
    """SECURITY: a mail may be read over a shoulder, so it does not name a community whose existence is secret."""
    return {
        "community": "" if community.is_secret else community.name,
        "community_url": f"/c/{community.code}/{community.slug}/",
    }


def subject_id(activity_id: int) -> int:
    """The row that an activity is about."""
    line = Activity.objects.filter(pk=activity_id).first()
    return (line.subject_id or 0) if line is not None else 0


def invitation_letter(activity_id: int) -> Letter | None:
    """The mail of an invitation; None when it was taken up, declined, revoked, or has ended meanwhile."""
    found = (
        Invitation.objects.filter(pk=subject_id(activity_id), community__archived_at=None)
        .filter(accepted_at=None, declined_at=None, revoked_at=None, token__ends_at__gt=timezone.now())
        .select_related("community", "token", "by")
        .first()
    )
    if found is None or found.token is None:
        return None
    context = {
        **_place(found.community),
        "community_url": "",
        "name": found.name,
        "by": found.by.shown_name if found.by else "",
        "by_first": found.by.first_name if found.by else "",
        "purpose": "" if found.community.is_secret else found.community.purpose,
        "people": 0 if found.community.is_secret else found.community.member_count,
        "message": found.message,
        "secret": secret_of(found.token),
    }
    return Letter(found.email, context)


def answer_letter(activity_id: int, state: str) -> Letter | None:
    """The mail about an answered request; None when the answer is another by now, or there is nobody to tell."""
    found = (
        Membership.objects.filter(pk=subject_id(activity_id), state=state, person__is_active=True)
        .select_related("community", "person")
        .first()
    )
    if found is None or not found.person.email:
        return None
    context = {**_place(found.community), "name": found.person.first_name}
    if state == "declined" and found.community.is_secret:
        context["community_url"] = ""
    return Letter(found.person.email, context)


def cohort_letters(activity_id: int) -> list[Letter]:
    """To everyone whose reading a sealed cohort changed: those who became alumni, and those who stay and look after it."""
    line = Activity.objects.filter(pk=activity_id).first()
    if line is None:
        return []
    left = Membership.objects.filter(state="alumni", to_era=line.detail["era"])
    stayed = Membership.objects.here().filter(part="facilitator")
    return [
        *(told(one, alumni=True) for one in _others(left, line)),
        *(told(one, alumni=False) for one in _others(stayed, line)),
    ]


def _others(memberships: MembershipQuerySet, line: Activity) -> list[Membership]:
    """Those of this community but who did it, with an address that works."""
    here = memberships.filter(community_id=line.community_id, person__is_active=True, person__closed_at=None)
    found = here.exclude(person_id=line.person_id).exclude(person__email="")
    return list(found.select_related("community", "person").order_by("pk"))


def told(membership: Membership, **words: Any) -> Letter:
    """A letter to one person inside; it names no community whose existence is secret."""
    context = {**_place(membership.community), "name": membership.person.first_name, **words}
    return Letter(membership.person.email or "", context)
