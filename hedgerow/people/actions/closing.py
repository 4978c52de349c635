"""Verbs of closing an account: ask, think again within a week, and the end of the person's own data.

What belongs to communities and items is ended by hedgerow.workflows.closing, which asks here last.
"""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.people.actions.profile import forget_photo
from hedgerow.people.addresses import addresses_of
from hedgerow.people.devices import end_everywhere
from hedgerow.people.models import Person, Token
from hedgerow.people.place import place

#: How long one can think again.
WAITS = timedelta(days=7)
WORDS = ("keep", "remove")


def _own(by: Viewer) -> Person:
    require(by, "account.change")
    if by.kind != "person":  # SECURITY: a token that reads for a person can't end their account.
        raise NotVisible
    person: Person = Person.objects.select_for_update().get(pk=by.person_id)
    return person


def refuse_last_administrator(person: Person) -> None:
    """Raises NotAllowed when nobody else could look after this place."""
    if not person.is_administrator:
        return
    others = Person.objects.filter(is_administrator=True, is_active=True, closing_at=None)
    if not others.exclude(pk=person.pk).exists():
        raise NotAllowed(
            _("You are the only administrator of %(place)s. Somebody else has to become one first.")
            % {"place": place().name}
        )


@transaction.atomic
def ask_to_close(*, by: Viewer, words: str) -> datetime:
    """Close the account in a week; `words` is "keep" or "remove". Asking again changes the words, not the day."""
    person = _own(by)
    if words not in WORDS:
        raise NotVisible
    refuse_last_administrator(person)
    person.closing_at = person.closing_at or timezone.now() + WAITS
    person.closing_words = words
    person.save(update_fields=["closing_at", "closing_words"])
    record(by=by, verb="account.closing_asked", subject_id=person.pk)
    return person.closing_at


@transaction.atomic
def keep_account(*, by: Viewer) -> None:
    """Think again: nothing is closed. May be said twice."""
    person = _own(by)
    if person.closing_at is None:
        return
    person.closing_at, person.closing_words = None, "keep"
    person.save(update_fields=["closing_at", "closing_words"])
    record(by=by, verb="account.kept", subject_id=person.pk)


def forget_person(*, by: Viewer) -> None:
    """Delete for good who the person was; the row stays, for the words that stay, as "Former member".

    The caller holds the transaction and found that the week is over. There is no way back.
    """
    person = _own(by)
    emails = [one.email for one in addresses_of(person)]
    photo = person.photo
    Token.objects.filter(Q(person=person) | Q(email__in=emails, used_at__isnull=False)).delete()
    EmailAddress.objects.filter(user=person).delete()
    end_everywhere(person.pk)
    person.refresh_from_db()
    person.email, person.name = None, ""
    for field in ("pronouns", "what_i_do", "about", "about_html", "willing", "photo", "language"):
        setattr(person, field, "")
    person.set_unusable_password()
    person.last_login = None
    person.is_active = person.is_administrator = False
    person.closed_at, person.closing_at = timezone.now(), None
    person.save()
    record(by=by, verb="account.closed", subject_id=person.pk)
    transaction.on_commit(lambda: forget_photo(photo))
