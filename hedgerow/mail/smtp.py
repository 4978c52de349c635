"""The mail server as one address, and what its refusals mean in plain words."""

import smtplib
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, unquote, urlsplit

from django.core.mail.backends.smtp import EmailBackend
from django.utils.translation import gettext as _

TIMEOUT = 15
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class NotAnAddress(ValueError):
    """The SMTP address can't be read; the words say what to write."""


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server: `tls` is "start" (STARTTLS is required), "whole" (TLS from the first byte) or "off"."""

    host: str
    port: int
    user: str
    password: str
    tls: str


def read_url(url: str) -> Server:
    """`smtp://user:password@host:587` (STARTTLS) or `smtps://…:465`; `?tls=off` for a server on the own machine or network.

    Raises NotAnAddress.
    """
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        raise NotAnAddress(_("Write the port as a number, for example smtp://mail.example.org:587")) from None
    if parts.scheme not in ("smtp", "smtps") or not host:
        raise NotAnAddress(
            _("Write the mail server as smtp://mail.example.org:587 or smtps://mail.example.org:465")
        )
    off = parse_qs(parts.query).get("tls") == ["off"]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if parts.scheme == "smtps":
        return Server(host, port or 465, user, password, "whole")
    if off and user and host not in _LOOPBACK:
        # SECURITY: a password is never sent over a network in the clear.
        raise NotAnAddress(_("A user name and password need an encrypted connection. Take ?tls=off away."))
    return Server(host, port or (25 if off else 587), user, password, "off" if off else "start")


def make_url(*, host: str, port: int, user: str, password: str, tls: str) -> str:
    """The address that `read_url` reads back to the same server."""
    login = f"{quote(user, safe='')}:{quote(password, safe='')}@" if user else ""
    name = f"[{host}]" if ":" in host else host
    return (
        f"{'smtps' if tls == 'whole' else 'smtp'}://{login}{name}:{port}{'?tls=off' if tls == 'off' else ''}"
    )


def connection_to(server: Server, *, timeout: int = TIMEOUT) -> EmailBackend:
    """Django's SMTP backend for the server; certificates are checked."""
    return EmailBackend(
        host=server.host,
        port=server.port,
        username=server.user or None,
        password=server.password or None,
        use_tls=server.tls == "start",
        use_ssl=server.tls == "whole",
        timeout=timeout,
    )


def in_words(error: Exception, server: Server) -> str:
    """What went wrong on the way to a mail server, and what to do, in a sentence or two."""
    where = {"host": server.host, "port": server.port}
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _("The server at %(host)s did not accept the user name and password.") % where
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return (
            _(
                "The server at %(host)s does not offer encryption on port %(port)s. Try another port or encryption."
            )
            % where
        )
    if isinstance(error, smtplib.SMTPSenderRefused):
        return (
            _(
                "The server at %(host)s does not accept mail from that sender. Check the address that mail comes from."
            )
            % where
        )
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _("The server at %(host)s does not accept mail for that address.") % where
    if isinstance(error, ssl.SSLError):
        return (
            _(
                "The encryption of %(host)s on port %(port)s could not be agreed or its certificate is not trusted."
            )
            % where
        )
    if isinstance(error, socket.gaierror):
        return _("There is no server called %(host)s. Check the name.") % where
    if isinstance(error, TimeoutError):
        return (
            _(
                "%(host)s did not answer on port %(port)s. Check the port, and whether a firewall is in between."
            )
            % where
        )
    if isinstance(error, ConnectionRefusedError):
        return _("%(host)s takes no mail on port %(port)s. Check the port.") % where
    return (
        _("%(host)s closed the connection before the mail was sent. Check the port and the encryption.")
        % where
    )
