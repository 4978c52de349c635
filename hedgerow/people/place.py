"""What the whole place is: name, address, time zone, mail, whether it is set up. Kept in the process for half a minute."""

import time
from email.utils import make_msgid
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings

from hedgerow.people.models import Person, Platform

KEPT_SECONDS = 30.0


class Place(NamedTuple):
    """The one row of Platform, as the rest of the code reads it."""

    name: str
    address: str
    time_zone: str
    smtp_url: str
    mail_from: str
    mail_later: bool
    contact: str
    set_up: bool


_kept: list[tuple[float, Place]] = []


def place() -> Place:
    """The place as it is now, or was up to half a minute ago; a place that is not set up is always read afresh."""
    if _kept and time.monotonic() - _kept[0][0] < KEPT_SECONDS:
        return _kept[0][1]
    row = Platform.here()
    found = Place(
        name=row.name,
        address=(row.address or settings.SITE_URL).rstrip("/"),
        time_zone=settings.TIME_ZONE if row._state.adding else row.time_zone,
        smtp_url=settings.SMTP_URL or row.smtp_url,
        mail_from=row.mail_from or settings.MAIL_FROM,
        mail_later=row.mail_later and not (settings.SMTP_URL or row.smtp_url),
        contact=row.contact or settings.CONTACT,
        # A database that was filled by hand has people and no row of Platform.
        set_up=row.set_up_at is not None or (row._state.adding and Person.objects.exists()),
    )
    if found.set_up and not settings.TESTING:
        _kept[:] = [(time.monotonic(), found)]
    return found


def forget_place() -> None:
    """After a change: read it again at the next question. Other processes do so within half a minute."""
    _kept.clear()


def new_message_id() -> str:
    """A fresh Message-ID for a mail from this place; a mail that is tried twice keeps its id."""
    return make_msgid(domain=urlsplit(place().address).hostname or "localhost")
