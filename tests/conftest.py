"""What all tests share: the cast, the real files, and a running server."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import Served, serving
from tests.world import World, make_world


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files that no one here wrote; tests that need it are left out, loudly, where it is absent."""
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("HEDGEROW_TEST_DATA", default))
    if not folder.is_dir():
        pytest.skip("the real test files are absent: set HEDGEROW_TEST_DATA")
    return folder


@pytest.fixture
def world(db: None) -> World:
    """Everyone in their places; see tests/world.py."""
    return make_world()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A real `hedgerow serve` on an empty place, shared by the tests that only ask it questions."""
    with serving(tmp_path_factory.mktemp("served")) as running:
        yield running
