"""Sweeps over every address take minutes: the daily run does them on SQLite, `bin/test --all` on both databases."""

import os

import pytest

from tests.legs import LEG

EVERYTHING = os.environ.get("HEDGEROW_MATRIX") == "all"
once = pytest.mark.skipif(os.environ.get(LEG) == "postgres" and not EVERYTHING, reason="on SQLite alone")
