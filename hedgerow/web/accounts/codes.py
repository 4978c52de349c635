"""Six-digit codes by email: sent, typed on the page that asked, checked; the code itself is only in the session."""

import secrets
import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.core.internal.cryptokit import compare_user_code
from django.http import HttpRequest

from hedgerow.mail.send import send_mail
from hedgerow.people.limits import TooFast, hold
from hedgerow.web.accounts.where import network_address

LASTS_SECONDS = 10 * 60
TRIES = 5


class Code(AbstractCodeVerificationProcess):
    """One code for one purpose: "sign-in", "address" (add it to my account) or "confirm" (it is still me).

    SECURITY: whose address it is, is first asked when the code was right. Until then an address that nobody has here
    gets the same page, the same mail and the same work as one that somebody has.
    """

    def __init__(self, request: HttpRequest, purpose: str, state: dict[str, Any]) -> None:
        super().__init__(max_attempts=TRIES, timeout=LASTS_SECONDS, state=state)
        self.request, self.purpose = request, purpose

    @classmethod
    def begin(cls, request: HttpRequest, purpose: str, email: str) -> "Code":
        """Send a code. Raises TooFast: tight for one email, loose for one network address."""
        code = cls(request, purpose, cls.initial_state(user=None, email=email))
        code.send()
        return code

    @classmethod
    def find(cls, request: HttpRequest, purpose: str) -> "Code | None":
        """The code that this browser waits for; also when it has run out, so that its page can send another."""
        state = request.session.get(_key(purpose))
        return cls(request, purpose, state) if state else None

    @property
    def email(self) -> str:
        return str(self.state["email"])

    @property
    def is_over(self) -> bool:
        """No longer good for anything but to send another."""
        return not self.code or not self.is_valid()

    def send(self) -> None:
        """A new code by mail; the one before no longer counts."""
        hold("code.address", network_address(self.request), most=120, seconds=60)
        hold("code.email", self.email, most=6, seconds=10 * 60)
        hold("code.email.day", self.email, most=40, seconds=24 * 3600)
        self.state["code"] = get_adapter(self.request).generate_login_code()
        self.state.update(at=time.time(), serial=secrets.token_hex(8), failed_attempts=0)
        self.persist()
        send_mail("code", to=self.email, context={"code": self.code}, at_once=True)

    def check(self, typed: str) -> bool:
        """Whether this is the code. It works once, and after five tries or ten minutes not at all.

        SECURITY: tries are counted in the cache, at once, not in the session, which simultaneous requests would
        each read before the others have written it.
        """
        if self.is_over:
            return False
        try:
            hold("code.try", self.state["serial"], most=TRIES, seconds=24 * 3600)
        except TooFast:
            self._spend()
            return False
        right = compare_user_code(actual=typed, expected=self.code)
        self.state["failed_attempts"] += not right
        if right:
            self.abort()
        elif self.state["failed_attempts"] >= TRIES:
            self._spend()
        else:
            self.persist()
        return right

    def persist(self) -> None:
        self.request.session[_key(self.purpose)] = self.state

    def abort(self) -> None:
        """Forget it."""
        self.request.session.pop(_key(self.purpose), None)

    def _spend(self) -> None:
        self.state["code"] = ""
        self.persist()


def _key(purpose: str) -> str:
    return f"hg_code_{purpose}"
