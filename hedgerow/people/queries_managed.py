"""People as an administrator finds them: by name or by any of their addresses."""

from datetime import datetime
from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.db.models import Q

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.people.models import Person

PAGE = 50


class PersonFound(NamedTuple):
    """One account; `state` is active, deactivated, closing, closed or merged."""

    id: int
    code: str
    name: str
    photo: str
    email: str
    state: str
    administrator: bool
    joined_at: datetime


def state_of(person: Person) -> str:
    """Where an account is in its life."""
    if person.merged_into_id is not None:
        return "merged"
    if person.closed_at is not None:
        return "closed"
    if not person.is_active:
        return "deactivated"
    return "closing" if person.closing_at is not None else "active"


def find_people(viewer: Viewer, q: str, *, before: int = 0) -> tuple[list[PersonFound], int]:
    """Accounts, the newest first, and where the next page begins (0: nowhere). Closed accounts are not listed."""
    require(viewer, "platform.manage")
    found = Person.objects.filter(closed_at=None).exclude(mask_q())
    if q:
        owners = EmailAddress.objects.filter(email__icontains=q).values("user_id")
        found = found.filter(Q(name__icontains=q) | Q(email__icontains=q) | Q(pk__in=owners))
    if before:
        found = found.filter(pk__lt=before)
    people = list(found.order_by("-pk")[: PAGE + 1])
    rows = [_found(person) for person in people[:PAGE]]
    return rows, rows[-1].id if len(people) > PAGE else 0


def mask_q() -> Q:
    """Placeholders of quiet words have no address and never sign in: they are nobody to look after."""
    return Q(email=None, merged_into=None)


def _found(person: Person) -> PersonFound:
    return PersonFound(
        person.pk,
        person.code,
        person.name,
        person.photo,
        person.email or "",
        state_of(person),
        person.is_administrator,
        person.joined_at,
    )


def person_to_manage(viewer: Viewer, code: str) -> Person:
    """The account with this code. Raises NotVisible for what is closed or no account."""
    require(viewer, "platform.manage")
    found: Person | None = Person.objects.filter(code=code, closed_at=None).exclude(mask_q()).first()
    if found is None:
        raise NotVisible
    return found


def people_outside(viewer: Viewer, domains: str) -> int:
    """How many open accounts have no address at one of these domains."""
    require(viewer, "platform.manage")
    inside = Q(pk__in=[])
    for domain in domains.split():
        inside |= Q(email__iendswith=f"@{domain}")
    everybody = Person.objects.filter(is_active=True).exclude(mask_q())
    return everybody.exclude(inside).count()
