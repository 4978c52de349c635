"""Jobs of outgoing mail."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from hedgerow.base.jobs import every, task
from hedgerow.mail.models import OutboxMail
from hedgerow.mail.rendering import render

KEPT = timedelta(days=30)


@task(queue="mail", retries=8, timeout=60)
def deliver(template: str, *, to: str, context: dict[str, Any], message_id: str = "") -> None:
    """Render and send one mail; with the same Message-ID when it is tried again."""
    render(template, to=to, context=context, message_id=message_id).send()


@every("daily at 03:40")
@task(queue="mail")
def forget_old_mail() -> None:
    """Empty the outbox of what is older than 30 days."""
    OutboxMail.objects.filter(at__lt=timezone.now() - KEPT).delete()
