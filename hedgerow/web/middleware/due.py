"""What was announced and is due is done before a form that somebody sends: also where no worker runs."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from hedgerow.communities.actions import make_due_changes


class DueChangesMiddleware:
    """A page that is only read writes nothing; until a form is sent or a worker comes by, everything stays as closed as it was."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            make_due_changes()
        return self.get_response(request)
