"""Questions about persons that need no page: whose address is this, which accounts are about to close."""

from datetime import datetime

from allauth.account.models import EmailAddress

from hedgerow.people.models import Person


def people_by_address(addresses: list[str]) -> dict[str, int]:
    """Address (in small letters) -> id of the person who proved it, for those that belong to an open account."""
    found = dict(Person.objects.filter(email__in=addresses, is_active=True).values_list("email", "pk"))
    proved = EmailAddress.objects.filter(email__in=addresses, verified=True, user__is_active=True)
    found.update(proved.values_list("email", "user_id"))
    return {str(address).lower(): pk for address, pk in found.items()}


def closing_before(moment: datetime) -> list[int]:
    """Ids of the persons whose week of waiting ended before this moment."""
    due = Person.objects.filter(closing_at__lte=moment, closed_at=None)
    return list(due.order_by("closing_at", "pk").values_list("pk", flat=True))


def photo_of(code: str) -> tuple[int, str] | None:
    """Id and picture of an open account that has one. Says nothing about who may see it: the page asks."""
    return (
        Person.objects.filter(code=code, is_active=True).exclude(photo="").values_list("pk", "photo").first()
    )
