"""`/health/live` and `/health/ready`: whether this process lives, and whether visitors should be sent to it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from hedgerow.config.doctor import ready_findings

NO_STORE = {"Cache-Control": "no-store"}


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("alive\n", content_type="text/plain", headers=NO_STORE)


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database, files, worker and queue are well, otherwise 503. Names no path and no version."""
    found = {finding.name.lower(): finding.well for finding in ready_findings()}
    well = all(found.values())
    return JsonResponse({"ready": well, "checks": found}, status=200 if well else 503, headers=NO_STORE)


urlpatterns = [
    path("health/live", live, name="health_live"),
    path("health/ready", ready, name="health_ready"),
]
