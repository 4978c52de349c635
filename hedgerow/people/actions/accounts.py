"""Verbs of an account: start it, change its addresses, its password and its look, sign devices out."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.base.jobs import enqueue
from hedgerow.people import addresses
from hedgerow.people.devices import end_device, end_everywhere
from hedgerow.people.models import Device, Person
from hedgerow.people.place import new_message_id
from hedgerow.people.registering import NotOpen, may_register

THEMES = ("auto", "light", "dark")
_DELIVER = "hedgerow.mail.jobs.deliver"


class AddressTaken(Exception):
    """The address that was proved belongs to another account."""


@transaction.atomic
def start_account(
    *,
    by: Viewer,
    email: str,
    name: str,
    what_i_do: str = "",
    password: str = "",
    invited: bool = False,
) -> Person:
    """A new account for whoever proved this address; the account that is there when it was started meanwhile.

    Raises NotOpen when this place takes nobody with that address, unless they are `invited`.
    """
    require(by, "account.start")
    found = addresses.find_person(email)
    if found is not None:
        return found
    if not may_register(email, invited=invited):
        raise NotOpen
    person: Person = Person.objects.create_user(
        addresses.normal(email), password or None, name=name.strip(), what_i_do=what_i_do.strip()
    )
    addresses.keep_proved(person, email)
    record(by=by, verb="account.started", subject_id=person.pk)
    return person


@transaction.atomic
def prove_address(*, by: Viewer, email: str) -> None:
    """The person typed a code sent to an address of theirs: keep that it is proved."""
    addresses.keep_proved(_own(by), email)


@transaction.atomic
def add_address(*, by: Viewer, email: str) -> None:
    """Add an address that the person proved; tells all addresses. Raises AddressTaken, NotAllowed when there are six."""
    person = _own(by)
    email = addresses.normal(email)
    mine = [one.email for one in addresses.addresses_of(person)]
    if email in mine:
        return
    if addresses.find_person(email) is not None:
        raise AddressTaken
    if len(mine) >= addresses.MOST:
        raise NotAllowed(_("An account can have 6 addresses. Remove one first."))
    _keep_main(person)
    addresses.keep_proved(person, email)
    record(by=by, verb="account.email_added", subject_id=person.pk)
    tell(person, "address_added", address=email)


@transaction.atomic
def make_main(*, by: Viewer, email: str) -> None:
    """Make one of the person's addresses the one that mail goes to; tells all of them."""
    person = _own(by)
    email = _one_of_mine(person, email)
    if addresses.normal(person.email or "") == email:
        return
    _keep_main(person)
    EmailAddress.objects.filter(user=person, primary=True).update(primary=False)
    EmailAddress.objects.filter(user=person, email=email).update(primary=True)
    person.email = email
    person.save(update_fields=["email"])
    record(by=by, verb="account.email_made_main", subject_id=person.pk)
    tell(person, "address_main", address=email)


@transaction.atomic
def remove_address(*, by: Viewer, email: str) -> None:
    """Remove an address; tells all, the removed one too. NotAllowed for the last one and for the main one."""
    person = _own(by)
    email = _one_of_mine(person, email)
    if len(addresses.addresses_of(person)) == 1:
        raise NotAllowed(_("This is your only address. Add another one first."))
    if addresses.normal(person.email or "") == email:
        raise NotAllowed(_("This is your main address. Choose another main address first."))
    tell(person, "address_removed", address=email)
    EmailAddress.objects.filter(user=person, email=email).delete()
    record(by=by, verb="account.email_removed", subject_id=person.pk)


@transaction.atomic
def set_password(*, by: Viewer, password: str) -> None:
    """Set or change the password; tells all addresses and signs every device out, also this one.

    The caller signs this device in again. The password was checked before (`django.contrib.auth.password_validation`).
    """
    person = _own(by)
    person.set_password(password)
    person.save(update_fields=["password"])
    end_everywhere(person.pk)
    record(by=by, verb="account.password_changed", subject_id=person.pk)
    tell(person, "password_changed")


@transaction.atomic
def remove_password(*, by: Viewer) -> None:
    """From now on only codes sign this account in; tells all addresses."""
    person = _own(by)
    if not person.has_usable_password():
        return
    person.set_unusable_password()
    person.save(update_fields=["password"])
    record(by=by, verb="account.password_removed", subject_id=person.pk)
    tell(person, "password_removed")


@transaction.atomic
def set_theme(*, by: Viewer, theme: str) -> None:
    """Light, dark, or as the device says."""
    person = _own(by)
    if theme not in THEMES:
        raise NotVisible
    Person.objects.filter(pk=person.pk).update(theme=theme)


@transaction.atomic
def sign_device_out(*, by: Viewer, device_id: int) -> Device:
    """End one of the person's own devices; the row as it was. Raises NotVisible for any other."""
    person = _own(by)
    device = Device.objects.filter(person=person, pk=device_id).first()
    if device is None:
        raise NotVisible
    end_device(person.pk, device_id)
    return device


@transaction.atomic
def sign_out_everywhere(*, by: Viewer) -> None:
    """End every device of the person at once, this one too."""
    person = _own(by)
    end_everywhere(person.pk)
    record(by=by, verb="account.signed_out_everywhere", subject_id=person.pk)


def tell(person: Person, letter: str, **context: Any) -> None:
    """Put the same mail into the queue for every address of the account, each to one recipient."""
    for one in addresses.addresses_of(person):
        said = {"name": person.first_name, **context}
        enqueue(_DELIVER, letter, to=one.email, context=said, message_id=new_message_id())


def _own(by: Viewer) -> Person:
    require(by, "account.change")
    if by.kind != "person":  # SECURITY: a token that reads for a person can't take their account over.
        raise NotVisible
    person: Person = Person.objects.select_for_update().get(pk=by.person_id)
    return person


def _one_of_mine(person: Person, email: str) -> str:
    email = addresses.normal(email)
    if email not in [one.email for one in addresses.addresses_of(person)]:
        raise NotVisible
    return email


def _keep_main(person: Person) -> None:
    """An account that was made by hand gets the row of its main address before there are others."""
    if person.email:
        addresses.keep_proved(person, person.email)
