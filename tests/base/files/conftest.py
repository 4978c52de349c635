"""Where the real files are that no one here wrote."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_data() -> Path:
    default = Path(__file__).resolve().parents[4] / "shared" / "data"
    folder = Path(os.environ.get("HEDGEROW_TEST_DATA", default))
    if not folder.is_dir():
        pytest.skip("the real test files are absent: set HEDGEROW_TEST_DATA")
    return folder
