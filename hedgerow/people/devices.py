"""Signing a device in and out: a row that can be listed and ended, named by a signed cookie."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import F
from django.http import HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from hedgerow.people.models import Device, Person

LASTS = timedelta(days=90)
REMEMBERED = timedelta(days=730)
_MOST_REMEMBERED = 5


def start_device(person: Person, *, name: str, place: str) -> str:
    """Sign a device in; returns the secret for its cookie. `name` is a plain word for the browser, `place` its address."""
    secret = secrets.token_urlsafe(32)
    Device.objects.create(
        person=person,
        secret_hash=hashlib.sha256(secret.encode()).hexdigest(),
        name=name[:80],
        place=place[:45],
        epoch=person.epoch,
        seen_on=timezone.now().date(),
        ends_at=timezone.now() + LASTS,
    )
    return secret


def devices_of(person_id: int) -> list[Device]:
    """Where the person is signed in now, the newest sign-in first."""
    now = timezone.now()
    found = Device.objects.filter(person_id=person_id, ends_at__gt=now, epoch=F("person__epoch"))
    return list(found.order_by("-seen_on", "-created_at", "-pk"))


@transaction.atomic
def end_everywhere(person_id: int) -> None:
    """Sign every device of the person out: the epoch moves on, so that no cookie made before counts."""
    Person.objects.filter(pk=person_id).update(epoch=F("epoch") + 1)
    Device.objects.filter(person_id=person_id).delete()


def end_device(person_id: int, device_id: int) -> None:
    """Sign one device of the person out."""
    Device.objects.filter(person_id=person_id, pk=device_id).delete()


def note_seen(device_id: int) -> None:
    """Once a day: the day on which the device was seen, and the time that it may stay signed in from now."""
    now = timezone.now()
    Device.objects.filter(pk=device_id).update(seen_on=now.date(), ends_at=now + LASTS)


def give_device(response: HttpResponse, secret: str) -> None:
    """Put the signed secret into the answer's cookie."""
    response.set_cookie(
        settings.DEVICE_COOKIE,
        signing.Signer(salt="hedgerow.device").sign(secret),
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        secure=settings.SECURE,
        samesite="Lax",
        path="/",
    )


def forget_device(response: HttpResponse) -> None:
    """Take the cookie away."""
    response.delete_cookie(settings.DEVICE_COOKIE, path="/", samesite="Lax")


def is_remembered(cookie: str | None, person: Person) -> bool:
    """Whether this browser signed in as the person before: its cookie holds a mark for each of the last few persons."""
    return _mark(person) in _marks(cookie)


def remember_browser(response: HttpResponse, cookie: str | None, person: Person) -> None:
    """Mark the browser as one that the person signs in with. The mark signs nobody in and names nobody."""
    marks = [_mark(person), *[one for one in _marks(cookie) if one != _mark(person)]][:_MOST_REMEMBERED]
    response.set_cookie(
        settings.BROWSER_COOKIE,
        signing.Signer(salt="hedgerow.browser").sign(".".join(marks)),
        max_age=int(REMEMBERED.total_seconds()),
        httponly=True,
        secure=settings.SECURE,
        samesite="Lax",
        path="/",
    )


def _marks(cookie: str | None) -> list[str]:
    try:
        return signing.Signer(salt="hedgerow.browser").unsign(cookie or "").split(".")
    except signing.BadSignature:
        return []


def _mark(person: Person) -> str:
    return salted_hmac("hedgerow.browser", person.code, algorithm="sha256").hexdigest()[:24]
