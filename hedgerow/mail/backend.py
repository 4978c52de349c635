"""The email backend: by SMTP when a server is known (environment or set-up), otherwise into the outbox."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from hedgerow.mail.models import OutboxMail
from hedgerow.mail.smtp import connection_to, read_url
from hedgerow.people.place import place


def mail_server() -> str:
    """The address of the mail server, or "" when mail is kept in the outbox."""
    return place().smtp_url


class Backend(BaseEmailBackend):
    """Asks where mail goes each time, so that the set-up's last word counts at once."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many were sent or kept. Raises what smtplib raises: a job tries again."""
        url = mail_server()
        if url:
            return connection_to(read_url(url)).send_messages(email_messages) or 0
        for message in email_messages:
            keep(message)
        return len(email_messages)


def keep(message: EmailMessage) -> None:
    """Put a mail into the outbox, a row for each recipient."""
    html = next((part for part, kind in getattr(message, "alternatives", []) if kind == "text/html"), "")
    for to in message.recipients():
        OutboxMail.objects.create(to=to, subject=message.subject[:250], text=message.body, html=html)
