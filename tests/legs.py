"""Loaded by pytest before Django (`-p tests.legs`): an own data folder, and the database of this leg of the tests.

The tests run on SQLite; with HEDGEROW_TEST_DATABASE=postgres they run on the PostgreSQL that HEDGEROW_TEST_POSTGRES
names, or on one that is started for them. No setting of whoever runs the tests reaches them, except HEDGEROW_DATA.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

LEG = "HEDGEROW_TEST_DATABASE"
POSTGRES = "HEDGEROW_TEST_POSTGRES"
_KEPT = {"HEDGEROW_DATA", "HEDGEROW_TEST_DATA", "HEDGEROW_CHROMIUM", "HEDGEROW_MATRIX", LEG, POSTGRES}
_SETTINGS = ("DATABASE_URL", "CACHE_URL", "SMTP_URL", "DJANGO_SETTINGS_MODULE")


def _begin() -> None:
    for name in list(os.environ):
        if (name.startswith("HEDGEROW_") and name not in _KEPT) or name in _SETTINGS:
            del os.environ[name]
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if "HEDGEROW_DATA" not in os.environ:
        made = tempfile.mkdtemp(prefix="hedgerow-tests-")
        os.environ["HEDGEROW_DATA"] = made
        atexit.register(shutil.rmtree, made, True)
    elif worker:
        # Tests that run at the same time must not share files.
        os.environ["HEDGEROW_DATA"] = str(Path(os.environ["HEDGEROW_DATA"]) / worker)
    leg = os.environ.get(LEG, "sqlite")
    if leg == "postgres":
        if POSTGRES not in os.environ:
            from tests import postgres

            os.environ[POSTGRES] = postgres.start()
        os.environ["DATABASE_URL"] = os.environ[POSTGRES]
    elif leg != "sqlite":
        raise RuntimeError(f"{LEG} is {leg!r}. Set it to sqlite or postgres.")


_begin()
