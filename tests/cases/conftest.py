"""The scene, with files in a folder of its own."""

from pathlib import Path

import pytest

from tests.cases.scene import Scene, make_scene


@pytest.fixture
def scene(db: None, tmp_path: Path, settings) -> Scene:
    settings.FILES = tmp_path / "files"
    return make_scene()
