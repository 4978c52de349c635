"""Tokens: made for one purpose, kept as a hash, ended or revoked, and used up only by a POST."""

import hashlib
import secrets
from datetime import timedelta

from django.core import signing
from django.utils import timezone

from hedgerow.people.models import Person, Token


def _secret(token_id: int, purpose: str) -> str:
    # The secret can be derived again when a mail is sent later, and only with the place's own key; the table cannot give it away.
    return signing.Signer(salt=f"hedgerow.token.{purpose}").sign(str(token_id)).replace(":", ".")


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def make_token(
    purpose: str, *, lasts: timedelta, person: Person | None = None, email: str = "", about: str = ""
) -> Token:
    """A new token; `secret_of` gives what goes into its address. `about` names what it opens, for example "community:12"."""
    token = Token.objects.create(
        purpose=purpose,
        hash=secrets.token_hex(32),
        person=person,
        email=email,
        about=about,
        ends_at=timezone.now() + lasts,
    )
    token.hash = _hash(_secret(token.pk, purpose))
    token.save(update_fields=["hash"])
    return token


def secret_of(token: Token) -> str:
    """What stands in the address that was given out."""
    return _secret(token.pk, token.purpose)


def find_token(purpose: str, secret: str) -> Token | None:
    """The token in force that this secret names; None when it is unknown, ended, used or revoked."""
    return Token.objects.filter(
        purpose=purpose, hash=_hash(secret), ends_at__gt=timezone.now(), used_at=None, revoked_at=None
    ).first()


def find_spent(purpose: str, secret: str) -> Token | None:
    """The token that this secret names even when it was used, ended or revoked: only to say so to whom it concerns."""
    return Token.objects.filter(purpose=purpose, hash=_hash(secret)).first()


def use_token(token: Token) -> bool:
    """Use a token up; True for the one caller who did."""
    return bool(
        Token.objects.filter(pk=token.pk, used_at=None, revoked_at=None).update(used_at=timezone.now())
    )


def revoke_tokens(purpose: str, *, about: str = "", person_id: int | None = None) -> int:
    """End all tokens of a purpose, for one thing and one person where given; answers how many."""
    found = Token.objects.filter(purpose=purpose, revoked_at=None, used_at=None)
    if about:
        found = found.filter(about=about)
    if person_id is not None:
        found = found.filter(person_id=person_id)
    return found.update(revoked_at=timezone.now())
