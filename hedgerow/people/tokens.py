"""Making, finding and ending tokens: secrets given out once, of which only the hash is kept."""

import hashlib
import secrets
from datetime import timedelta

from django.utils import timezone

from hedgerow.people.models import Person, Token


def make_token(
    purpose: str, *, lasts: timedelta, person: Person | None = None, email: str = "", about: str = ""
) -> str:
    """A fresh secret for one purpose, bound to a person or an email; `about` names what it is for (a code)."""
    secret = secrets.token_urlsafe(32)
    Token.objects.create(
        purpose=purpose,
        hash=_hash(secret),
        person=person,
        email=email,
        about=about,
        ends_at=timezone.now() + lasts,
    )
    return secret


def find_token(purpose: str, secret: str) -> Token | None:
    """The token while it counts: of this purpose, not ended, not used, not revoked. Looking changes nothing."""
    return (
        Token.objects.filter(purpose=purpose, hash=_hash(secret), ends_at__gt=timezone.now())
        .filter(used_at=None, revoked_at=None)
        .select_related("person")
        .first()
    )


def use_token(purpose: str, secret: str) -> bool:
    """Use it up; False when it no longer counts. Of two at the same time, one gets True.

    SECURITY: only ever called from a POST: mail scanners open links.
    """
    now = timezone.now()
    open_ones = Token.objects.filter(purpose=purpose, hash=_hash(secret), ends_at__gt=now)
    return open_ones.filter(used_at=None, revoked_at=None).update(used_at=now) == 1


def revoke_tokens(purpose: str, *, about: str = "", person_id: int | None = None) -> int:
    """End all tokens of a purpose, for one thing and one person where given; answers how many."""
    found = Token.objects.filter(purpose=purpose, revoked_at=None, used_at=None)
    if about:
        found = found.filter(about=about)
    if person_id is not None:
        found = found.filter(person_id=person_id)
    return found.update(revoked_at=timezone.now())


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
