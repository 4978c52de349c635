"""What administrators do to accounts of others: shut and open the door, help to sign in, make administrators."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.people.actions.accounts import tell
from hedgerow.people.actions.closing import refuse_last_administrator
from hedgerow.people.addresses import find_person
from hedgerow.people.deeds import deed_to_undo, note, note_undone
from hedgerow.people.devices import end_everywhere
from hedgerow.people.models import Deed, Person, Token
from hedgerow.people.place import place
from hedgerow.people.queries_managed import person_to_manage
from hedgerow.people.tokens import revoke_tokens, use_token

#: A code that is read out by telephone or handed over.
HELP_LASTS = timedelta(minutes=15)
HELP_DIGITS = 8


def _other(by: Viewer, code: str) -> Person:
    """The account of somebody else, locked."""
    if by.kind != "person":  # SECURITY: no token manages accounts.
        raise NotVisible
    person = person_to_manage(by, code)
    if person.pk == by.person_id:
        raise NotAllowed(_("That is you. Somebody else who looks after this place can do it."))
    locked: Person = Person.objects.select_for_update().get(pk=person.pk)
    return locked


@transaction.atomic
def deactivate(*, by: Viewer, code: str, why: str) -> Deed:
    """Shut the door: signed out everywhere, the next request refused, no sign-in; their words stay. They are told."""
    person = _other(by, code)
    if not person.is_active:
        raise NotAllowed(_("This account is not open."))
    refuse_last_administrator(person)
    person.is_active, person.deactivated_at = False, timezone.now()
    person.save(update_fields=["is_active", "deactivated_at"])
    end_everywhere(person.pk)
    revoke_tokens("help", person_id=person.pk)
    deed = note(by, "person.deactivated", person=person, why=why)
    record(by=by, verb="person.deactivated", subject_id=person.pk)
    tell(person, "account_deactivated", why=why, contact=place().contact)
    return deed


@transaction.atomic
def reactivate(*, by: Viewer, code: str) -> Person:
    """Open it again: they sign in as before, and are in their communities as before. They are told."""
    person = _other(by, code)
    if person.deactivated_at is None or person.is_active or person.merged_into_id is not None:
        raise NotAllowed(_("This account is not deactivated."))
    person.is_active, person.deactivated_at = True, None
    person.save(update_fields=["is_active", "deactivated_at"])
    for deed in Deed.objects.filter(verb="person.deactivated", person=person, undone_at=None):
        note_undone(by, deed)
    note(by, "person.reactivated", person=person)
    record(by=by, verb="person.reactivated", subject_id=person.pk)
    tell(person, "account_reactivated")
    return person


@transaction.atomic
def make_administrator(*, by: Viewer, code: str) -> Deed:
    """From now on they look after this place too. They are told at all their addresses."""
    person = _other(by, code)
    if person.is_administrator or not person.is_active:
        raise NotAllowed(_("This can't be done with this account."))
    Person.objects.filter(pk=person.pk).update(is_administrator=True)
    deed = note(by, "administrator.made", person=person)
    record(by=by, verb="administrator.made", subject_id=person.pk)
    tell(person, "administrator", made=True)
    return deed


@transaction.atomic
def end_administrator(*, by: Viewer, code: str) -> Deed:
    """From the next request on they no longer look after this place. They are told."""
    person = _other(by, code)
    if not person.is_administrator:
        raise NotAllowed(_("They are no administrator."))
    refuse_last_administrator(person)
    Person.objects.filter(pk=person.pk).update(is_administrator=False)
    for made in Deed.objects.filter(verb="administrator.made", person=person, undone_at=None):
        note_undone(by, made)
    deed = note(by, "administrator.ended", person=person)
    record(by=by, verb="administrator.ended", subject_id=person.pk)
    tell(person, "administrator", made=False)
    return deed


def undo_for_person(*, by: Viewer, deed_id: int) -> None:
    """Take back a deactivation or a new administrator."""
    with transaction.atomic():
        deed = deed_to_undo(by, deed_id)
        if deed.person is None:
            raise NotVisible
        if deed.verb == "person.deactivated":
            reactivate(by=by, code=deed.person.code)
        elif deed.verb == "administrator.made":
            end_administrator(by=by, code=deed.person.code)
        else:
            raise NotAllowed(_("This can't be undone."))


def _hash(person: Person, digits: str) -> str:
    # SECURITY: eight digits are few, so what is kept is worth nothing without the place's own key.
    return salted_hmac("hedgerow.help", f"{person.code}.{digits}", algorithm="sha256").hexdigest()


@transaction.atomic
def make_help_code(*, by: Viewer, code: str, why: str) -> str:
    """A code that signs this person in once, for when mail does not reach them; the one before no longer counts.

    It is told once, to whoever asked, and they hand it over in person or by telephone. The person is told by mail.
    SECURITY: not for administrators, or one of them could become another.
    """
    person = _other(by, code)
    if not person.is_active:
        raise NotAllowed(_("This account is not open."))
    if person.is_administrator:
        raise NotAllowed(_("For somebody who looks after this place no code is made. End that first."))
    revoke_tokens("help", person_id=person.pk)
    digits = "".join(secrets.choice("0123456789") for _digit in range(HELP_DIGITS))
    Token.objects.create(
        purpose="help", hash=_hash(person, digits), person=person, ends_at=timezone.now() + HELP_LASTS
    )
    note(by, "person.helped", person=person, why=why)
    record(by=by, verb="person.helped", subject_id=person.pk)
    helper = Person.objects.get(pk=by.person_id)
    tell(person, "help_code", by=helper.shown_name, why=why)
    return digits


@transaction.atomic
def use_help_code(*, email: str, typed: str) -> Person | None:
    """Whom this code signs in, if it is right for that address; it works once. The caller counts tries.

    SECURITY: a wrong address and a wrong code are one answer, and cost the same work.
    """
    digits = "".join(char for char in typed if char in "0123456789")
    person = find_person(email) or Person(code="nobody")
    kept = Token.objects.filter(
        purpose="help", hash=_hash(person, digits), ends_at__gt=timezone.now(), used_at=None, revoked_at=None
    ).first()
    if kept is None or kept.person_id != person.pk or not person.is_active or person.is_administrator:
        return None
    if not use_token(kept):
        return None
    return person


def note_came_by_code(*, by: Viewer) -> None:
    """Write down that the person came in by such a code."""
    require(by, "account.change")
    person = Person.objects.get(pk=by.person_id)
    note(by, "person.came_by_code", person=person)
