"""Which communities a person follows from outside."""

from hedgerow.communities.models import CommunityFollow


def followed_ids(person_id: int) -> list[int]:
    """Ids of the communities that the person follows without belonging to them. Following gives no access."""
    found = CommunityFollow.objects.filter(person_id=person_id)
    return list(found.order_by("community_id").values_list("community_id", flat=True))
