"""How a community came by a facilitator when it had none, for everybody inside to read."""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from hedgerow.activity.models import Activity
from hedgerow.communities.models import Community, Membership
from hedgerow.people.models import Person

_VERBS = ("facilitator.named", "membership.taken_on")


class Rescue(NamedTuple):
    """One line of the community's own log."""

    words: str
    why: str
    at: datetime


def rescues(community: Community) -> list[Rescue]:
    """The newest first. The page asks whether this viewer is inside."""
    lines = list(
        Activity.objects.filter(community_id=community.pk, verb__in=_VERBS).order_by("-at", "-pk")[:50]
    )
    memberships = Membership.objects.select_related("person").in_bulk([line.subject_id for line in lines])
    by = Person.objects.in_bulk([line.person_id for line in lines if line.person_id])
    found = []
    for line in lines:
        own = memberships.get(line.subject_id)
        names = {
            "name": own.person.shown_name if own else _("Somebody"),
            "by": by[line.person_id].shown_name if line.person_id in by else _("Hedgerow itself"),
        }
        said = (
            _("%(by)s, an administrator, named %(name)s as facilitator, because nobody looked after it.")
            if line.verb == "facilitator.named"
            else _("%(name)s took it on, because nobody looked after it.")
        )
        found.append(Rescue(said % names, line.detail.get("why", ""), line.at))
    return found
