"""Verbs of the set-up: the first administrator, the name of the place, its mail, the end."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.people.actions.accounts import start_account
from hedgerow.people.actions.place import change_place
from hedgerow.people.deeds import note
from hedgerow.people.models import Person, Platform
from hedgerow.people.place import place_changed
from hedgerow.people.setup_link import setup_token
from hedgerow.people.tokens import use_token

LAST_STEP = 4


@transaction.atomic
def start_setup(*, by: Viewer, link: str, email: str, name: str, password: str) -> Person:
    """Make the first administrator; uses the link up. Raises NotVisible when the link no longer counts.

    SECURITY: the link is the only right to do this, so it is looked at and used in this transaction.
    """
    require(by, "account.start")
    token = setup_token(link)
    if token is None or not use_token(token):
        raise NotVisible
    person = start_account(by=by, email=email, name=name, password=password, invited=True)
    person.is_administrator = True
    person.save(update_fields=["is_administrator"])
    _save(step=2)
    return person


@transaction.atomic
def name_place(*, by: Viewer, name: str, address: str, time_zone: str, contact: str = "") -> None:
    """What this place is called, where it is, in which zone its times are, and whom people can write to."""
    require(by, "platform.manage")
    _save(step=3)
    change_place(by=by, name=name, address=address, time_zone=time_zone, contact=contact)


@transaction.atomic
def set_mail(*, by: Viewer, smtp_url: str, mail_from: str) -> None:
    """Which server takes the mail, and whom it comes from. An empty address means: later."""
    require(by, "platform.manage")
    _save(step=4, smtp_url=smtp_url, mail_from=mail_from, mail_later=not smtp_url)
    note(by, "mail.changed")


@transaction.atomic
def finish_setup(*, by: Viewer, example: bool) -> None:
    """The place is open. `example`: it starts with the living example."""
    require(by, "platform.manage")
    _save(step=LAST_STEP, example=example, set_up_at=timezone.now())
    record(by=by, verb="platform.set_up")


def _save(*, step: int = 0, **values: Any) -> None:
    """Write the one row; the set-up moves on, never back."""
    row, _made = Platform.objects.get_or_create(pk=1)
    for name, value in values.items():
        setattr(row, name, value)
    row.setup_step = max(row.setup_step, step)
    row.save()
    place_changed()
