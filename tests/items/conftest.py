"""What the tests of items share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.items.threads import shared_database
from tests.world import World, make_world


@pytest.fixture
def crowd(transactional_db: None, tmp_path: Path) -> Iterator[World]:
    """Everyone in their places, in a database that several threads share."""
    with shared_database(tmp_path):
        yield make_world()
