"""Who asks: the device cookie becomes `request.viewer`, with all standings, by one query."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from hedgerow.communities.actions.overseeing import note_page, running_oversight
from hedgerow.communities.standings import viewer_from_cookie
from hedgerow.people.devices import forget_device, give_device, note_seen
from hedgerow.people.models import Person
from hedgerow.web.catalogue import speak
from hedgerow.web.shell import community_url
from hedgerow.web.views import refused

#: Where an administrator is themselves also while they look inside: to end it, and to sign out.
_OWN_PAGES = ("/manage/", "/account/sign-out/")


class ViewerMiddleware:
    """Sets `request.viewer` and, for django-allauth, `request.user`; writes and clears the device cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        own = request.path.startswith(_OWN_PAGES)
        viewer = viewer_from_cookie(request.COOKIES.get(settings.DEVICE_COOKIE), overseeing=not own)
        request.viewer = viewer
        request.user = SimpleLazyObject(lambda: self._person(request))  # type: ignore[assignment]  # stands for the person
        request.new_device = None
        request.end_device = False
        speak(settings.LANGUAGE_CODE)
        response = self.get_response(request) if viewer.kind != "oversight" else self._look(request)
        if request.new_device is not None:
            give_device(response, request.new_device)
        elif request.end_device:
            forget_device(response)
        if viewer.device_id and not viewer.seen_today and request.method == "GET":
            note_seen(viewer.device_id)
        return response

    def _look(self, request: HttpRequest) -> HttpResponse:
        """Under oversight: only reading, and every page that was opened is written down."""
        if request.method not in ("GET", "HEAD"):
            sentence = _("While you look inside, you can only read. End the oversight first.")
            return refused.not_allowed(request, sentence)
        looking = running_oversight(request.viewer.oversight_id)
        request.oversight = looking
        if request.path == "/" and looking is not None:
            return HttpResponseRedirect(community_url(looking.community.code, looking.community.name))
        response = self.get_response(request)
        if response.status_code in (200, 206) and looking is not None:
            note_page(looking.pk, request.path)
        return response

    @staticmethod
    def _person(request: HttpRequest) -> Person | AnonymousUser:
        if request.viewer.person_id is None:
            return AnonymousUser()
        return Person.objects.visible_to(request.viewer).get(pk=request.viewer.person_id)
