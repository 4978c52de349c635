"""What the tests of the platform's pages share."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def clean(db, settings, tmp_path):
    """Limits are counted in the cache; pictures go to a folder of the test's own."""
    cache.clear()
    settings.FILES = tmp_path / "files"
