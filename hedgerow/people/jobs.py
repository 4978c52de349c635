"""Jobs of accounts: forgetting what has ended, closing what was to be closed."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from hedgerow.base.jobs import enqueue, every, task
from hedgerow.people.models import Device, Token
from hedgerow.people.queries import closing_before

KEPT = timedelta(days=30)
#: Named by its path: closing an account reaches into everything that lies above.
_CLOSE = "hedgerow.workflows.closing.close_for_good"


@every("daily at 03:20")
@task
def forget_ended() -> None:
    """Sessions and devices that have ended, and links of the set-up a month after they ended."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    Device.objects.filter(ends_at__lt=now).delete()
    Token.objects.filter(purpose="setup", ends_at__lt=now - KEPT).delete()


@every(minutes=30)
@task
def close_due_accounts() -> None:
    """Close for good the accounts whose week of thinking again is over."""
    for person_id in closing_before(timezone.now()):
        enqueue(_CLOSE, person_id)
