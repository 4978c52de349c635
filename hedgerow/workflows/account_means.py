"""What would follow from deactivating an account, in numbers, told to an administrator before they do it."""

from typing import NamedTuple

from hedgerow.access.doing import require
from hedgerow.access.viewer import Viewer
from hedgerow.communities.actions.closing import looked_after_alone
from hedgerow.communities.models import Membership
from hedgerow.items.models import Item, Reply
from hedgerow.people.devices import devices_of
from hedgerow.people.models import Person


class AccountMeans(NamedTuple):
    """How much hangs on an account. `alone`: communities that nobody else looks after."""

    communities: int
    discussions: int
    documents: int
    replies: int
    devices: int
    alone: int


def account_means(viewer: Viewer, person: Person) -> AccountMeans:
    """Numbers only: an administrator looks into no community."""
    require(viewer, "platform.manage")
    items = Item.objects.filter(author=person, state__in=["published", "held"])
    documents = items.filter(kind="document").count()
    return AccountMeans(
        communities=Membership.objects.here().filter(person=person).count(),
        discussions=items.count() - documents,
        documents=documents,
        replies=Reply.objects.filter(author=person, state__in=["published", "held"]).count(),
        devices=len(devices_of(person.pk)),
        alone=len(looked_after_alone(person.pk)),
    )
