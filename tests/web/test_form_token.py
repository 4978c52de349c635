"""The token of forms that we make is one that Django's own check takes, and differs each time."""

from typing import Any

import pytest
from django.conf import settings as own
from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware
from django.test import Client, RequestFactory

from hedgerow.web.form_token import form_token

SECRET = "aZ09" * 8


def asked(cookie: str = SECRET, **sent: str) -> HttpRequest:
    request = RequestFactory().post("/", sent)
    request.COOKIES[own.CSRF_COOKIE_NAME] = cookie
    return request


def refused(request: HttpRequest) -> bool:
    guard = CsrfViewMiddleware(lambda request: None)
    guard.process_request(request)
    return guard.process_view(request, lambda request: None, (), {}) is not None


def test_django_takes_our_token_and_no_other(settings: Any) -> None:
    settings.CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
    request = RequestFactory().get("/")
    request.META["CSRF_COOKIE"] = SECRET
    tokens = [form_token(request) for _ in range(50)]
    assert len(set(tokens)) == 50 and not any(SECRET in token for token in tokens)
    for token in tokens:
        assert not refused(asked(csrfmiddlewaretoken=token))
        assert refused(asked("b" * 32, csrfmiddlewaretoken=token))
        assert refused(asked(csrfmiddlewaretoken=token[:-1] + ("a" if token[-1] != "a" else "b")))


@pytest.mark.django_db
def test_a_browser_gets_the_cookie_once() -> None:
    client = Client()
    first = client.get("/account/login/")
    assert own.CSRF_COOKIE_NAME in first.cookies
    assert own.CSRF_COOKIE_NAME not in client.get("/account/login/").cookies
