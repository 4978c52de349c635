"""Files of these tests lie in a folder of their own."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def stored(settings, tmp_path: Path) -> Path:
    settings.FILES = tmp_path / "files"
    return settings.FILES
