"""The email addresses of persons: every one proved by a code, several on one account, one of them the main one."""

from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hedgerow.people.models import Person

MOST = 6


class Address(NamedTuple):
    """One address of an account."""

    email: str
    main: bool


def normal(email: str) -> str:
    """How an address is kept and compared: in small letters, without spaces round it."""
    return email.strip().lower()


def looks_right(email: str) -> bool:
    """Whether this has the shape of an email address that mail can be sent to."""
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= 254 and email.isprintable()


def find_person(email: str) -> Person | None:
    """Whose address this is, by any of their addresses, whether the account is open or not."""
    email = normal(email)
    proved = EmailAddress.objects.filter(email=email, verified=True).select_related("user").first()
    if proved is not None:
        owner: Person = proved.user
        return owner
    # An account that was made by hand has its address on the person alone until it first signs in.
    made_by_hand: Person | None = Person.objects.filter(email__iexact=email).first()
    return made_by_hand


def addresses_of(person: Person) -> list[Address]:
    """All addresses of the account, the main one first."""
    main = normal(person.email or "")
    found = EmailAddress.objects.filter(user=person, verified=True).order_by("email")
    others = [Address(one.email, False) for one in found if one.email != main]
    return [Address(main, True), *others] if main else others


def keep_proved(person: Person, email: str) -> None:
    """Write down that the person proved this address; their first is the main one. May be done again."""
    email = normal(email)
    if person.email is None or not person.email:
        Person.objects.filter(pk=person.pk).update(email=email)
        person.email = email
    primary = normal(person.email) == email
    if primary:
        EmailAddress.objects.filter(user=person, primary=True).exclude(email=email).update(primary=False)
    EmailAddress.objects.update_or_create(
        user=person, email=email, defaults={"verified": True, "primary": primary}
    )
