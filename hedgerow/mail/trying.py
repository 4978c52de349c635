"""Trying a mail server out: one mail to whoever asks, and a plain word on what came of it."""

import logging

from hedgerow.mail.rendering import render
from hedgerow.mail.smtp import NotAnAddress, connection_to, in_words, read_url

log = logging.getLogger("hedgerow.mail")

PATIENCE_SECONDS = 10


def try_server(url: str, *, to: str) -> str:
    """Send the test mail to `to` by this server; "" when the server took it, otherwise what to do in words."""
    try:
        server = read_url(url)
    except NotAnAddress as error:
        return str(error)
    try:
        connection_to(server, timeout=PATIENCE_SECONDS).send_messages([render("test", to=to, context={})])
    except Exception as error:  # whatever a server may answer, the page says it in words
        log.info("test of the mail server: %s", type(error).__name__)
        return in_words(error, server)
    return ""
