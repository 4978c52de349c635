"""Who asks: the device cookie becomes `request.viewer`, with all standings, by one query."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from hedgerow.communities.standings import viewer_from_cookie
from hedgerow.people.devices import forget_device, give_device, note_seen
from hedgerow.people.models import Person
from hedgerow.web.catalogue import speak


class ViewerMiddleware:
    """Sets `request.viewer` and, for django-allauth, `request.user`; writes and clears the device cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        viewer = viewer_from_cookie(request.COOKIES.get(settings.DEVICE_COOKIE))
        request.viewer = viewer
        request.user = SimpleLazyObject(lambda: self._person(request))  # type: ignore[assignment]  # stands for the person
        request.new_device = None
        request.end_device = False
        speak(settings.LANGUAGE_CODE)
        response = self.get_response(request)
        if request.new_device is not None:
            give_device(response, request.new_device)
        elif request.end_device:
            forget_device(response)
        if viewer.device_id and not viewer.seen_today and request.method == "GET":
            note_seen(viewer.device_id)
        return response

    @staticmethod
    def _person(request: HttpRequest) -> Person | AnonymousUser:
        if request.viewer.person_id is None:
            return AnonymousUser()
        return Person.objects.visible_to(request.viewer).get(pk=request.viewer.person_id)
