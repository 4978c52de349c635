"""How django-allauth behaves here: codes typed where they were asked for, and a device cookie for who is signed in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.cryptokit import generate_user_code
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.urls import reverse
from django.utils import timezone

from hedgerow.base.dates import exact
from hedgerow.communities.standings import viewer_for
from hedgerow.people.actions.accounts import tell
from hedgerow.people.devices import end_device, is_remembered, remember_browser, start_device
from hedgerow.people.models import Person
from hedgerow.web.accounts.proof import note_proof
from hedgerow.web.accounts.where import browser_name, short_address
from hedgerow.web.words import zone


class Adapter(DefaultAccountAdapter):
    """No links to follow, no username, a device row at sign-in."""

    def generate_login_code(self) -> str:
        """Six digits, each as likely as any."""
        return generate_user_code(length=6, numeric=True, dashed=False)

    def login(self, request: HttpRequest, user: Person) -> None:
        """Sign the device in: a new device row, a new session, a new form token.

        SECURITY: nothing that a stranger could have planted in this browser before (a session, a form token, a
        device cookie) counts after.
        """
        before = request.viewer
        if before.person_id is not None and before.device_id is not None:
            end_device(before.person_id, before.device_id)
        request.session.flush()
        rotate_token(request)
        request.new_device = start_device(user, name=browser_name(request), place=short_address(request))
        request.viewer, request.user = viewer_for(user.pk), user
        note_proof(request, user.pk)

    def post_login(
        self,
        request: HttpRequest,
        user: Person,
        *,
        email_verification: str,
        signal_kwargs: dict[str, Any] | None,
        email: str | None,
        signup: bool,
        redirect_url: str | None,
    ) -> HttpResponse:
        """Go on to where the person wanted to be; a mail when they never signed in with this browser before."""
        response = HttpResponseRedirect(redirect_url or "/", status=303)
        cookie = request.COOKIES.get(settings.BROWSER_COOKIE)
        quiet = signup or (signal_kwargs or {}).get("persona", False)
        if not quiet and not is_remembered(cookie, user):
            tell(user, "new_device", device=browser_name(request), when=exact(timezone.now(), zone()))
        remember_browser(response, cookie, user)
        return response

    def logout(self, request: HttpRequest) -> None:
        """End this device; the rest of the answer takes its cookie away."""
        viewer = request.viewer
        if viewer.person_id is not None and viewer.device_id is not None:
            end_device(viewer.person_id, viewer.device_id)
        request.end_device = True
        request.session.flush()

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:
        """The code was right, but the account is closed."""
        return HttpResponseRedirect(reverse("account_inactive"), status=303)
