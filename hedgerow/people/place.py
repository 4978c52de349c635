"""What the whole place is: name, address, look, mail, who may register. Kept in the process for a few seconds."""

import time
from email.utils import make_msgid
from typing import NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from hedgerow.people.models import Person, Platform, Policy

#: What was changed on a page of another process shows here after this time.
KEPT_SECONDS = 3.0


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
    registration: str
    domains: str
    accent: str
    accent_dark: str
    logo: str
    welcome: str
    #: Keys of the policies that have words.
    policies: tuple[str, ...]


_kept: list[tuple[float, Place]] = []


def place() -> Place:
    """The place as it is now, or was a few seconds ago; a place that is not set up is always read afresh."""
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
        registration=row.registration,
        domains=row.domains,
        accent=row.accent,
        accent_dark=row.accent_dark,
        logo=row.logo,
        welcome=row.welcome,
        policies=_policies(),
    )
    if found.set_up:
        _kept[:] = [(time.monotonic(), found)]
    return found


def _policies() -> tuple[str, ...]:
    newest = Policy.objects.values("key").annotate(newest=Max("pk")).values("newest")
    written = set(Policy.objects.filter(pk__in=newest).exclude(text="").values_list("key", flat=True))
    return tuple(key for key in Policy.KEYS if key in written)


def forget_place() -> None:
    """After a change: read it again at the next question. Other processes do so within a few seconds."""
    _kept.clear()


def place_changed() -> None:
    """Forget at once for whoever asks in this transaction, and once more when everybody else can read the change."""
    forget_place()
    transaction.on_commit(forget_place)


def place_zone() -> ZoneInfo:
    """The zone that times are shown in, also in mail."""
    return ZoneInfo(place().time_zone)


def new_message_id() -> str:
    """A fresh Message-ID for a mail from this place; a mail that is tried twice keeps its id."""
    return make_msgid(domain=urlsplit(place().address).hostname or "localhost")
