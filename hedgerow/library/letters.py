"""What is written to whoever added a document that waits for their answer."""

from django.conf import settings

from hedgerow.activity.models import Activity
from hedgerow.communities.letters import Letter
from hedgerow.items.models import Item
from hedgerow.library.guarding import waits_for_answer


def held_letter(activity_id: int) -> Letter | None:
    """The letter; None when it waits no more, or its author is gone. Its title may be what tells: it is not in it."""
    line = Activity.objects.filter(pk=activity_id).first()
    item = Item.objects.select_related("author").filter(pk=line.item_id).first() if line else None
    if (
        item is None
        or item.author is None
        or item.author.email is None
        or not waits_for_answer(item)
        or item.author.closed_at is not None
    ):
        return None
    url = f"{settings.SITE_URL}/f/{item.code}/assurance/"
    return Letter(item.author.email, {"name": item.author.first_name, "url": url})
