"""One server and one Chromium for all journeys."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.browsing import FLAGS, chromium_path
from tests.serving import Served, serving


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A place that is set up and empty."""
    with serving(tmp_path_factory.mktemp("place")) as running:
        running.python(
            "from django.utils import timezone\n"
            "from hedgerow.people.models import Person, Platform\n"
            "Person.objects.create_user('ada@example.org', name='Ada Rowan', is_administrator=True)\n"
            "Platform.objects.update_or_create(pk=1, defaults={'set_up_at': timezone.now(), 'mail_later': True})\n"
        )
        yield running
