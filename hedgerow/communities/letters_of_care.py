"""What the mails need that an administrator's deeds send to a community: oversight, an offer to take it on, a rescue."""

from hedgerow.activity.models import Activity
from hedgerow.base.dates import exact
from hedgerow.communities.actions.rescuing import asked_to_take_on, is_alone
from hedgerow.communities.letters import Letter, subject_id, told
from hedgerow.communities.models import Community, Membership, Oversight
from hedgerow.communities.querysets import MembershipQuerySet
from hedgerow.people.models import Person
from hedgerow.people.place import place_zone


def _letters(memberships: MembershipQuerySet, **words: object) -> list[Letter]:
    rows = memberships.exclude(person__email=None).exclude(person__email="").order_by("pk")
    return [told(one, **words) for one in rows.select_related("community", "person")]


def who_is_told(community: Community) -> MembershipQuerySet:
    """Those who look after it; where nobody does, everybody inside."""
    inside: MembershipQuerySet = Membership.objects.here().filter(community=community, person__is_active=True)
    core = inside.filter(part="facilitator")
    return core if core.exists() else inside


def oversight_letters(activity_id: int) -> list[Letter]:
    """To those who look after the community, whoever looks: also when the look is over by now."""
    found = Oversight.objects.filter(pk=subject_id(activity_id)).select_related("community", "person").first()
    if found is None:
        return []
    words = {
        "by": found.person.shown_name if found.person else "",
        "why": found.why,
        "until": exact(found.ends_at, place_zone()),
        "log_url": f"/c/{found.community.code}/-/log/",
    }
    return _letters(who_is_told(found.community), **words)


def offer_letters(activity_id: int) -> list[Letter]:
    """To those who are asked to take a community on; to nobody when somebody does by now."""
    line = Activity.objects.filter(pk=activity_id).first()
    community = Community._base_manager.filter(
        pk=line.community_id if line else None, archived_at=None
    ).first()
    if line is None or community is None or not is_alone(community):
        return []
    asked = asked_to_take_on(community, first=bool(line.detail.get("first")))
    return _letters(Membership.objects.filter(pk__in=asked), take_on_url=f"/c/{community.code}/-/take-on/")


def named_letters(activity_id: int) -> list[Letter]:
    """To the one whom an administrator named, while they are it."""
    line = Activity.objects.filter(pk=activity_id).first()
    if line is None:
        return []
    found = Membership.objects.facilitators().filter(pk=line.subject_id, person__is_active=True)
    by = Person.objects.filter(pk=line.person_id).first()
    words = {"by": by.shown_name if by else "", "why": line.detail.get("why", "")}
    return _letters(found, **words)
