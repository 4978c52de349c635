"""What the daily run does on SQLite alone, and `bin/test --all` on both databases: sweeps over every address, which take
minutes, and tests that ask no database (tests/conftest.py); and what it leaves to `bin/test --all` altogether."""

import os

import pytest

from tests.legs import LEG

EVERYTHING = os.environ.get("HEDGEROW_MATRIX") == "all"
soak = pytest.mark.skipif(not EVERYTHING, reason="with bin/test --all")
once = pytest.mark.skipif(os.environ.get(LEG) == "postgres" and not EVERYTHING, reason="on SQLite alone")
