"""What the tests of accounts share: no count of tries left over from another test."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def clean(db):
    """Limits are counted in the cache, which outlives a test on some backends."""
    cache.clear()
