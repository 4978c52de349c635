"""Sending mail: from a job by default, at once for a code that somebody is waiting for."""

import logging
import threading
from collections.abc import Mapping
from typing import Any

from django.core.mail import EmailMessage
from django.db import connections

from hedgerow.mail.backend import mail_server
from hedgerow.mail.jobs import deliver
from hedgerow.mail.rendering import render
from hedgerow.people.place import new_message_id

log = logging.getLogger("hedgerow.mail")


def send_mail(template: str, *, to: str, context: Mapping[str, Any], at_once: bool = False) -> None:
    """Send `mail/<template>` to one recipient. `context` is plain JSON: it waits in the queue.

    In the current transaction: when that is rolled back nothing is sent. `at_once` does not wait for it: beside the
    request, and only when that does not work by a job.
    """
    message_id = new_message_id()
    again: dict[str, Any] = {"to": to, "context": dict(context), "message_id": message_id}
    if not at_once:
        deliver.enqueue(template, **again)
        return
    message = render(template, to=to, context=context, message_id=message_id)
    if not mail_server():
        message.send()
        return
    # A mail server may take seconds; the page that asks for the code is shown meanwhile.
    threading.Thread(
        target=_try_now, args=(message, template, again), name="mail at once", daemon=True
    ).start()


def _try_now(message: EmailMessage, template: str, again: dict[str, Any]) -> None:
    try:
        message.send()
    except Exception as error:
        # SECURITY: the kind of error only; neither the code nor the address goes to the log.
        log.warning(
            "mail %s could not be sent at once (%s), a job tries again", template, type(error).__name__
        )
        deliver.enqueue(template, **again)
    finally:
        connections.close_all()  # those of this thread
