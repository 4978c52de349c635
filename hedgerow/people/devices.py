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

from hedgerow.people.models import Device, Person

LASTS = timedelta(days=90)


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
