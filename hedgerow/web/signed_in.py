"""For pages that need somebody: a stranger is sent to sign in and comes back."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from hedgerow.web.views import refused


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Send a stranger to sign in; what they wrote in a form is shown again instead of being lost."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer.signed_in:
            return view(request, *args, **kwargs)
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"error": "signed out"}, status=401)
        if request.method == "POST":
            return refused.csrf(request)
        return HttpResponseRedirect(f"{reverse('account_login')}?next={quote(request.get_full_path())}")

    return checked
