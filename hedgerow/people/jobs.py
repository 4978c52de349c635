"""Jobs of accounts: forgetting what has ended."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from hedgerow.base.jobs import every, task
from hedgerow.people.models import Device, Token

KEPT = timedelta(days=30)


@every("daily at 03:20")
@task
def forget_ended() -> None:
    """Sessions and devices that have ended, and links of the set-up a month after they ended."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    Device.objects.filter(ends_at__lt=now).delete()
    Token.objects.filter(purpose="setup", ends_at__lt=now - KEPT).delete()
